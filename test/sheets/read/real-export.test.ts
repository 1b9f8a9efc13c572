import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { isoMonth, monthOf } from "../../../src/engine/calendar";
import { cautions } from "../../../src/engine/statements/cautions";
import { money, tokens, type DayNumber } from "../../../src/engine/units";
import { read } from "../../../src/sheets/read/read";
import { openCsv } from "../../../src/hosts/csv";
import { day } from "../../engine/estate-of";
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

  (there ? it : it.skip)("is in the balance, though it names nobody, and its fall is said", async () => {
    const { estate } = await read([openCsv("year.csv", readFileSync(FILE))], { latest: LATEST });
    const packs = [
      {
        purchased: day("2011-01-01"),
        ends: day("2011-12-31"),
        tokens: tokens(150_000),
        price: money(450_000),
      },
    ].map((pack) => ({ ...pack, origin: { source: 0, row: 2 } }));
    const analysis = analyse({ ...estate, packs }, day("2011-12-30"), defaultAssumptions());
    const { ledger, burn } = analysis.tokenPlan;
    // 150,000 less 137,617.
    expect([ledger?.left, ledger?.unseen, ledger?.beyond]).toEqual([12_383, 0, 0]);
    expect(burn.map(({ month, verdict }) => [isoMonth(month), verdict]).slice(-3)).toEqual([
      ["2011-09", "as expected"],
      ["2011-10", "less than expected"],
      ["2011-11", "less than expected"],
    ]);
    expect(cautions({ analysis, issues: [], counts: [], settingDoubts: [] }).join()).toMatch(
      /covers draw 137,995 tokens a year; by the forecast the next twelve months draw 41,8\d\d:/,
    );
  });
});
