import { cellName, columnLetters, isError, type Cell } from "../../../src/workbook/cells";
import { openXlsx, type XlsxWorkbook } from "../../../src/hosts/xlsx/xlsx";
import { escaped } from "../../../src/hosts/xlsx/xml";
import { collectKept } from "../../../src/sheets/kept/collect";
import { withKept } from "../../../src/sheets/kept/merge";
import { excel, opened } from "../../hosts/excel/opened";
import { changed, partsOf, relationshipsXml, rowsXml, sheetXml, unzip, zip } from "../../hosts/xlsx/packages";
import { describeSecondRun, usersOf, type Desk } from "./contract";

/** A person at a file: cells and table parts are changed as a spreadsheet program saves them. */
class FileDesk implements Desk {
  workbook: XlsxWorkbook;
  constructor() {
    this.workbook = openXlsx("test.xlsx", zip(partsOf({ Log: sheetXml(rowsXml([["User"], ["ann"]])) })));
  }
  async type(sheet: string, row: number, column: number, value: Cell, shows: Cell = null) {
    const name = cellName(row, column);
    const cell = cellXml(name, value, shows);
    this.edit(this.partOf(sheet), (xml) => {
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

describeSecondRun("file", async () => new FileDesk());

describeSecondRun("Excel", async (): Promise<Desk> => {
  const workbook = await opened();
  return {
    workbook,
    async type(sheet, row, column, value) {
      excel.model.sheet(sheet)!.write(row - 1, column, value);
    },
    async widen(sheet, table) {
      const found = excel.model.sheet(sheet)!.tables.find(({ name }) => name === table)!;
      found.place = { ...found.place, columns: found.place.columns + 1 };
    },
  };
});

it("a file with people's work that is written twice more is the same, byte for byte", async () => {
  const desk = new FileDesk();
  await desk.workbook.write(usersOf({ "ann@x": 30 }));
  await desk.type("Users", 4, 3, "Keep");
  const again = async () => {
    const kept = await collectKept([desk.workbook]);
    await desk.workbook.write(withKept(kept, usersOf({ "bob@x": 30 })).specs);
    return Buffer.from(desk.workbook.toBytes()).toString("base64");
  };
  expect(await again()).toBe(await again());
});

it("texts of notes on cells of a file are held with their user and column", async () => {
  const desk = new FileDesk();
  await desk.workbook.write(usersOf({ "ann@x": 30 }));
  const part = desk.partOf("Users");
  const rels = part.replace("worksheets/", "worksheets/_rels/") + ".rels";
  const parts = unzip(desk.workbook.toBytes());
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  parts["xl/comments7.xml"] =
    `<comments xmlns="${main}"><authors><author>Eve</author></authors><commentList>` +
    `<comment ref="C4" authorId="0"><text><r><t>Ask </t></r><r><t>first</t></r></text></comment></commentList></comments>`;
  const link = /<Relationship [^>]*comments[^>]*\/>/.exec(
    relationshipsXml([["comments", "../comments7.xml"]]),
  )![0];
  parts[rels] = parts[rels]!.replace("</Relationships>", `${link.replace("rId1", "note")}</Relationships>`);
  desk.workbook = openXlsx("test.xlsx", zip(parts));
  expect((await collectKept([desk.workbook])).texts).toEqual([
    { what: "Comment by Eve", table: "SeatwiseUsers", row: "ann@x", column: "Saving", value: "Ask first" },
  ]);
});
