import type { CellComment } from "../../../src/workbook/spec";
import { assumptionsSpec, usersSpec } from "../specs";
import { excel, opened } from "./opened";
import { Refusal } from "./protocol";

/** Users in rows 4 to 6, with Eve's resolved comment and Max's answer on row 4, and another's on row 5. */
async function commented() {
  const workbook = await opened();
  await workbook.write([usersSpec(), assumptionsSpec()]);
  const replies = [{ id: "r", author: "Max", text: "Done" }];
  excel.model.sheet("Users")!.comments = [
    { id: "1", row: 3, column: 2, author: "Eve", text: "Ask first", replies, resolved: true },
    { id: "2", row: 4, column: 2, author: "Bob", text: "Not him", replies: [], resolved: false },
  ];
  const info = (await workbook.sheets()).filter(({ ours }) => ours === "users");
  const [first, second] = (await workbook.comments(info)).get("Users")!;
  excel.forget();
  return { workbook, first: moved(first!), second: moved(second!) };
}

/** A comment as it was read, for a row. */
const moved = (comment: CellComment) => (row: number) => {
  const { row: at, column } = comment;
  return { ...comment, row, stood: { row: at, column } };
};

const comments = () =>
  excel.model
    .sheet("Users")!
    .comments.map(({ row, column, author, text, replies, resolved }) => [
      `${row} ${column}`,
      `${author}: ${[text, ...replies.map((reply) => reply.text)].join(" / ")}`,
      resolved,
    ])
    .sort();

it("comments change places, say who wrote them, and stay resolved", async () => {
  const { workbook, first, second } = await commented();
  await workbook.write([{ ...usersSpec(), comments: [first(5), second(4)] }, assumptionsSpec()]);
  expect(comments()).toEqual([
    ["3 2", "Me: Bob wrote: Not him", false],
    ["4 2", "Me: Eve wrote: Ask first / Max wrote: Done", true],
  ]);
});

it("a comment that moves twice says once who wrote it", async () => {
  const { workbook, second } = await commented();
  await workbook.write([{ ...usersSpec(), comments: [second(6)] }, assumptionsSpec()]);
  const info = (await workbook.sheets()).filter(({ ours }) => ours === "users");
  const again = (await workbook.comments(info)).get("Users")!.find(({ row }) => row === 6)!;
  await workbook.write([{ ...usersSpec(), comments: [moved(again)(5)] }, assumptionsSpec()]);
  expect(comments()).toContainEqual(["4 2", "Me: Bob wrote: Not him", false]);
});

it("comments that stay are not touched, nor are those that came after the sheets were read", async () => {
  const { workbook, first, second } = await commented();
  const late = { id: "3", row: 5, column: 0, author: "Cem", text: "Late", replies: [], resolved: false };
  excel.model.sheet("Users")!.comments.push(late);
  await workbook.write([
    { ...usersSpec(), comments: [first(4)], takenComments: [second(5).stood] },
    assumptionsSpec(),
  ]);
  expect(comments()).toEqual([
    ["3 2", "Eve: Ask first / Done", true],
    ["5 0", "Cem: Late", false],
  ]);
});

it("a run without comments asks Excel nothing more", async () => {
  const { workbook } = await commented();
  await workbook.write([usersSpec(), assumptionsSpec()]);
  const without = excel.traffic.length;
  excel.forget();
  await workbook.write([{ ...usersSpec(), comments: [] }, assumptionsSpec()]);
  expect(excel.traffic).toHaveLength(without);
  expect(comments()).toHaveLength(2);
});

it("comments that Excel refuses to move are told, and all figures are written", async () => {
  const { workbook, first, second } = await commented();
  await workbook.write([usersSpec([1, 2, 3]), assumptionsSpec()]);
  const writes = excel.traffic.length;
  excel.forget();
  excel.before = (request) => {
    if (request === writes) throw new Refusal("AccessDenied");
  };
  const sheet = { ...usersSpec(), comments: [first(5), second(4)] };
  await expect(workbook.write([sheet, assumptionsSpec()])).rejects.toMatchObject({
    code: "protected",
    message: expect.stringMatching(
      /All sheets are written, but comments could not go with their rows/,
    ) as string,
  });
  expect(excel.model.sheet("Users")!.shown(4, 1)).toBe(12);
  expect(comments()).toHaveLength(2);
});
