import { cellName, columnLetters, type Cell } from "../../../src/workbook/cells";
import { quotedTab } from "../../../src/workbook/tabs";
import {
  asValue,
  MAX_COLUMNS,
  MAX_ROWS,
  overlap,
  typeOfValue,
  type Model,
  type ModelChart,
  type ModelComment,
  type ModelName,
  type ModelSheet,
  type ModelTable,
  type Rectangle,
} from "./model";
import { HostCollection, HostObject, Refusal } from "./protocol";

/* What Office.js calls the parts of a workbook, with the members that the product uses and no others. */

/** The units in which office.js gives a worksheet's columns: 8.43 characters. */
const DEFAULT_WIDTH = 48;

export class Workbook extends HostObject {
  constructor(readonly model: Model) {
    super();
  }
  get Name() {
    return this.model.name;
  }
  get Worksheets() {
    return new WorksheetCollection(this.model);
  }
  get Names() {
    return new NamedItemCollection(this.model, undefined);
  }
  get Tables() {
    return new TableCollection(this.model, undefined);
  }
  get Protection() {
    return new WorkbookProtection(this.model);
  }
  get Application() {
    return new Application(this.model);
  }
  get Functions() {
    return new Functions(this.model);
  }
  get _Runtime() {
    return new Runtime(this.model);
  }
}

class Application extends HostObject {
  constructor(private readonly model: Model) {
    super();
  }
  get CalculationMode() {
    return this.model.calculationMode;
  }
  SuspendApiCalculationUntilNextSync() {}
  SuspendScreenUpdatingUntilNextSync() {}
}

class Runtime extends HostObject {
  constructor(private readonly model: Model) {
    super();
  }
  get EnableEvents() {
    return this.model.enableEvents;
  }
  set EnableEvents(on: boolean) {
    this.model.enableEvents = on;
  }
}

class WorkbookProtection extends HostObject {
  constructor(private readonly model: Model) {
    super();
  }
  get Protected() {
    return this.model.structureProtected;
  }
}

class Functions extends HostObject {
  constructor(private readonly model: Model) {
    super();
  }
  Date(year: number, month: number, day: number) {
    const days = Date.UTC(year, month - 1, day) / 86_400_000;
    return new FunctionResult(
      days - Date.UTC(1899, 11, 30) / 86_400_000 - (this.model.dateSystem === 1904 ? 1462 : 0),
    );
  }
}

class FunctionResult extends HostObject {
  constructor(readonly Value: number) {
    super();
  }
}

class WorksheetCollection extends HostCollection {
  constructor(private readonly model: Model) {
    super();
  }
  get items() {
    return this.model.sheets.map((sheet) => new Worksheet(sheet));
  }
  Indexer(name: string) {
    const sheet = this.model.sheet(name);
    if (!sheet) throw new Refusal("ItemNotFound", name);
    return new Worksheet(sheet);
  }
  GetItemOrNullObject(name: string) {
    const sheet = this.model.sheet(name);
    return sheet ? new Worksheet(sheet) : null;
  }
  Add(name: string) {
    return new Worksheet(this.model.addSheet(name));
  }
}

class Worksheet extends HostObject {
  constructor(private readonly sheet: ModelSheet) {
    super();
  }
  override get identity() {
    return { Id: this.sheet.id };
  }
  get Id() {
    return this.sheet.id;
  }
  get Name() {
    return this.sheet.name;
  }
  get Visibility() {
    return this.sheet.visibility;
  }
  set Visibility(visibility: ModelSheet["visibility"]) {
    this.sheet.visibility = visibility;
  }
  get Protection() {
    return new WorksheetProtection(this.sheet);
  }
  get Names() {
    return new NamedItemCollection(this.sheet.model, this.sheet);
  }
  get Tables() {
    return new TableCollection(this.sheet.model, this.sheet);
  }
  get Charts() {
    return new ChartCollection(this.sheet);
  }
  get Comments() {
    return new CommentCollection(this.sheet);
  }
  get AutoFilter() {
    return new AutoFilter(this.sheet);
  }
  get FreezePanes() {
    return new FreezePanes(this.sheet);
  }
  get PageLayout() {
    return new PageLayout(this.sheet.page);
  }
  set TabColor(color: string) {
    this.sheet.refuseIfProtected();
    this.sheet.page.set("TabColor", color);
  }
  GetRange(address: string | null) {
    if (address !== null) throw new Error(`The test host gives no range by its address (${address})`);
    return new Range(this.sheet, { row: 0, column: 0, rows: MAX_ROWS, columns: MAX_COLUMNS });
  }
  GetRangeByIndexes(row: number, column: number, rows: number, columns: number) {
    const inside = row >= 0 && column >= 0 && rows > 0 && columns > 0;
    if (!inside || row + rows > MAX_ROWS || column + columns > MAX_COLUMNS)
      throw new Refusal("InvalidArgument");
    return new Range(this.sheet, { row, column, rows, columns });
  }
  GetUsedRangeOrNullObject(valuesOnly: boolean | null) {
    if (this.sheet.unsupported) throw new Refusal("UnsupportedSheet");
    const used = this.sheet.used(valuesOnly === true);
    return used ? new Range(this.sheet, used) : null;
  }
  Delete() {
    this.sheet.model.deleteSheet(this.sheet);
  }
  Activate() {
    this.sheet.model.active = this.sheet;
  }
}

