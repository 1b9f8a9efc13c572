import { cellName, columnLetters } from "../../workbook/cells";
import {
  isCellName,
  type BookSpec,
  type SheetKey,
  type SheetSpec,
  type TableSpec,
} from "../../workbook/spec";
import { damaged, nameTaken, protectedStructure } from "../../workbook/errors";
import { homesOfNames, identityName } from "../../workbook/identity";
import { refuseLongFormulas } from "../../workbook/formula-limits";
import { refuseLongTables } from "../../workbook/long-tables";
import { freeTabName, quotedTab, sameTab } from "../../workbook/tabs";
import { Book, type BookTab } from "./book";
import { forgetCalculationOrder } from "./calculation-order";
import { chartXml, drawingXml } from "./chart";
import { addComments } from "./comment-parts";
import { knownTables, type KnownTable } from "./known-tables";
import { highestCellStyle } from "./highest-cell-style";
import type { Package } from "./package";
import { openOn } from "./opening";
import { PRINT_AREA, PRINT_TITLES, printArea, printTitles } from "./page";
import { describeBook, forgetBook } from "./properties";
import { emptyStyles, Styles } from "./styles";
import { tableXml } from "./table";
import { CONTENT_TYPE, type Vocabulary } from "./vocabulary";
import { blankWorksheetXml, worksheetPieces } from "./worksheet";
import { escaped, escapedText } from "./xml";
import { childOf } from "./xml-text";

/** A sheet of ours with its place in the workbook. */
interface PlacedSheet {
  readonly spec: SheetSpec;
  readonly name: string;
  readonly sheetId: number;
  readonly part: string;
  /** Its index among the tabs. */
  readonly order: number;
  readonly isNew: boolean;
}

/** The elements before `definedNames` in a workbook part. */
export const BEFORE_NAMES = ["sheets", "functionGroups", "externalReferences"];

/** Adds our sheets to a package, or clears and refills existing ones. Yields after each piece of a sheet. */
export function* writeSheets(
  pkg: Package,
  specs: readonly SheetSpec[],
  stated?: BookSpec,
): Generator<void, void, void> {
  const book = new Book(pkg);
  const rewritten = book.tabs.filter(({ key }) => specs.some((spec) => spec.key === key));
  const tables = knownTables(book);
  if (book.locked) throw protectedStructure(pkg.file);
  refuseLostParts(book);
  refuseLongTables(pkg.file, specs);
  refuseLongFormulas(pkg.file, specs);
  refuseTakenNames(book, specs, rewritten, tables);

  const tableIds = idsForTables(specs, rewritten, tables);
  forgetCalculationOrder(book, rewritten);
  for (const { part } of rewritten) pkg.clearRelationships(part);
  const placed = placeSheets(book, specs);
  const tabNames = new Map([
    ...book.tabs.map(({ key, name }) => [key, name] as const),
    ...placed.map(({ spec, name }) => [spec.key, name] as const),
  ]);
  const opening = openingOf(book, placed, stated);
  const stylesPart = book.stylesPart ?? addStyles(book);
  const styles = stylesIn(book, stylesPart);
  for (const sheet of placed) {
    const pieces = worksheetPieces(sheet.spec, {
      vocabulary: book.vocabulary,
      styles,
      selected: sheet.order === (opening ?? book.activeTab),
      tables: sheet.spec.tables.map((table) => addTable(book, sheet, table, tableIds.get(table.name)!)),
      drawing: addDrawing(book, sheet),
      notes: addComments(book, sheet, sheet.spec.comments ?? []),
      locationOf: ({ sheet: key, row, column }) => {
        const tab = tabNames.get(key);
        return tab === undefined ? undefined : `${quotedTab(tab)}!${cellName(row, column)}`;
      },
    });
    yield* pkg.putPieces(sheet.part, pieces);
    yield;
  }
  pkg.put(stylesPart, styles.toString());
  for (const sheet of placed) if (sheet.isNew) listSheet(book, sheet.part, sheet.name, sheet.sheetId);
  const homes = homesOfNames(book.ourNames, tabOfTable(book, tables));
  nameCells(book, placed, (name) => {
    const home = homes.get(name);
    return home !== undefined && !rewritten.some((tab) => sameTab(tab.name, home));
  });
  if (opening !== undefined) {
    const parts = placed.map(({ part }) => part);
    const others = book.tabs.map(({ part }) => part).filter((part) => !parts.includes(part));
    yield* openOn(book, opening, others);
  }
  if (stated) describeBook(pkg, stated, book.vocabulary);
  pkg.put(book.part, book.xml.toString());
  pkg.settleContentTypes();
}

