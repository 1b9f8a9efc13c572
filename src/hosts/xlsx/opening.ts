import { isDamage } from "../../workbook/errors";
import type { Book } from "./book";
import type { Package } from "./package";
import { declaredUtf8 } from "./xml";
import { childOf } from "./xml-text";

/** The elements before `bookViews` in a workbook part. */
const BEFORE_VIEWS = [
  "fileVersion",
  "fileSharing",
  "workbookPr",
  "AlternateContent",
  "revisionPtr",
  "absPath",
  "workbookProtection",
];

/** No sheet has more text before its rows than this. */
const MAX_HEAD = 2 ** 20;

/** Where the rows of a sheet begin. */
const ROWS = /<(?:\w+:)?sheetData\b/;

/** The attribute of a sheet's view by which its tab is selected. */
const SELECTED = /(<(?:\w+:)?sheetView\b[^<>]*?\stabSelected\s*=\s*)(["'])(?:1|true|on)\2/g;

/**
 * Lets the workbook open on the tab at a place. Two selected tabs are a group, in which a program makes each edit of
 * one sheet on the others as well, so the tabs of the parts `others` are no longer selected. Nothing else of those
 * parts changes, and nothing at all of a part that is damaged.
 */
export function* openOn(
  { pkg, xml, view }: Book,
  place: number,
  others: readonly string[],
): Generator<void, void, void> {
  if (view) {
    xml.setAttribute(view, "activeTab", String(place));
  } else {
    const { root } = xml;
    const tag = `${root.prefix}workbookView`;
    const views = childOf(root, "bookViews");
    const written = `<${tag} activeTab="${place}"/>`;
    if (views) xml.append(views, written);
    else xml.insertAfter(root, BEFORE_VIEWS, `<${root.prefix}bookViews>${written}</${root.prefix}bookViews>`);
  }
  for (const part of others) {
    try {
      if (isSelected(pkg, part)) yield* pkg.putPieces(part, deselected(pkg, part));
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  }
}

/** The text of a sheet whose tab is no longer selected, in pieces. */
function* deselected(pkg: Package, part: string): Generator<string> {
  let head: string | undefined = "";
  for (const piece of pkg.pieces(part)) {
    if (head === undefined) {
      yield piece;
      continue;
    }
    head += piece;
    if (!isWholeHead(head)) continue;
    yield withoutSelection(head);
    head = undefined;
  }
  if (head !== undefined) yield withoutSelection(head);
}

function withoutSelection(head: string): string {
  const utf8 = declaredUtf8(head);
  const before = beforeRows(utf8);
  return before.replace(SELECTED, "$1$20$2") + utf8.slice(before.length);
}

function beforeRows(text: string): string {
  const rows = text.search(ROWS);
  return rows < 0 ? text : text.slice(0, rows);
}

/** Whether a sheet's tab is selected, by what stands before its rows. */
function isSelected(pkg: Package, part: string): boolean {
  if (!pkg.has(part)) return false;
  let head = "";
  for (const piece of pkg.pieces(part)) {
    head += piece;
    if (isWholeHead(head)) break;
  }
  return beforeRows(head).search(SELECTED) >= 0;
}

const isWholeHead = (text: string): boolean => text.length > MAX_HEAD || ROWS.test(text);