class WorksheetProtection extends HostObject {
  constructor(private readonly sheet: ModelSheet) {
    super();
  }
  get Protected() {
    return this.sheet.protected;
  }
}

/** Who runs the add-in. */
const ME = "Me";

class CommentCollection extends HostCollection {
  constructor(private readonly sheet: ModelSheet) {
    super();
  }
  get items() {
    return this.sheet.comments.map((comment) => new Comment(this.sheet, comment));
  }
  Indexer(id: string) {
    const found = this.items.find((comment) => comment.Id === id);
    if (!found) throw new Refusal("ItemNotFound", id);
    return found;
  }
  Add(range: Range, text: string) {
    this.sheet.refuseIfProtected();
    const { row, column } = range.place;
    if (this.sheet.comments.some((one) => one.row === row && one.column === column))
      throw new Refusal("InvalidArgument", "The cell has a comment");
    const id = `c${++this.sheet.model.commentsMade}`;
    const comment = { id, row, column, author: ME, text, replies: [], resolved: false };
    this.sheet.comments.push(comment);
    return new Comment(this.sheet, comment);
  }
}

class Comment extends HostObject {
  constructor(
    private readonly sheet: ModelSheet,
    private readonly comment: ModelComment,
  ) {
    super();
  }
  override get identity() {
    return { Id: this.comment.id };
  }
  get Id() {
    return this.comment.id;
  }
  get Content() {
    return this.comment.text;
  }
  get AuthorName() {
    return this.comment.author;
  }
  get Resolved() {
    return this.comment.resolved;
  }
  set Resolved(resolved: boolean) {
    this.comment.resolved = resolved;
  }
  get Replies() {
    return new CommentReplyCollection(this.comment);
  }
  GetLocation() {
    const { row, column } = this.comment;
    return new Range(this.sheet, { row, column, rows: 1, columns: 1 });
  }
  Delete() {
    this.sheet.refuseIfProtected();
    this.sheet.comments = this.sheet.comments.filter((one) => one !== this.comment);
  }
}

class CommentReplyCollection extends HostCollection {
  constructor(private readonly comment: ModelComment) {
    super();
  }
  get items() {
    return this.comment.replies.map((reply) => new CommentReply(reply));
  }
  Indexer(id: string) {
    const found = this.items.find((reply) => reply.Id === id);
    if (!found) throw new Refusal("ItemNotFound", id);
    return found;
  }
  Add(text: string) {
    const reply = { id: `${this.comment.id}.${this.comment.replies.length + 1}`, author: ME, text };
    this.comment.replies.push(reply);
    return new CommentReply(reply);
  }
}

class CommentReply extends HostObject {
  constructor(private readonly reply: ModelComment["replies"][number]) {
    super();
  }
  override get identity() {
    return { Id: this.reply.id };
  }
  get Id() {
    return this.reply.id;
  }
  get Content() {
    return this.reply.text;
  }
  get AuthorName() {
    return this.reply.author;
  }
}

class AutoFilter extends HostObject {
  constructor(private readonly sheet: ModelSheet) {
    super();
  }
  get Enabled() {
    return this.sheet.filtered;
  }
  Remove() {
    this.sheet.filtered = false;
  }
}

class FreezePanes extends HostObject {
  constructor(private readonly sheet: ModelSheet) {
    super();
  }
  FreezeRows(rows: number) {
    this.sheet.refuseIfProtected();
    this.sheet.frozenRows = rows;
  }
  Unfreeze() {
    this.sheet.frozenRows = 0;
  }
}

