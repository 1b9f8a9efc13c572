import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import base from "./vitest.config.mjs";

const drawsCases = (path) => /from "(fast-check|[./]+\/cases)"/.test(readFileSync(path, "utf8"));
const properties = readdirSync("test", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.test\.ts$/.test(name) && !/\.(proof|office|browser)\.test\.ts$/.test(name))
  .map((name) => `test/${name.replaceAll("\\", "/")}`)
  .filter(drawsCases);

/** The heavy proofs: thousands of organisations, mixed-integer programs, the whole sample, and all cases of all properties. */
export default {
  ...base,
  test: {
    ...base.test,
    include: ["test/**/*.proof.test.ts", ...properties],
    exclude: [],
    env: { CASES: process.env.CASES ?? "1" },
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
};
