import { at } from "../../engine/at";
import { markAt, SERIES_COLORS } from "../../workbook/looks";
import { columnLetters, type Cell } from "../../workbook/cells";
import {
  beginsAtZero,
  isOfLines,
  NUMBER_FORMATS,
  type ChartSpec,
  type SheetSpec,
  type TableSpec,
} from "../../workbook/spec";
import { quotedTab } from "../../workbook/tabs";
import { placeOf } from "../../workbook/table-place";
import { XML_DECLARATION, type Vocabulary } from "./vocabulary";
import { escaped } from "./xml";

const CATEGORY_AXIS = 1;
const VALUE_AXIS = 2;

/** The part that places charts on a sheet. `ids` are the relationships to them, in order. */
export function drawingXml(
  charts: readonly ChartSpec[],
  ids: readonly string[],
  vocabulary: Vocabulary,
): string {
  const anchors = charts.map(
    ({ name, title, alt, from, to }, n) =>
      `<xdr:twoCellAnchor><xdr:from>${marker(from.column, from.row - 1)}</xdr:from>` +
      `<xdr:to>${marker(to.column + 1, to.row)}</xdr:to>` +
      `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${n + 2}" name="${escaped(name)}"` +
      `${alt === undefined ? "" : ` descr="${escaped(alt)}"`} title="${escaped(title)}"/>` +
      `<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>` +
      `<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>` +
      `<a:graphic><a:graphicData uri="${vocabulary.chart}">` +
      `<c:chart xmlns:c="${vocabulary.chart}" xmlns:r="${vocabulary.relationships}" r:id="${ids[n]}"/>` +
      `</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`,
  );
  return (
    `${XML_DECLARATION}<xdr:wsDr xmlns:xdr="${vocabulary.sheetDrawing}" xmlns:a="${vocabulary.drawing}">` +
    `${anchors.join("")}</xdr:wsDr>`
  );
}

const marker = (column: number, row: number): string =>
  `<xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff>`;

/** The part with one chart over columns of a table on the tab. It also draws columns that are folded away. */
export function chartXml(chart: ChartSpec, sheet: SheetSpec, tab: string, vocabulary: Vocabulary): string {
  const table = chartTable(sheet, chart.table);
  const format = escaped(NUMBER_FORMATS[chart.format]);
  const categories = columnData(table, chart.categories, tab);
  const series = chart.series.map((header, n) => {
    const values = columnData(table, header, tab);
    return (
      `<c:ser><c:idx val="${n}"/><c:order val="${n}"/>` +
      `<c:tx><c:strRef><c:f>${escaped(values.headerAt)}</c:f>${textCache([header])}</c:strRef></c:tx>` +
      seriesLook(chart.kind, n) +
      (isOfLines(chart) ? `<c:marker><c:symbol val="none"/></c:marker>` : `<c:invertIfNegative val="0"/>`) +
      (chart.kind === "curve"
        ? `<c:xVal>${numbersAt(categories, categories.format)}</c:xVal><c:yVal>${numbersAt(values, format)}</c:yVal>`
        : `<c:cat>${categoryXml(categories)}</c:cat><c:val>${numbersAt(values, format)}</c:val>`) +
      (isOfLines(chart) ? `<c:smooth val="0"/>` : "") +
      `</c:ser>`
    );
  });
  const points = pointsXml(chart, sheet, tab);
  return (
    `${XML_DECLARATION}<c:chartSpace xmlns:c="${vocabulary.chart}" xmlns:a="${vocabulary.drawing}"` +
    ` xmlns:r="${vocabulary.relationships}"><c:roundedCorners val="0"/><c:chart>` +
    titleXml(chart.title) +
    `<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>` +
    plotXml(chart.kind, [...series, ...points].join("")) +
    (chart.kind === "curve"
      ? curveAxesXml(categories.format, format)
      : axesXml(chart, { across: categories.format, up: format, fromZero: beginsAtZero(chart, table) })) +
    `</c:plotArea>` +
    legendXml(chart) +
    `<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>`
  );
}

function chartTable({ key, tables }: SheetSpec, name: string): TableSpec {
  const table = tables.find((candidate) => candidate.name === name);
  if (!table) throw new Error(`Sheet ${key} has no table ${name} for a chart.`);
  return table;
}