class NamedItemCollection extends HostCollection {
  constructor(
    private readonly model: Model,
    private readonly scope: ModelSheet | undefined,
  ) {
    super();
  }
  /** The workbook is taken to list those of its sheets too: whether it does is not told the same everywhere. */
  get items() {
    return this.model.names
      .filter(({ scope }) => this.scope === undefined || scope === this.scope)
      .map((name) => new NamedItem(this.model, name));
  }
  Indexer(name: string) {
    const found = this.GetItemOrNullObject(name);
    if (!found) throw new Refusal("ItemNotFound", name);
    return found;
  }
  GetItemOrNullObject(name: string) {
    const found = this.model.findName(name, this.scope);
    return found ? new NamedItem(this.model, found) : null;
  }
  Add(name: string, formula: string, comment: string | null) {
    const added = this.model.addName(name, formula, this.scope);
    added.comment = comment ?? "";
    return new NamedItem(this.model, added);
  }
}

class NamedItem extends HostObject {
  constructor(
    private readonly model: Model,
    private readonly item: ModelName,
  ) {
    super();
  }
  override get identity() {
    return { _Id: this.item.name };
  }
  get Name() {
    return this.item.name;
  }
  get Scope() {
    return this.item.scope ? "Worksheet" : "Workbook";
  }
  /** Tabs are quoted only where they have to be, as Excel spells them. */
  get Formula() {
    return this.item.formula.replace(/'([A-Za-z_][\w.]*)'!/g, "$1!");
  }
  set Formula(formula: string) {
    this.item.formula = this.model.checked(formula);
    this.model.version++;
  }
  get Comment() {
    return this.item.comment;
  }
  set Comment(comment: string) {
    this.item.comment = comment;
  }
  get Visible() {
    return this.item.visible;
  }
  set Visible(visible: boolean) {
    this.item.visible = visible;
  }
  Delete() {
    this.model.names = this.model.names.filter((name) => name !== this.item);
    this.model.version++;
  }
}

class TableCollection extends HostCollection {
  constructor(
    private readonly model: Model,
    private readonly sheet: ModelSheet | undefined,
  ) {
    super();
  }
  private get tables() {
    return this.sheet?.tables ?? this.model.tables;
  }
  get items() {
    return this.tables.map((table) => new Table(table));
  }
  Indexer(name: string) {
    const found = this.tables.find(
      (table) => table.name.toLowerCase() === name.toLowerCase() || table.id === name,
    );
    if (!found) throw new Refusal("ItemNotFound", name);
    return new Table(found);
  }
  Add(range: Range, hasHeaders: boolean) {
    if (!hasHeaders || !this.sheet) throw new Error("The test host makes tables with headers on one sheet");
    return new Table(this.sheet.addTable(range.place));
  }
}

class Table extends HostObject {
  constructor(private readonly table: ModelTable) {
    super();
  }
  override get identity() {
    return { Id: this.table.id };
  }
  get Name() {
    return this.table.name;
  }
  set Name(name: string) {
    const { model } = this.table.sheet;
    const taken = model.tables.some(
      (one) => one !== this.table && one.name.toLowerCase() === name.toLowerCase(),
    );
    if (taken || model.findName(name)) throw new Refusal("InvalidArgument", name);
    this.table.name = name;
    model.version++;
  }
  get Style() {
    return this.table.style;
  }
  set Style(style: string) {
    this.table.style = style;
  }
  get ShowTotals() {
    return this.table.showTotals;
  }
  /** Excel puts a label and a sum into a new totals row by itself. */
  set ShowTotals(shown: boolean) {
    const { sheet, totalsRow, headers, name } = this.table;
    const before = this.table.showTotals;
    sheet.showTotals(this.table, shown);
    if (!shown || before) return;
    const last = sheet.cell(totalsRow.row, totalsRow.column + totalsRow.columns - 1);
    last.formula = `=SUBTOTAL(109,${name}[${headers.at(-1)?.replace(/[[\]#'@]/g, "'$&") ?? ""}])`;
  }
  get Worksheet() {
    return new Worksheet(this.table.sheet);
  }
  readonly ShowHeaders = true;
  GetRange() {
    return new Range(this.table.sheet, this.table.whole);
  }
  GetHeaderRowRange() {
    return new Range(this.table.sheet, { ...this.table.place, rows: 1 });
  }
  GetDataBodyRange() {
    return new Range(this.table.sheet, this.table.body);
  }
  get Columns() {
    return new TableColumnCollection(this.table);
  }
  ClearFilters() {
    this.table.cleared++;
    this.table.filters.clear();
  }
  Resize(range: Range) {
    const { sheet } = this.table;
    if (range.place.row !== this.table.place.row || !overlap(range.place, this.table.place)) {
      throw new Refusal("InvalidArgument", "A table is resized where it stands");
    }
    if (this.table.showTotals) throw new Error("What a resized totals row does is not known here");
    this.table.place = range.place;
    sheet.model.version++;
  }
  /** Excel deletes its cells and moves those below up; nothing of ours stands there then. */
  Delete() {
    const { sheet } = this.table;
    sheet.refuseIfProtected();
    sheet.tables = sheet.tables.filter((table) => table !== this.table);
    sheet.model.forgetTable(this.table);
    sheet.clear(this.table.whole, "All");
  }
  /** Its cells stay as they are, and formulas that name it name them. */
  ConvertToRange() {
    const { sheet } = this.table;
    sheet.refuseIfProtected();
    sheet.tables = sheet.tables.filter((table) => table !== this.table);
    sheet.model.convertTable(this.table);
    return new Range(sheet, this.table.whole);
  }
}

