import { cancelled, nothingChanged, protectedSheet } from "../../workbook/errors";
import { Turns } from "../../workbook/turns";
import type { FormulaFilter, PlacedFormula } from "../../workbook/workbook";
import { Book, type DefinedName, type BookTab } from "./book";
import { forgetCalculationOrder } from "./calculation-order";
import { CellFormulas, type CellFormula } from "./cell-formulas";
import type { Package } from "./package";
import { RuleFormulas, type RuleFormula } from "./rule-formulas";
import { bothBytes, scanPart } from "./scan";
import { filled } from "./shared-formula";
import { attribute, escaped, unescapedText, type XmlEvents } from "./xml";
import { childOf, childrenOf, isTrue, type XmlElement, type XmlText } from "./xml-text";

/** The formulas found in a workbook, by the parts that store them. */
interface FoundFormulas {
  readonly book: Book;
  readonly sheets: readonly FoundSheet[];
  readonly names: readonly DefinedName[];
}

interface FoundSheet {
  readonly tab: BookTab;
  readonly protected: boolean;
  readonly cells: readonly CellFormula[];
  readonly rules: readonly RuleFormula[];
  readonly tables: readonly FoundTable[];
}

interface FoundTable {
  readonly part: string;
  readonly xml: XmlText;
  readonly formulas: readonly {
    readonly place: string;
    readonly formula: string;
    readonly element: XmlElement;
  }[];
}

/** The picked formulas: of each tab (cells, rules, table columns), then of the names. */
export async function findFormulas(
  pkg: Package,
  picks: FormulaFilter,
  signal?: AbortSignal,
): Promise<readonly PlacedFormula[]> {
  return placed(await find(pkg, picks, signal));
}

/** Replaces each formula for which `rewrite` returns another. Stored values stay: they are the last results. */
export async function rewriteFormulas(
  pkg: Package,
  rewrite: (formula: string) => string | undefined,
): Promise<readonly PlacedFormula[]> {
  const rewritten = (formula: string): string => rewrite(formula) ?? formula;
  const found = await find(pkg, (formula) => rewritten(formula) !== formula);
  const { book, sheets, names } = found;
  refuseProtected(pkg, sheets);
  for (const { tab, cells, rules, tables } of sheets) {
    const edits = [
      ...cells.flatMap((cell) => rewrittenCell(cell, rewritten)),
      ...rules.map(({ element, formula }) => formulaEdit(element, rewritten(formula))),
    ];
    if (edits.length > 0) pkg.put(tab.part, edited(pkg.text(tab.part), edits));
    for (const { part, xml, formulas } of tables) {
      for (const { element, formula } of formulas) xml.setText(element, rewritten(formula));
      pkg.put(part, xml.toString());
    }
  }
  for (const { element, refersTo } of names) book.xml.setText(element, rewritten(refersTo));
  close(book, sheets);
  return placed(found);
}

/**
 * Replaces formulas in cells by their stored values. A formula without a stored value, or with an error, stays
 * and is not in the result.
 */
export async function freezeFormulas(pkg: Package, picks: FormulaFilter): Promise<readonly PlacedFormula[]> {
  const found = await find(pkg, picks);
  const sheets = found.sheets.flatMap((sheet) => {
    const cells = sheet.cells.filter(({ shown }) => shown);
    return cells.length === 0 ? [] : [{ ...sheet, cells, rules: [], tables: [] }];
  });
  refuseProtected(pkg, sheets);
  for (const { tab, cells } of sheets) {
    pkg.put(tab.part, edited(pkg.text(tab.part), cells.flatMap(frozenCell)));
  }
  close(found.book, sheets);
  return placed({ ...found, sheets, names: [] });
}

async function find(pkg: Package, picks: FormulaFilter, signal?: AbortSignal): Promise<FoundFormulas> {
  const book = new Book(pkg);
  const sheets: FoundSheet[] = [];
  const turns = new Turns();
  for (const tab of book.worksheets) {
    const cells = new CellFormulas(picks);
    const rules = new RuleFormulas(picks);
    const protection = new Protection();
    for (const _ of scanPart(pkg, tab.part, bothBytes(bothBytes(cells, rules), protection))) {
      if (signal?.aborted) throw cancelled(pkg.file);
      await turns.give();
    }
    const tables = findInTables(book, tab, picks);
    if (cells.found.length + rules.found.length + tables.length > 0) {
      sheets.push({ tab, protected: protection.on, cells: cells.found, rules: rules.found, tables });
    }
  }
  return { book, sheets, names: book.names.filter(({ refersTo }) => picks(refersTo)) };
}

