import type { SheetSeen } from "../sheets/read/look";
import type { SheetKey } from "../workbook/spec";
import type { PaneAnswer } from "./pane-answer";
import type { SavedFile } from "./pane-host";

/** The state that the pane shows: the content of the workbook, the current work, and its result. */
export interface PaneState {
  readonly section: Section;
  readonly seen: readonly SheetSeen[];
  /** The as-of date, `YYYY-MM-DD`, as the workbook states it or a person typed it; empty for the last day of use. */
  readonly asOf: string;
  /** Data that an answer from these tables will lack. */
  readonly missing: readonly string[];
  /** What a person must know before an analysis writes. */
  readonly saidBefore: readonly string[];
  /** The blank tables that are not in the workbook yet. */
  readonly blanks: readonly { readonly key: SheetKey; readonly name: string }[];
  readonly doing: Doing | null;
  readonly answer: PaneAnswer | null;
  /** What freezing would change, while the user is asked to confirm it. */
  readonly toFreeze: { readonly formulas: number; readonly cells: number } | null;
  /** The result of the last work, or the reason of its failure. */
  readonly notice: PaneNotice | null;
  /** The file to save, in a browser. */
  readonly saved: SavedFile | null;
  /** What a person must know of how the page works here; null where nothing is unusual. */
  readonly remark: string | null;
}

/** The open section of the pane. */
export type Section = "analyse" | "templates" | "portable";

/** The current work. Work that cannot be cancelled is short. */
export interface Doing {
  readonly what: string;
  readonly cancellable: boolean;
  /** The part of the work that is done, from 0 to 1, where it is known. */
  readonly share?: number;
}

export interface PaneNotice {
  readonly good: boolean;
  readonly text: string;
}

export const NO_FILE_YET: PaneState = {
  section: "analyse",
  seen: [],
  asOf: "",
  missing: [],
  saidBefore: [],
  blanks: [],
  doing: null,
  answer: null,
  toFreeze: null,
  notice: null,
  saved: null,
  remark: null,
};
