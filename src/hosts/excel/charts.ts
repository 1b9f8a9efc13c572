import {
  beginsAtZero,
  isForNumbers,
  isOfLines,
  NUMBER_FORMATS,
  type ChartSpec,
  type TableSpec,
} from "../../workbook/spec";
import { cellName, type Cell } from "../../workbook/cells";
import { rangeAt } from "./area";
import { at } from "../../engine/at";
import { markAt, SERIES_COLORS } from "../../workbook/looks";
import { placeOf } from "../../workbook/table-place";

const GRID_COLOR = "#D9D9D9";
const TYPES = {
  bar: "BarClustered",
  column: "ColumnClustered",
  line: "Line",
  waterfall: "ColumnStacked",
  curve: "XYScatterLinesNoMarkers",
} as const;

/** Upper bound of the operations for a chart: by its series and points. */
export function chartOperations(spec: ChartSpec, tables: readonly TableSpec[]): number {
  const points = spec.points ? tableOf(spec, spec.points.table, tables).rows.length : 0;
  return 32 + 8 * spec.series.length + 16 * points;
}

function tableOf({ name }: ChartSpec, wanted: string, tables: readonly TableSpec[]): TableSpec {
  const table = tables.find((candidate) => candidate.name === wanted);
  if (!table) throw new Error(`There is no table ${wanted} for the chart ${name}.`);
  return table;
}

/** Cells of a column of a table, from a row of the sheet on, counted from 0. */
function columnCells(
  sheet: Excel.Worksheet,
  { name }: ChartSpec,
  table: TableSpec,
  { header, row, rows }: { readonly header: string; readonly row: number; readonly rows: number },
): Excel.Range {
  const n = table.columns.findIndex((column) => column.header === header);
  if (n < 0) throw new Error(`Table ${table.name} has no column ${header} for the chart ${name}.`);
  return rangeAt(sheet, { row, column: placeOf(table).firstColumn + n, rows, columns: 1 });
}

/** Each point is a series of its own, so that the legend names it. */
function addPoints(
  chart: Excel.Chart,
  sheet: Excel.Worksheet,
  spec: ChartSpec,
  tables: readonly TableSpec[],
): void {
  const { points } = spec;
  if (points === undefined) return;
  const table = tableOf(spec, points.table, tables);
  const first = placeOf(table).firstRow - 1;
  table.rows.forEach((cells, n) => {
    const { symbol, color } = markAt(n);
    const cell = (header: string) => columnCells(sheet, spec, table, { header, row: first + n, rows: 1 });
    const series = chart.series.add(chartText(at(cells, 0).value));
    series.setXAxisValues(cell(points.x));
    series.setValues(cell(points.y));
    series.markerStyle = MARKERS[symbol];
    series.markerSize = 9;
    series.markerBackgroundColor = `#${color}`;
    series.markerForegroundColor = `#${color}`;
    series.format.line.clear();
  });
}

const chartText = (name: Cell): string => (typeof name === "string" ? name : "");

const MARKERS = { circle: "Circle", square: "Square", diamond: "Diamond", triangle: "Triangle" } as const;

/** Draws a chart over columns of a table on the same sheet. */
export function addChart(sheet: Excel.Worksheet, spec: ChartSpec, tables: readonly TableSpec[]): void {
  const table = tableOf(spec, spec.table, tables);
  const columnOf = (header: string, withHeader: boolean) => {
    const { header: top, firstRow, lastRow } = placeOf(table);
    const first = withHeader ? top : firstRow;
    return columnCells(sheet, spec, table, { header, row: first - 1, rows: lastRow - first + 1 });
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
    } else if (isOfLines(spec)) {
      series.format.line.color = color;
      series.markerStyle = "None";
      series.smooth = false;
    } else {
      series.format.fill.setSolidColor(color);
      series.gapWidth = 80;
    }
  });
  addPoints(chart, sheet, spec, tables);
  const { valueAxis, categoryAxis } = chart.axes;
  const across = table.columns.find(({ header }) => header === spec.categories)?.format;
  if (isForNumbers(across)) categoryAxis.numberFormat = NUMBER_FORMATS[across ?? "general"];
  valueAxis.numberFormat = NUMBER_FORMATS[spec.format];
  if (beginsAtZero(spec, table)) valueAxis.minimum = 0;
  valueAxis.majorGridlines.format.line.color = GRID_COLOR;
  if (spec.kind === "bar") {
    // Horizontal bars run from top to bottom like the table. The value axis then crosses at the last category.
    categoryAxis.reversePlotOrder = true;
    categoryAxis.position = "Maximum";
  }
}