class TableColumnCollection extends HostCollection {
  constructor(private readonly table: ModelTable) {
    super();
  }
  get items() {
    return this.table.headers.map((header) => new TableColumn(this.table, header));
  }
  Indexer(name: string) {
    const found = this.items.find((column) => column.Name === name);
    if (!found) throw new Refusal("ItemNotFound", name);
    return found;
  }
}

class TableColumn extends HostObject {
  constructor(
    private readonly table: ModelTable,
    readonly Name: string,
  ) {
    super();
  }
  override get identity() {
    return { Id: this.Name };
  }
  get Filter() {
    return new Filter(this.table, this.Name);
  }
}

class Filter extends HostObject {
  constructor(
    private readonly table: ModelTable,
    private readonly header: string,
  ) {
    super();
  }
  get Criteria() {
    return this.table.filters.get(this.header) ?? null;
  }
  Apply(criteria: unknown) {
    this.table.sheet.refuseIfProtected();
    this.table.filters.set(this.header, criteria);
  }
}

class ChartCollection extends HostCollection {
  constructor(private readonly sheet: ModelSheet) {
    super();
  }
  get items() {
    return this.sheet.charts.map((chart) => new Chart(this.sheet, chart));
  }
  Indexer(name: string) {
    const found = this.sheet.charts.map((chart) => new Chart(this.sheet, chart)).find((one) => one.is(name));
    if (!found) throw new Refusal("ItemNotFound", name);
    return found;
  }
  GetItem(name: string) {
    return this.Indexer(name);
  }
  Add(type: string, source: Range, seriesBy: string) {
    this.sheet.refuseIfProtected();
    if (seriesBy !== "Columns" || source.place.columns !== 1) throw new Error("The test host draws columns");
    const chart: ModelChart = {
      id: this.sheet.model.newId(),
      settings: new Map<string, unknown>([
        ["Type", type],
        ["Source", source.place],
      ]),
    };
    this.sheet.charts.push(chart);
    return new Chart(this.sheet, chart);
  }
}

/** Something with settings that are only kept: what Excel draws is not seen here. */
abstract class Settings extends HostObject {
  constructor(
    protected readonly settings: Map<string, unknown>,
    protected readonly prefix = "",
  ) {
    super();
  }
  protected keep(name: string, value: unknown) {
    this.settings.set(`${this.prefix}${name}`, value);
  }
}

class PageLayout extends Settings {
  get HeadersFooters() {
    return new HeaderFooterGroup(this.settings);
  }
  set Orientation(orientation: string) {
    this.keep("Orientation", orientation);
  }
  set Zoom(zoom: unknown) {
    this.keep("Zoom", zoom);
  }
  SetPrintMargins(unit: string, margins: unknown) {
    this.keep("Margins", [unit, margins]);
  }
  SetPrintArea(area: string) {
    if (!/^A1:[A-Z]+\d+$/.test(area)) throw new Refusal("InvalidArgument", area);
    this.keep("PrintArea", area);
  }
  SetPrintTitleRows(rows: string) {
    if (!/^\$\d+:\$\d+$/.test(rows)) throw new Refusal("InvalidArgument", rows);
    this.keep("TitleRows", rows);
  }
}

class HeaderFooterGroup extends Settings {
  get DefaultForAllPages() {
    return new HeaderFooter(this.settings);
  }
}

class HeaderFooter extends Settings {
  set LeftFooter(text: string) {
    this.keep("LeftFooter", text);
  }
  set CenterFooter(text: string) {
    this.keep("CenterFooter", text);
  }
  set RightFooter(text: string) {
    this.keep("RightFooter", text);
  }
}

