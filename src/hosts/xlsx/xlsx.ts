import type { DateSystem } from "../../engine/calendar";
import type { Row } from "../../workbook/cells";
import type { CellArea, SheetInfo, WrittenCell } from "../../workbook/reader";
import type { BookSpec, CellComment, SheetKey, SheetSpec } from "../../workbook/spec";
import {
  cancelled,
  confinedTo,
  damaged,
  empty,
  encrypted,
  macrosWithoutPlace,
  noSheets,
  notAWorkbook,
  oldFormat,
  textNamedXlsx,
} from "../../workbook/errors";
import { sha256OfFile } from "../../workbook/sha256";
import { Turns } from "../../workbook/turns";
import type { FormulaName, PlacedFormula, Workbook } from "../../workbook/workbook";
import { Book } from "./book";
import { CellFormulas } from "./cell-formulas";
import { commentsOf } from "./comments";
import { findFormulas, freezeFormulas, rewriteFormulas } from "./formulas";
import { bookNames, defineNames } from "./names";
import { knownTables } from "./known-tables";
import { numberFormatsIn } from "./number-formats";
import { Package, soundOr } from "./package";
import { bothBytes, scanPart } from "./scan";
import { SharedStrings } from "./shared-strings";
import { SheetRows } from "./sheet-rows";
import { emptyStyles, Styles } from "./styles";
import { CONTENT_TYPE, vocabularyOf, WORKBOOK_TYPE, XML_DECLARATION } from "./vocabulary";
import { removeSheets, writeSheets } from "./write";
import { CellNumberFormats, isIn } from "./written";
import { attribute, type XmlEvents } from "./xml";
import { concatenated, pack, type Deflater } from "./zip";

/** Opens an .xlsx or .xlsm file. Errors and data issues refer to it as `file`. */
export function openXlsx(file: string, bytes: Uint8Array): XlsxWorkbook {
  refuseOtherFormats(file, bytes);
  const pkg = Package.read(file, bytes);
  if (new Book(pkg).worksheets.length === 0) throw noSheets(file);
  return new XlsxWorkbook(pkg, () => sha256OfFile(bytes));
}

/** A workbook without sheets: write ours before saving it. */
export function newXlsx(file: string): XlsxWorkbook {
  const { main, relationships } = vocabularyOf("");
  const relationship = (type: string, target: string) =>
    `${XML_DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
    `<Relationship Id="rId1" Type="${relationships}/${type}" Target="${target}"/></Relationships>`;
  const parts = {
    "[Content_Types].xml":
      `${XML_DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${CONTENT_TYPE.workbook}"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${CONTENT_TYPE.styles}"/></Types>`,
    "_rels/.rels": relationship("officeDocument", "xl/workbook.xml"),
    "xl/workbook.xml":
      `${XML_DECLARATION}<workbook xmlns="${main}" xmlns:r="${relationships}">` +
      `<bookViews><workbookView/></bookViews><sheets></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationship("styles", "styles.xml"),
    "xl/styles.xml": new Styles(
      emptyStyles(main),
      () => damaged(file, "its style sheet"),
      () => 0,
    ).toString(),
  };
  const encoder = new TextEncoder();
  return new XlsxWorkbook(
    new Package(
      file,
      Object.entries(parts).map(([name, text]) => pack(name, encoder.encode(text))),
    ),
  );
}

/** An .xlsx file as a workbook. It is edited, never rewritten: all other parts stay byte for byte. */
export class XlsxWorkbook implements Workbook {
  readonly file: string;
  readonly dateSystem: DateSystem;
  readonly decimalSign = "unknown";
  readonly remarks: readonly string[];
  private strings: readonly string[] | undefined;
  /** What the workbook part says; undefined after a change. */
  private known: Book | undefined;

  constructor(
    private readonly pkg: Package,
    /** Absent for a new workbook, which no file holds yet. */
    readonly fileHash?: () => Promise<string>,
  ) {
    this.file = pkg.file;
    this.dateSystem = this.book.dateSystem;
    this.remarks = pkg.names().some((name) => name.toLowerCase().startsWith("_xmlsignatures/"))
      ? [`${this.file} is digitally signed; the signature will not hold for a copy with our sheets in it.`]
      : [];
  }

