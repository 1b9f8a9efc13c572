import { at } from "../engine/at";
import { isoDay } from "../engine/calendar";
import type { Estate } from "../engine/estate/estate";
import type { ChargeRules } from "../engine/waste/charge-rules";
import type { JudgedCharge } from "../engine/waste/judged-charges";
import { USUAL_SHARES, type Trap } from "../engine/waste/traps";
import { JsonList } from "./json-pieces";
import type { Waste } from "../engine/waste/waste";

/** Where tokens go that nobody needed. Charges are listed where they are evidence; the others are counted. */
export const wasteJson = (
  { log, hours, price, traps, judgedLog, seatsForShort, rules, leftOpen, sharedAccounts, rates }: Waste,
  estate: Estate,
) => ({
  log: log && {
    first: isoDay(log.first),
    last: isoDay(log.last),
    days: log.days,
    sessions: log.sessions,
    charges: log.charges,
    tokens: log.tokens,
  },
  timeZone: hours.site?.zone ?? null,
  holidays: (estate.holidays ?? []).map(({ day, name }) => ({ day: isoDay(day), name: name ?? null })),
  price,
  traps: traps.map(trapJson),
  seatsForShort,
  evidence: new JsonList(judgedLog.evidence, (one) => chargeJson(one, estate)),
  rules: rules.map(rulesJson),
  leftOpen,
  sharedAccounts: new JsonList(sharedAccounts, ({ person, machines, days }) => ({
    user: at(estate.people, person).id,
    machines,
    days: days.map(isoDay),
  })),
  rates: rates.map((one) => ({
    product: one.product,
    users: one.people.size,
    days: one.days,
    shareOfDays: one.shareOfDays,
    tokens: one.tokens,
    shareOfTokens: one.shareOfTokens,
    alternative: one.alternative,
    atMost: one.atMost,
  })),
});

const trapJson = ({ name, ...trap }: Trap) => ({
  trap: name,
  charges: trap.charges,
  users: trap.people,
  machines: trap.machines,
  tokens: trap.tokens,
  money: trap.money,
  share: trap.share,
  shareOf: trap.shareOf,
  usualLow: USUAL_SHARES[name][0],
  usualHigh: USUAL_SHARES[name][1],
  tokensAYear: trap.worthTokens,
  worthAYear: trap.worth,
  unknown: trap.unknown,
});

const chargeJson = ({ charge, trap, why, minutes }: JudgedCharge, { people, products, sources }: Estate) => {
  const { origin } = charge.window.by;
  const { file, sheet } = at(sources, origin.source);
  return {
    user: at(people, charge.person).id,
    product: at(products, charge.product),
    charged: new Date(charge.window.start * 60_000).toISOString(),
    reason: charge.window.reason,
    trap,
    why,
    minutes,
    sessions: charge.sessions.length,
    onSeat: charge.onSeat,
    tokens: charge.tokens,
    basis: charge.basis,
    file,
    sheet,
    row: origin.row,
  };
};

const rulesJson = (one: ChargeRules) => ({
  product: one.product,
  charges: one.charges,
  tokens: one.tokens,
  pausesWhenIdle: one.pausesWhenIdle,
  pausesFromVersion: one.pausesFromVersion,
  sessionsWithoutVersion: one.withoutVersion,
  fewestCharges: one.least,
  fewestTokens: one.leastTokens,
  calendarDays: one.calendarDays,
  calendarTokens: one.calendarTokens,
});
