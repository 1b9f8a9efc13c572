import { isoDay } from "../calendar";
import type { Assumptions } from "../assumptions";
import { counted, listed, wholeNumber } from "../wording";
import type { Money } from "../units";
import type { Audit, Exposure, MeteredAudit } from "./audit";

/** What to do about an audit, in sentences without a full stop. */
export const auditActions = (
  { metered, answerBy, badLetter }: Audit,
  assumptions: Pick<Assumptions, "auditDays" | "defenceCost">,
): string[] => [
  ...(badLetter === null ? [] : [`Correct the assumption "Audit letter of": "${badLetter}" is no date`]),
  ...(answerBy === null
    ? []
    : [
        `Answer the auditor by ${isoDay(answerBy)}, ${counted(assumptions.auditDays, "business day")} after the letter`,
      ]),
  ...(metered === null ? [] : disputeText(metered, assumptions)),
];

function disputeText(metered: MeteredAudit, { defenceCost }: Pick<Assumptions, "defenceCost">): string[] {
  const { byReason, disputed, lines, tokens, unknown } = metered;
  if (byReason.size === 0) return [];
  const reasons = [...byReason]
    .sort(([, a], [, b]) => b.tokens - a.tokens)
    .map(([reason, sum]) => `${reason} ${wholeNumber(sum.tokens)}`);
  const count = [...byReason.values()].reduce((sum, one) => sum + one.lines, 0);
  const open = unknown > 0 ? `; the log says nothing of ${counted(unknown, "token")}` : "";
  return [
    `Dispute ${wholeNumber(count)} of ${counted(lines.length, "metered charge")}, ` +
      `${wholeNumber(disputed)} of ${counted(tokens, "token")} (${listed(reasons)})${open}` +
      exposureText(metered, defenceCost),
  ];
}

function exposureText({ atList, atPrice }: MeteredAudit, defenceCost: Money): string {
  const [exposure, basis]: readonly [Exposure | null, string] =
    atList === null ? [atPrice, "your price"] : [atList, "list price"];
  if (exposure === null || exposure.before === 0) return "";
  return (
    `; the shortage costs at least ${wholeNumber(exposure.before)} at ${basis}, ` +
    `and ${wholeNumber(exposure.after)} once they are disputed; a defence at ${wholeNumber(defenceCost)} ` +
    (exposure.left < 0
      ? `costs more than the ${wholeNumber(exposure.recovered)} that it recovers`
      : `leaves ${wholeNumber(exposure.left)} of the ${wholeNumber(exposure.recovered)} that it recovers`)
  );
}
