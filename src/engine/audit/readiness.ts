import { at } from "../at";
import { isoMonth, monthOf } from "../calendar";
import type { Context } from "../estate/context";
import { running } from "../estate/contract-lines";
import type { EvidenceKind, EvidenceOnFile, SourceKind } from "../estate/estate";
import { fraction, type DayNumber, type Fraction, type MonthNumber } from "../units";
import type { Usage } from "../usage/usage";
import { counted, listed } from "../wording";
import { isCreditNote } from "./credit-notes";

/** One thing that an auditor asks for, and whether the tables hold it ([E]). */
export interface AuditProof {
  readonly what: string;
  readonly isThere: boolean;
  /** How much of it is there: of the months, of the departments, of the offerings bought. */
  readonly share: Fraction;
  /** What is missing, or what holds it. */
  readonly note: string;
}

/** How much of what an auditor asks for the tables hold. */
export interface Readiness {
  readonly evidence: readonly AuditProof[];
  /** The mean share of the evidence that is there. */
  readonly score: Fraction;
}

/** The months of history that an auditor may ask for ([E]). */
const HISTORY_MONTHS = 24;

const PORTAL: readonly SourceKind[] = ["Usage Report", "Usage", "Seat usage", "Token usage", "Users"];

export function readinessOf(context: Context, usage: Pick<Usage, "rows">): Readiness {
  const { contracts } = context.estate;
  const missing = monthsMissing(context, usage);
  const evidence: AuditProof[] = [
    entry(`${HISTORY_MONTHS} months of use by day`, (HISTORY_MONTHS - missing.length) / HISTORY_MONTHS, [
      "every month has rows",
      `no rows in ${spans(missing)}`,
    ]),
    ...sourcesHeld(context),
    proofOfPurchase(context),
    entry("Contracts with their terms", contracts.length > 0, ["read", "add a Contracts table"]),
    ...documents(context),
  ];
  const shares = evidence.reduce((sum, { share }) => sum + share, 0);
  return { evidence, score: fraction(shares / evidence.length) };
}

function entry(
  what: string,
  share: number | boolean,
  [held, lacking]: readonly [held: string, lacking: string],
): AuditProof {
  const part = fraction(Number(share));
  return { what, share: part, isThere: part === 1, note: part === 1 ? held : lacking };
}

/** The four ways to track licenses ([E]): which of them the tables hold. */
function sourcesHeld({ estate: { sources, devices = [], licenses = [] } }: Context): AuditProof[] {
  const has = (kinds: readonly SourceKind[]): boolean => sources.some(({ kind }) => kinds.includes(kind));
  return [
    entry("Account portal: exports of use and users", has(PORTAL), ["read", "export Usage and Users"]),
    entry("License reporting tool: launches, machines, versions", has(["Sessions"]), [
      "read as Sessions",
      "add a Sessions table",
    ]),
    entry("SAM tool: installed devices", devices.length > 0, [
      `${counted(devices.length, "row")} of Installed devices`,
      "add an Installed devices table",
    ]),
    entry("Manual inventory: perpetual and floating licenses", licenses.length > 0, [
      `${counted(licenses.length, "row")} of Licenses owned`,
      "add a Licenses owned table",
    ]),
  ];
}

/** The share of the offerings bought that an invoice or another document proves. */
function proofOfPurchase(context: Context): AuditProof {
  const { subscriptions, contracts } = context.estate;
  const invoices = (context.estate.invoices ?? []).filter((one) => !isCreditNote(one));
  const proofs = recent("proof of purchase", context);
  const bought = subscriptions.filter((line) => running(line, contracts, context.asOf));
  const offerings = [...new Set(bought.map(({ offering }) => offering))].sort();
  const isProven = (offering: string): boolean =>
    invoices.some((one) => one.offering === offering) ||
    bought.some(
      (line) => line.offering === offering && [offering, line.contract].some((name) => isAbout(proofs, name)),
    );
  const lacking = offerings.filter((offering) => !isProven(offering));
  const share =
    offerings.length === 0
      ? invoices.length + proofs.length > 0
      : (offerings.length - lacking.length) / offerings.length;
  return entry("Proof of purchase", share, [
    "Invoices, or Evidence on file",
    offerings.length === 0
      ? "add an Invoices table"
      : `no invoice or document of ${listed(lacking)}: add Invoices, or Evidence on file`,
  ]);
}

