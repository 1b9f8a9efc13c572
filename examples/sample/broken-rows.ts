import type { IssueCode } from "../../src/engine/issues";
import type { PlainCell } from "./plain-workbook";
import { USAGE_HEADER } from "./usage-header";

/**
 * A fault that people make when they edit exports: the row of the Usage sheet that it copies, and the wrong
 * cell.
 */
export interface BrokenRow {
  readonly code: IssueCode;
  /** The place among the good rows. */
  readonly after: number;
  readonly change: Readonly<Partial<Record<(typeof USAGE_HEADER)[number], PlainCell>>>;
}

/** Each is a copy of a good row with one cell wrong; the doubled row is an exact copy. */
export const BROKEN_ROWS: readonly BrokenRow[] = [
  { code: "not-a-date", after: 1_204, change: { day_used: "31.09.2026" } },
  { code: "no-product", after: 9_377, change: { product_name: null, offering_name: null } },
  { code: "doubled-row", after: 17_850, change: {} },
  { code: "not-a-number", after: 26_018, change: { access_option: "Tokens", tokens_used: "seven" } },
  { code: "unknown-access", after: 33_466, change: { access_option: "Trial" } },
];

/** The good rows with the broken rows among them. */
export function withBrokenRows(good: readonly (readonly PlainCell[])[]): readonly (readonly PlainCell[])[] {
  return good.flatMap((row, n) => {
    const broken = BROKEN_ROWS.filter(({ after }) => after === n);
    return [
      row,
      ...broken.map(({ change }) => USAGE_HEADER.map((name, at) => changed(row[at] ?? null, change[name]))),
    ];
  });
}

const changed = (before: PlainCell, after: PlainCell | undefined): PlainCell =>
  after === undefined ? before : after;
