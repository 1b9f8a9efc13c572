import { isoDay } from "../calendar";
import type { Assumptions } from "../assumptions";
import { counted, listed, wholeNumber } from "../wording";
import type { Audit, Exposure, MeteredAudit } from "./audit";

/** What to do about an audit, in sentences without a full stop. */
export const auditActions = (
  { metered, answerBy, badLetter }: Audit,
  { auditDays }: Pick<Assumptions, "auditDays">,
): string[] => [
  ...(badLetter === null ? [] : [`Correct the assumption "Audit letter of": "${badLetter}" is no date`]),
  ...(answerBy === null
    ? []
    : [`Answer the auditor by ${isoDay(answerBy)}, ${counted(auditDays, "business day")} after the letter`]),
  ...(metered === null ? [] : disputeText(metered)),
];

function disputeText(metered: MeteredAudit): string[] {
  const { byReason, disputed, lines, tokens, unknown } = metered;
  if (byReason.size === 0) return [];
  const reasons = [...byReason]
    .sort(([, a], [, b]) => b.tokens - a.tokens)
    .map(([reason, sum]) => `${reason} ${wholeNumber(sum.tokens)}`);
  const count = [...byReason.values()].reduce((sum, one) => sum + one.lines, 0);
  const open = unknown > 0 ? `; the log says nothing of ${counted(unknown, "token")}` : "";
  return [
    `Dispute ${wholeNumber(count)} of ${counted(lines.length, "metered charge")}, ` +
      `${wholeNumber(disputed)} of ${counted(tokens, "token")} (${listed(reasons)})${open}${exposureText(metered)}`,
  ];
}

function exposureText({ atList, atPrice }: MeteredAudit): string {
  const [exposure, basis]: readonly [Exposure | null, string] =
    atList === null ? [atPrice, "your price"] : [atList, "list price"];
  if (exposure === null || exposure.before === 0) return "";
  return (
    `; the shortage costs at least ${wholeNumber(exposure.before)} at ${basis}, ` +
    `and ${wholeNumber(exposure.after)} once they are disputed`
  );
}