function findInTables({ pkg }: Book, { part: sheetPart }: BookTab, picks: FormulaFilter): FoundTable[] {
  return pkg.relationships(sheetPart).flatMap(({ type, part }) => {
    if (!type.endsWith("/table") || part === undefined) return [];
    const xml = pkg.xml(part);
    const table = xml.root.attributes.get("displayName") ?? "";
    const formulas = childrenOf(childOf(xml.root, "tableColumns"), "tableColumn").flatMap((column) => {
      const place = `column ${unescapedText(column.attributes.get("name") ?? "")} of table ${table}`;
      const named = { calculatedColumnFormula: place, totalsRowFormula: `the total of ${place}` };
      return Object.entries(named).flatMap(([name, place]) =>
        childrenOf(column, name)
          .filter(({ text }) => picks(text))
          .map((element) => ({ place, formula: element.text, element })),
      );
    });
    return formulas.length === 0 ? [] : [{ part, xml, formulas }];
  });
}

/** Whether a sheet is protected. */
class Protection implements XmlEvents {
  on = false;
  open(name: string, attributes: string): void {
    if (name === "sheetProtection") this.on = isTrue(attribute(attributes, "sheet"));
  }
  close(): void {}
  text(): void {}
}

const placed = ({ sheets, names }: FoundFormulas): PlacedFormula[] => [
  ...sheets.flatMap(({ tab, cells, rules, tables }) => [
    ...cells.map(({ name, formula, cells }) => ({ place: `${tab.name}!${name}`, formula, cells })),
    ...rules.map(({ kind, area, formula }) => ({
      place: `the ${kind} of ${tab.name}!${area}`,
      formula,
      cells: 0,
    })),
    ...tables.flatMap(({ formulas }) => formulas.map(({ place, formula }) => ({ place, formula, cells: 0 }))),
  ]),
  ...names.map(({ name, refersTo }) => ({ place: `the name ${name}`, formula: refersTo, cells: 0 })),
];

function refuseProtected(pkg: Package, sheets: readonly FoundSheet[]): void {
  const closed = sheets.find((sheet) => sheet.protected);
  if (closed) throw nothingChanged(protectedSheet(pkg.file, closed.tab.name));
}

/** A change of a span of a part's text. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly change: (written: string) => string;
}

/** The change of the formula element in a cell. */
const formulaEdit = ({ openEnd, closeStart }: CellFormula["element"], formula: string): Edit => ({
  start: openEnd,
  end: closeStart,
  change: () => escaped(formula),
});

/** The change that gives a cell its own formula instead of a reference to a shared one. */
const ownFormula = ({ element: { start, end } }: CellFormula, formula: string): Edit => ({
  start,
  end,
  change: (written) => {
    const tag = /^<([^\s/>]+)/.exec(written)?.[1] ?? "f";
    return `<${tag}>${escaped(formula)}</${tag}>`;
  },
});

/** Changes a shared formula where it is written. Only cells for which that would be wrong get their own formula. */
function rewrittenCell(cell: CellFormula, rewritten: (formula: string) => string): Edit[] {
  const formula = rewritten(cell.formula);
  if (cell.spelt === "where none is picked") return [ownFormula(cell, formula)];
  if (cell.spelt === "where one is picked") return [];
  return [
    formulaEdit(cell.element, formula),
    ...cell.followers
      .filter((one) => rewritten(one.formula) !== filled(formula, one.rows, one.columns))
      .map((one) => ownFormula(one, rewritten(one.formula))),
  ];
}

/** Removes a formula from its cell. Cells that refer to it and keep theirs get their own formula. */
const frozenCell = (cell: CellFormula): Edit[] => [
  { ...cell.tag, change: (tag) => tag.replace(/\s+cm\s*=\s*(?:"[^"]*"|'[^']*')/, "") },
  { start: cell.element.start, end: cell.element.end, change: () => "" },
  ...cell.followers
    .filter(({ picked, shown }) => !picked || !shown)
    .map((one) => ownFormula(one, one.formula)),
];

function edited(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, change } of [...edits].sort((a, b) => a.start - b.start)) {
    pieces.push(text.slice(at, start), change(text.slice(start, end)));
    at = end;
  }
  return pieces.join("") + text.slice(at);
}

/** Updates the workbook's parts that depend on the edited sheets. */
function close(book: Book, sheets: readonly FoundSheet[]): void {
  const touched = sheets.filter(({ cells }) => cells.length > 0).map(({ tab }) => tab);
  forgetCalculationOrder(book, touched);
  book.pkg.put(book.part, book.xml.toString());
  if (touched.length > 0) book.pkg.settleContentTypes();
}
