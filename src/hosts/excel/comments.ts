import { cellName } from "../../workbook/cells";
import type { SheetInfo } from "../../workbook/reader";
import type { CellComment, SheetSpec } from "../../workbook/spec";
import { oneCell, rangeAt } from "./area";
import { inExcel } from "./session";

/** A comment with its answers, as Excel has it. */
interface StandingComment {
  readonly comment: Excel.Comment;
  /** Counted from 1. */
  readonly row: number;
  /** Counted from 0. */
  readonly column: number;
  readonly said: readonly Said[];
  readonly resolved: boolean;
}

interface Said {
  readonly author: string;
  readonly text: string;
}

/** A comment with answers in the form in which `CellComment.thread` keeps it. */
type Thread = Pick<StandingComment, "said" | "resolved">;

/** The comments on some sheets by the sheet's name. One sync, two where there are any. */
export function commentsInExcel(
  file: string,
  sheets: readonly SheetInfo[],
): Promise<ReadonlyMap<string, readonly CellComment[]>> {
  return inExcel(file, async (context) => {
    const { worksheets } = context.workbook;
    const found = await commentsOn(
      context,
      sheets.map(({ name }) => worksheets.getItem(name)),
    );
    return new Map(sheets.map(({ name }, n) => [name, (found[n] ?? []).map(asRead)] as const));
  });
}

async function commentsOn(
  context: Excel.RequestContext,
  sheets: readonly Excel.Worksheet[],
): Promise<StandingComment[][]> {
  const lists = sheets.map(({ comments }) =>
    comments.load("items/id,items/content,items/authorName,items/resolved"),
  );
  await context.sync();
  const asked = lists.map(({ items }) =>
    items.map((comment) => ({
      comment,
      place: comment.getLocation().load("rowIndex,columnIndex"),
      replies: comment.replies.load("items/id,items/content,items/authorName"),
    })),
  );
  if (asked.some((list) => list.length > 0)) await context.sync();
  return asked.map((list) =>
    list.map(({ comment, place, replies }): StandingComment => ({
      comment,
      row: place.rowIndex + 1,
      column: place.columnIndex,
      said: [comment, ...replies.items].map(({ authorName, content }) => ({
        author: authorName,
        text: content,
      })),
      resolved: comment.resolved,
    })),
  );
}

function asRead({ row, column, said, resolved }: StandingComment): CellComment {
  const text = said.map((one, n) => (n === 0 ? one.text : `${one.author}: ${one.text}`)).join("\n");
  const thread: Thread = { said, resolved };
  const author = said[0]?.author ?? "";
  return { row, column, author, text, thread: JSON.stringify(thread), isMadeAnew: true };
}

/** A sheet of ours by its id, with the comments that it shall have. */
export interface CommentedSheet {
  readonly id: string;
  readonly spec: Pick<SheetSpec, "comments" | "takenComments">;
}

/**
 * Moves comments to where their rows are now. Excel cannot move one, so it is made anew where it goes, and says who
 * wrote it; one that stays is not touched, nor is one that came after the sheets were read. Three syncs; none without
 * comments.
 */
export async function placeComments(file: string, sheets: readonly CommentedSheet[]): Promise<void> {
  const commented = sheets.filter(
    ({ spec: { comments = [], takenComments = [] } }) => comments.some(isMoved) || takenComments.length > 0,
  );
  if (commented.length === 0) return;
  await inExcel(file, async (context) => {
    const worksheets = commented.map(({ id }) => context.workbook.worksheets.getItem(id));
    const standing = await commentsOn(context, worksheets);
    // One cell holds one comment, so all that go leave before the first comes.
    for (const [n, { spec }] of commented.entries()) {
      const leaving = new Set(
        [
          ...(spec.comments ?? []).filter(isMoved).flatMap(({ stood }) => stood ?? []),
          ...(spec.takenComments ?? []),
        ].map(({ row, column }) => cellName(row, column)),
      );
      for (const { comment, row, column } of standing[n] ?? [])
        if (leaving.has(cellName(row, column))) comment.delete();
    }
    for (const [n, { spec }] of commented.entries()) {
      const sheet = worksheets[n];
      if (sheet) for (const comment of (spec.comments ?? []).filter(isMoved)) addComment(sheet, comment);
    }
    await context.sync();
  });
}

const isMoved = ({ row, column, stood }: CellComment): boolean =>
  row !== stood?.row || column !== stood.column;

function addComment(sheet: Excel.Worksheet, { row, column, author, text, thread }: CellComment): void {
  const { said, resolved } =
    thread === undefined ? { said: [{ author, text }], resolved: false } : (JSON.parse(thread) as Thread);
  const [first, ...answers] = said.map(withAuthor);
  const added = sheet.comments.add(rangeAt(sheet, oneCell(row - 1, column)), first ?? text);
  for (const answer of answers) added.replies.add(answer);
  if (resolved) added.resolved = true;
}

/** Excel names the user of the add-in as the author, so the text says who wrote the comment. */
const withAuthor = ({ author, text }: Said): string =>
  author === "" || /^[^\n]{1,80} wrote: /.test(text) ? text : `${author} wrote: ${text}`;
