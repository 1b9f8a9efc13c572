// DuckDB, one thread: days and tokens of each user, product and month of a daily export.
import process from "node:process";
import { DuckDBInstance } from "@duckdb/node-api";

const [file] = process.argv.slice(2);
const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await instance.connect();
const result = await connection.runAndReadAll(
  `SELECT email, product_name, date_trunc('month', day_used) AS month, count(DISTINCT day_used), sum(tokens_used)
   FROM read_csv('${file}', header = true) GROUP BY ALL ORDER BY ALL`,
);
process.stdout.write(`${result.currentRowCount} groups\n`);
