import { at } from "../at";
import { isoDay, isoMonth, lastDayOf } from "../calendar";
import type { DayNumber } from "../units";
import { counted, listed, percentText, wholeNumber } from "../wording";
import type { Ledger, PackBalance } from "./ledger";
import type { PackSource } from "./ledger-packs";
import type { BurnMonth, BurnReason } from "./burn-alert";
import type { PoolLedger } from "./pool-ledgers";
import { poolPurchaseTexts } from "./purchase-texts";
import { poolApart } from "./token-event-findings";
import type { TokenPlan } from "./token-plan";

/** What to do about the token packs, in sentences without a full stop: what is left, what expires, what is unusual. */
export function tokenActions(
  { ledger, noLedger, pools, lastMonth, risk, mergedSpend }: TokenPlan,
  asOf: DayNumber,
): string[] {
  return [
    ...(noLedger === null ? [] : [`What is left of the token packs is unknown: ${noLedger}`]),
    ...(ledger === null
      ? []
      : [
          ...leftTexts(ledger, pools),
          ...ledger.packs.flatMap((one) => expiryText(one, asOf, poolApart({ pools }, one.pack))),
        ]),
    ...poolPurchaseTexts({ pools, risk, mergedSpend }),
    ...(lastMonth === null ? [] : alertText(lastMonth)),
  ];
}

/** What is left: with pools apart first in all, then in each. */
const leftTexts = (ledger: Ledger, pools: readonly PoolLedger[]): string[] =>
  pools.length === 0
    ? [leftText(ledger, runOutText(ledger))]
    : [
        leftText(ledger, firstOutText(ledger, pools)),
        ...pools.map(({ pool, ledger: own }) => `Pool ${pool}: ${leftText(own, runOutText(own))}`),
      ];

/** "3,495 tokens are left; at the forecast they run out on 2027-01-21 (2027-01-14 to 2027-01-29)". */
function leftText(ledger: Ledger, until: string): string {
  const { left, unseen, forecastDays, beyond } = ledger;
  const most = unseen > 0 ? "At most " : "";
  const why = [
    ...(unseen > 0 ? [`${counted(unseen, "day")} since the first purchase are in no export`] : []),
    ...(forecastDays > 0
      ? [forecastDays === 1 ? "the last day is a forecast" : `the last ${forecastDays} days are a forecast`]
      : []),
    ...(beyond >= 1 ? [`${wholeNumber(beyond)} tokens were drawn that no known pack paid for`] : []),
  ];
  const basis = why.length === 0 ? "" : ` (${why.join("; ")})`;
  return `${most}${wholeNumber(left)} tokens are left${basis}; ${until}`;
}

/** Which of several pools is the first without tokens. */
function firstOutText(ledger: Ledger, pools: readonly PoolLedger[]): string {
  const day = ledger.runOut?.expected ?? null;
  if (day === null) return runOutText(ledger);
  const names = pools.flatMap((one) => (one.ledger.runOut?.expected === day ? [one.pool] : []));
  const noun = names.length === 1 ? "pool" : "pools";
  return `at the forecast the first ${noun} without tokens, on ${isoDay(day)}: ${listed(names)}`;
}

function runOutText({ packs, left, runOut, months }: Ledger): string {
  if (runOut === null) return "too few whole months are known to say how long they last";
  const { expected, earliest, latest } = runOut;
  const end = at(months, months.length - 1).month;
  if (left < 1 && expected !== null)
    return `at the forecast the next tokens are needed on ${isoDay(expected)}`;
  const dayText = (day: DayNumber | null): string =>
    day === null ? `the end of ${isoMonth(end)}` : isoDay(day);
  // A pack that begins later says nothing of why the others are empty.
  const begun = packs.filter(({ pack }) => expected === null || pack.purchased <= expected);
  const lastEnd = begun.reduce(
    (last, { lastDay }) => (lastDay > last ? lastDay : last),
    at(packs, 0).lastDay,
  );
  if (expected === null ? lastEnd < lastDayOf(end) : expected > lastEnd)
    return `at the forecast the last pack ends on ${isoDay(lastEnd)} before its tokens are used`;
  if (expected !== null)
    return `at the forecast they run out on ${isoDay(expected)} (${dayText(earliest)} to ${dayText(latest)})`;
  const soonest = earliest === null ? "" : `, or until ${isoDay(earliest)} if more is drawn than expected`;
  return `at the forecast they last to ${dayText(null)}${soonest}`;
}

/** How the tokens of a pack came, behind a number of tokens. */
const CAME: Readonly<Record<PackSource, string>> = {
  bought: "bought",
  refilled: "filled up",
  "with seats": "that came with seats",
  added: "added",
  "moved in": "moved in",
};

function expiryText(
  { pack, lastDay, left, unseen, willExpire, willExpireCost, askBy }: PackBalance,
  asOf: DayNumber,
  pool: string | null,
): string[] {
  if (willExpire === null || willExpire < 1 || left === 0) return [];
  const worth = willExpireCost === null ? "at an unknown price" : wholeNumber(willExpireCost);
  const ofPool = pool === null ? "" : ` of pool ${pool}`;
  const atMost = unseen > 0 ? "At most " : "";
  const ask = askBy === null ? "" : `; ${askText(askBy, asOf)}`;
  return [
    `${atMost}${wholeNumber(willExpire)} of the ${wholeNumber(pack.tokens)} tokens${ofPool} ${CAME[pack.source]} on ` +
      `${isoDay(pack.purchased)} will end unused on ${isoDay(lastDay)} at the forecast, ${worth}${ask}`,
  ];
}

const askText = (by: DayNumber, asOf: DayNumber): string =>
  by >= asOf
    ? `ask for an extension by ${isoDay(by)}`
    : `the last day to ask for an extension, ${isoDay(by)}, has passed: ask at once`;

function alertText({ month, drawn, expected, verdict, product, department }: BurnMonth): string[] {
  if (verdict === "as expected") return [];
  const { low, high } = expected.wide;
  const reasons = [
    ...(product === null ? [] : [`the largest part by product: ${reasonText(product)}`]),
    ...(department === null ? [] : [`the largest part by department: ${reasonText(department)}`]),
  ];
  return [
    `${isoMonth(month)} drew ${wholeNumber(drawn)} tokens, ${verdict}: the months before led to ` +
      [`${wholeNumber(expected.expected)} (${wholeNumber(low)} to ${wholeNumber(high)})`, ...reasons].join(
        "; ",
      ),
  ];
}

/** "Revit drew 9,120 fewer than on average in the months before, 85.0 % of the change of all". */
function reasonText({ name, change, share }: BurnReason): string {
  const part = share === null ? "" : `, ${percentText(share)} of the change of all`;
  const more = `${wholeNumber(Math.abs(change))} ${change < 0 ? "fewer" : "more"}`;
  return `${name} drew ${more} than on average in the months before${part}`;
}