class Chart extends Settings {
  constructor(
    private readonly sheet: ModelSheet,
    private readonly chart: ModelChart,
  ) {
    super(chart.settings);
  }
  override get identity() {
    return { Id: this.chart.id };
  }
  get Name() {
    return this.chart.settings.get("Name") ?? `Chart ${this.chart.id}`;
  }
  set Name(name: unknown) {
    this.keep("Name", name);
  }
  set PlotVisibleOnly(only: boolean) {
    this.keep("PlotVisibleOnly", only);
  }
  is(name: string) {
    return this.Name === name || this.chart.id === name;
  }
  get Title() {
    return new ChartTitle(this.settings, "Title.");
  }
  get Legend() {
    return new ChartLegend(this.settings, "Legend.");
  }
  get Series() {
    return new ChartSeriesCollection(this.settings);
  }
  get Axes() {
    return new ChartAxes(this.settings, "Axes.");
  }
  SetPosition(from: unknown, to: unknown) {
    this.keep("Position", [from, to]);
  }
  Delete() {
    this.sheet.charts = this.sheet.charts.filter((chart) => chart !== this.chart);
  }
}

class ChartTitle extends Settings {
  get Format() {
    return new TextFormat(this.settings, this.prefix);
  }
  set Text(text: string) {
    this.keep("Text", text);
  }
}

class TextFormat extends Settings {
  get Font() {
    return new ChartFont(this.settings, `${this.prefix}Font.`);
  }
}

class ChartFont extends Settings {
  set Size(size: number) {
    this.keep("Size", size);
  }
  set Bold(bold: boolean) {
    this.keep("Bold", bold);
  }
}

class ChartLegend extends Settings {
  set Visible(visible: boolean) {
    this.keep("Visible", visible);
  }
  set Position(position: string) {
    this.keep("Position", position);
  }
  get LegendEntries() {
    return new ChartLegendEntries(this.settings, `${this.prefix}Entry`);
  }
}

class ChartLegendEntries extends HostCollection {
  constructor(
    private readonly settings: Map<string, unknown>,
    private readonly prefix: string,
  ) {
    super();
  }
  get items(): readonly HostObject[] {
    throw new Error("The test host lists no legend entries");
  }
  Indexer(): HostObject {
    throw new Error("The test host knows no legend entry by its name");
  }
  GetItemAt(n: number) {
    return new ChartLegendEntry(this.settings, `${this.prefix}${n}.`);
  }
}

class ChartLegendEntry extends Settings {
  set Visible(visible: boolean) {
    this.keep("Visible", visible);
  }
}

class ChartAxes extends Settings {
  get ValueAxis() {
    return new ChartAxis(this.settings, "ValueAxis.");
  }
  get CategoryAxis() {
    return new ChartAxis(this.settings, "CategoryAxis.");
  }
}

class ChartAxis extends Settings {
  get MajorGridlines() {
    return new LineHolder(this.settings, `${this.prefix}Gridlines.`);
  }
  set NumberFormat(format: string) {
    this.keep("NumberFormat", format);
  }
  set Minimum(least: number) {
    this.keep("Minimum", least);
  }
  set ReversePlotOrder(reverse: boolean) {
    this.keep("ReversePlotOrder", reverse);
  }
  set Position(position: string) {
    this.keep("Position", position);
  }
}

class LineHolder extends Settings {
  get Format() {
    return new SeriesFormat(this.settings, this.prefix);
  }
}

class SeriesFormat extends Settings {
  get Line() {
    return new LineFormat(this.settings, `${this.prefix}Line.`);
  }
  get Fill() {
    return new ChartFill(this.settings, `${this.prefix}Fill.`);
  }
}

class LineFormat extends Settings {
  Clear() {
    this.keep("Color", "none");
  }
  set Color(color: string) {
    this.keep("Color", color);
  }
}

class ChartFill extends Settings {
  SetSolidColor(color: string) {
    this.keep("Color", color);
  }
  Clear() {
    this.keep("Color", "none");
  }
}

class ChartSeriesCollection extends HostCollection {
  constructor(private readonly settings: Map<string, unknown>) {
    super();
  }
  get items(): readonly HostObject[] {
    throw new Error("The test host lists no series");
  }
  Indexer(): HostObject {
    throw new Error("The test host knows no series by its name");
  }
  GetItemAt(n: number) {
    return new ChartSeries(this.settings, `Series${n}.`);
  }
  Add(name: string) {
    const n = 1 + [...this.settings.keys()].filter((key) => key.endsWith(".Added")).length;
    this.settings.set(`Series${n}.Added`, name);
    return new ChartSeries(this.settings, `Series${n}.`);
  }
}

