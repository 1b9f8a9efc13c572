import { DEFAULT_ASSUMPTIONS, type AssumptionKey } from "../../engine/assumptions";
import { UNKNOWN } from "../../workbook/cells";
import type {
  FormulaNameSpec,
  HighlightSpec,
  InputRule,
  NumberFormat,
  PlacedCell,
  SheetSpec,
  SpecCell,
} from "../../workbook/spec";
import { keys } from "../setting-names";
import { equals, orUnknown, quoted, settingInUse } from "./formulas";
import { AVERAGE_TOKEN_PRICE, priceNames } from "./price-names";
import { priceTable, seatPriceTable, tokenPriceTable } from "./price-tables";
import type { ReportInput } from "./report-input";
import { below, HEADER_ROWS, resultSheet } from "./result-sheet";
import { settingsOf, type Accepts, type Setting } from "./settings";
import { knownCell, reportTable, type ReportColumn } from "./table";
import {
  assumptionCell,
  BUFFER_CELL,
  BUFFERED_TOKEN_PRICE_CELL,
  SETTINGS,
  TOKEN_PRICE_CELL,
  type TableColumn,
} from "./tables";

const FIRST_SETTING_ROW = HEADER_ROWS.assumptions + 1;

/** Every number that the run rests on, with unit and source; and the prices that the other sheets' formulas use. */
export function assumptionsSheet(run: ReportInput): SheetSpec {
  const settings = settingsOf(run);
  const list = reportTable(SETTINGS, { row: HEADER_ROWS.assumptions, column: 0 }, SETTING_COLUMNS, settings);
  const tokenPrices = tokenPriceTable(run, { row: HEADER_ROWS.assumptions, column: PRICES_COLUMN });
  const prices = priceTable(run, below(tokenPrices));
  const volumes = seatPriceTable(run, below(prices));
  const named = namedCells(run);
  return resultSheet({
    key: "assumptions",
    title: "Assumptions",
    frozenRows: HEADER_ROWS.assumptions,
    notes: [
      "Change a Value. “at once”: these sheets follow the new value now. “next run”: the next run reads it. " +
        `“${SETTINGS.inUse.header}” is unknown where the Value is not a number within its limits or one of the ` +
        `words; amounts that rest on it are then unknown, too. “${SETTINGS.used.header}” stays, for comparison.`,
    ],
    cells: named.flatMap(({ label, cell }, i): PlacedCell[] => [
      { row: 2 + i, column: PRICES_COLUMN, value: label, look: "note" },
      { row: 2 + i, column: NAMED_COLUMN, ...cell },
    ]),
    tables: [list, tokenPrices, prices, ...(volumes ? [volumes] : [])],
    inputs: settings.flatMap(inputOf),
    highlights: [unknownInUse(settings.length)],
    folded: [{ first: settingColumn(SETTINGS.needsRun), last: settingColumn(SETTINGS.found) }],
    names: [
      ...keys().map((key): FormulaNameSpec => ({
        name: assumptionCell(key),
        formula: settingInUse(DEFAULT_ASSUMPTIONS[key].name),
      })),
      ...priceNames(run),
      ...named.map(({ name }, i) => ({ name, row: 2 + i, column: NAMED_COLUMN })),
    ],
  });
}

const ANY_TEXT = "any text";

const acceptedWords = (accepts: Accepts): string | null =>
  "words" in accepts ? accepts.words.join("; ") : "text" in accepts ? ANY_TEXT : null;

const { value: typed, words, places, numberFits, wordFits } = SETTINGS;

/** The typed value and its limits; MEDIAN and COUNT skip text and blank cells. */
const WITH_LIMITS = SETTINGS.value.here.replace(/\]\]$/, `]:[${SETTINGS.most.header}]]`);

const NUMBER_FITS = `IF(COUNT(${typed.here}),MEDIAN(${WITH_LIMITS})=ROUND(${typed.here},${places.here}))`;

const inList = (text: string): string => `LOWER("; "&${text}&";")`;

const WORD_FITS =
  `OR(${words.here}=${quoted(ANY_TEXT)},` + `ISNUMBER(FIND(${inList(typed.here)},${inList(words.here)})))`;

const IN_USE =
  `IF(IF(OR(${numberFits.here},${wordFits.here}),LEN(${typed.here})),` + `${typed.here},${quoted(UNKNOWN)})`;

/** Assumptions that sheets follow at once, but that change the mix in ways which only a run can tell. */
const ONLY_A_RUN_TELLS: ReadonlySet<AssumptionKey | undefined> = new Set<AssumptionKey>([
  "poolBuffer",
  "packSize",
  "smallestPurchase",
  "tierKind",
  "seatTierKind",
]);

const needsRun = ({ key, effect }: Setting): boolean => effect === "next run" || ONLY_A_RUN_TELLS.has(key);

/** How many rows have the name of this row. */
const FOUND = `SUMPRODUCT(1*${equals(SETTINGS.name, SETTINGS.name.here)})`;

const limit = (value: number | null, format: NumberFormat): SpecCell => ({
  value,
  format: format === "general" ? (Number.isInteger(value) ? "whole" : "number") : format,
});

