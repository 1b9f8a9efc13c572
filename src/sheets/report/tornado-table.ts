import { currencyText } from "../../engine/currency-codes";
import type { Swing, Tornado } from "../../engine/renewal/tornado";
import { tornadoText } from "../../engine/renewal/tornado";
import type { ChartSpec, TableSpec } from "../../workbook/spec";
import { orUnknown } from "./formulas";
import type { ReportInput } from "./report-input";
import { reportTable, type ReportColumn, type ReportTable } from "./table";
import { TORNADO } from "./tables";

/** The assumptions that move the saving most; null where none does. */
export function tornadoTable({ analysis }: ReportInput, place: TableSpec["at"]): ReportTable | null {
  const { tornado, assumptions } = analysis;
  if (tornado === null || tornado.swings.length === 0) return null;
  const heading = `${tornadoText(tornado, assumptions.years)}.${unmovedText(tornado)} Each alone, of this run`;
  return reportTable(TORNADO, place, tornadoColumns(tornado), tornado.swings, heading);
}

const unmovedText = ({ unmoved }: Tornado): string =>
  unmoved.map(({ name, why }) => ` Not moved: ${name}, because ${why}.`).join("");

const changeColumn = (
  column: ReportColumn<Swing>["column"],
  from: typeof TORNADO.lower,
  { saving }: Tornado,
  of: (swing: Swing) => number,
): ReportColumn<Swing> => ({
  column,
  format: "money",
  cell: (swing) => ({ value: of(swing) - saving, formula: orUnknown(`${from.here}-${saving}`) }),
});

const tornadoColumns = (tornado: Tornado): readonly ReportColumn<Swing>[] => [
  { column: TORNADO.name, width: 24, format: "text", look: "wrap", cell: ({ name }) => name },
  { column: TORNADO.value, format: "number", cell: ({ value }) => value },
  { column: TORNADO.step, format: "text", cell: ({ step }) => `± ${step}` },
  { column: TORNADO.lower, format: "money", cell: ({ savingIfLower }) => savingIfLower },
  { column: TORNADO.higher, format: "money", cell: ({ savingIfHigher }) => savingIfHigher },
  changeColumn(TORNADO.below, TORNADO.lower, tornado, ({ savingIfLower }) => savingIfLower),
  changeColumn(TORNADO.above, TORNADO.higher, tornado, ({ savingIfHigher }) => savingIfHigher),
  {
    column: TORNADO.basis,
    format: "text",
    cell: ({ isGiven, reference }) => (isGiven ? "given" : `not given: ${reference}`),
  },
];

/** Bars of what a step of each assumption changes, the longest first. */
export const tornadoChart = (run: ReportInput, area: Pick<ChartSpec, "from" | "to">): ChartSpec => ({
  name: "What moves the saving",
  title: `What a step of an assumption changes in the saving, ${currencyText(run.analysis.assumptions.currency)}`,
  alt: "Bars: the change of the saving with each assumption a step below and above its value, as in the table above.",
  kind: "bar",
  ...area,
  table: TORNADO.tableName,
  categories: TORNADO.name.header,
  series: [TORNADO.below.header, TORNADO.above.header],
  format: "money",
});