class ChartSeries extends Settings {
  get Format() {
    return new SeriesFormat(this.settings, this.prefix);
  }
  set GapWidth(width: number) {
    this.keep("GapWidth", width);
  }
  set MarkerSize(size: number) {
    this.keep("MarkerSize", size);
  }
  set MarkerBackgroundColor(color: string) {
    this.keep("MarkerBackgroundColor", color);
  }
  set MarkerForegroundColor(color: string) {
    this.keep("MarkerForegroundColor", color);
  }
  set MarkerStyle(style: string) {
    this.keep("MarkerStyle", style);
  }
  set Smooth(smooth: boolean) {
    this.keep("Smooth", smooth);
  }
  SetValues(range: Range) {
    this.keep("Values", range.place);
  }
  SetXAxisValues(range: Range) {
    this.keep("XAxisValues", range.place);
  }
}

class Range extends HostObject {
  constructor(
    readonly sheet: ModelSheet,
    place: Rectangle,
  ) {
    super();
    this.held = sheet.hold(place);
  }
  /** Excel moves a range that the library holds on to along with its cells. */
  private readonly held: { place: Rectangle };
  get place(): Rectangle {
    return this.held.place;
  }
  get Worksheet() {
    return new Worksheet(this.sheet);
  }
  get Address() {
    const { row, column, rows, columns } = this.place;
    const sheet = /^[A-Za-z_][\w.]*$/.test(this.sheet.name) ? this.sheet.name : quotedTab(this.sheet.name);
    const last = cellName(row + rows, column + columns - 1);
    return `${sheet}!${cellName(row + 1, column)}${rows * columns === 1 ? "" : `:${last}`}`;
  }
  get RowIndex() {
    return this.place.row;
  }
  get ColumnIndex() {
    return this.place.column;
  }
  get RowCount() {
    return this.place.rows;
  }
  get ColumnCount() {
    return this.place.columns;
  }
  get Values() {
    return this.table((cell) => asValue(cell));
  }
  set Values(values: unknown) {
    this.write(values);
  }
  get ValueTypes() {
    return this.table(typeOfValue);
  }
  /** A cell that a formula spills into is taken to show that formula; what Excel gives has not been seen. */
  get Formulas() {
    return this.table((shown, row, column) => {
      const cell = this.sheet.peek(row, column);
      const anchor =
        shown !== null && (cell?.value ?? null) === null ? this.sheet.spillInto(row, column) : undefined;
      return (
        cell?.formula ??
        (anchor ? this.sheet.peek(anchor.row, anchor.column)?.formula : undefined) ??
        asValue(shown)
      );
    });
  }
  set Formulas(formulas: unknown) {
    this.write(formulas);
  }
  get RowHidden() {
    const { row, rows } = this.place;
    const hidden = [...this.sheet.hiddenRows].filter((at) => at >= row && at < row + rows).length;
    return hidden === 0 ? false : hidden === rows ? true : null;
  }
  get ColumnHidden() {
    const { column, columns } = this.place;
    const hidden = [...this.sheet.hiddenColumns].filter((at) => at >= column && at < column + columns).length;
    return hidden === 0 ? false : hidden === columns ? true : null;
  }
  get NumberFormat() {
    return this.table((_, row, column) => this.sheet.peek(row, column)?.format ?? "General");
  }
  set NumberFormat(formats: unknown) {
    this.sheet.refuseIfProtected();
    this.each((row, column, r, c) => {
      const format = Array.isArray(formats) ? (formats as string[][])[r]?.[c] : (formats as string);
      if (typeof format !== "string") throw new Refusal("InvalidArgument", "numberFormat");
      this.sheet.cell(row, column).format = format;
    });
  }
  get Format() {
    return new RangeFormat(this);
  }
  get DataValidation() {
    return new DataValidation(this);
  }
  get ConditionalFormats() {
    return new ConditionalFormats(this);
  }
  set Hyperlink(link: { readonly textToDisplay?: string; readonly documentReference: string }) {
    this.sheet.refuseIfProtected();
    const target = /^'((?:[^']|'')+)'!/.exec(link.documentReference)?.[1]?.replaceAll("''", "'") ?? "";
    if (!this.sheet.model.sheet(target)) throw new Refusal("InvalidArgument", link.documentReference);
    // What a cell shows for a link without a text of its own has not been seen in Excel: the worst is taken.
    this.sheet.write(this.place.row, this.place.column, link.textToDisplay ?? `'${link.documentReference}`);
    this.sheet.cell(this.place.row, this.place.column).link = link.documentReference;
  }
  GetCell(row: number, column: number) {
    return new Range(this.sheet, {
      row: this.place.row + row,
      column: this.place.column + column,
      rows: 1,
      columns: 1,
    });
  }
  GetRow(row: number) {
    return new Range(this.sheet, { ...this.place, row: this.place.row + row, rows: 1 });
  }
  GetBoundingRect(other: Range) {
    const { row, column, columns } = this.place;
    if (other.place.column !== column || other.place.row < row) throw new Error("The test host bounds rows");
    return new Range(this.sheet, { row, column, columns, rows: other.place.row + other.place.rows - row });
  }
  GetEntireColumn() {
    return new Range(this.sheet, { ...this.place, row: 0, rows: MAX_ROWS });
  }
  GetEntireRow() {
    return new Range(this.sheet, { ...this.place, column: 0, columns: MAX_COLUMNS });
  }
  /** Each time one group more. */
  Group(by: string) {
    this.sheet.refuseIfProtected();
    if (by !== "ByColumns") throw new Error("The test host groups columns");
    for (let n = 0; n < this.place.columns; n++) {
      const column = this.place.column + n;
      this.sheet.levels.set(column, (this.sheet.levels.get(column) ?? 0) + 1);
    }
  }
  HideGroupDetails() {
    for (let n = 0; n < this.place.columns; n++) this.sheet.foldedColumns.add(this.place.column + n);
  }
  GetSpillingToRangeOrNullObject() {
    const { row, column } = this.place;
    if (this.sheet.peek(row, column)?.formula === undefined) return null;
    const values = this.sheet.spillFrom(row, column);
    const columns = values[0]?.length ?? 1;
    if (values.length * columns === 1) return null;
    return new Range(this.sheet, { row, column, rows: values.length, columns });
  }
  Clear(what: string | null) {
    this.sheet.clear(this.place, what ?? "All");
  }
  /** Values only, onto itself. */
  CopyFrom(source: Range, what: string) {
    this.sheet.refuseIfProtected();
    const spill = this.sheet.spillFrom(this.place.row, this.place.column).length > 1;
    if (!spill && this.place.rows > 1 && this.RowHidden !== false) throw new Refusal("FilteredRangeConflict");
    if (what !== "Values" || JSON.stringify(source.place) !== JSON.stringify(this.place)) {
      throw new Error("The test host copies values onto themselves");
    }
    const shown: { row: number; column: number; value: Cell }[] = [];
    this.each((row, column) => shown.push({ row, column, value: this.sheet.shown(row, column) }));
    for (const { row, column, value } of shown) {
      const cell = this.sheet.cell(row, column);
      cell.value = value;
      cell.formula = undefined;
    }
    this.sheet.model.version++;
  }
  Select() {}
  _ValidateArraySize(rows: number, columns: number) {
    if (rows !== this.place.rows || columns !== this.place.columns)
      throw new Refusal("InvalidArgument", "Array size");
  }

  private write(content: unknown) {
    this.sheet.refuseIfProtected();
    const { rows, columns } = this.place;
    if (rows > 1 && this.RowHidden !== false) throw new Refusal("FilteredRangeConflict");
    const fillable = this.sheet.fillable(this.place);
    if (Array.isArray(content)) {
      const lines = content as unknown[][];
      if (lines.length !== rows || lines.some(({ length }) => length !== columns)) {
        throw new Refusal("InvalidArgument", `${lines.length} rows for ${this.Address}`);
      }
      this.each((row, column, r, c) => this.sheet.write(row, column, lines[r]?.[c]));
    } else this.each((row, column) => this.sheet.write(row, column, content));
    for (const column of fillable) this.sheet.fill(column, this.place);
  }

  each(work: (row: number, column: number, r: number, c: number) => void) {
    const { row, column, rows, columns } = this.place;
    for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) work(row + r, column + c, r, c);
  }

  private table<T>(cell: (shown: Cell, row: number, column: number) => T): T[][] | null {
    const { row, column, rows, columns } = this.place;
    if (rows * columns > this.sheet.model.maxCells) return null;
    return Array.from({ length: rows }, (_, r) =>
      Array.from({ length: columns }, (_, c) =>
        cell(this.sheet.shown(row + r, column + c), row + r, column + c),
      ),
    );
  }
}

