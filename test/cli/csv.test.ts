import { csvPieces } from "../../src/cli/csv";

test("a csv file quotes what would break a row, and no text of it is a formula", () => {
  const rows = [
    ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx"],
    ["a,b", 'say "no"', " x", null, -1.5],
  ];
  expect([...csvPieces(["A", "B", "C", "D", "E"], rows)].join("")).toBe(
    "A,B,C,D,E\r\n'=HYPERLINK(1),'+1,'-1,'@x,'\tx\r\n" + '"a,b","say ""no"""," x",,-1.5\r\n',
  );
});
