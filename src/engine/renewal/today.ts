import type { Context } from "../estate/context";
import { yearlyShare, type Consumption } from "../pool/consumption";
import { rate, scale, sumKnown, tokens, total, wholeUp, type TokenPrice, type Tokens } from "../units";
import type { Usage } from "../usage/usage";
import type { TokenLine } from "./scenario-cost";

/** The purchases that "As is" goes on with. */
export interface Today {
  /** A year's tokens as bought; as used, where no Token packs table says. */
  readonly tokens: TokenLine;
  /** Seats and tokens in use that no table of purchases names, in words. */
  readonly unknown: readonly string[];
}

export const todayOf = (
  context: Context,
  usage: Usage,
  consumption: Consumption,
  joiners: number,
): Today => ({
  tokens: tokensToday(context, consumption, joiners),
  unknown: unknownToday(context, usage, consumption),
});

/**
 * Packs of the last 12 months count whole, a pack of several years in proportion; the price is what the packs
 * cost.
 */
function tokensToday(
  { estate, asOf, assumptions }: Context,
  { year }: Consumption,
  joiners: number,
): TokenLine {
  const everyYear = (n: Tokens): Tokens[] =>
    new Array<Tokens>(assumptions.years).fill(wholeUp(scale(n, joiners)));
  const asBefore = { pool: null, buffer: 0, pack: tokens(1), asBefore: true };
  if (estate.packs.length === 0) return { needed: everyYear(year), ...asBefore };
  const shares = estate.packs
    .map((pack) => ({ pack, share: yearlyShare(pack, asOf) }))
    .filter(({ share }) => share > 0);
  const bought = total(shares.map(({ pack, share }) => scale(pack.tokens, share)));
  const cost = sumKnown(
    shares.map(({ pack, share }) => (pack.price === undefined ? null : scale(pack.price, share))),
  );
  const paid: TokenPrice | null = cost === null || bought === 0 ? null : rate(cost / bought);
  return { needed: everyYear(bought), ...asBefore, ...(paid === null ? {} : { paid }) };
}

function unknownToday(
  { estate }: Context,
  { seen: { observed } }: Usage,
  { unknown }: Consumption,
): string[] {
  const seatsKnown = estate.subscriptions.length + estate.assignments.length > 0;
  const onSeats = observed.some(({ access }) => access === "seat");
  const seats = seatsKnown || !onSeats ? [] : ["the seats held today, which no table lists"];
  if (estate.packs.length > 0) return seats;
  const undated = observed.some(({ access, period }) => access === "tokens" && period.days === null);
  return [
    ...seats,
    ...(undated ? ["the tokens of a Usage Report with an unknown period"] : []),
    ...unknown.map(({ product }) => `the tokens drawn for ${product}, which has no known rate`),
  ];
}
