import type { Context } from "../estate/context";
import { because } from "../evidence/refusals";
import type { Consumption } from "../pool/consumption";
import { yearlyTokens } from "../pool/packs";
import { rate, scale, tokens, wholeUp, type TokenPrice, type Tokens } from "../units";
import type { Usage } from "../usage/usage";
import { unreadUseIn } from "./left-out";
import type { TokenLine } from "./scenario-cost";

/** What is bought today, and what no table says of it. */
export interface Today {
  /** A year's tokens as bought; null where no Token packs table says. */
  readonly packs: TokenLine | null;
  /** Tokens bought that are in no sum because their number or price could not be read, in words. */
  readonly unreadPacks: readonly string[];
  /** Seats in use that no table of purchases names, in words. */
  readonly unknownSeats: readonly string[];
  /** Use whose tokens no table states, in words. */
  readonly unknownTokens: readonly string[];
}

export const todayOf = (
  context: Context,
  usage: Usage,
  consumption: Consumption,
  joiners: number,
): Today => ({
  packs: packsToday(context, joiners),
  unknownSeats: unknownSeats(context, usage),
  unreadPacks: unreadPacks(context),
  unknownTokens: [...unknownTokens(usage, consumption), ...unreadUseIn(context)],
});

function packsToday(context: Context, joiners: number): TokenLine | null {
  const { asOf, assumptions, unknowns } = context;
  if (context.packs.length === 0 && unknowns.because("tokens bought").length === 0) return null;
  // Where a price could not be read, tokens without a price may be those: they are in no sum.
  const arePricesKnown = unknowns.because("pack price").length === 0;
  const packs = context.packs.filter(({ price }) => arePricesKnown || price !== undefined);
  const { bought, cost } = yearlyTokens(packs, { asOf, assumptions });
  const paid: TokenPrice | null = cost === null || bought === 0 ? null : rate(cost / bought);
  return {
    pool: null,
    needed: new Array<Tokens>(assumptions.years).fill(wholeUp(scale(bought, joiners))),
    buffer: 0,
    pack: tokens(1),
    asBefore: true,
    ...(paid === null ? {} : { paid }),
  };
}

function unreadPacks({ estate, unknowns }: Context): string[] {
  const [bought, prices] = [unknowns.because("tokens bought"), unknowns.because("pack price")];
  return [
    ...(bought.length === 0 ? [] : [`further tokens bought: ${because(bought, estate)}`]),
    ...(prices.length === 0 ? [] : [`tokens bought at an unknown price: ${because(prices, estate)}`]),
  ];
}

function unknownSeats({ estate }: Context, { seen: { observed } }: Usage): string[] {
  const seatsKnown = estate.subscriptions.length + estate.assignments.length > 0;
  const onSeats = observed.some(({ access }) => access === "seat");
  return seatsKnown || !onSeats ? [] : ["the seats held today, which no table lists"];
}

function unknownTokens({ seen: { observed } }: Usage, { unknown }: Consumption): string[] {
  const undated = observed.some(({ access, period }) => access === "tokens" && period.days === null);
  return [
    ...(undated ? ["the tokens of a Usage Report with an unknown period"] : []),
    ...unknown.map(({ product }) => `the tokens drawn for ${product}, which has no known rate`),
  ];
}