class ConditionalFormats extends HostObject {
  constructor(private readonly range: Range) {
    super();
  }
  ClearAll() {
    this.range.sheet.highlights = [];
  }
  Add(type: string) {
    this.range.sheet.refuseIfProtected();
    const settings = new Map<string, unknown>([["Type", type]]);
    this.range.sheet.highlights.push({ place: this.range.place, settings });
    return new ConditionalFormat(settings);
  }
}

class ConditionalFormat extends Settings {
  get DataBar() {
    return new DataBar(this.settings);
  }
  get CellValue() {
    return new CellValueRule(this.settings);
  }
}

class DataBar extends Settings {
  get PositiveFormat() {
    return new DataBarFormat(this.settings);
  }
  set LowerBoundRule(rule: unknown) {
    this.keep("From", rule);
  }
  set UpperBoundRule(rule: unknown) {
    this.keep("To", rule);
  }
}

class DataBarFormat extends Settings {
  set FillColor(color: string) {
    this.keep("Fill", color);
  }
  set GradientFill(gradient: boolean) {
    this.keep("Gradient", gradient);
  }
}

class CellValueRule extends Settings {
  get Format() {
    return new CellValueFormat(this.settings);
  }
  set Rule(rule: unknown) {
    this.keep("Rule", rule);
  }
}

