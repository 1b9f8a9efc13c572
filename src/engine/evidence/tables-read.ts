import type { Analysis } from "../analysis";
import type { Estate, Refusal, SourceKind } from "../estate/estate";
import type { Issue } from "../issues";
import { counted, listed, inQuotes, wholeNumber } from "../wording";
import { unknownFacts, type Fact } from "./refusals";

/** The rows of a recognised table: used + skipped = rows. */
export interface TableCount {
  readonly file: string;
  readonly sheet: string;
  readonly kind: SourceKind;
  readonly rows: number;
  readonly used: number;
  readonly skipped: number;
  /** The SHA-256 of the file, or of the cells of a sheet that is in none; absent where nobody asked for it. */
  readonly hash?: string;
  /** Whether it stands on a sheet of ours. */
  readonly ours?: true;
}

/** What a fact is called where it is unknown. */
const UNKNOWN_FACT: Readonly<Record<Fact, string>> = {
  bought: "the seats bought",
  end: "the ends of terms",
  "auto-renewal": "what renews by itself",
  notice: "notice dates",
  cap: "caps",
  floor: "floors",
  fee: "whether fees fall",
  "price paid": "the prices paid",
  "list price": "list prices",
  reductions: "when seats may go",
  consent: "whether the vendor must agree",
  uplift: "the rise of prices",
  "overage price": "prices of true-ups",
  "renewal price": "prices at the renewal",
  covers: "what offerings cover",
  rate: "tokens per day",
  "token price": "the price of tokens",
  "tokens bought": "the tokens bought",
  "pack price": "the prices of tokens bought",
  "planned use": "the planned use",
  "token terms": "the ends of tokens",
  "token events": "what was added to the tokens or taken from them",
  "token budget": "the budgets of tokens",
  quote: "what is offered",
  "top-up price": "the price of a top-up",
  "lock-out price": "what a day locked out costs",
  holders: "the seats held",
  person: "what users need",
  use: "use",
};

/** What a refusal leaves unknown, in words; empty if no figure rests on it. */
export const leftUnknown = (refusal: Refusal, estate: Pick<Estate, "stated">): string[] =>
  unknownFacts(refusal, estate).map((fact) => UNKNOWN_FACT[fact]);

/** The facts that `UNKNOWN` names in the singular. */
const SINGULAR: ReadonlySet<Fact> = new Set([
  ...([
    "auto-renewal",
    "top-up price",
    "lock-out price",
    "fee",
    "reductions",
    "consent",
    "uplift",
    "token price",
    "covers",
    "planned use",
    "quote",
    "person",
    "use",
  ] as const),
]);

/** The issues found while reading, before the analysis. */
export function readingIssues(issues: readonly Issue[], analysis: Pick<Analysis, "issues">): Issue[] {
  const found = new Set(analysis.issues);
  return issues.filter((issue) => !found.has(issue));
}

/** The tables with rows or cells that could not be read, and what that leaves unknown: parts of a sentence. */
export function unreadTables(estate: Pick<Estate, "sources" | "refusals" | "stated">): string[] {
  const { sources, refusals } = estate;
  return sources.flatMap(({ kind, lacks, rows = 0, used = 0 }, i) => {
    const own = refusals.filter(({ origin }) => origin.source === i);
    if (own.length === 0) return [];
    const none = used === 0;
    // Several refusals may begin in one row.
    const byRow = new Map<number, number>();
    for (const { origin, rows: n } of own) byRow.set(origin.row, Math.max(byRow.get(origin.row) ?? 0, n));
    const refused = [...byRow.values()].reduce((sum, n) => sum + n, 0);
    const without = lacks ? ` without a column ${inQuotes(lacks)}` : "";
    const what = none
      ? `${kind} has ${counted(rows, "row")}, none of which could be read${without}`
      : `${wholeNumber(Math.min(refused, rows))} of ${counted(rows, "row")} of ${kind} could not be read in full`;
    const facts = [...new Set(own.flatMap((refusal) => unknownFacts(refusal, estate)))];
    const isOne = facts.length === 1 && facts.every((fact) => SINGULAR.has(fact));
    const unknown = `${isOne ? "is" : "are"} ${none ? "" : "partly "}unknown`;
    return [
      facts.length === 0 ? what : `${what}, so ${listed(facts.map((fact) => UNKNOWN_FACT[fact]))} ${unknown}`,
    ];
  });
}

/**
 * The tables whose sheet and file have names that say nothing of what they were read as, so that a person can see
 * it before the figures; null for none.
 */
export function takenAs(counts: readonly TableCount[]): string | null {
  const surprising = counts.filter(({ file, sheet, kind, ours }) => {
    // Settings of another model change figures wherever they stand.
    if (kind === "Assumptions" && ours !== true) return !file.toLowerCase().includes("assumption");
    const name = `${file} ${sheet}`.toLowerCase();
    return !kind
      .toLowerCase()
      .split(" ")
      .some((word) => name.includes(word.replace(/s$/, "")));
  });
  if (surprising.length === 0) return null;
  const tables = surprising.map(
    ({ file, sheet, kind, used }) => `"${sheet}" of ${file} as ${kind} (${counted(used, "row")})`,
  );
  return `Read: ${listed(tables)}`;
}
