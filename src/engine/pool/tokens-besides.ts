import type { Context } from "../estate/context";
import { running } from "../estate/contract-lines";
import type { Subscription } from "../estate/estate";
import type { TermedPack } from "../estate/pack-terms";
import { times, type Tokens } from "../units";

/** A running line whose seats bring tokens, and how many a year (DOMAIN §15). */
export interface BringingLine {
  readonly line: Subscription;
  readonly brings: Tokens;
}

/** The running lines whose seats bring tokens: those reach the pool without being bought. */
export function linesBringingTokens({
  estate,
  offers,
  asOf,
}: Pick<Context, "estate" | "offers" | "asOf">): BringingLine[] {
  const perSeat = new Map(offers.map(({ offering, tokensPerSeat }) => [offering, tokensPerSeat]));
  return estate.subscriptions.flatMap((line) => {
    const each = perSeat.get(line.offering);
    return each === undefined || each === 0 || !running(line, estate.contracts, asOf)
      ? []
      : [{ line, brings: times(each, line.seats) }];
  });
}

/** The packs that their contract fills up again every month, and that have not ended. */
export const refilledPacks = ({ packs, asOf }: Pick<Context, "packs" | "asOf">): TermedPack[] =>
  packs.filter(({ refilled, lastDay }) => refilled && lastDay >= asOf);