class CellValueFormat extends Settings {
  get Font() {
    return new LineFormat(this.settings, "Font.");
  }
  get Fill() {
    return new LineFormat(this.settings, "Fill.");
  }
}

class DataValidation extends HostObject {
  constructor(private readonly range: Range) {
    super();
  }
  set Rule(rule: Readonly<Record<string, { readonly source?: string; readonly formula?: string }>>) {
    const [check, ...others] = Object.values(rule);
    const text = check?.source ?? check?.formula ?? "";
    if (check === undefined || others.length > 0 || text.length > 255)
      throw new Refusal("InvalidArgument", "rule");
    this.range.sheet.validations.push({ place: this.range.place, rule });
  }
  readonly settings = new Map<string, unknown>();
  set IgnoreBlanks(ignore: boolean) {
    this.settings.set("ignoreBlanks", ignore);
  }
  set ErrorAlert(alert: { readonly message: string }) {
    if (alert.message.length > 255) throw new Refusal("InvalidArgument", "errorAlert");
    this.settings.set("errorAlert", alert);
  }
  Clear() {
    const { sheet, place } = this.range;
    sheet.validations = sheet.validations.filter((one) => !overlap(one.place, place));
  }
}

class RangeFormat extends HostObject {
  constructor(private readonly range: Range) {
    super();
  }
  get Font() {
    return new RangeFont(this.range, "font");
  }
  get Fill() {
    return new RangeFill(this.range, "fill");
  }
  get Borders() {
    return new RangeBorderCollection(this.range);
  }
  get ColumnWidth() {
    return this.range.sheet.widths.get(this.range.place.column) ?? DEFAULT_WIDTH;
  }
  set ColumnWidth(points: number) {
    const { sheet, place } = this.range;
    sheet.refuseIfProtected();
    if (place.rows !== MAX_ROWS || place.columns !== 1)
      throw new Error(`Widths are set by column, not for ${columnLetters(place.column)}`);
    sheet.widths.set(place.column, points);
    sheet.foldedColumns.delete(place.column);
  }
  AutofitRows() {
    this.range.sheet.refuseIfProtected();
  }
  set HorizontalAlignment(alignment: string) {
    look(this.range, "horizontal", alignment);
  }
  set IndentLevel(level: number) {
    look(this.range, "indent", level);
  }
  set WrapText(wrap: boolean) {
    look(this.range, "wrap", wrap);
  }
  set VerticalAlignment(alignment: string) {
    look(this.range, "vertical", alignment);
  }
}

function look(range: Range, name: string, value: unknown) {
  range.sheet.refuseIfProtected();
  range.each((row, column) => (range.sheet.cell(row, column).look ??= new Map()).set(name, value));
}

abstract class Look extends HostObject {
  constructor(
    protected readonly range: Range,
    protected readonly prefix: string,
  ) {
    super();
  }
  protected put(name: string, value: unknown) {
    look(this.range, `${this.prefix}.${name}`, value);
  }
}

class RangeFont extends Look {
  set Bold(bold: boolean) {
    this.put("bold", bold);
  }
  set Italic(italic: boolean) {
    this.put("italic", italic);
  }
  set Size(size: number) {
    this.put("size", size);
  }
  set Color(color: string) {
    this.put("color", color);
  }
  set Underline(underline: string) {
    this.put("underline", underline);
  }
}

class RangeFill extends Look {
  set Color(color: string) {
    this.put("color", color);
  }
}

class RangeBorderCollection extends HostCollection {
  constructor(private readonly range: Range) {
    super();
  }
  get items(): readonly HostObject[] {
    throw new Error("The test host lists no borders");
  }
  Indexer(side: string) {
    return new RangeBorder(this.range, `border.${side}`);
  }
}

class RangeBorder extends Look {
  set Style(style: string) {
    this.put("style", style);
  }
  set Color(color: string) {
    this.put("color", color);
  }
}
