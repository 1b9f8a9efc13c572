import { cellName } from "../../workbook/cells";
import type { CellComment } from "../../workbook/spec";
import { cellText } from "../limits";
import type { Book } from "./book";
import { commentersById } from "./comments";
import { CONTENT_TYPE, XML_DECLARATION } from "./vocabulary";
import { escapedText } from "./xml";

/** Comments with answers have a namespace and a relationship of their own, the same in both dialects. */
const THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments";
const THREADS_LINK = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment";
const REVISION = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision";

const COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/** What programs show that do not know comments with answers, in the words by which newer ones know it. */
const FOR_OLDER_PROGRAMS =
  "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; however, any edits to it " +
  "will get removed if the file is opened in a newer version of Excel. " +
  "Learn more: https://go.microsoft.com/fwlink/?linkid=870924\n\nComment:\n    ";

/** A note, or the note that stands for a comment with answers. */
interface Note {
  readonly at: string;
  readonly comment: CellComment;
  readonly author: string;
  readonly text: string;
  /** The comment with answers, and the id of its beginning. */
  readonly thread?: { readonly xml: string; readonly id: string };
}

/** Adds people's comments on a sheet. Returns the id of the relationship to the shapes of its notes. */
export function addComments(
  book: Book,
  { part, sheetId }: { readonly part: string; readonly sheetId: number },
  comments: readonly CellComment[],
): string | undefined {
  if (comments.length === 0) return undefined;
  const { pkg, folder, vocabulary } = book;
  const persons = commentersById(pkg);
  const inOrder = [...comments].sort((a, b) => a.row - b.row || a.column - b.column);
  const notes = inOrder.map((comment) => noteOf(comment, persons));
  const add = (type: string, stem: string, xml: string, contentType: string, ending = ".xml"): string => {
    const added = pkg.freeName(`${folder}${stem}`, ending);
    pkg.put(added, xml, contentType);
    return pkg.relate(part, type, added);
  };
  const threads = notes.flatMap(({ thread }) => thread?.xml ?? []);
  if (threads.length > 0) {
    const list = `<ThreadedComments xmlns="${THREADS}">${threads.join("")}</ThreadedComments>`;
    add(THREADS_LINK, "threadedComments/threadedComment", XML_DECLARATION + list, CONTENT_TYPE.threads);
  }
  const link = (kind: string) => `${vocabulary.relationships}/${kind}`;
  add(link("comments"), "comments", commentsXml(notes, vocabulary.main), CONTENT_TYPE.comments);
  return add(
    link("vmlDrawing"),
    "drawings/vmlDrawing",
    shapesXml(inOrder, sheetId),
    CONTENT_TYPE.noteShapes,
    ".vml",
  );
}

function noteOf(comment: CellComment, persons: ReadonlyMap<string, string>): Note {
  const { row, column, author, text, thread } = comment;
  const at = cellName(row, column);
  const id = / id="([^"]*)"/.exec(thread ?? "")?.[1];
  // Who says what is in a part of the workbook, which another workbook does not have.
  const people = [...(thread ?? "").matchAll(/ personId="([^"]*)"/g)].map(([, person = ""]) => person);
  const isWhole = id !== undefined && people.every((person) => persons.has(person));
  if (thread === undefined || !isWhole || /<\/?\w+:/.test(thread)) return { at, comment, author, text };
  const xml = thread.replace(/(<threadedComment\b[^>]*?\sref=)"[^"]*"/g, `$1"${at}"`);
  return { at, comment, author: `tc=${id}`, text: FOR_OLDER_PROGRAMS + text, thread: { xml, id } };
}

function commentsXml(notes: readonly Note[], main: string): string {
  const authors = [...new Set(notes.map(({ author }) => author))];
  const list = notes.map(({ at, author, text, thread }) => {
    const id = thread ? ` shapeId="0" xr:uid="${thread.id}"` : "";
    const said = escapedText(cellText(text));
    return (
      `<comment ref="${at}" authorId="${authors.indexOf(author)}"${id}>` +
      `<text><t xml:space="preserve">${said}</t></text></comment>`
    );
  });
  const named = authors.map((author) => `<author>${escapedText(author)}</author>`);
  return (
    `${XML_DECLARATION}<comments xmlns="${main}" xmlns:mc="${COMPATIBILITY}" mc:Ignorable="xr" ` +
    `xmlns:xr="${REVISION}">` +
    `<authors>${named.join("")}</authors><commentList>${list.join("")}</commentList></comments>`
  );
}

/** Shape ids of a sheet begin at a multiple of this. */
const SHAPES_OF_A_SHEET = 1_024;

/** The shapes of notes, which Excel shows when the pointer is on the cell; without them it shows none. */
function shapesXml(comments: readonly CellComment[], sheetId: number): string {
  const shapes = comments.map(({ row, column }, n) => {
    const anchor = [column + 1, 15, Math.max(0, row - 2), 10, column + 3, 15, row + 3, 4];
    return (
      `<v:shape id="_x0000_s${sheetId * SHAPES_OF_A_SHEET + n + 1}" type="#_x0000_t202" ` +
      `style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
      `<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>` +
      `<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>` +
      `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>` +
      `<x:Anchor>${anchor.join(", ")}</x:Anchor><x:AutoFill>False</x:AutoFill>` +
      `<x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
    );
  });
  return (
    `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" ` +
    `xmlns:x="urn:schemas-microsoft-com:office:excel">` +
    `<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${sheetId}"/></o:shapelayout>` +
    `<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">` +
    `<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>` +
    `${shapes.join("")}</xml>`
  );
}