const stylesIn = (book: Book, part: string): Styles =>
  new Styles(
    book.pkg.text(part),
    () => damaged(book.pkg.file, `${part} is no style sheet`),
    () => highestCellStyle(book),
  );

/** The place of the tab on which the workbook is to open; none where that is hidden. */
function openingOf(
  { tabs }: Book,
  placed: readonly PlacedSheet[],
  stated: BookSpec | undefined,
): number | undefined {
  const order = placed.find(({ spec }) => spec.key === stated?.opensOn)?.order;
  return order === undefined || tabs[order]?.hidden ? undefined : order;
}

/** Removes our sheets from a package, with all parts that only they link to. */
export function removeSheets(pkg: Package, keys: readonly SheetKey[]): void {
  const book = new Book(pkg);
  const gone = book.tabs.filter(({ key }) => key !== undefined && keys.includes(key));
  if (gone.length === 0) return;
  if (book.locked) throw protectedStructure(pkg.file);
  refuseLostParts(book);

  const homes = homesOfNames(book.ourNames, tabOfTable(book, knownTables(book)));
  forgetCalculationOrder(book, gone);
  for (const { part, element } of gone) {
    pkg.clearRelationships(part);
    pkg.unrelate(book.part, part);
    pkg.delete(part);
    book.xml.remove(element);
  }
  if (book.tabs.every((tab) => tab.hidden || gone.includes(tab))) addBlankSheet(book);
  dropNames(book, gone, homes);
  renumberView(book, gone);
  if (book.tabs.every((tab) => tab.key === undefined || gone.includes(tab))) forgetBook(pkg);
  pkg.put(book.part, book.xml.toString());
  pkg.settleContentTypes();
}

/** Throws before the first change if a sheet of ours has no part: the empty name stands for the package itself. */
function refuseLostParts({ pkg, tabs }: Book): void {
  const lost = tabs.find(({ key, part }) => key !== undefined && part === "");
  if (lost) throw damaged(pkg.file, `sheet ${lost.name} has no content`);
}

/** Throws before the first change if names or tables of the user have our names. */
function refuseTakenNames(
  book: Book,
  specs: readonly SheetSpec[],
  rewritten: readonly BookTab[],
  tables: readonly KnownTable[],
): void {
  const ours = new Set(book.ourNames);
  const taken = new Set([
    ...book.names
      .filter((name) => name.localTab === undefined && !ours.has(name))
      .map(({ name }) => name.toLowerCase()),
    ...tables.filter((table) => !standsOn(table, rewritten)).map(({ name }) => name.toLowerCase()),
  ]);
  for (const { name } of specs.flatMap((spec) => [...spec.tables, ...spec.names])) {
    if (taken.has(name.toLowerCase())) throw nameTaken(book.pkg.file, name);
  }
}

/** Finds the tab of a table by the table's name. */
function tabOfTable({ tabs }: Book, tables: readonly KnownTable[]): (name: string) => string | undefined {
  const tabOf = new Map(tabs.map(({ part, name }) => [part, name]));
  const homes = new Map(tables.map(({ name, sheetPart }) => [name.toLowerCase(), tabOf.get(sheetPart)]));
  return (name) => homes.get(name.toLowerCase());
}

const standsOn = (table: KnownTable, tabs: readonly BookTab[]): boolean =>
  tabs.some(({ part }) => part === table.sheetPart);

/** The id of each of our tables: the existing id, because slicers and queries refer to it, or a free one. */
function idsForTables(
  specs: readonly SheetSpec[],
  rewritten: readonly BookTab[],
  tables: readonly KnownTable[],
): Map<string, number> {
  const names = specs.flatMap((spec) => spec.tables.map(({ name }) => name));
  const staying = tables.filter((table) => !standsOn(table, rewritten));
  const taken = new Set(staying.map(({ id }) => id));
  const ids = new Map<string, number>();
  for (const { name, id } of tables) {
    if (!names.includes(name) || taken.has(id)) continue;
    ids.set(name, id);
    taken.add(id);
  }
  for (const name of names) {
    if (ids.has(name)) continue;
    let id = 1;
    while (taken.has(id)) id++;
    ids.set(name, id);
    taken.add(id);
  }
  return ids;
}