const numbersAt = ({ valuesAt, cells }: ColumnData, format: string): string =>
  `<c:numRef><c:f>${escaped(valuesAt)}</c:f>${numberCache(cells, format)}</c:numRef>`;

/** Each point is a series of its own, so that the legend names it. */
function pointsXml({ points: marked, series }: ChartSpec, sheet: SheetSpec, tab: string): string[] {
  if (marked === undefined) return [];
  const table = chartTable(sheet, marked.table);
  const [x, y] = [columnData(table, marked.x, tab), columnData(table, marked.y, tab)];
  const names = columnData(table, at(table.columns, 0).header, tab);
  return table.rows.map((_, row) => {
    const n = series.length + row;
    const { symbol, color } = markAt(row);
    const fill = `<a:solidFill><a:srgbClr val="${color}"/></a:solidFill>`;
    const point = (data: ColumnData): string =>
      numbersAt({ ...data, valuesAt: data.cellAt(row), cells: [at(data.cells, row)] }, data.format);
    return (
      `<c:ser><c:idx val="${n}"/><c:order val="${n}"/>` +
      `<c:tx><c:strRef><c:f>${escaped(names.cellAt(row))}</c:f>${textCache([at(names.cells, row)])}</c:strRef></c:tx>` +
      `<c:spPr><a:ln w="28575"><a:noFill/></a:ln></c:spPr>` +
      `<c:marker><c:symbol val="${symbol}"/><c:size val="9"/><c:spPr>${fill}</c:spPr></c:marker>` +
      `<c:xVal>${point(x)}</c:xVal><c:yVal>${point(y)}</c:yVal><c:smooth val="0"/></c:ser>`
    );
  });
}

const titleXml = (title: string): string =>
  `<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1400" b="1"/></a:pPr>` +
  `<a:r><a:rPr lang="en-US" sz="1400" b="1"/><a:t>${escaped(title)}</a:t></a:r></a:p></c:rich></c:tx>` +
  `<c:overlay val="0"/></c:title>`;

/** The legend, in which the base of a waterfall has no entry. */
function legendXml({ kind, series }: ChartSpec): string {
  if (series.length < 2) return "";
  const hidden =
    kind === "waterfall" ? `<c:legendEntry><c:idx val="0"/><c:delete val="1"/></c:legendEntry>` : "";
  return `<c:legend><c:legendPos val="b"/>${hidden}<c:overlay val="0"/></c:legend>`;
}

function seriesLook(kind: ChartSpec["kind"], n: number): string {
  if (kind === "waterfall" && n === 0) return `<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>`;
  const color = at(SERIES_COLORS, (kind === "waterfall" ? n - 1 : n) % SERIES_COLORS.length);
  const fill = `<a:solidFill><a:srgbClr val="${color}"/></a:solidFill>`;
  return isOfLines({ kind })
    ? `<c:spPr><a:ln w="28575" cap="rnd">${fill}<a:round/></a:ln></c:spPr>`
    : `<c:spPr>${fill}</c:spPr>`;
}

function plotXml(kind: ChartSpec["kind"], series: string): string {
  const axes = `<c:axId val="${CATEGORY_AXIS}"/><c:axId val="${VALUE_AXIS}"/>`;
  if (kind === "line") {
    return (
      `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>` +
      `${series}<c:marker val="1"/>${axes}</c:lineChart>`
    );
  }
  if (kind === "curve")
    return (
      `<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>` +
      `${series}${axes}</c:scatterChart>`
    );
  const direction = kind === "bar" ? "bar" : "col";
  const stacked = kind === "waterfall";
  return (
    `<c:barChart><c:barDir val="${direction}"/><c:grouping val="${stacked ? "stacked" : "clustered"}"/>` +
    `<c:varyColors val="0"/>${series}<c:gapWidth val="${stacked ? 40 : 80}"/>` +
    `${stacked ? `<c:overlap val="100"/>` : ""}${axes}</c:barChart>`
  );
}

/** The axes of a curve: numbers on both. */
const curveAxesXml = (across: string, up: string): string =>
  [
    { own: CATEGORY_AXIS, other: VALUE_AXIS, place: "b", format: across, grid: "" },
    {
      own: VALUE_AXIS,
      other: CATEGORY_AXIS,
      place: "l",
      format: up,
      grid: `<c:majorGridlines>${GRID}</c:majorGridlines>`,
    },
  ]
    .map(
      ({ own, other, place, format, grid }) =>
        `<c:valAx><c:axId val="${own}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>` +
        `<c:axPos val="${place}"/>${grid}<c:numFmt formatCode="${format}" sourceLinked="0"/>` +
        `<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>` +
        `<c:crossAx val="${other}"/><c:crosses val="autoZero"/></c:valAx>`,
    )
    .join("");

