import type { Analysis } from "../analysis";
import type { SourceKind } from "../estate/estate";
import type { Issue } from "../issues";
import { counted } from "../wording";

/** The rows of a recognised table: used + skipped = rows. */
export interface TableCount {
  readonly file: string;
  readonly sheet: string;
  readonly kind: SourceKind;
  readonly rows: number;
  readonly used: number;
  readonly skipped: number;
}

/** What is unknown while rows of a table cannot be read; null where no figure rests on it. */
const LEAVES_UNKNOWN: Readonly<Record<SourceKind, string | null>> = {
  "Usage Report": "use is",
  Usage: "use is",
  "Seat usage": "use is",
  "Token usage": "use is",
  "Token Flex": "the tokens drawn are",
  Users: "the seats held are",
  Groups: null,
  Subscriptions: "the seats bought are",
  Sessions: "use is",
  Rates: "tokens per day are",
  Offers: "prices of seats are",
  "Token prices": "the price of tokens is",
  "Token packs": "the tokens bought are",
  Contracts: "caps, floors and notice dates are",
  "Metered charges": null,
  Assumptions: "settings are",
};

/** The issues of reading: those that the analysis did not find. */
export function readingIssues(issues: readonly Issue[], analysis: Pick<Analysis, "issues">): Issue[] {
  const found = new Set(analysis.issues);
  return issues.filter((issue) => !found.has(issue));
}

/** The tables with rows that could not be read, and what that leaves unknown: parts of a sentence. */
export const refusals = (counts: readonly TableCount[], issues: readonly Issue[]): string[] =>
  counts.flatMap((table) => {
    const refused = refusedRows(table, issues);
    if (refused === 0) return [];
    const none = table.used === 0;
    const rows = none
      ? `no row of ${table.kind} could be read`
      : `${counted(refused, "row")} of ${table.kind} could not be read in full`;
    const left = LEAVES_UNKNOWN[table.kind];
    return [left === null ? rows : `${rows}, so ${left} ${none ? "" : "partly "}unknown`];
  });

/** Rows with an error; rows that repeat another are skipped without one. */
function refusedRows({ file, sheet, rows }: TableCount, issues: readonly Issue[]): number {
  const own = issues.filter(
    (issue) =>
      issue.severity === "error" && issue.file === file && issue.sheet === sheet && issue.row !== undefined,
  );
  return Math.min(
    own.reduce((sum, issue) => sum + issue.rows, 0),
    rows,
  );
}
