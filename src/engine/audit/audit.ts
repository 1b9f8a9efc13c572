import { parseIsoDay } from "../calendar";
import type { Context } from "../estate/context";
import type { Estate } from "../estate/estate";
import type { TokenUse } from "../pool/token-use";
import {
  auditExposure,
  exposureAfterChallenge,
  leftAfterDefence,
  recoveredBy,
} from "../rules/audit-exposure";
import type { Reconciliation } from "../seats/reconciliation";
import { settleBy } from "../rules/discrepancy";
import { businessDaysAfter } from "../rules/business-days";
import { fraction, minus, total, type DayNumber, type Money, type TokenPrice, type Tokens } from "../units";
import type { Usage } from "../usage/usage";
import { workingDay } from "../waste/business-hours";
import type { JudgedCharge } from "../waste/judged-charges";
import type { Waste } from "../waste/waste";
import { invoiceVariances, type InvoiceVariance } from "./invoice-variances";
import { licenseGaps, type LicenseGap } from "./license-gaps";
import { comparedCharges, type AuditLine, type DisputeReason } from "./metered-lines";
import { readinessOf, type Readiness } from "./readiness";

/** What an audit may claim, and what of it can be disputed (DOMAIN §10). */
export interface Audit {
  /** Null without metered charges. */
  readonly metered: MeteredAudit | null;
  readonly readiness: Readiness;
  /** Installed devices and other licenses against what is owned; none without a table of either. */
  readonly gaps: readonly LicenseGap[];
  /** Invoices against the account portal; none without an Invoices table. */
  readonly invoices: readonly InvoiceVariance[];
  /** The day by which gaps and variances are to be settled; null where there are none. */
  readonly settleBy: DayNumber | null;
  /** The last day to answer the auditor; null while no letter is dated. */
  readonly answerBy: DayNumber | null;
  /** Why the day is not known although a letter is named; null where nothing is wrong. */
  readonly badLetter: string | null;
}

export interface MeteredAudit {
  readonly lines: readonly AuditLine[];
  readonly first: DayNumber;
  readonly last: DayNumber;
  readonly tokens: Tokens;
  readonly accepted: Tokens;
  readonly disputed: Tokens;
  readonly unknown: Tokens;
  readonly byReason: ReadonlyMap<DisputeReason, { readonly lines: number; readonly tokens: Tokens }>;
  /** Charges of the log that the vendor did not meter, and their tokens as far as they are known. */
  readonly unmetered: readonly JudgedCharge[];
  /** Rows of metered charges that could not be read: no sum holds them. */
  readonly unread: number;
  /** Tokens of the packs that run in the time of the metered charges; null if unknown. */
  readonly entitled: Tokens | null;
  /** The charge for the shortage, before and after the challenge; null if price or entitlement is unknown. */
  readonly atPrice: Exposure | null;
  /** The same at list price; null too while the discount is not stated. */
  readonly atList: Exposure | null;
}

export interface Exposure {
  readonly before: Money;
  readonly after: Money;
  /** What the challenge takes off, and what of that is left once the defence is paid; below 0 it does not pay. */
  readonly recovered: Money;
  /** Null where the cost of the defence could not be read. */
  readonly left: Money | null;
}

export function auditOf(
  context: Context,
  usage: Usage,
  waste: Pick<Waste, "judged">,
  { price }: TokenUse,
  reconciliations: readonly Reconciliation[],
): Audit {
  const { estate, assumptions, asOf } = context;
  const gaps = licenseGaps({ context, demands: usage.demands, reconciliations });
  const invoices = invoiceVariances(context);
  const isOpen = gaps.some(({ gap }) => gap !== null && gap > 0) || invoices.some(({ flagged }) => flagged);
  const letter = parseIsoDay(assumptions.auditLetter);
  return {
    metered: estate.meteredCharges.length === 0 ? null : meteredAudit(context, usage, waste.judged, price),
    readiness: readinessOf(context, usage),
    gaps,
    invoices,
    settleBy: isOpen ? settleBy(asOf, assumptions.discrepancyDays) : null,
    answerBy:
      letter === null
        ? null
        : businessDaysAfter(letter, assumptions.auditDays, workingDay(estate, assumptions)),
    badLetter: letter === null && assumptions.auditLetter !== NO_LETTER ? assumptions.auditLetter : null,
  };
}

/** What `Audit letter of` is until somebody enters a date. */
const NO_LETTER = "none";

function meteredAudit(
  context: Context,
  usage: Usage,
  judged: readonly JudgedCharge[],
  price: TokenPrice | null,
): MeteredAudit {
  const { lines, unmetered } = comparedCharges(context, usage.charged, judged);
  const days = lines.map(({ charge }) => charge.day);
  const first = days.reduce((a, b) => (a < b ? a : b));
  const last = days.reduce((a, b) => (a > b ? a : b));
  const metered = total(lines.map(({ charge }) => charge.tokens));
  const disputed = total(lines.map((line) => line.disputed));
  const unknown = total(lines.map((line) => line.unknown));
  const entitled = entitledTo(context, first, last);
  const discount = context.assumptions.discountInside;
  const exposed = (share: number): Exposure | null =>
    price === null || entitled === null
      ? null
      : exposureOf(
          auditExposure(metered, entitled, price, fraction(share)),
          exposureAfterChallenge(metered, disputed, entitled, price, fraction(share)),
          context.assumptions.defenceCost,
        );
  return {
    lines,
    first,
    last,
    tokens: metered,
    accepted: minus(minus(metered, disputed), unknown),
    disputed,
    unknown,
    byReason: byReason(lines),
    unmetered,
    unread: unreadCharges(context.estate),
    entitled,
    atPrice: exposed(0),
    atList: discount === null ? null : exposed(discount),
  };
}

const unreadCharges = ({ refusals }: Pick<Estate, "refusals">): number =>
  refusals
    .filter(({ kind, fields }) => kind === "Metered charges" && fields.length === 0)
    .reduce((sum, { rows }) => sum + rows, 0);

const exposureOf = (before: Money, after: Money, defence: Money | null): Exposure => ({
  before,
  after,
  recovered: recoveredBy(before, after),
  left: defence === null ? null : leftAfterDefence(before, after, defence),
});

function byReason(lines: readonly AuditLine[]): MeteredAudit["byReason"] {
  const sums = new Map<DisputeReason, { lines: number; tokens: Tokens }>();
  for (const { reason, disputed } of lines) {
    if (reason === null) continue;
    const sum = sums.get(reason) ?? { lines: 0, tokens: minus(disputed, disputed) };
    sums.set(reason, { lines: sum.lines + 1, tokens: total([sum.tokens, disputed]) });
  }
  return sums;
}

/**
 * The tokens of the packs that can pay for a day of a time; null if none is known, if rows of packs could not be read,
 * or if a contract fills a pack up again every month.
 */
function entitledTo({ packs, unknowns }: Context, first: DayNumber, last: DayNumber): Tokens | null {
  const running = packs.filter(({ purchased, lastDay }) => purchased <= last && lastDay >= first);
  const isUnknown = unknowns.because("tokens bought").length > 0 || running.some(({ refilled }) => refilled);
  return running.length === 0 || isUnknown ? null : total(running.map((pack) => pack.tokens));
}
