import { cellName, columnLetters, isError, type Cell } from "../../../src/workbook/cells";
import { openXlsx, type XlsxWorkbook } from "../../../src/hosts/xlsx/xlsx";
import { escaped } from "../../../src/hosts/xlsx/xml";
import { changed, partsOf, relationshipsXml, rowsXml, sheetXml, unzip, zip } from "../../hosts/xlsx/packages";
import type { Desk } from "./contract";

const NO_COMMENTS =
  `<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
  `<authors></authors><commentList></commentList></comments>`;

/** A person at a file: cells and table parts are changed as a spreadsheet program saves them. */
export class FileDesk implements Desk {
  workbook: XlsxWorkbook;
  constructor(sheets: Readonly<Record<string, readonly (readonly Cell[])[]>> = { Log: [["User"], ["ann"]] }) {
    const xml = Object.entries(sheets).map(([name, rows]) => [name, sheetXml(rowsXml(rows))] as const);
    this.workbook = openXlsx("test.xlsx", zip(partsOf(Object.fromEntries(xml))));
  }
  async type(sheet: string, row: number, column: number, value: Cell, shows: Cell = null) {
    const name = cellName(row, column);
    const cell = cellXml(name, value, shows);
    this.edit(this.partOf(sheet), (old) => {
      const xml = old.includes(`<row r="${row}"`)
        ? old
        : old.replace("</sheetData>", `<row r="${row}"></row></sheetData>`);
      const without = xml.replace(new RegExp(`<c r="${name}"(?:[^>]*/>|.*?</c>)`), "");
      return without.replace(new RegExp(`(<row r="${row}"[^>]*>)(.*?)(</row>)`), (_, open, cells, close) =>
        [open, inOrder(`${cells as string}${cell}`), close].join(""),
      );
    });
  }
  async widen(sheet: string, table: string) {
    const parts = unzip(this.workbook.toBytes());
    const part = Object.keys(parts).find((one) => parts[one]?.includes(`displayName="${table}"`))!;
    const [, from = "", last = "", to = ""] = /ref="([A-Z]+\d+):([A-Z]+)(\d+)"/.exec(parts[part]!)!;
    const column = last.charCodeAt(0) - 64;
    const rows = parts[this.partOf(sheet)]!;
    const header = new RegExp(
      `<c r="${columnLetters(column)}${/\d+/.exec(from)![0]}"[^>]*>.*?<t[^>]*>([^<]*)`,
    );
    this.edit(part, (xml) =>
      xml
        .replaceAll(`${from}:${last}${to}`, `${from}:${columnLetters(column)}${to}`)
        .replace(/<tableColumns count="\d+"/, `<tableColumns count="${column + 1}"`)
        .replace("</tableColumns>", `<tableColumn id="99" name="${header.exec(rows)![1]!}"/></tableColumns>`),
    );
  }
  async format(sheet: string, row: number, column: number, code: string) {
    const styles = unzip(this.workbook.toBytes())["xl/styles.xml"]!;
    const count = (element: string) =>
      Number(new RegExp(`<${element} count="(\\d+)"`).exec(styles)?.[1] ?? 0);
    const [xfs, formats] = [count("cellXfs"), count("numFmts")];
    const numFmt = `<numFmt numFmtId="${900 + formats}" formatCode="${escaped(code)}"/>`;
    this.edit("xl/styles.xml", (xml) =>
      (formats === 0
        ? xml.replace(/<styleSheet[^>]*>/, (tag) => `${tag}<numFmts count="1">${numFmt}</numFmts>`)
        : xml
            .replace(`<numFmts count="${formats}"`, `<numFmts count="${formats + 1}"`)
            .replace("</numFmts>", `${numFmt}</numFmts>`)
      )
        .replace(`<cellXfs count="${xfs}"`, `<cellXfs count="${xfs + 1}"`)
        .replace(
          "</cellXfs>",
          `<xf numFmtId="${900 + formats}" fontId="0" fillId="0" borderId="0"/></cellXfs>`,
        ),
    );
    const name = cellName(row, column);
    this.edit(this.partOf(sheet), (xml) =>
      xml.replace(new RegExp(`<c r="${name}"(?: s="\\d+")?`), `<c r="${name}" s="${xfs}"`),
    );
  }
  async showTotals(sheet: string, table: string) {
    const parts = unzip(this.workbook.toBytes());
    const part = Object.keys(parts).find((one) => parts[one]?.includes(`displayName="${table}"`))!;
    const [, from = "", last = "", to = ""] = /ref="([A-Z]+\d+):([A-Z]+)(\d+)"/.exec(parts[part]!)!;
    const totals = Number(to) + 1;
    this.edit(part, (xml) =>
      xml
        .replace(` ref="${from}:${last}${to}"`, ` ref="${from}:${last}${totals}"`)
        .replace(` totalsRowShown="0"`, ` totalsRowCount="1"`),
    );
    this.edit(this.partOf(sheet), (xml) =>
      xml.replace("</sheetData>", `<row r="${totals}"></row></sheetData>`),
    );
  }
  async comment(sheet: string, row: number, column: number, author: string, text: string) {
    const part = this.partOf(sheet);
    const rels = part.replace("worksheets/", "worksheets/_rels/") + ".rels";
    const parts = unzip(this.workbook.toBytes());
    const there = /Target="([^"]*comments\d+\.xml)"/.exec(parts[rels] ?? "")?.[1];
    const name =
      there === undefined ? "xl/comments7.xml" : there.replace(/^\.\.\/|^\//, "xl/").replace("xl/xl/", "xl/");
    const before = parts[name] ?? NO_COMMENTS;
    const authors = (/<authors>(.*?)<\/authors>/.exec(before)![1]!.match(/<author>/g) ?? []).length;
    const said = `<comment ref="${cellName(row, column)}" authorId="${authors}"><text><r><t>${text}</t></r></text></comment>`;
    parts[name] = before
      .replace("</authors>", `<author>${author}</author></authors>`)
      .replace("</commentList>", `${said}</commentList>`);
    if (there === undefined) {
      const link = /<Relationship [^>]*comments[^>]*\/>/.exec(
        relationshipsXml([["comments", "../comments7.xml"]]),
      )![0];
      parts[rels] = parts[rels]!.replace(
        "</Relationships>",
        `${link.replace("rId1", "note")}</Relationships>`,
      );
    }
    this.workbook = openXlsx("test.xlsx", zip(parts));
  }
  edit(part: string, change: (xml: string) => string) {
    this.workbook = openXlsx("test.xlsx", changed(this.workbook.toBytes(), part, change));
  }
  partOf(sheet: string): string {
    const parts = unzip(this.workbook.toBytes());
    const id = new RegExp(`name="${sheet}"[^>]* r:id="([^"]+)"`).exec(parts["xl/workbook.xml"]!)![1]!;
    const links = parts["xl/_rels/workbook.xml.rels"]!;
    const link = links.split("<Relationship ").find((one) => one.includes(`Id="${id}"`))!;
    return `xl/${/Target="([^"]+)"/.exec(link)![1]!.replace("/xl/", "")}`;
  }
}

/** The cells of a row from left to right. */
const inOrder = (cells: string): string =>
  (cells.match(/<c (?:[^>]*\/>|.*?<\/c>)/g) ?? [])
    .map((xml) => ({ xml, letters: /r="([A-Z]+)/.exec(xml)![1]! }))
    .sort((a, b) => a.letters.length - b.letters.length || (a.letters < b.letters ? -1 : 1))
    .map(({ xml }) => xml)
    .join("");

function cellXml(name: string, value: Cell, shows: Cell): string {
  if (typeof value === "string" && value.startsWith("="))
    return `<c r="${name}"><f>${escaped(value.slice(1))}</f><v>${String(shows)}</v></c>`;
  if (typeof value === "string") return `<c r="${name}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
  if (typeof value === "boolean") return `<c r="${name}" t="b"><v>${Number(value)}</v></c>`;
  return isError(value) || value === null ? "" : `<c r="${name}"><v>${value}</v></c>`;
}