  sheets(): Promise<readonly SheetInfo[]> {
    return settled(() => {
      const { book } = this;
      const tables = knownTables(book);
      return book.worksheets.map(({ name, hidden, key, part }): SheetInfo => {
        const rows = this.announcedRows(part);
        const areas = tables.flatMap(({ sheetPart, area }) => (sheetPart === part && area ? [area] : []));
        return {
          name,
          hidden,
          ...(key === undefined ? {} : { ours: key }),
          ...(areas.length === 0 ? {} : { tables: areas }),
          ...(rows === undefined ? {} : { announcedRows: rows }),
        };
      });
    });
  }

  async *rows(sheet: SheetInfo, signal?: AbortSignal): AsyncGenerator<readonly Row[]> {
    const part = this.partOf(sheet.name);
    try {
      yield* this.rowsIn(part, signal);
    } catch (error) {
      throw confinedTo(sheet.name, this.file, error);
    }
  }

  private async *rowsIn(part: string, signal: AbortSignal | undefined): AsyncGenerator<readonly Row[]> {
    const rows = new SheetRows(
      () => (this.strings ??= this.sharedStrings()),
      (where) => damaged(this.file, where),
    );
    const turns = new Turns();
    for (const _ of scanPart(this.pkg, part, rows, () => rows.full)) {
      if (signal?.aborted) throw cancelled(this.file);
      const block = rows.take();
      if (block.length > 0) yield block;
      await turns.give();
    }
    if (!rows.done) throw damaged(this.file, "it ends before its last row");
  }

  async write(specs: readonly SheetSpec[], book?: BookSpec, signal?: AbortSignal): Promise<void> {
    this.known = undefined;
    const turns = new Turns();
    for (const _ of writeSheets(this.pkg, specs, book)) {
      if (signal?.aborted) throw cancelled(this.file);
      await turns.give();
    }
  }

  async writtenIn(
    { name }: SheetInfo,
    areas: readonly CellArea[],
  ): Promise<ReadonlyMap<string, WrittenCell>> {
    const formulas = new CellFormulas(
      () => true,
      (row, column) => isIn(areas, row, column),
    );
    const formats = new CellNumberFormats(areas, numberFormatsIn(this.book));
    const turns = new Turns();
    for (const _ of scanPart(this.pkg, this.partOf(name), bothBytes(formulas, formats))) await turns.give();
    const written = new Map<string, WrittenCell>();
    for (const [cell, numberFormat] of formats.found) written.set(cell, { numberFormat });
    for (const { name: cell, formula, cells } of formulas.found)
      if (cells === 1) written.set(cell, { ...written.get(cell), formula });
    return written;
  }

  hiddenColumns({ name }: SheetInfo): Promise<ReadonlySet<number>> {
    return settled(() => {
      const hidden = new Set<number>();
      this.scanHead(this.partOf(name), "sheetData", (element, attributes) => {
        if (element !== "col" || !isHiddenColumn(attributes)) return;
        const [first, last] = [attribute(attributes, "min"), attribute(attributes, "max")].map(Number);
        // A run of columns may reach to the edge of the sheet.
        for (let n = first ?? 1; n <= Math.min(last ?? 0, MOST_COLUMNS); n++) hidden.add(n - 1);
      });
      return hidden;
    });
  }

  comments(sheets: readonly SheetInfo[]): Promise<ReadonlyMap<string, readonly CellComment[]>> {
    return settled(() => new Map(sheets.map(({ name }) => [name, commentsOf(this.pkg, this.partOf(name))])));
  }

  remove(keys: readonly SheetKey[]): Promise<void> {
    this.known = undefined;
    return settled(() => removeSheets(this.pkg, keys));
  }

  formulas(picks: (formula: string) => boolean, signal?: AbortSignal): Promise<readonly PlacedFormula[]> {
    return findFormulas(this.pkg, picks, signal);
  }

  rewriteFormulas(rewrite: (formula: string) => string | undefined): Promise<readonly PlacedFormula[]> {
    this.known = undefined;
    return rewriteFormulas(this.pkg, rewrite);
  }

  freezeFormulas(picks: (formula: string) => boolean): Promise<readonly PlacedFormula[]> {
    this.known = undefined;
    return freezeFormulas(this.pkg, picks);
  }

  names(): Promise<ReadonlyMap<string, string>> {
    return settled(() => bookNames(this.pkg));
  }

  defineNames(names: readonly FormulaName[]): Promise<void> {
    this.known = undefined;
    return settled(() => defineNames(this.pkg, names));
  }

