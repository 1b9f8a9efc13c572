import { csvBytes } from "../../src/cli/csv";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test("a csv file quotes what would break a row, and no text of it is a formula", () => {
  const rows = [
    ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx"],
    ["a,b", 'say "no"', " x", null, -1.5],
  ];
  expect(text(csvBytes(["A", "B", "C", "D", "E"], rows))).toBe(
    "A,B,C,D,E\r\n'=HYPERLINK(1),'+1,'-1,'@x,'\tx\r\n" + '"a,b","say ""no"""," x",,-1.5\r\n',
  );
});