/** The place of every sheet: the existing place, or a new one after the last tab. */
function placeSheets(book: Book, specs: readonly SheetSpec[]): PlacedSheet[] {
  const { pkg, tabs } = book;
  const names = tabs.map(({ name }) => name);
  let sheetId = Math.max(0, ...tabs.map((tab) => tab.sheetId));
  let order = tabs.length;
  return specs.map((spec) => {
    const known = tabs.findIndex(({ key }) => key === spec.key);
    const tab = tabs[known];
    if (tab) {
      const { name, part } = tab;
      return { spec, name, part, sheetId: tab.sheetId, order: known, isNew: false };
    }
    const name = freeTabName(spec.name, names);
    names.push(name);
    const part = pkg.freeName(`${book.folder}worksheets/sheet`);
    pkg.put(part, blankWorksheetXml(book.vocabulary), CONTENT_TYPE.worksheet);
    return { spec, name, part, sheetId: ++sheetId, order: order++, isNew: true };
  });
}

function addStyles({ pkg, folder, part, vocabulary }: Book): string {
  // A workbook may refer to a style sheet that is not there; a second reference would make it damaged.
  const promised = pkg
    .promised(part)
    .find(({ type, target }) => type.endsWith("/styles") && target.endsWith(".xml"))?.target;
  // Some programs know the style sheet by this name only.
  const styles = promised ?? pkg.freeSingle(`${folder}styles`);
  pkg.put(styles, emptyStyles(vocabulary.main), CONTENT_TYPE.styles);
  if (promised === undefined) pkg.relate(part, relationshipTo("styles", vocabulary), styles);
  return styles;
}

/** Returns the id of the sheet's relationship to the table. */
function addTable(
  { pkg, folder, vocabulary }: Book,
  sheet: PlacedSheet,
  table: TableSpec,
  id: number,
): string {
  const part = pkg.freeName(`${folder}tables/table`);
  pkg.put(part, tableXml(table, id, vocabulary), CONTENT_TYPE.table);
  return pkg.relate(sheet.part, relationshipTo("table", vocabulary), part);
}

/** Returns the id of the sheet's relationship to the drawing with its charts; none without charts. */
function addDrawing(
  { pkg, folder, vocabulary }: Book,
  { spec, part, name }: PlacedSheet,
): string | undefined {
  if (spec.charts.length === 0) return undefined;
  const drawing = pkg.freeName(`${folder}drawings/drawing`);
  const ids = spec.charts.map((chart) => {
    const chartPart = pkg.freeName(`${folder}charts/chart`);
    pkg.put(chartPart, chartXml(chart, spec, name, vocabulary), CONTENT_TYPE.chart);
    return pkg.relate(drawing, relationshipTo("chart", vocabulary), chartPart);
  });
  pkg.put(drawing, drawingXml(spec.charts, ids, vocabulary), CONTENT_TYPE.drawing);
  return pkg.relate(part, relationshipTo("drawing", vocabulary), drawing);
}

const relationshipTo = (what: string, { relationships }: Vocabulary): string => `${relationships}/${what}`;

/** Adds a sheet after the last tab. */
function listSheet(
  { pkg, part, xml, vocabulary }: Book,
  sheetPart: string,
  name: string,
  sheetId: number,
): void {
  const sheets = childOf(xml.root, "sheets");
  if (!sheets) throw damaged(pkg.file, `${part} lists no sheets`);
  const id = pkg.relate(part, relationshipTo("worksheet", vocabulary), sheetPart);
  const declared = xml.root.attributes.get("xmlns:r") === vocabulary.relationships;
  const declaration = declared ? "" : ` xmlns:r="${vocabulary.relationships}"`;
  const tag = `${sheets.prefix}sheet`;
  xml.append(sheets, `<${tag}${declaration} name="${escapedText(name)}" sheetId="${sheetId}" r:id="${id}"/>`);
}

/**
 * Names cells and formulas of our sheets, with a hidden name each sheet, and the rows that its pages repeat. Of our
 * previous names some stay.
 */
