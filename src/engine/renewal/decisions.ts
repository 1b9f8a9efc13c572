import type { Context } from "../estate/context";
import type { Decision } from "../estate/estate";
import { listed } from "../wording";
import { keepsUnknown, planWith, type Decided, type Member } from "./plan";

/** A member for whom the analyst decided on a cover: with it, where it can be used, else with the reason why not. */
export function withDecision(context: Context, member: Member): Member {
  const decision = context.estate.decisions?.get(member.demand.person);
  if (decision === undefined) return member;
  const { cover } = decision;
  const seats = typeof cover === "string" ? member.held : [...new Set(cover)].sort();
  const refused = refusalOf(context, member, decision, seats);
  const plan = refused === null ? planWith(member, seats) : null;
  const decided: Decided = { decision, plan, refused, otherwise: member.rule };
  // A cover that is kept because too little is known stays so, whether or not somebody decided the same.
  if (refused !== null || keepsUnknown(member)) return { ...member, decided };
  const { held, keepsSeat } = member;
  return {
    ...member,
    rule: "decided",
    decided,
    keepsSeat: (offering) => keepsSeat(offering) || (held.includes(offering) && seats.includes(offering)),
  };
}

/** Why a decision cannot be the cover of a person, in words without a full stop; null if it can. */
function refusalOf(
  { offers, choosable, lines, stays }: Context,
  member: Member,
  { cover }: Decision,
  seats: readonly string[],
): string | null {
  const { rule, held, demand, opens } = member;
  if (rule === "leaver") return "the person has left";
  if (cover === "disputed") return "another decision for the same user contradicts it";
  const isSame = seats.join("\n") === held.join("\n");
  if (keepsUnknown(member)) return isSame ? null : "too little is known of the use";
  if (cover === "keep") return null;
  const gained = seats.filter((seat) => !held.includes(seat));
  const isKnown = (seat: string): boolean => [...offers, ...lines].some(({ offering }) => offering === seat);
  const unknown = gained.filter((seat) => !isKnown(seat));
  if (unknown.length > 0) return `no table names the offering ${listed(unknown.map((seat) => `"${seat}"`))}`;
  const staying = gained.filter((seat) => stays.has(seat));
  if (staying.length > 0)
    return `rows of ${listed(staying)} could not be read, so its seats stay as they are`;
  const unpriced = gained.filter((seat) => !choosable.some(({ offering }) => offering === seat));
  if (unpriced.length > 0) return `the price of ${listed(unpriced)} is not known`;
  const seatless = demand.products.filter(
    ({ product, onFlex }) => onFlex === null && !seats.some((seat) => opens(seat, product)),
  );
  return seatless.length === 0 ? null : `${listed(seatless.map(({ product }) => product))} cannot be on Flex`;
}
