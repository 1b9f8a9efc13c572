import { at } from "../at";
import { isoMonth, monthOf } from "../calendar";
import type { Context } from "../estate/context";
import type { SourceKind } from "../estate/estate";
import { fraction, type Fraction, type MonthNumber } from "../units";
import type { Usage } from "../usage/usage";

/** One thing that an auditor asks for, and whether the tables hold it ([E]). */
export interface AuditProof {
  readonly what: string;
  readonly isThere: boolean;
  /** What is missing, or what holds it. */
  readonly note: string;
}

/** How much of what an auditor asks for the tables hold. */
export interface Readiness {
  readonly evidence: readonly AuditProof[];
  /** The share of the evidence that is there. */
  readonly score: Fraction;
}

/** The months of history that an auditor may ask for ([E]). */
const HISTORY_MONTHS = 24;

const PORTAL: readonly SourceKind[] = ["Usage Report", "Usage", "Seat usage", "Token usage", "Users"];

export function readinessOf(context: Context, usage: Pick<Usage, "rows">): Readiness {
  const { sources, subscriptions, packs, contracts } = context.estate;
  const has = (kinds: readonly SourceKind[]): boolean => sources.some(({ kind }) => kinds.includes(kind));
  const missing = monthsMissing(context, usage);
  const evidence: AuditProof[] = [
    {
      what: `${HISTORY_MONTHS} months of use by day`,
      isThere: missing.length === 0,
      note: missing.length === 0 ? "every month has rows" : `no rows in ${spans(missing)}`,
    },
    {
      what: "Account portal: exports of use and users",
      isThere: has(PORTAL),
      note: has(PORTAL) ? "read" : "export Usage and Users",
    },
    {
      what: "License reporting tool: launches, machines, versions",
      isThere: has(["Sessions"]),
      note: has(["Sessions"]) ? "read as Sessions" : "add a Sessions table",
    },
    {
      what: "Proof of purchase: seats or tokens with their price",
      isThere:
        subscriptions.some(({ unitPrice }) => unitPrice !== undefined) ||
        packs.some(({ price }) => price !== undefined),
      note: "Unit price of Subscriptions, Price of Token packs",
    },
    {
      what: "Contracts with their terms",
      isThere: contracts.length > 0,
      note: contracts.length > 0 ? "read" : "add a Contracts table",
    },
    ...NOT_IN_TABLES.map(([what, note]) => ({ what, isThere: false, note })),
  ];
  const there = evidence.filter(({ isThere }) => isThere).length;
  return { evidence, score: fraction(there / evidence.length) };
}

/** What no table of today can hold, so that it is never claimed to be there. */
const NOT_IN_TABLES = [
  ["SAM tool: installed devices", "no table holds it; keep its report with this workbook"],
  [
    "Manual inventory: perpetual and floating licenses",
    "no table holds it; keep the list with this workbook",
  ],
  ["Decision log of reclaimed seats, with notices", "no table holds it; keep mails and approvals"],
  ["Attestations of department heads", "no table holds them"],
] as const;

/** The months of the history of which no export has a row, the as-of month apart, which may not be over. */
function monthsMissing({ asOf }: Context, { rows }: Pick<Usage, "rows">): MonthNumber[] {
  const seen = new Set<MonthNumber>();
  for (let i = 0; i < rows.length; i++) seen.add(monthOf(rows.day[i] as Parameters<typeof monthOf>[0]));
  const last = monthOf(asOf) - 1;
  return Array.from(
    { length: HISTORY_MONTHS },
    (_, n) => (last - HISTORY_MONTHS + 1 + n) as MonthNumber,
  ).filter((month) => !seen.has(month));
}

/** "2024-11 to 2025-10, 2026-03". */
function spans(months: readonly MonthNumber[]): string {
  const found: [MonthNumber, MonthNumber][] = [];
  for (const month of months) {
    const span = found.at(-1);
    if (span !== undefined && span[1] + 1 === month) span[1] = month;
    else found.push([month, month]);
  }
  return found
    .map((span) => [...new Set([isoMonth(at(span, 0)), isoMonth(at(span, 1))])].join(" to "))
    .join(", ");
}
