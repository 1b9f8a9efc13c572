import type { Analysis } from "../analysis";
import { DAYS_PER_YEAR, isoDay } from "../calendar";
import { dropsOf, isLateDrop, isWithinTerm, lateDropsOf, type Drop } from "../renewal/drops";
import { certaintyOfDrop } from "../renewal/renewal-lines";
import type { Certainty } from "../evidence/certainty";
import { daysOfKind } from "../evidence/covered-time";
import { auditActions } from "../audit/audit-actions";
import { harvestActions } from "../harvest/harvest-actions";
import { budgetActions } from "../pool/budget-actions";
import { tokenActions } from "../pool/token-actions";
import { delayTexts } from "../negotiation/cost-of-delay";
import { dropAndRebuyYears } from "../rules/renewal-price";
import type { DoubleCoverage } from "../seats/double-coverage";
import type { Reconciliation } from "../seats/reconciliation";
import { BASIS_IN_WORDS } from "../seats/seat-prices";
import type { UntrackedProduct } from "../seats/use-without-seat";
import type { Unsettled } from "../seats/unsettled";
import type { Statement } from "./statements";
import { minus, seats, total, type DayNumber, type Money } from "../units";
import { wasteActions } from "../waste/waste-actions";
import { amountText, counted, wholeNumber } from "../wording";

/**
 * What to do now, each with its basis, in sentences without a full stop: seats to drop, seats assigned beyond
 * those bought, double coverage, idle seats, token packs, and wasted tokens. An offering of which seats are dropped
 * has no true-up.
 */
export function actions(analysis: Analysis): Statement[] {
  const [drops, late] = [dropsOf(analysis), lateDropsOf(analysis)];
  const { currency } = analysis.assumptions;
  const dropped = new Set([...drops, ...late].map(({ offering }) => offering));
  return [
    ...drops.map((drop) => dropAction(drop, analysis)),
    ...late.map((drop) => droppingLate(drop)),
    ...(analysis.coverage.tooShort ? [] : delayTexts(analysis)).map((text) => action(text, "estimated")),
    ...analysis.reconciliations.flatMap((one) => assignedBeyond(one, dropped.has(one.offering), currency)),
    ...analysis.reconciliations.flatMap(byWording),
    ...analysis.untrackedProducts.flatMap((one) => untrackedActions(one, currency)),
    ...paidTwice(analysis.doubleCoverage),
    ...dormantSeats(analysis),
    ...harvestActions(analysis).map((text) => action(text, "estimated")),
    ...tokenActions(analysis.tokenPlan, analysis.asOf).map((text) => action(text, "estimated")),
    ...budgetActions(analysis.tokenUse).map((text) => action(text, "estimated")),
    ...auditActions(analysis.audit, analysis.assumptions).map((text) => action(text, "sure")),
    ...wasteActions(analysis.waste, analysis.estate).map((text) => action(text, "estimated")),
  ];
}

const action = (text: string, certainty: Certainty): Statement => ({ kind: "action", text, certainty });

/** "2 AutoCAD seats from C1, 2,000 a year (3 bought, 1 to renew)". */
function dropText({ seats: n, bought, offering, contract, saving }: Drop): string {
  const from = contract === null ? "" : ` from ${contract}`;
  const worth = saving === null ? "at an unknown price" : `${wholeNumber(saving)} a year`;
  const basis = `${wholeNumber(bought)} bought, ${wholeNumber(minus(bought, n))} to renew`;
  return `${counted(n, `${offering} seat`)}${from}, ${worth} (${basis})`;
}

function dropAction(drop: Drop, analysis: Analysis): Statement {
  const text = `Drop ${dropText(drop)}; ${notice(drop, analysis.asOf)}${condition(drop)}${rebuying(drop, analysis)}`;
  return action(text, certaintyOfDrop(analysis, drop));
}

const droppingLate = (drop: Drop): Statement =>
  action(
    `Ask the vendor to drop ${dropText(drop)}; ${renewed(drop)}${condition(drop)}`,
    "if the vendor agrees",
  );

/** For how long a seat must be away to be worth dropping, where a new seat is dearer than a renewed one. */
function rebuying({ offering, price }: Drop, { offers, assumptions: { currency } }: Analysis): string {
  const fresh = offers.find((one) => one.offering === offering)?.newPrice;
  if (fresh === undefined || price === null || fresh <= price) return "";
  const days = Math.ceil(dropAndRebuyYears(price, fresh, 1) * DAYS_PER_YEAR);
  return (
    `; a new seat costs ${amountText(fresh, currency)}, a renewed one ${amountText(price, currency)}: ` +
    `a seat that is needed again within ${counted(days, "day")} is cheaper kept`
  );
}

/** Which of the seats go only because no export shows their holders. */
function condition({ seats: all, ifComplete }: Drop): string {
  if (ifComplete === 0) return "";
  const which = ifComplete === all ? "" : `${wholeNumber(ifComplete)} of them `;
  return `; ${which}only if the exports are complete`;
}

