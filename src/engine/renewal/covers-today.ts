import { at } from "../at";
import type { Needs } from "../seats/orders";
import { seats } from "../units";
import { coverWith, NO_COVER, type Member, type UserPlan } from "./plan";

/**
 * Everybody's cover if nothing changes: the seats held, and the tokens drawn. Use without a seat is not paid for; who
 * has left holds and draws nothing (DOMAIN §13).
 */
export const coversToday = (members: readonly Member[]): UserPlan[] =>
  members.map((member) => (member.rule === "leaver" ? NO_COVER : coverWith(member, member.held)));

/**
 * Everybody's cover when so many seats of each offering are paid for. Only unused seats (`keepsSeat`) are given up,
 * starting with the seats that spare the fewest tokens; their holders' use moves to tokens.
 */
export function coversAfterDrop(members: readonly Member[], paid: Needs): UserPlan[] {
  const held = members.map((member) => new Set(member.rule === "leaver" ? [] : member.held));
  for (const offering of [...new Set(held.flatMap((seats) => [...seats]))].sort()) {
    const holders = held.flatMap((seats, i) => (seats.has(offering) ? [i] : []));
    const tooMany = Math.max(holders.length - (paid.get(offering) ?? seats(0)), 0);
    const spared = (i: number): number => {
      const rest = [...at(held, i)].filter((seat) => seat !== offering);
      return coverWith(at(members, i), rest).tokens;
    };
    holders
      .filter((i) => !at(members, i).keepsSeat(offering))
      .map((i) => ({ i, tokens: spared(i) }))
      .sort((a, b) => a.tokens - b.tokens || a.i - b.i)
      .slice(0, tooMany)
      .forEach(({ i }) => at(held, i).delete(offering));
  }
  return members.map((member, i) =>
    member.rule === "leaver" ? NO_COVER : coverWith(member, [...at(held, i)]),
  );
}
