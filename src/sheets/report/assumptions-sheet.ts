import type { AssumptionKey } from "../../engine/assumptions";
import { DEFAULT_ASSUMPTIONS } from "../../engine/assumptions";
import type { ChoiceSpec, PlacedCell, SheetSpec } from "../../workbook/spec";
import { averageTokenPrice, orUnknown } from "./formulas";
import { priceTable, seatPriceTable, tokenPriceTable } from "./price-tables";
import type { ReportInput } from "./report-input";
import { below, HEADER_ROWS, resultSheet } from "./result-sheet";
import { settingsOf, type Setting } from "./settings";
import { reportTable, type ReportColumn } from "./table";
import { assumptionCell, BUFFER_CELL, BUFFERED_TOKEN_PRICE_CELL, SETTINGS, TOKEN_PRICE_CELL } from "./tables";

const FIRST_SETTING_ROW = HEADER_ROWS.assumptions + 1;
const VALUE_COLUMN = 1;
/** The columns of the price tables, right of the settings, and of the three named cells above them. */
const PRICES_COLUMN = 8;
const NAMED_COLUMN = 10;

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
        `“${SETTINGS.used.header}” stays as it is, for comparison.`,
    ],
    cells: named.flatMap(({ label, cell }, i): PlacedCell[] => [
      { row: 2 + i, column: PRICES_COLUMN, value: label, look: "note" },
      { row: 2 + i, column: NAMED_COLUMN, ...cell },
    ]),
    tables: [list, tokenPrices, prices, ...(volumes ? [volumes] : [])],
    choices: settings.flatMap(choicesOf),
    names: [
      ...settings.flatMap(({ key, refused }, i) =>
        key ? [{ name: assumptionCell(key), row: FIRST_SETTING_ROW + i, column: columnOf(refused) }] : [],
      ),
      ...named.map(({ name }, i) => ({ name, row: 2 + i, column: NAMED_COLUMN })),
    ],
  });
}

/** Formulas follow the typed value, unless it could not be used. */
const columnOf = (refused: Setting["refused"]): number =>
  refused === undefined ? VALUE_COLUMN : SETTING_COLUMNS.findIndex(({ column }) => column === SETTINGS.used);

const SETTING_COLUMNS: readonly ReportColumn<Setting>[] = [
  { column: SETTINGS.name, width: 36, format: "text", cell: ({ name }) => name },
  {
    column: SETTINGS.value,
    width: 14,
    cell: ({ value, refused, format }) =>
      refused === undefined
        ? { value, format, look: "input" }
        : { value: refused, format: "general", look: "warning" },
  },
  { column: SETTINGS.unit, width: 44, format: "text", look: "wrap", cell: ({ unit }) => unit },
  { column: SETTINGS.effect, width: 13, format: "text", cell: ({ effect }) => effect },
  { column: SETTINGS.source, width: 44, format: "text", cell: ({ source }) => source },
  { column: SETTINGS.used, width: 14, cell: ({ value, format }) => ({ value, format }) },
];

const namedCells = ({ analysis }: ReportInput) => [
  {
    name: TOKEN_PRICE_CELL,
    label: "Token price in the recommended scenario",
    cell: {
      value: analysis.tokenPrice,
      formula: averageTokenPrice((analysis.recommended ?? analysis.asIs).name),
      format: "price" as const,
    },
  },
  {
    name: BUFFER_CELL,
    label: "Buffer",
    cell: {
      value: analysis.buffer,
      format: "percent" as const,
      ...(analysis.assumptions.poolRule === "buffer" ? { formula: assumptionCell("poolBuffer") } : {}),
    },
  },
  {
    name: BUFFERED_TOKEN_PRICE_CELL,
    label: "Token price including buffer",
    cell: {
      value: analysis.bufferedTokenPrice,
      formula: orUnknown(`${TOKEN_PRICE_CELL}*(1+${BUFFER_CELL})`),
      format: "price" as const,
    },
  },
];

function choicesOf({ key }: { readonly key?: AssumptionKey }, i: number): ChoiceSpec[] {
  const accepts = key && DEFAULT_ASSUMPTIONS[key].accepts;
  const row = FIRST_SETTING_ROW + i;
  return accepts && "words" in accepts
    ? [{ firstRow: row, lastRow: row, column: VALUE_COLUMN, choices: accepts.words }]
    : [];
}
