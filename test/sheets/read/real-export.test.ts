import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isoMonth, monthOf } from "../../../src/engine/calendar";
import type { DayNumber } from "../../../src/engine/units";
import { read } from "../../../src/sheets/read/read";
import { openCsv } from "../../../src/hosts/csv";
import { LATEST } from "./sheets-of";

const FILE = join(__dirname, "../../../../shared/data/tokenflex-usage-one-year.csv");
const there = existsSync(FILE);

describe("a real year of enterprise use", () => {
  (there ? it : it.skip)("is read whole, and each month adds up", async () => {
    const bytes = readFileSync(FILE);
    const { estate, counts, issues } = await read([openCsv("year.csv", bytes)], { latest: LATEST });
    expect(counts).toEqual([{ source: 0, rows: 24_511, used: 24_511, skipped: 0 }]);
    expect(issues.filter(({ severity }) => severity !== "info")).toEqual([]);

    const read_: Record<string, number> = {};
    estate.use.day.forEach((day, at) => {
      const month = isoMonth(monthOf(day as DayNumber));
      read_[month] = (read_[month] ?? 0) + (estate.use.tokens[at] ?? NaN);
    });
    const counted: Record<string, number> = {};
    for (const line of bytes.toString("utf8").trim().split(/\r?\n/).slice(1)) {
      const [, month = ""] = /,(\d{4}-\d{2})-\d{2} 00:00:00,/.exec(line) ?? [];
      const tokens = Number(line.split(",").at(-2));
      counted[month] = (counted[month] ?? 0) + tokens;
    }
    expect(read_).toEqual(counted);
    expect(Object.values(read_).reduce((a, b) => a + b)).toBe(137_617);
  });
});
