import type { DayNumber } from "../engine/units";
import type { CellTarget, SheetKey } from "../workbook/spec";
import type { UserCharges } from "./explained-charges";
import type { Doing, PaneState } from "./pane-state";

/**
 * The work behind the pane: all that reads, calculates or writes. What goes in and comes out is plain data, so that the
 * work can be done in a worker and the page stays free.
 */
export type PaneWork = AnalysisWork & ChangeWork;

/** Work that calculates. It reads every row, and writes our sheets. */
export interface AnalysisWork {
  /** Recognises the tables. */
  look(asked: Asked, running: Running): Promise<Worked>;
  /** Reads, analyses and writes. */
  analyse(asked: Asked & AsOf, running: Running): Promise<Worked>;
  /** Explains the charges of a user in the last analysis. */
  charges(asked: { readonly user: string }, running: Running): Promise<UserCharges>;
}

/** Work that changes a workbook without an analysis. */
export interface ChangeWork {
  /** Adds blank tables. Existing tables are skipped, so that nothing filled in is lost. */
  addBlanks(asked: Asked & { readonly keys: readonly SheetKey[] }, running: Running): Promise<Worked>;
  /** Makes formulas call LAMBDA names in the workbook instead of our functions. */
  makePortable(asked: Asked, running: Running): Promise<Worked>;
  /** Counts the formulas that freezing would change; if there are none, says why. */
  countFreeze(asked: Asked, running: Running): Promise<Worked>;
  /** Replaces the formulas that use our functions by their values. */
  freeze(asked: Asked, running: Running): Promise<Worked>;
}

/** What every work takes. */
export interface Asked {
  readonly today: DayNumber;
  /** The files that a person chose, in a browser. */
  readonly files: readonly File[];
}

export interface AsOf {
  /** The as-of date that was typed here: null for the last day of use; absent where the workbook decides. */
  readonly asOf?: DayNumber | null;
}

/** How work is watched and stopped. */
export interface Running {
  readonly signal: AbortSignal;
  readonly tell: (doing: Doing) => void;
}

/** What the pane shows of finished work. */
export interface Worked {
  readonly shown: Partial<PaneState>;
  /** The cell to go to. */
  readonly target?: CellTarget;
}