const GRID = `<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr>`;

interface Axes {
  /** The number formats of the categories and of the values. */
  readonly across: string;
  readonly up: string;
  readonly fromZero: boolean;
}

/**
 * The axes. Horizontal bars run from top to bottom like the table, so their category axis is reversed. The formats are
 * stated, because not every program takes that of the cells.
 */
function axesXml({ kind }: ChartSpec, { across, up, fromZero }: Axes): string {
  const lying = kind === "bar";
  return (
    `<c:catAx><c:axId val="${CATEGORY_AXIS}"/>` +
    `<c:scaling><c:orientation val="${lying ? "maxMin" : "minMax"}"/></c:scaling><c:delete val="0"/>` +
    `<c:axPos val="${lying ? "l" : "b"}"/><c:numFmt formatCode="${across}" sourceLinked="0"/>` +
    `<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>` +
    `<c:crossAx val="${VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>` +
    `<c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>` +
    `<c:valAx><c:axId val="${VALUE_AXIS}"/>` +
    `<c:scaling><c:orientation val="minMax"/>${fromZero ? `<c:min val="0"/>` : ""}</c:scaling>` +
    `<c:delete val="0"/><c:axPos val="${lying ? "b" : "l"}"/><c:majorGridlines>${GRID}</c:majorGridlines>` +
    `<c:numFmt formatCode="${up}" sourceLinked="0"/>` +
    `<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>` +
    `<c:crossAx val="${CATEGORY_AXIS}"/><c:crosses val="${lying ? "max" : "autoZero"}"/></c:valAx>`
  );
}

interface ColumnData {
  readonly headerAt: string;
  readonly valuesAt: string;
  /** The cell in a row of the table, counted from 0. */
  readonly cellAt: (row: number) => string;
  readonly format: string;
  readonly cells: readonly Cell[];
}

/** A table column in the form in which charts refer to it, with the current values. */
function columnData(table: TableSpec, header: string, tab: string): ColumnData {
  const n = table.columns.findIndex((column) => column.header === header);
  if (n < 0) throw new Error(`Table ${table.name} has no column ${header} for a chart.`);
  const place = placeOf(table);
  const letters = columnLetters(place.firstColumn + n);
  const sheet = quotedTab(tab);
  return {
    headerAt: `${sheet}!$${letters}$${place.header}`,
    cellAt: (row) => `${sheet}!$${letters}$${place.firstRow + row}`,
    valuesAt: `${sheet}!$${letters}$${place.firstRow}:$${letters}$${place.lastRow}`,
    format: escaped(NUMBER_FORMATS[table.columns[n]?.format ?? "general"]),
    cells: table.rows.map((row) => row[n]?.value ?? null),
  };
}

function categoryXml({ valuesAt, cells, format }: ColumnData): string {
  const reference = `<c:f>${escaped(valuesAt)}</c:f>`;
  const numeric = cells.length > 0 && cells.every((cell) => typeof cell === "number");
  return numeric
    ? `<c:numRef>${reference}${numberCache(cells, format)}</c:numRef>`
    : `<c:strRef>${reference}${textCache(cells)}</c:strRef>`;
}

const textCache = (cells: readonly Cell[]): string =>
  `<c:strCache>${points(cells.map(cachedText))}</c:strCache>`;

const cachedText = (cell: Cell): string | undefined =>
  cell === null || typeof cell === "object" ? undefined : String(cell);

const numberCache = (cells: readonly Cell[], format: string): string =>
  `<c:numCache><c:formatCode>${format}</c:formatCode>` + `${points(cells.map(cachedNumber))}</c:numCache>`;

const cachedNumber = (cell: Cell): string | undefined =>
  typeof cell === "number" && Number.isFinite(cell) ? String(cell) : undefined;

function points(values: readonly (string | undefined)[]): string {
  const written = values.map((value, n) =>
    value === undefined ? "" : `<c:pt idx="${n}"><c:v>${escaped(value)}</c:v></c:pt>`,
  );
  return `<c:ptCount val="${values.length}"/>${written.join("")}`;
}
