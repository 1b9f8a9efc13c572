import { cellName, columnOf } from "../../workbook/cells";
import type { CellComment } from "../../workbook/reader";
import type { Package } from "./package";
import { childOf, childrenOf, type XmlElement } from "./xml-text";

/** The notes of a sheet, and the comments with answers of newer programs, in their order. */
export function commentsOf(pkg: Package, sheetPart: string): CellComment[] {
  const partsOf = (kind: string): XmlElement[] =>
    pkg
      .relationships(sheetPart)
      .flatMap(({ type, part }) => (type.endsWith(kind) && part !== undefined ? [pkg.xml(part).root] : []));
  const threaded = partsOf("/threadedComment").flatMap((root) =>
    childrenOf(root, "threadedComment").flatMap((one) => commentAt(one, "", textIn(childOf(one, "text")))),
  );
  const nameOf = ({ row, column }: CellComment): string => cellName(row, column);
  const answered = new Set(threaded.map(nameOf));
  const notes = partsOf("/comments").flatMap((root) => {
    const authors = childrenOf(childOf(root, "authors"), "author").map(({ text }) => text.trim());
    return childrenOf(childOf(root, "commentList"), "comment").flatMap((one) =>
      commentAt(one, authors[Number(one.attributes.get("authorId"))] ?? "", textIn(childOf(one, "text"))),
    );
  });
  // For older programs a file repeats a comment with answers as a note.
  return [...notes.filter((note) => !answered.has(nameOf(note))), ...threaded];
}

function commentAt({ attributes }: XmlElement, author: string, text: string): CellComment[] {
  const [, letters, digits] = /^([A-Z]+)(\d+)$/.exec(attributes.get("ref") ?? "") ?? [];
  const said = text.trim();
  return letters === undefined || said === ""
    ? []
    : [{ row: Number(digits), column: columnOf(letters), author, text: said }];
}

/** The text in an element and in the runs below it, without phonetic readings. */
function textIn(element: XmlElement | undefined): string {
  if (element === undefined || element.name === "rPh") return "";
  return element.children.length === 0 ? element.text : element.children.map(textIn).join("");
}
