import type { Estate, Origin } from "./estate/estate";
import { ISSUES, type Issue, type IssueCode } from "./issues";

/** The rows that an issue touches, and the first of them. */
export interface Touched {
  readonly rows: number;
  readonly first?: Origin | undefined;
}

/** An issue at the first of the rows that it touches. */
export function issueAt(
  { sources }: Estate,
  code: IssueCode,
  message: string,
  { rows, first }: Touched,
): Issue {
  const source = first && sources[first.source];
  return {
    severity: ISSUES[code].severity,
    code,
    message,
    ...(source ? { file: source.file, sheet: source.sheet } : {}),
    ...(first ? { row: first.row } : {}),
    rows,
  };
}