function nameCells(
  { xml, names, ourNames }: Book,
  placed: readonly PlacedSheet[],
  stays: (name: string) => boolean,
): void {
  const p = xml.root.prefix;
  const written = new Map<string, string>();
  for (const { name, element } of ourNames) {
    if (stays(name)) written.set(name, xml.written(element));
    xml.remove(element);
  }
  for (const { name, localTab, element } of names) {
    const spec = placed.find(({ order }) => order === localTab)?.spec;
    // A person's own print area stays, unless the sheet has one.
    if (spec && (name === PRINT_TITLES || (name === PRINT_AREA && spec.page?.area))) xml.remove(element);
  }
  for (const { spec, name: tab, order } of placed) {
    const add = (name: string, formula: string, attributes = "") =>
      written.set(
        `${name}${attributes}`,
        `<${p}definedName name="${name}"${attributes}>${escaped(formula)}</${p}definedName>`,
      );
    const cell = ({ row, column }: { readonly row: number; readonly column: number }) =>
      `${quotedTab(tab)}!$${columnLetters(column)}$${row}`;
    add(identityName(spec.key), cell({ row: 1, column: 0 }), ` hidden="1"`);
    const titles = printTitles(spec, tab);
    if (titles !== undefined) add(PRINT_TITLES, titles, ` localSheetId="${order}"`);
    const area = printArea(spec, tab);
    if (area !== undefined) add(PRINT_AREA, area, ` localSheetId="${order}"`);
    for (const one of spec.names) add(one.name, isCellName(one) ? cell(one) : one.formula);
  }
  if (written.size === 0) return;
  const elements = [...written.keys()].sort().map((name) => written.get(name));
  const list = childOf(xml.root, "definedNames");
  if (list) xml.append(list, elements.join(""));
  else xml.insertAfter(xml.root, BEFORE_NAMES, `<${p}definedNames>${elements.join("")}</${p}definedNames>`);
}

/** A workbook must have a visible sheet. */
function addBlankSheet(book: Book): void {
  const part = book.pkg.freeName(`${book.folder}worksheets/sheet`);
  const sheetId = Math.max(...book.tabs.map((tab) => tab.sheetId)) + 1;
  book.pkg.put(part, blankWorksheetXml(book.vocabulary), CONTENT_TYPE.worksheet);
  const names = book.tabs.map(({ name }) => name);
  listSheet(book, part, freeTabName("Sheet1", names), sheetId);
}

/** Removes the names of removed sheets, and changes the user's names as Excel does when a sheet is deleted. */
function dropNames(
  { xml, names, ourNames, tabs }: Book,
  gone: readonly BookTab[],
  homes: ReadonlyMap<string, string>,
): void {
  const ours = new Set(ourNames);
  const kept = names.filter((name) => {
    const { localTab, refersTo, element } = name;
    const localTo = localTab === undefined ? undefined : tabs[localTab];
    const home = homes.get(name.name);
    const isOurs = ours.has(name) && (home === undefined || gone.some((tab) => sameTab(tab.name, home)));
    if ((localTo && gone.includes(localTo)) || isOurs) {
      xml.remove(element);
      return false;
    }
    if (localTab !== undefined) {
      const before = gone.filter((other) => tabs.indexOf(other) < localTab).length;
      if (before > 0) xml.setAttribute(element, "localSheetId", String(localTab - before));
    }
    const lost = gone.reduce((text, { name }) => withoutTab(text, name), refersTo);
    if (lost !== refersTo) xml.setText(element, lost);
    return true;
  });
  const list = childOf(xml.root, "definedNames");
  if (list && kept.length === 0) xml.remove(list);
}

/** A formula in which references to removed tabs are `#REF!`. */
function withoutTab(formula: string, tab: string): string {
  const spelt = [quotedTab(tab), tab].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  return formula.replace(new RegExp(`(?<![\\w.'])(?:${spelt})!`, "gi"), "#REF!");
}

/** Keeps the window on the same tabs. */
function renumberView({ xml, view, tabs }: Book, gone: readonly BookTab[]): void {
  for (const name of ["activeTab", "firstSheet"]) {
    const written = view?.attributes.get(name);
    if (!view || written === undefined) continue;
    const before = gone.filter((tab) => tabs.indexOf(tab) < Number(written)).length;
    const last = Math.max(0, tabs.length - gone.length - 1);
    const place = Math.min(Number(written) - before, last);
    if (place !== Number(written)) xml.setAttribute(view, name, String(place));
  }
}
