import { beginsAtZero, NUMBER_FORMATS, type ChartSpec, type TableSpec } from "../../workbook/spec";
import { cellName } from "../../workbook/cells";
import { rangeAt } from "./area";
import { at } from "../../engine/at";
import { SERIES_COLORS } from "../../workbook/looks";
import { placeOf } from "../../workbook/table-place";

const GRID_COLOR = "#D9D9D9";
const TYPES = {
  bar: "BarClustered",
  column: "ColumnClustered",
  line: "Line",
  waterfall: "ColumnStacked",
} as const;

/** Upper bound of the operations for a chart with this many series. */
export const chartOperations = (series: number): number => 28 + 8 * series;

/** Draws a chart over columns of a table on the same sheet. */
export function addChart(sheet: Excel.Worksheet, spec: ChartSpec, tables: readonly TableSpec[]): void {
  const table = tables.find(({ name }) => name === spec.table);
  if (!table) throw new Error(`There is no table ${spec.table} for the chart ${spec.name}.`);
  const columnOf = (header: string, withHeader: boolean) => {
    const n = table.columns.findIndex((column) => column.header === header);
    if (n < 0) throw new Error(`Table ${table.name} has no column ${header} for the chart ${spec.name}.`);
    const { header: top, firstRow, lastRow, firstColumn } = placeOf(table);
    const first = withHeader ? top : firstRow;
    return rangeAt(sheet, { row: first - 1, column: firstColumn + n, rows: lastRow - first + 1, columns: 1 });
  };
  const [firstSeries = ""] = spec.series;
  const chart = sheet.charts.add(TYPES[spec.kind], columnOf(firstSeries, true), "Columns");
  chart.name = spec.name;
  chart.title.text = spec.title;
  chart.title.format.font.size = 14;
  chart.title.format.font.bold = true;
  chart.setPosition(cellName(spec.from.row, spec.from.column), cellName(spec.to.row, spec.to.column));
  // A folded column is drawn, too.
  chart.plotVisibleOnly = false;
  chart.legend.visible = spec.series.length > 1;
  if (spec.series.length > 1) chart.legend.position = "Bottom";
  spec.series.forEach((header, n) => {
    const series = n === 0 ? chart.series.getItemAt(0) : chart.series.add(header);
    if (n > 0) series.setValues(columnOf(header, false));
    series.setXAxisValues(columnOf(spec.categories, false));
    const isBase = spec.kind === "waterfall" && n === 0;
    const painted = spec.kind === "waterfall" ? Math.max(0, n - 1) : n;
    const color = `#${at(SERIES_COLORS, painted % SERIES_COLORS.length)}`;
    if (isBase) {
      // The steps hang above an invisible base, which the legend does not name.
      series.format.fill.clear();
      series.gapWidth = 50;
      chart.legend.legendEntries.getItemAt(0).visible = false;
    } else if (spec.kind === "line") {
      series.format.line.color = color;
      series.markerStyle = "None";
      series.smooth = false;
    } else {
      series.format.fill.setSolidColor(color);
      series.gapWidth = 80;
    }
  });
  const { valueAxis, categoryAxis } = chart.axes;
  valueAxis.numberFormat = NUMBER_FORMATS[spec.format];
  if (beginsAtZero(spec, table)) valueAxis.minimum = 0;
  valueAxis.majorGridlines.format.line.color = GRID_COLOR;
  if (spec.kind === "bar") {
    // Horizontal bars run from top to bottom like the table. The value axis then crosses at the last category.
    categoryAxis.reversePlotOrder = true;
    categoryAxis.position = "Maximum";
  }
}
