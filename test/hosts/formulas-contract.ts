import type { Cell } from "../../src/workbook/cells";
import { readAll, type Host } from "./contract";

/** A formula that a person puts into a cell; rows count from 1, columns from 0. */
export interface UserFormula {
  readonly row: number;
  readonly column: number;
  /** Without the leading `=`. */
  readonly formula: string;
  /** What it shows, row by row: more than one cell where it spills, null where it was never computed. */
  readonly shows: readonly (readonly Cell[])[];
}

/** A workbook in its host in which a person writes formulas. */
export interface FormulaHost extends Host {
  /** Into rows below all that the sheet holds. */
  addFormulas(sheet: string, formulas: readonly UserFormula[]): Promise<void>;
  hideSheet(sheet: string): Promise<void>;
  protectSheet(sheet: string): Promise<void>;
  /** The formula that stands in a cell, without the leading `=`; absent where none does. */
  formulaAt(sheet: string, row: number, column: number): Promise<string | undefined>;
}

const uses = (formula: string) => formula.includes("OURS(");
const rewritten = (formula: string) => (uses(formula) ? formula.replaceAll("OURS(", "SW_OURS(") : undefined);
const one = (row: number, column: number, formula: string, shows: Cell): UserFormula => ({
  row,
  column,
  formula,
  shows: [[shows]],
});

/** What every host must do the same with formulas. `make` gives a workbook with one sheet of the user's, `Log`, of two rows. */
export function describeFormulasContract(name: string, make: () => Promise<FormulaHost>): void {
  describe(`formulas contract: ${name}`, () => {
    let host: FormulaHost;
    beforeEach(async () => {
      host = await make();
      await host.addUserSheet("Other", [["=OURS(1)", "text"]]);
      await host.addFormulas("Log", [
        one(4, 1, "OURS(B2,6,3)", 54),
        one(5, 1, 'B2*2&"OURS"', "6OURS"),
        { row: 6, column: 1, formula: "OURS(B2:B4)", shows: [[1], ["00123"], [true]] },
        one(6, 3, "1+OURS(2)", 3),
      ]);
      await host.addFormulas("Other", [one(3, 0, 'IF(A1<>"",OURS(1),0)', 0.5)]);
      await host.addUserName("Yearly", "OURS(Log!$B$2)*12");
      await host.reopen();
    });

    const all = [
      { place: "Log!B4", formula: "OURS(B2,6,3)", cells: 1 },
      { place: "Log!B6", formula: "OURS(B2:B4)", cells: 3 },
      { place: "Log!D6", formula: "1+OURS(2)", cells: 1 },
      { place: "Other!A3", formula: 'IF(A1<>"",OURS(1),0)', cells: 1 },
      { place: "the name Yearly", formula: "OURS(Log!$B$2)*12", cells: 0 },
    ];

    test("finds what is picked, in tab order, in hidden sheets too; text that looks so is none", async () => {
      await host.hideSheet("Other");
      expect(await host.workbook.formulas(uses)).toEqual(all);
      expect(await host.workbook.formulas(() => false)).toEqual([]);
    });

    test("a search can be cancelled", async () => {
      await expect(host.workbook.formulas(uses, AbortSignal.abort())).rejects.toMatchObject({
        code: "cancelled",
      });
    });

    test("puts other formulas in place, and says which they were", async () => {
      expect(await host.workbook.rewriteFormulas(rewritten)).toEqual(all);
      await host.reopen();
      expect(await host.formulaAt("Log", 4, 1)).toBe("SW_OURS(B2,6,3)");
      expect(await host.formulaAt("Log", 5, 1)).toBe('B2*2&"OURS"');
      expect(await host.formulaAt("Log", 6, 1)).toBe("SW_OURS(B2:B4)");
      expect(await host.formulaAt("Other", 3, 0)).toBe('IF(A1<>"",SW_OURS(1),0)');
      expect((await host.workbook.names()).get("Yearly")).toBe("SW_OURS(Log!$B$2)*12");
      expect(await host.workbook.rewriteFormulas(() => undefined)).toEqual([]);
      expect(await host.workbook.rewriteFormulas((formula) => formula)).toEqual([]);
    });

    test("a protected sheet that holds one of them is named, and nothing is changed", async () => {
      await host.protectSheet("Other");
      for (const attempt of [
        () => host.workbook.rewriteFormulas(rewritten),
        () => host.workbook.freezeFormulas(uses),
      ]) {
        await expect(attempt()).rejects.toMatchObject({
          code: "protected",
          message: expect.stringContaining("Other") as string,
        });
      }
      expect(await host.formulaAt("Log", 4, 1)).toBe("OURS(B2,6,3)");
      expect((await host.workbook.names()).get("Yearly")).toBe("OURS(Log!$B$2)*12");
    });

    test("a protected sheet that holds none of them is in nobody's way", async () => {
      await host.addUserSheet("Closed", [["OURS(1)"]]);
      await host.protectSheet("Closed");
      expect(await host.workbook.rewriteFormulas(rewritten)).toHaveLength(5);
    });

    test("turns formulas into what they show, spilled cells too; names and other formulas stay", async () => {
      const before = await readAll(host.workbook, "Log");
      expect(await host.workbook.freezeFormulas(uses)).toEqual(all.filter(({ cells }) => cells > 0));
      await host.reopen();
      expect(await readAll(host.workbook, "Log")).toEqual(before);
      expect(await host.formulaAt("Log", 4, 1)).toBeUndefined();
      expect(await host.formulaAt("Log", 6, 1)).toBeUndefined();
      expect(await host.formulaAt("Log", 5, 1)).toBe('B2*2&"OURS"');
      expect(await host.workbook.formulas(uses)).toEqual(all.filter(({ cells }) => cells === 0));
      expect(await host.workbook.freezeFormulas(uses)).toEqual([]);
    });

    test("a formula that shows an error is not lost for it", async () => {
      await host.addFormulas("Log", [one(10, 0, "OURS(0)", { error: "#N/A" }), one(11, 0, "OURS(4)", 4)]);
      const frozen = (await host.workbook.freezeFormulas(uses)).map(({ place }) => place);
      expect(frozen).toContain("Log!A11");
      expect(frozen).not.toContain("Log!A10");
      expect(await host.formulaAt("Log", 10, 0)).toBe("OURS(0)");
    });

    const TWICE = 'LAMBDA(amount,[times],LET(n,IF(ISOMITTED(times),2,times),amount*n&" <&> ""x"""))';

    test("names for formulas read back as they were given, and again when they are replaced", async () => {
      await host.workbook.defineNames([
        { name: "SW_TWICE", formula: TWICE, comment: 'Twice <as much> & "more"' },
        { name: "SW_ONE", formula: "LAMBDA(x,x+1)", comment: "One more" },
      ]);
      await host.reopen();
      expect((await host.workbook.names()).get("SW_TWICE")).toBe(TWICE);
      await host.workbook.defineNames([{ name: "sw_one", formula: "LAMBDA(x,x+2)", comment: "Two more" }]);
      await host.reopen();
      const names = await host.workbook.names();
      expect(names.get("SW_ONE")).toBe("LAMBDA(x,x+2)");
      expect(names.get("SW_TWICE")).toBe(TWICE);
      expect(names.get("Yearly")).toBe("OURS(Log!$B$2)*12");
      expect(names.size).toBe(3);
    });
  });
}
