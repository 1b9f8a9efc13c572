import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { withTwins, WITH_TWINS } from "../src/portable/rewrite";
import { TWINS } from "../src/portable/twins";
import type { SheetSpec, SpecCell } from "../src/workbook/spec";
import { newXlsx } from "../src/hosts/xlsx/xlsx";
import { EXAMPLES, type Example } from "./functions";

/** Two results are equal within the last digits that a cell shows. */
const TOLERANCE = "0.000000001";

/** What Excel shows for a function that it does not know yet. A cell stored with an error is computed when the workbook opens. */
const UNKNOWN = { error: "#NAME?" };

interface Kind {
  readonly key: SheetSpec["key"];
  readonly sheet: string;
  readonly table: string;
  readonly title: string;
  readonly todo: string;
  /** What the column of our results is called. */
  readonly ours: string;
  /** The call of an example, as files spell it. */
  readonly call: (example: Example) => string;
  readonly examples: readonly Example[];
}

const KINDS: readonly Kind[] = [
  {
    key: "template-acceptance",
    sheet: "Functions",
    table: "SeatwiseAcceptance",
    title: "The add-in's functions beside formulas of Excel's own",
    todo: "Open this in Excel with the add-in installed (without a prefix), and wait: every cell of the column Equal must say TRUE.",
    ours: "Add-in",
    // In a file an add-in's function bears this mark before its name.
    call: ({ name, arguments: given }) => `_xldudf_${name}(${given})`,
    examples: EXAMPLES,
  },
  {
    key: "template-acceptance-portable",
    sheet: "Portable",
    table: "SeatwiseAcceptancePortable",
    title: "The portable functions beside formulas of Excel's own",
    todo: "Open this in Excel 2024 or 365 without the add-in: every cell of the column Equal must say TRUE.",
    ours: "Portable",
    call: ({ name, arguments: given }) => withTwins(`${name}(${given})`),
    examples: EXAMPLES.filter(({ name }) => WITH_TWINS.some((one) => one === name)),
  },
];

/** Every example of every function, computed by the add-in, by its portable twin and by formulas of Excel's own. */
export async function acceptance(): Promise<Uint8Array> {
  const workbook = newXlsx("acceptance.xlsx");
  await workbook.write(KINDS.map(sheet));
  await workbook.defineNames(Object.values(TWINS));
  return workbook.toBytes();
}

function sheet({ key, sheet, table, title, todo, ours, call, examples }: Kind): SheetSpec {
  const count = examples.length;
  return {
    key,
    name: sheet,
    widths: [22, 70, 16, 16, 16, 10],
    frozenRows: 5,
    cells: [
      { row: 1, column: 0, value: title, look: "title" },
      { row: 2, column: 0, value: todo, look: "note" },
      {
        row: 3,
        column: 0,
        value: `0 of ${count} are equal`,
        formula: `COUNTIF(${table}[Equal],TRUE)&" of ${count} are equal"`,
        look: "figure",
      },
    ],
    tables: [
      {
        name: table,
        at: { row: 5, column: 0 },
        columns: ["Function", "Formula", ours, "Native", "Expected", "Equal"].map((header) => ({ header })),
        rows: examples.map((example) => row(example, call(example), table, ours)),
        totals: false,
      },
    ],
    charts: [],
    choices: [],
    names: [],
  };
}

/** What spills is shown as its sum, and compared cell by cell. */
function row(example: Example, call: string, table: string, ours: string): SpecCell[] {
  const { name, arguments: given, result, native } = example;
  const shown = [{ value: name }, { value: `=${name}(${given})` }];
  const cell = (header: string) => `${table}[[#This Row],[${header}]]`;
  if (!Array.isArray(result)) {
    const value = result as number | string | boolean;
    const near = (header: string) =>
      typeof value === "number"
        ? `ABS(${cell(header)}-${cell("Expected")})<=${TOLERANCE}*MAX(1,ABS(${cell("Expected")}))`
        : `${cell(header)}=${cell("Expected")}`;
    const format = name.endsWith("_DATE") ? "date" : "general";
    return [
      ...shown,
      { value: UNKNOWN, formula: call, format },
      { value, formula: native, format },
      { value, format },
      { value: false, formula: `IFERROR(AND(${near(ours)},${near("Native")}),FALSE)` },
    ];
  }
  const rows = result as readonly (readonly number[])[];
  const sum = rows.flat().reduce((total, one) => total + one, 0);
  const expected = `{${rows.map((line) => line.join(",")).join(";")}}`;
  const near = (formula: string) => `SUMPRODUCT(--(ABS(${formula}-${expected})>${TOLERANCE}))=0`;
  return [
    ...shown,
    { value: UNKNOWN, formula: `SUMPRODUCT(${call})` },
    { value: sum, formula: `SUMPRODUCT(${native})` },
    { value: sum },
    { value: false, formula: `IFERROR(AND(${near(call)},${near(`(${native})`)}),FALSE)` },
  ];
}

if (require.main === module) {
  void acceptance().then((bytes) => writeFileSync(join(__dirname, "acceptance.xlsx"), bytes));
}