/** "2026-10-01 (60 days assumed)". */
function deadlineText({ noticeAssumed, changes }: Drop, deadline: DayNumber): string {
  const length = changes === null ? null : counted(changes - deadline, "day");
  return `${isoDay(deadline)}${length === null ? "" : ` (${length}${noticeAssumed ? " assumed" : ""})`}`;
}

function notice(drop: Drop, asOf: DayNumber): string {
  const { noticeDeadline, changes } = drop;
  if (changes === null) return "no table gives the end of the line";
  if (isLateDrop(drop)) return renewed(drop);
  if (noticeDeadline === null) return "notice date unknown";
  const deadline = deadlineText(drop, noticeDeadline);
  if (noticeDeadline < asOf)
    return drop.renewalStated
      ? `notice was due on ${deadline}, and the line does not renew automatically`
      : `notice was due on ${deadline}, and no table says whether the line renews automatically: only if it does not`;
  return `give notice by ${deadline}${withoutNotice(drop)}`;
}

/** What becomes of a line without notice, after "give notice by …". */
function withoutNotice(drop: Drop): string {
  if (isWithinTerm(drop)) return ", or they stay to the next anniversary";
  if (drop.autoRenews === null) return "; whether it renews automatically could not be read";
  return drop.autoRenews ? ", or it renews automatically" : "";
}

/** That notice can no longer surely be given, so that the line stays for one more term. */
function renewed(drop: Drop): string {
  const { noticeDeadline, committedUntil, autoRenews } = drop;
  const until = committedUntil === null ? "" : ` until ${isoDay(committedUntil)}`;
  if (isWithinTerm(drop)) {
    const due =
      noticeDeadline === null
        ? "notice date unknown"
        : `notice was due on ${deadlineText(drop, noticeDeadline)}`;
    return `${due}, so the seats stay${until}: sure from then on, before only if the vendor agrees`;
  }
  if (autoRenews === null) {
    const notice =
      noticeDeadline === null
        ? "notice date unknown"
        : `notice was due on ${deadlineText(drop, noticeDeadline)}`;
    return (
      `${notice}, and whether the line renews automatically could not be read; if it does, it stays${until}: sure ` +
      "from then on, before only if it does not renew automatically or the vendor agrees"
    );
  }
  if (noticeDeadline === null)
    return (
      `notice date unknown, so the line may renew automatically${until}: sure from then on, before only if notice ` +
      "can still be given or the vendor agrees"
    );
  return (
    `notice was due on ${deadlineText(drop, noticeDeadline)}, so the line renews automatically${until}: ` +
    "sure from then on, before only if the vendor agrees"
  );
}

/**
 * Seats assigned beyond those bought: questions, seats to unassign, and a true-up for the others. The last
 * sentence says what may be charged in all.
 */
function assignedBeyond(one: Reconciliation, isDropped: boolean, currency: string): Statement[] {
  const { offering, bought, assigned, unsettled, idle, owed } = one;
  if (bought === null || assigned === null || assigned <= bought) return [];
  const counts = `${wholeNumber(assigned)} assigned, ${wholeNumber(bought)} bought`;
  const unneeded = seats(isDropped ? idle + owed : idle);
  const why = isDropped ? "the renewal does not need" : "nobody needs";
  const open = [
    ...unsettled.map((reason) => asking(reason, offering)),
    ...(unneeded > 0 ? [`Unassign ${counted(unneeded, `${offering} seat`)} that ${why} (${counts})`] : []),
  ];
  if (owed > 0 && !isDropped) {
    const what = `${counted(owed, `${offering} seat`)} assigned beyond those bought (${counts})`;
    const trueUp = action(
      `${what}: a true-up of ${charge(one, currency)}`,
      one.trueUpCost === null ? "estimated" : "sure",
    );
    return [...open.map((sentence) => action(sentence, "sure")), trueUp];
  }
  return open.map((sentence, i) =>
    action(
      i < open.length - 1 ? sentence : `${sentence}; until then a charge of ${charge(one, currency)}`,
      "estimated",
    ),
  );
}

/** What the contract's own wording of the true-up counts, where it is another than a snapshot. */
function byWording({ offering, trueUps }: Reconciliation): Statement[] {
  const snapshot = trueUps.find(({ wording }) => wording === "snapshot");
  return trueUps.flatMap(({ wording, isAgreed, seats: n, retroactive, reason }): Statement[] => {
    if (!isAgreed || wording === "snapshot" || (n.high === 0 && retroactive.high === 0)) return [];
    const other = boundsText(snapshot?.retroactive ?? { low: null, high: null });
    const why = reason === null ? "" : ` (${reason})`;
    return [
      action(
        `${offering}: the contract counts seats over by the ${wording}, which charges ` +
          `${boundsText(retroactive)} for the time until now${why}; a snapshot would charge ${other}`,
        retroactive.low !== null && retroactive.low === retroactive.high ? "sure" : "estimated",
      ),
    ];
  });
}

