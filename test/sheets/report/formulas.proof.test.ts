import { join } from "node:path";
import { openFile } from "../../../src/hosts/files";
import { report } from "../../../src/sheets/report/report";
import { runAnalysis, type Run } from "../../../src/sheets/run";
import { day, sheetsOf } from "../read/sheets-of";
import { checksIn } from "./checks-in";
import { expectReadable, reportOf } from "./readable-formulas";
import { TANGLED } from "./tangled";

describe("the sample", () => {
  let run: Run;
  beforeAll(async () => {
    const file = await openFile(join(__dirname, "../../../examples/design-firm.xlsx"));
    run = await runAnalysis([file], { today: day("2026-11-15"), set: [] });
  });

  expectReadable(async () => report({ ...run, dateSystem: 1900 }));

  it("passes every check", () => {
    const checks = checksIn(run);
    expect(Object.keys(checks)).toHaveLength(21);
    expect(new Set(Object.values(checks))).toEqual(new Set(["yes"]));
  });
});

describe("a tangled estate", () => {
  const set = [
    { name: "Growth", value: "10 %" },
    { name: "Planned joiners", value: "1" },
    { name: "Years compared", value: "10" },
  ];
  expectReadable(() => reportOf([sheetsOf(TANGLED)], set));
});
