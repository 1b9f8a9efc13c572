import { isoDay } from "../calendar";
import type { Assumptions } from "../assumptions";
import { counted, listed, wholeNumber } from "../wording";
import type { DayNumber, Money } from "../units";
import type { InvoiceVariance } from "./invoice-variances";
import type { LicenseGap } from "./license-gaps";
import type { Audit, Exposure, MeteredAudit } from "./audit";

/** What to do about an audit, in sentences without a full stop. */
export const auditActions = (
  { metered, answerBy, badLetter, gaps, invoices, settleBy }: Audit,
  assumptions: Pick<Assumptions, "auditDays" | "defenceCost">,
): string[] => [
  ...(badLetter === null ? [] : [`Correct the assumption "Audit letter of": "${badLetter}" is no date`]),
  ...(answerBy === null
    ? []
    : [
        `Answer the auditor by ${isoDay(answerBy)}, ${counted(assumptions.auditDays, "business day")} after the letter`,
      ]),
  ...(metered === null ? [] : disputeText(metered, assumptions)),
  ...gapTexts(gaps, settleBy),
  ...varianceTexts(invoices, settleBy),
];

/** "Settle 3 gaps of licenses by 2026-11-15: Maya 2 (more devices than licenses), ...". */
function gapTexts(gaps: readonly LicenseGap[], settleBy: DayNumber | null): string[] {
  const open = gaps.filter(({ gap }) => gap !== null && gap > 0);
  const asked = gaps.filter(({ gap }) => gap === null).map(({ product, cause }) => `${product}: ${cause}`);
  const named = open.map(
    ({ product, licensedBy, gap, cause }) => `${gap} of ${product} by ${licensedBy} (${cause})`,
  );
  return [
    ...(settleBy === null || open.length === 0
      ? []
      : [`Settle by ${isoDay(settleBy)} what is installed beyond what is owned: ${listed(fewNamed(named))}`]),
    ...(asked.length === 0 ? [] : [`Find out whether licenses suffice: ${fewNamed(asked).join("; ")}`]),
  ];
}

function varianceTexts(invoices: readonly InvoiceVariance[], settleBy: DayNumber | null): string[] {
  const named = invoices.flatMap(({ offering, flagged, invoiced, inPortal }) =>
    flagged && invoiced !== null && inPortal !== null
      ? [`${offering} (${wholeNumber(invoiced)} invoiced, ${wholeNumber(inPortal)} in the portal)`]
      : [],
  );
  if (settleBy === null || named.length === 0) return [];
  return [`Settle by ${isoDay(settleBy)} invoices against the account portal: ${listed(fewNamed(named))}`];
}

/** How many a sentence names. */
const MOST_NAMED_IN_TEXT = 4;

const fewNamed = (names: readonly string[]): string[] =>
  names.length <= MOST_NAMED_IN_TEXT
    ? [...names]
    : [...names.slice(0, MOST_NAMED_IN_TEXT), `${names.length - MOST_NAMED_IN_TEXT} more`];

function disputeText(metered: MeteredAudit, { defenceCost }: Pick<Assumptions, "defenceCost">): string[] {
  const { byReason, disputed, lines, tokens, unknown, unread } = metered;
  if (byReason.size === 0) return [];
  const reasons = [...byReason]
    .sort(([, a], [, b]) => b.tokens - a.tokens)
    .map(([reason, sum]) => `${reason} ${wholeNumber(sum.tokens)}`);
  const count = [...byReason.values()].reduce((sum, one) => sum + one.lines, 0);
  const open = unknown > 0 ? `; the log says too little about ${counted(unknown, "token")}` : "";
  const leftOut =
    unread === 0
      ? ""
      : `; ${counted(unread, "further row")} could not be read and ${unread === 1 ? "is" : "are"} left out`;
  return [
    `Dispute ${wholeNumber(count)} of ${counted(lines.length, "metered charge")}, ` +
      `${wholeNumber(disputed)} of ${counted(tokens, "token")} (${listed(reasons)})${open}${leftOut}` +
      exposureText(metered, defenceCost),
  ];
}

function exposureText({ atList, atPrice }: MeteredAudit, defenceCost: Money | null): string {
  const [exposure, basis]: readonly [Exposure | null, string] =
    atList === null ? [atPrice, "your price"] : [atList, "list price"];
  if (exposure === null || exposure.before === 0) return "";
  return (
    `; the shortage costs at least ${wholeNumber(exposure.before)} at ${basis}, ` +
    `and ${wholeNumber(exposure.after)} once they are disputed; ${defenceText(exposure, defenceCost)}`
  );
}

function defenceText({ left, recovered }: Exposure, defenceCost: Money | null): string {
  if (left === null || defenceCost === null)
    return `whether the ${wholeNumber(recovered)} are worth a defence is unknown, as its cost could not be read`;
  const defence = `a defence at ${wholeNumber(defenceCost)}`;
  return left < 0
    ? `${defence} costs more than the ${wholeNumber(recovered)} that it recovers`
    : `${defence} leaves ${wholeNumber(left)} of the ${wholeNumber(recovered)} that it recovers`;
}
