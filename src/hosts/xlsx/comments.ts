import { cellName, columnOf } from "../../workbook/cells";
import type { CellComment } from "../../workbook/spec";
import type { Package } from "./package";
import { childOf, childrenOf, type XmlElement, type XmlText } from "./xml-text";

/** The notes of a sheet, and the comments with answers of newer programs, in their order. */
export function commentsOf(pkg: Package, sheetPart: string): CellComment[] {
  const threaded = linkedParts(pkg, sheetPart, "/threadedComment").flatMap((xml) =>
    threadsIn(xml, commentersById(pkg)),
  );
  const nameOf = ({ row, column }: CellComment): string => cellName(row, column);
  const answered = new Set(threaded.map(nameOf));
  const notes = linkedParts(pkg, sheetPart, "/comments").flatMap(({ root }) => {
    const authors = childrenOf(childOf(root, "authors"), "author").map(({ text }) => text.trim());
    return childrenOf(childOf(root, "commentList"), "comment").flatMap((one) =>
      commentAt(one, authors[Number(one.attributes.get("authorId"))] ?? "", textIn(childOf(one, "text"))),
    );
  });
  // For older programs a file repeats a comment with answers as a note.
  return [...notes.filter((note) => !answered.has(nameOf(note))), ...threaded];
}

const linkedParts = (pkg: Package, part: string, kind: string): XmlText[] =>
  pkg
    .relationships(part)
    .flatMap(({ type, part: other }) =>
      type.endsWith(kind) && other !== undefined && pkg.has(other) ? [pkg.xml(other)] : [],
    );

/** One comment for each cell: what was said first, and the answers as further lines. */
function threadsIn(xml: XmlText, names: ReadonlyMap<string, string>): CellComment[] {
  const cells = new Map<string, XmlElement[]>();
  for (const one of childrenOf(xml.root, "threadedComment")) {
    const ref = one.attributes.get("ref") ?? "";
    cells.set(ref, [...(cells.get(ref) ?? []), one]);
  }
  return [...cells.values()].flatMap((said) => {
    const lines = said.map((one) => {
      const name = names.get(one.attributes.get("personId") ?? "") ?? "";
      return { name, text: textIn(childOf(one, "text")) };
    });
    const text = lines.map(({ name, text }, n) => (n === 0 || name === "" ? text : `${name}: ${text}`));
    const thread = said.map((one) => xml.written(one)).join("");
    return said
      .slice(0, 1)
      .flatMap((one) => commentAt(one, lines[0]?.name ?? "", text.join("\n")))
      .map((comment) => ({ ...comment, thread }));
  });
}

/** The people who comment, by the id that comments have of them. */
export function commentersById(pkg: Package): Map<string, string> {
  const book = pkg.relationships("").find(({ type }) => type.endsWith("/officeDocument"))?.part ?? "";
  return new Map(
    linkedParts(pkg, book, "/person").flatMap(({ root }) =>
      childrenOf(root, "person").map(({ attributes }) => [
        attributes.get("id") ?? "",
        attributes.get("displayName") ?? "",
      ]),
    ),
  );
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