  /** The ending of a copy's name. A copy of a template is a workbook. */
  get ending(): ".xlsx" | ".xlsm" {
    const type = this.pkg.contentType(this.book.part) ?? "";
    return this.hasMacros || type.includes("macroEnabled") ? ".xlsm" : ".xlsx";
  }

  /**
   * Makes the workbook what the ending of this name says: a workbook or a template, with or without macros.
   * Throws where macros would be in a file that cannot have any; it never drops them.
   */
  become(file: string): void {
    const ending = /\.[^.]+$/.exec(file)?.[0].toLowerCase() ?? "";
    const type = WORKBOOK_TYPE[ending];
    if (type === undefined) return;
    if (this.hasMacros && !type.includes("macroEnabled")) throw macrosWithoutPlace(this.file, file, ending);
    this.pkg.setContentType(this.book.part, type);
  }

  private get hasMacros(): boolean {
    const { part } = this.book;
    return this.pkg
      .relationships(part)
      .some(({ type }) => /\/(?:vbaProject|xl(?:Intl)?Macrosheet)$/.test(type));
  }

  /** Packs our sheets by another deflater from now on: the file has other bytes, and the same content. */
  packBy(deflater: Deflater): void {
    this.pkg.deflater = deflater;
  }

  /** The workbook as a file. The same content gives the same bytes. */
  toBytes(): Uint8Array {
    return concatenated([...this.toPieces()]);
  }

  /** The same in pieces, one after the other. */
  toPieces(): Generator<Uint8Array> {
    return this.pkg.toPieces();
  }

  private get book(): Book {
    return (this.known ??= new Book(this.pkg));
  }

  private partOf(sheet: string): string {
    const tab = this.book.worksheets.find(({ name }) => name === sheet);
    if (!tab) throw new Error(`${this.file} has no sheet ${sheet}`);
    return tab.part;
  }

  private sharedStrings(): readonly string[] {
    const part = this.book.sharedStringsPart;
    const table = new SharedStrings();
    if (part !== undefined) for (const _ of scanPart(this.pkg, part, table)) continue;
    return table.strings;
  }

  /** The last row by the `dimension` of a sheet, which is at its very beginning. */
  private announcedRows(part: string): number | undefined {
    let rows: number | undefined;
    this.scanHead(part, "dimension", (name, attributes) => {
      const last = name === "dimension" ? /\d+$/.exec(attribute(attributes, "ref") ?? "") : null;
      if (last) rows = Number(last[0]);
    });
    return rows;
  }

  /** Tells of the elements of a sheet up to `last` or its rows, as far as they can be read. */
  private scanHead(part: string, last: string, tell: (name: string, attributes: string) => void): void {
    let past = false;
    const events: XmlEvents = {
      open(name, attributes) {
        if (!past) tell(name, attributes);
        past ||= name === last || name === "sheetData";
      },
      close() {},
      text() {},
    };
    soundOr(undefined, () => {
      for (const _ of scanPart(this.pkg, part, events, () => past)) if (past) break;
    });
  }
}

/** The columns of a sheet. */
const MOST_COLUMNS = 16_384;

const isHiddenColumn = (attributes: string): boolean =>
  /^(?:1|true)$/.test(attribute(attributes, "hidden") ?? "") ||
  Number(attribute(attributes, "width") ?? 1) === 0;

/** Throws for files that are not .xlsx, by their first bytes. */
function refuseOtherFormats(file: string, bytes: Uint8Array): void {
  if (bytes.length === 0) throw empty(file);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    throw holdsUtf16(bytes, "EncryptedPackage") ? encrypted(file) : oldFormat(file, ".xls");
  }
  if (startsWith(bytes, [0x50, 0x4b])) return;
  if (!bytes.subarray(0, 4096).includes(0)) throw textNamedXlsx(file);
  throw notAWorkbook(file, "some other kind of file");
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, n) => bytes[n] === byte);

/** Whether a name is in the directory of a compound file, which stores names in UTF-16. */
function holdsUtf16(bytes: Uint8Array, name: string): boolean {
  const spelt = [...name].flatMap((sign) => [sign.charCodeAt(0), 0]);
  for (let at = bytes.indexOf(spelt[0]!); at >= 0; at = bytes.indexOf(spelt[0]!, at + 1)) {
    if (spelt.every((byte, n) => bytes[at + n] === byte)) return true;
  }
  return false;
}

/** A promise for synchronous work; it rejects with what the work throws. */
function settled<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
