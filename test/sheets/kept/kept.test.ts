import { openXlsx } from "../../../src/hosts/xlsx/xlsx";
import { collectKept } from "../../../src/sheets/kept/collect";
import { withKept } from "../../../src/sheets/kept/merge";
import { excel, opened } from "../../hosts/excel/opened";
import { relationshipsXml, unzip, zip } from "../../hosts/xlsx/packages";
import { describeSecondRun, usersOf, type Desk } from "./contract";
import { FileDesk } from "./file-desk";

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

it("of a Users table that was made plain cells, only what stands beside it is held", async () => {
  const desk = new FileDesk();
  await desk.workbook.write(usersOf({ "ann@x": 30, "bob@x": 20 }));
  await desk.type("Users", 4, 3, "Keep");
  await desk.type("Users", 5, 7, "ask her boss");
  const parts = unzip(desk.workbook.toBytes());
  const sheet = desk.partOf("Users");
  const rels = sheet.replace("worksheets/", "worksheets/_rels/") + ".rels";
  parts[sheet] = parts[sheet]!.replace(/<tableParts.*?<\/tableParts>/, "");
  parts[rels] = parts[rels]!.replace(/<Relationship [^>]*table[^>]*\/>/, "");
  desk.workbook = openXlsx("test.xlsx", zip(parts));
  const kept = await collectKept([desk.workbook]);
  expect(kept.cells).toMatchObject([{ row: "ann@x", column: "Decision", value: "Keep" }]);
  expect(kept.texts).toMatchObject([{ row: "bob@x", column: "H", value: "ask her boss" }]);
});