/** The documents of one kind that are not older than the history that an auditor may ask for. */
const recent = (kind: EvidenceKind, { estate: { evidence = [] }, asOf }: Context): EvidenceOnFile[] =>
  evidence.filter(
    (one) => one.kind === kind && one.day <= asOf && monthOf(one.day) >= monthOf(asOf) - HISTORY_MONTHS,
  );

/** What the logs of earlier runs prove: days that were reconciled, decisions on seats, and notices that went out. */
function loggedBefore({ estate: { harvest }, asOf }: Context): {
  readonly reconciled: readonly DayNumber[];
  readonly decisions: number;
  readonly notices: number;
} {
  const isPast = (line: { readonly asOf: DayNumber }): boolean => line.asOf <= asOf;
  const decisions = harvest?.decisions.filter(isPast) ?? [];
  return {
    reconciled: harvest?.reconciliations.filter(isPast).map((line) => line.asOf) ?? [],
    decisions: decisions.length,
    notices: decisions.filter(({ noticeSent }) => noticeSent !== null).length,
  };
}

const isAbout = (documents: readonly EvidenceOnFile[], name: string | undefined): boolean =>
  name !== undefined && documents.some(({ about }) => about?.toLowerCase() === name.toLowerCase());

/** What Evidence on file lists: by month, by department, or at all. */
function documents(context: Context): AuditProof[] {
  const { people } = context.estate;
  const logs = loggedBefore(context);
  const months = new Set(
    [...recent("reconciliation", context).map(({ day }) => day), ...logs.reconciled].map(monthOf),
  );
  const lacking = history(context.asOf).filter((month) => !months.has(month));
  const departments = [...new Set(people.flatMap(({ department }) => department ?? []))].sort();
  const any = (kind: EvidenceKind, what: string, isLogged = false): AuditProof =>
    entry(what, isLogged || recent(kind, context).length > 0, [
      "Evidence on file",
      "enter them in Evidence on file",
    ]);
  const byDepartment = (kind: EvidenceKind, what: string): AuditProof => {
    if (departments.length === 0) return any(kind, what);
    const own = recent(kind, context);
    const without = departments.filter((name) => !isAbout(own, name));
    return entry(what, (departments.length - without.length) / departments.length, [
      "Evidence on file, for every department",
      `enter in Evidence on file those of ${listed(without)}`,
    ]);
  };
  return [
    entry("Monthly reconciliations", (HISTORY_MONTHS - lacking.length) / HISTORY_MONTHS, [
      "every month",
      `no reconciliation in ${spans(lacking)}: a run each month logs one; or enter it in Evidence on file`,
    ]),
    any("decision log", "Decision log of reclaimed seats", logs.decisions > 0),
    any("notice", "Notices of 30 days to inactive users", logs.notices > 0),
    byDepartment("approval", "Approvals of the departments' licenses"),
    byDepartment("attestation", "Attestations of department heads"),
  ];
}

/** The months of the history, the as-of month apart, which may not be over. */
const history = (asOf: DayNumber): MonthNumber[] =>
  Array.from({ length: HISTORY_MONTHS }, (_, n) => (monthOf(asOf) - HISTORY_MONTHS + n) as MonthNumber);

/** The months of the history without a row in any export. */
function monthsMissing({ asOf }: Context, { rows }: Pick<Usage, "rows">): MonthNumber[] {
  const seen = new Set<MonthNumber>();
  for (let i = 0; i < rows.length; i++) seen.add(monthOf(rows.day[i] as DayNumber));
  return history(asOf).filter((month) => !seen.has(month));
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
