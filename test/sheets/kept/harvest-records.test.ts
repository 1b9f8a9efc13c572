import { toSerial, type DateSystem } from "../../../src/engine/calendar";
import type { Kept, KeptCell } from "../../../src/sheets/kept/kept";
import { withHarvestRecords } from "../../../src/sheets/kept/harvest-records";
import { HARVEST } from "../../../src/sheets/report/tables";
import type { Cell } from "../../../src/workbook/cells";
import { day, estateOf } from "../../engine/estate-of";

const SYSTEMS: Readonly<Record<string, DateSystem>> = { "a.xlsx": 1900, "b.xlsx": 1904 };

const cell = (file: string, column: string, value: Cell, row = "ann | AutoCAD"): KeptCell => ({
  table: HARVEST.tableName,
  row,
  nth: 0,
  column,
  value,
  place: { file, sheet: "Harvest", row: 9 },
});
const sent = (file: string, on: string, row?: string): KeptCell =>
  cell(file, "Notice sent", toSerial(day(on), SYSTEMS[file]!), row);

/** What the Harvest sheets of some workbooks say of Ann's seat, and the issues. */
function read(...cells: readonly KeptCell[]) {
  const kept: Kept = {
    cells,
    added: [],
    comments: [],
    texts: [],
    loose: [],
    further: [],
    lines: [],
    issues: [],
  };
  const estate = estateOf({ seats: [["ann", "AutoCAD"]] });
  const reading = { asOf: day("2026-10-31"), dateSystem: (file: string) => SYSTEMS[file]! };
  const { estate: recorded, issues } = withHarvestRecords(estate, kept, reading);
  return { decided: recorded.harvest?.decided ?? [], issues };
}

describe("two workbooks with Harvest sheets", () => {
  it("that state one day of a notice agree, whatever their date systems", () => {
    const { decided, issues } = read(sent("a.xlsx", "2026-10-20"), sent("b.xlsx", "2026-10-20"));
    expect(decided).toMatchObject([{ user: "ann", noticeSent: day("2026-10-20") }]);
    expect(issues).toEqual([]);
  });

  it("that state two days are told so, and neither day is used", () => {
    const { decided, issues } = read(sent("a.xlsx", "2026-10-20"), sent("b.xlsx", "2026-09-01"));
    expect(decided).toMatchObject([{ user: "ann", noticeSent: null }]);
    expect(issues).toMatchObject([
      { code: "disputed-notice-date", severity: "error", file: "a.xlsx", row: 9, column: "Notice sent" },
    ]);
    expect(issues[0]!.message).toBe(
      'Two days of the notice for ann | AutoCAD contradict each other, so neither was used: "2026-10-20" (Harvest ' +
        'of a.xlsx, row 9) and "2026-09-01" (Harvest of b.xlsx, row 9); the grace begins with this run. Clear one of ' +
        "them.",
    );
  });

  it("use no day where one of them cannot be read", () => {
    const { decided, issues } = read(
      sent("a.xlsx", "2026-10-20"),
      cell("b.xlsx", "Notice sent", "last week"),
    );
    expect(decided).toMatchObject([{ noticeSent: null }]);
    expect(issues.map(({ code }) => code)).toEqual(["unused-notice-date"]);
  });

  it("contradict each other also where they spell the user in another case", () => {
    const { decided, issues } = read(
      cell("a.xlsx", "Decision", "Keep"),
      cell("b.xlsx", "Decision", "Reclaim", "ANN | AutoCAD"),
    );
    expect(decided).toMatchObject([{ user: "ann", word: null }]);
    expect(issues[0]!.message).toContain(
      '"Keep" (Harvest of a.xlsx, row 9) and "Reclaim" (Harvest of b.xlsx, row 9)',
    );
  });
});