/** "1,200", "1,200 to 1,500", "at least 1,200" or "an unknown amount". */
function boundsText({ low, high }: { readonly low: number | null; readonly high: number | null }): string {
  if (low === null) return high === null ? "an unknown amount" : `at most ${wholeNumber(high)}`;
  if (high === null) return `at least ${wholeNumber(low)}`;
  return wholeNumber(low) === wholeNumber(high)
    ? wholeNumber(high)
    : `${wholeNumber(low)} to ${wholeNumber(high)}`;
}

/** "0 to 3,368, for up to 10.0 months at 2,030 a year (the price paid; no list price is stated)". */
function charge(
  { trueUpLow, trueUpHigh, trueUps, months, overagePrice, overageBasis }: Reconciliation,
  currency: string,
): string {
  const agreed = trueUps.find(({ isAgreed, wording }) => isAgreed && wording !== "snapshot");
  if (agreed)
    return `${boundsText({ low: trueUpLow, high: trueUpHigh })}, by the ${agreed.wording} of the contract`;
  if (trueUpLow === null || trueUpHigh === null || overagePrice === null || overageBasis === null)
    return "unknown cost";
  const sum = wholeNumber(trueUpHigh);
  const range = trueUpLow === trueUpHigh ? sum : `${wholeNumber(trueUpLow)} to ${sum}`;
  const over = `${months.low === months.high ? "" : "up to "}${months.high.toFixed(1)} months`;
  return `${range}, for ${over} at ${amountText(overagePrice, currency)} a year (${BASIS_IN_WORDS[overageBasis]})`;
}

function asking({ why, seats: n, day }: Unsettled, offering: string): string {
  const are = `${counted(n, `${offering} seat`)} ${n === 1 ? "is" : "are"}`;
  const them = n === 1 ? "it" : "them";
  switch (why) {
    case "ended":
      return (
        `${are} assigned to seats that ended${day === null ? "" : ` on ${isoDay(day)}`}: were they renewed and ` +
        `not exported? Then order none again; if not, unassign ${them}`
      );
    case "coming":
      return `${are} assigned to seats that begin ${day === null ? "later" : `only on ${isoDay(day)}`}: check the date`;
    case "member":
      return (
        `${are} held by users listed with a product of it, beyond the seats bought: were seats of the product ` +
        `bought and not exported? If not, unassign ${them}`
      );
    case "not bought":
      return (
        `${are} assigned, and no table says that any was bought: was a purchase not exported? If not, ` +
        `unassign ${them}`
      );
  }
}

/** Use on seats that no table assigns, as far as it goes on and no offering of unknown cover explains it. */
function untrackedActions(
  { product, recent, days, users, spare, price, basis, exposure }: UntrackedProduct,
  currency: string,
): Statement[] {
  if (recent === 0) return [];
  const on = days === null || users > recent ? "" : ` on ${counted(days, "day")}`;
  const what =
    `Assign a seat to ${counted(recent, "user")} who used ${product} on a seat${on} without one, or find out why: ` +
    "an audit risk";
  const spareSeats = spare !== null && spare > 0 ? `, ${counted(spare, "seat")} spare` : "";
  const risk =
    exposure === null || price === null || basis === null
      ? "unknown cost"
      : `${wholeNumber(exposure)} a year at ${amountText(price, currency)} a seat ` +
        `(${BASIS_IN_WORDS[basis]}${spareSeats})`;
  return [action(`${what} of ${risk}`, "if complete")];
}

function paidTwice(found: readonly DoubleCoverage[]): Statement[] {
  if (found.length === 0) return [];
  const users = counted(new Set(found.map(({ person }) => person)).size, "user");
  const text = `${users} burned tokens on products they hold a seat for: `;
  return [action(text + atLeast(found.map(({ money }) => money)), "sure")];
}

/**
 * A sum of which parts may be unknown: "1,200", "at least 1,200", or "unknown cost" when no part is known.
 */
function atLeast(amounts: readonly (Money | null)[]): string {
  const known = amounts.filter((amount) => amount !== null);
  if (known.length === 0) return "unknown cost";
  return `${known.length < amounts.length ? "at least " : ""}${wholeNumber(total(known))}`;
}

function dormantSeats({ users, recommended, assumptions, coverage }: Analysis): Statement[] {
  if (recommended === null) return [];
  const dormant = users.filter(
    ({ segment, heldSeats, unread }) =>
      (segment === "Dormant" || segment === "Not seen") && unread.length === 0 && heldSeats.length > 0,
  );
  const held = dormant.reduce((sum, { heldSeats }) => sum + heldSeats.length, 0);
  if (held === 0) return [];
  const holders = `${counted(held, "seat")} ${held === 1 ? "is" : "are"} held by ${counted(dormant.length, "user")}`;
  // "No use in 90 days" needs 90 covered days.
  const days = daysOfKind(coverage, "seats") ?? Infinity;
  const text =
    days < assumptions.dormantDays
      ? `${holders} not seen in ${counted(days, "day")}`
      : `${holders} without use in ${counted(assumptions.dormantDays, "day")}`;
  const unseen = assumptions.exportsComplete === "no" && dormant.some(({ lastUse }) => lastUse === null);
  return [action(text, unseen ? "if complete" : "sure")];
}