/** The format of a setting; a number without a format shows all decimals. */
const settingFormat = ({ format, accepts }: Setting): NumberFormat =>
  format === "general" && "least" in accepts ? "number" : format;

const SETTING_COLUMNS: readonly ReportColumn<Setting>[] = [
  { column: SETTINGS.name, width: 36, format: "text", cell: ({ name }) => name },
  {
    column: typed,
    width: 22,
    cell: (setting) => ({ value: setting.value, format: settingFormat(setting), look: "input" }),
  },
  {
    column: SETTINGS.least,
    width: 11,
    cell: ({ accepts, format }) => limit("least" in accepts ? accepts.least : null, format),
  },
  {
    column: SETTINGS.most,
    width: 19,
    cell: ({ accepts, format }) => limit("most" in accepts ? accepts.most : null, format),
  },
  { column: words, width: 22, format: "text", look: "wrap", cell: ({ accepts }) => acceptedWords(accepts) },
  {
    column: SETTINGS.inUse,
    width: 22,
    cell: (setting) => ({
      value: setting.value ?? UNKNOWN,
      formula: IN_USE,
      format: settingFormat(setting),
    }),
  },
  { column: SETTINGS.unit, width: 44, format: "text", look: "wrap", cell: ({ unit }) => unit },
  { column: SETTINGS.effect, width: 13, format: "text", cell: ({ effect }) => effect },
  { column: SETTINGS.source, width: 48, format: "text", look: "wrap", cell: ({ source }) => source },
  {
    column: SETTINGS.used,
    width: 14,
    cell: (setting) => ({ value: setting.value, format: settingFormat(setting) }),
  },
  {
    column: SETTINGS.refused,
    width: 16,
    cell: ({ refused }) => (refused === undefined ? null : { value: refused, look: "warning" }),
  },
  { column: SETTINGS.needsRun, cell: (setting) => (needsRun(setting) ? 1 : 0) },
  {
    column: SETTINGS.changed,
    cell: () => ({
      value: 0,
      formula: `IF(${typed.here}=${SETTINGS.used.here},0,${SETTINGS.needsRun.here})`,
    }),
  },
  {
    column: places,
    cell: ({ accepts }) => ("least" in accepts ? (accepts.whole ? 0 : DECIMAL_PLACES) : null),
  },
  {
    column: numberFits,
    cell: ({ value }) => ({ value: typeof value === "number", formula: NUMBER_FITS }),
  },
  {
    column: wordFits,
    cell: ({ value, accepts }) => ({ value: !("least" in accepts) || value === null, formula: WORD_FITS }),
  },
  { column: SETTINGS.found, format: "whole", cell: () => ({ value: 1, formula: FOUND }) },
];

const settingColumn = (wanted: TableColumn): number =>
  SETTING_COLUMNS.findIndex(({ column }) => column === wanted);

/** The columns of the price tables, right of the settings, and of the three named cells above them. */
const PRICES_COLUMN = SETTING_COLUMNS.length + 1;
const NAMED_COLUMN = PRICES_COLUMN + 2;

/** As many as tell two numbers apart. */
const DECIMAL_PLACES = 15;

/** What a spreadsheet program accepts as a setting is typed. */
function inputOf({ accepts }: Setting, i: number): InputRule[] {
  if ("text" in accepts) return [];
  const row = FIRST_SETTING_ROW + i;
  const message =
    "words" in accepts
      ? `Type ${accepts.words.join(" or ")}.`
      : `Type ${accepts.whole ? "a whole number" : "a number"} from ${accepts.least} to ${accepts.most}.`;
  return [{ firstRow: row, lastRow: row, column: settingColumn(typed), accepts, message }];
}

/** Marks unknown settings, and settings whose typed value cannot be used. */
const unknownInUse = (settings: number): HighlightSpec => ({
  firstRow: FIRST_SETTING_ROW,
  lastRow: FIRST_SETTING_ROW + settings - 1,
  firstColumn: settingColumn(SETTINGS.inUse),
  lastColumn: settingColumn(SETTINGS.inUse),
  look: { text: UNKNOWN, as: "failed" },
});

const namedCells = ({ analysis }: ReportInput) => [
  {
    name: TOKEN_PRICE_CELL,
    label: "Token price in the recommended scenario",
    cell: {
      value: knownCell(analysis.tokenPrice),
      formula: orUnknown(AVERAGE_TOKEN_PRICE),
      format: "price" as const,
    },
  },
  {
    name: BUFFER_CELL,
    label: "Buffer",
    cell: {
      value: analysis.buffer,
      format: "percent" as const,
      ...(analysis.assumptions.poolRule === "buffer"
        ? { formula: orUnknown(assumptionCell("poolBuffer")) }
        : {}),
    },
  },
  {
    name: BUFFERED_TOKEN_PRICE_CELL,
    label: "Token price including buffer",
    cell: {
      value: knownCell(analysis.bufferedTokenPrice),
      formula: orUnknown(`${TOKEN_PRICE_CELL}*(1+${BUFFER_CELL})`),
      format: "price" as const,
    },
  },
];
