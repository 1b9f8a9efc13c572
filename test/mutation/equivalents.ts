/** A change that no test can show, since the program means the same with it. */
export interface Equivalent {
  readonly file: string;
  /** As the report prints it. */
  readonly change: string;
  readonly why: string;
}

export const EQUIVALENTS: readonly Equivalent[] = [];
