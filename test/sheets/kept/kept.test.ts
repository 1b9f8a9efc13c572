import { cellName } from "../../../src/workbook/cells";
import { openXlsx } from "../../../src/hosts/xlsx/xlsx";
import { collectKept } from "../../../src/sheets/kept/collect";
import { withKept } from "../../../src/sheets/kept/merge";
import { excel, opened } from "../../hosts/excel/opened";
import { unzip, zip } from "../../hosts/xlsx/packages";
import { describeSecondRun, usersOf, type Desk } from "./contract";
import { FileDesk } from "./file-desk";
import { describeLogs } from "./logs";

describeSecondRun("file", async () => new FileDesk());

const excelDesk = async (): Promise<Desk> => {
  const workbook = await opened();
  return {
    workbook,
    async type(sheet, row, column, value) {
      excel.model.sheet(sheet)!.write(row - 1, column, value);
    },
    async comment(sheet, row, column, author, text) {
      const id = `by hand ${row} ${column}`;
      const place = { row: row - 1, column };
      excel.model.sheet(sheet)!.comments.push({ id, ...place, author, text, replies: [], resolved: false });
    },
    async format(sheet, row, column, code) {
      excel.model.sheet(sheet)!.cell(row - 1, column).format = code;
    },
    async showTotals(sheet, table) {
      const found = excel.model.sheet(sheet)!.tables.find(({ name }) => name === table)!;
      excel.model.sheet(sheet)!.showTotals(found, true);
      excel.model.sheet(sheet)!.clear(found.totalsRow, "Contents");
    },
    async widen(sheet, table) {
      const found = excel.model.sheet(sheet)!.tables.find(({ name }) => name === table)!;
      found.place = { ...found.place, columns: found.place.columns + 1 };
    },
  };
};

describeSecondRun("Excel", excelDesk);

describeLogs("file", async () => new FileDesk());

describeLogs("Excel", excelDesk);

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

it("a file says which of the user's own formulas still show the results of the run before", async () => {
  const told = async (...formulas: string[]): Promise<string[]> => {
    const desk = new FileDesk();
    await desk.workbook.write(usersOf({ "ann@x": 30 }));
    const cells = formulas.map((formula, n) => `<c r="${cellName(9, n)}"><f>${formula}</f><v>7</v></c>`);
    desk.edit(desk.partOf("Log"), (xml) =>
      xml.replace("</sheetData>", `<row r="9">${cells.join("")}</row></sheetData>`),
    );
    const { issues } = await collectKept([desk.workbook]);
    return issues.filter(({ code }) => code === "formulas-over-results").map(({ message }) => message);
  };
  // None of these reads a result: a cell of the same sheet, a text, and names that are only alike.
  expect(await told("A1+1", '"Users!B4"', "SUM(SeatwiseUsersOld[Saving])", "MyUsers!B4")).toEqual([]);
  const [message] = await told("SUM(SeatwiseUsers[Cost])", "Users!B4", "'USERS'!B4", "A1");
  expect(message).toMatch(/^3 formulas on Log refer to results\./);
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

const THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments";
const LINKS = "http://schemas.microsoft.com/office/2017/10/relationships";

/** A file in which Eve asked something about a saving, and Max answered. */
async function withThread(): Promise<FileDesk> {
  const desk = new FileDesk();
  await desk.workbook.write(usersOf({ "ann@x": 30, "bob@x": 20 }));
  await desk.comment("Users", 4, 2, "tc={1}", "for older programs");
  const parts = unzip(desk.workbook.toBytes());
  const rels = desk.partOf("Users").replace("worksheets/", "worksheets/_rels/") + ".rels";
  const said = (attributes: string, text: string) =>
    `<threadedComment ref="C4" dT="2026-05-04T10:11:12.00" ${attributes}><text>${text}</text></threadedComment>`;
  parts["xl/threadedComments/threadedComment1.xml"] =
    `<ThreadedComments xmlns="${THREADS}">${said('personId="{E}" id="{1}"', "Ask first")}` +
    `${said('personId="{M}" id="{2}" parentId="{1}"', "Done")}</ThreadedComments>`;
  parts["xl/persons/person.xml"] =
    `<personList xmlns="${THREADS}"><person displayName="Eve" id="{E}"/><person displayName="Max" id="{M}"/></personList>`;
  const link = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${LINKS}/${kind}" Target="${target}"/></Relationships>`;
  const add = (part: string, xml: string) => (parts[part] = parts[part]!.replace("</Relationships>", xml));
  add(rels, link("t", "threadedComment", "../threadedComments/threadedComment1.xml"));
  add("xl/_rels/workbook.xml.rels", link("p", "person", "persons/person.xml"));
  desk.workbook = openXlsx("test.xlsx", zip(parts));
  return desk;
}

const again = async (desk: FileDesk, users: Readonly<Record<string, number>>) => {
  const kept = await collectKept([desk.workbook]);
  await desk.workbook.write(withKept(kept, usersOf(users)).specs);
  return kept;
};

it("a comment with answers in a file goes with its row, as it was written", async () => {
  const desk = await withThread();
  const kept = await again(desk, { "new@x": 40, "ann@x": 30 });
  expect(kept.comments).toMatchObject([{ author: "Eve", text: "Ask first\nMax: Done", row: "ann@x" }]);
  const parts = unzip(desk.workbook.toBytes());
  const thread = Object.entries(parts).find(([name]) => name.includes("threadedComments/"))![1];
  expect(thread).toContain(
    '<threadedComment ref="C5" dT="2026-05-04T10:11:12.00" personId="{M}" id="{2}" parentId="{1}"><text>Done</text>',
  );
  const note = Object.entries(parts).find(([name]) => /comments\d+\.xml$/.test(name))![1];
  expect(note).toMatch(
    /<author>tc=\{1\}<\/author>.*<comment ref="C5" authorId="0" shapeId="0" xr:uid="\{1\}">/,
  );
  await again(desk, { "ann@x": 30 });
  expect((await collectKept([desk.workbook])).comments).toMatchObject([{ text: "Ask first\nMax: Done" }]);
});

it("a comment with answers is a note in a workbook that does not know the people", async () => {
  const kept = await collectKept([(await withThread()).workbook]);
  const other = new FileDesk();
  await other.workbook.write(withKept(kept, usersOf({ "ann@x": 30 })).specs);
  expect((await collectKept([other.workbook])).comments).toMatchObject([
    { author: "Eve", text: "Ask first\nMax: Done", row: "ann@x" },
  ]);
  expect(Object.keys(unzip(other.workbook.toBytes())).filter((name) => name.includes("threaded"))).toEqual(
    [],
  );
});
