import { FUNCTIONS } from "../src/functions/functions";
import type { CustomFunction, Example } from "../src/functions/record";
import { withTwins } from "../src/portable/rewrite";
import { TWINS } from "../src/portable/twins";
import type { SheetSpec, SpecCell } from "../src/workbook/spec";
import { newXlsx } from "../src/hosts/xlsx/xlsx";

/** Two results are equal within the last digits that a cell shows. */
const TOLERANCE = "0.000000001";

/** Excel's error for an unknown function; Excel computes a cell stored with an error when the workbook opens. */
const UNKNOWN = { error: "#NAME?" };

interface SheetPlan {
  readonly key: SheetSpec["key"];
  readonly sheet: string;
  readonly table: string;
  readonly title: string;
  readonly todo: string;
  /** The header of the column with the results of the functions. */
  readonly ours: string;
  /** A call of a function, as files spell it. */
  readonly call: (name: string, given: string) => string;
  readonly functions: readonly CustomFunction[];
}

const SHEETS: readonly SheetPlan[] = [
  {
    key: "template-acceptance",
    sheet: "Functions",
    table: "SeatwiseAcceptance",
    title: "The add-in's functions beside formulas of Excel",
    todo: "Open this in Excel with the add-in installed (without a prefix) and wait: every cell in the column Equal must say TRUE.",
    ours: "Add-in",
    // In a file the name of an add-in's function has this prefix.
    call: (name, given) => `_xldudf_${name}(${given})`,
    functions: FUNCTIONS,
  },
  {
    key: "template-acceptance-portable",
    sheet: "Portable",
    table: "SeatwiseAcceptancePortable",
    title: "The portable functions beside formulas of Excel",
    todo: "Open this in Excel 2024 or 365 without the add-in: every cell in the column Equal must say TRUE.",
    ours: "Portable",
    call: (name, given) => withTwins(`${name}(${given})`),
    functions: FUNCTIONS.filter(({ twin }) => twin !== null),
  },
];

/** Every example of every function: computed by the add-in, by the twin, and by formulas with functions of Excel. */
export async function acceptance(): Promise<Uint8Array> {
  const workbook = newXlsx("acceptance.xlsx");
  await workbook.write(SHEETS.map(sheet));
  await workbook.defineNames([...TWINS.values()]);
  return workbook.toBytes();
}

function sheet({ key, sheet, table, title, todo, ours, call, functions }: SheetPlan): SheetSpec {
  const rows = functions.flatMap((record) =>
    record.examples.map((example) => row(record, example, call(record.name, example.given), table, ours)),
  );
  const count = rows.length;
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
        rows,
        totals: false,
      },
    ],
    charts: [],
    names: [],
  };
}

/** A range is shown as its sum, and compared cell by cell. */
function row(
  { name, answersDate }: CustomFunction,
  { given, shows, native }: Example,
  call: string,
  table: string,
  ours: string,
): SpecCell[] {
  const shown = [{ value: name }, { value: `=${name}(${given})` }];
  const cell = (header: string) => `${table}[[#This Row],[${header}]]`;
  if (typeof shows !== "object") {
    const value = shows;
    const near = (header: string) =>
      typeof value === "number"
        ? `ABS(${cell(header)}-${cell("Expected")})<=${TOLERANCE}*MAX(1,ABS(${cell("Expected")}))`
        : `${cell(header)}=${cell("Expected")}`;
    const format = answersDate ? "date" : "general";
    return [
      ...shown,
      { value: UNKNOWN, formula: call, format },
      { value, formula: native, format },
      { value, format },
      { value: false, formula: `IFERROR(AND(${near(ours)},${near("Native")}),FALSE)` },
    ];
  }
  const rows = shows as readonly (readonly number[])[];
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
