import type { Analysis } from "./analysis";
import type { Assumptions } from "./assumptions";
import { DEFAULT_OFFERS, DEFAULT_RATES, DEFAULT_TOKEN_TIERS, defaultOffersIn } from "./estate/list-prices";
import { bufferedPrice } from "./rules/flex";
import { isPriced, priceList, withDefaultCovers } from "./estate/offers";
import { rateBook } from "./estate/rates";
import { tiersInOrder } from "./rules/price-tiers";
import { whatIf } from "./renewal/what-if";
import type { Estate, Offer } from "./estate/estate";
import { findings } from "./findings";
import { consumptionOf, yearlyShare, type Consumption } from "./pool/consumption";
import { bufferOf, poolRules } from "./pool/sizing";
import { tokenPools } from "./pool/token-pools";
import { breakEvensOf } from "./renewal/break-even";
import type { Member } from "./renewal/plan";
import { mixReportInSteps } from "./renewal/mix-report";
import type { TokenLine } from "./renewal/scenario-cost";
import { neededSeats, needsByYear, renewalScenariosInSteps } from "./renewal/scenarios";
import { contractLines, contractPrices, withListPrices, type ContractLine } from "./estate/contract-lines";
import { doubleCoverage } from "./seats/double-coverage";
import { redeployments } from "./renewal/redeployment";
import { transition } from "./renewal/transition";
import { holdingsOf } from "./estate/holdings";
import { excepted, joinersFactor, reconcile, type Reconciliation } from "./seats/reconciliation";
import { trueDowns } from "./seats/droppable";
import {
  rate,
  scale,
  seats,
  sumKnown,
  tokens,
  total,
  wholeUp,
  type DayNumber,
  type SeatPrice,
  type Tokens,
} from "./units";
import { baselineOf } from "./usage/baseline";
import { demandsOf, type Demand } from "./usage/demand";
import { sightings, type Sightings } from "./usage/observed";
import { withSessions } from "./usage/sessions";
import { finish, type Steps } from "./steps";
import { userAnalyses } from "./users";

/**
 * The whole analysis of an estate as of a day. Pure: the same estate, day and assumptions give the same answer.
 * Prices, rates and token tiers that the estate does not name are the defaults of assumptions.ts.
 */
export const analyse = (estate: Estate, asOf: DayNumber, assumptions: Assumptions): Analysis =>
  finish(analyseInSteps(estate, asOf, assumptions));

/** `analyse`, step by step: for whoever shows its progress or may stop it. */
export function* analyseInSteps(estate: Estate, asOf: DayNumber, assumptions: Assumptions): Steps<Analysis> {
  const given = withDefaultCovers(estate.offers, DEFAULT_OFFERS);
  const defaults = defaultOffersIn(assumptions.currency);
  const ownPrices = contractLines(estate, asOf, assumptions);
  const offers = priceList(given, defaults, contractPrices(ownPrices));
  const stated = withListPrices(ownPrices, pricesOf(offers));
  const priced = offers.filter(isPriced);
  const rates = rateBook(estate.rates, DEFAULT_RATES);
  const tiers = tiersInOrder(estate.tokenTiers.length > 0 ? estate.tokenTiers : DEFAULT_TOKEN_TIERS);
  const holdings = holdingsOf(estate, offers, stated);
  const use = withSessions(estate, rates, holdings);
  const baseline = baselineOf(use, estate.people.length, estate.sources);
  const seen = sightings(estate, baseline, assumptions);
  const consumption = consumptionOf(estate, baseline, seen, rates, asOf);
  const demands = demandsOf(estate, baseline, seen, rates, holdings, asOf, assumptions);
  const reconciliations = reconcile(estate, demands, holdings, stated, offers, asOf, assumptions);
  const lines =
    stated.length > 0 || estate.subscriptions.length > 0
      ? stated
      : assignedAsBought(reconciliations, assumptions);
  const joiners = joinersFactor(demands, assumptions);
  const drops = trueDowns(lines, needsByYear(neededSeats(reconciliations, joiners), assumptions));
  const nobodySeen =
    baseline.windows.seats === null && baseline.windows.tokens === null && estate.reportedUse.length === 0;
  const pools = tokenPools(estate, demands, consumption.withoutUsers > 0, assumptions);
  const margin = bufferOf(assumptions, consumption.year, consumption.peak) ?? assumptions.poolBuffer;
  const members = demands.map((demand): Member => ({
    demand,
    heldKnown: estate.assignments.length > 0 || !demand.products.some(({ onSeats }) => onSeats),
    held: holdings.heldBy(demand.person),
    unpriced: holdings
      .heldBy(demand.person)
      .filter((offering) => !priced.some((one) => one.offering === offering)),
    opens: holdings.opens,
    rule: nobodySeen ? "unseen" : ruleFor(estate, demand, asOf, assumptions),
  }));
  const renewal = yield* renewalScenariosInSteps({
    members,
    reconciliations,
    contractLines: lines,
    trueDowns: drops,
    offers: priced,
    tiers,
    tokensNow: tokensNow(estate, consumption, asOf, joiners, assumptions.years),
    unknownToday: unknownToday(estate, seen, consumption),
    pools: pools.names,
    poolOf: members.map(({ demand }) => pools.of[demand.person] ?? 0),
    // The last pool is that of those of whom no table says which.
    withoutUsers: pools.names.map((_, i) =>
      i === pools.names.length - 1 ? consumption.withoutUsers : tokens(0),
    ),
    buffer: margin,
    joiners,
    assumptions,
  });

  const proof = renewal.mixes[0]
    ? yield* mixReportInSteps(
        renewal.mixes[0],
        renewal.scenarios,
        reconciliations,
        renewal.tokenPrices,
        renewal.tokenPrice,
      )
    : null;
  const effective = bufferedPrice(renewal.tokenPrice, margin);

  const users = userAnalyses({
    estate,
    members,
    renewal,
    proof,
    reconciliations,
    pools,
    buffer: margin,
    asOf,
    assumptions,
  });
  const { best } = renewal.plans;
  const spares =
    renewal.mixes.length > 0
      ? redeployments(members, best, lines, holdings.opens, asOf, renewal.tokenPrice)
      : [];
  const breakEvens = breakEvensOf(
    renewal.seatPrices,
    rates,
    { price: renewal.tokenPrice, buffered: effective },
    proof?.pools ?? [],
    asOf,
  );
  return {
    asOf,
    assumptions,
    rates: [...rates.values()]
      .flat()
      .sort((a, b) => (a.product < b.product ? -1 : a.product > b.product ? 1 : 0)),
    offers,
    tiers,
    estate,
    window: baseline.windows.all,
    users,
    buffer: margin,
    tokenPrice: renewal.tokenPrice,
    bufferedTokenPrice: effective,
    consumption,
    pool: poolRules(consumption, tiers, assumptions),
    breakEvens,
    whatIfs: breakEvens.flatMap(({ product, tokensPerDay, seatPrice }) =>
      whatIf(product, tokensPerDay, seatPrice, effective, assumptions),
    ),
    redeployments: spares,
    moves:
      renewal.mixes.length > 0
        ? transition(
            members,
            best,
            users.map(({ saving }) => saving),
            lines,
            spares,
            asOf,
            assumptions,
          )
        : [],
    reconciliations,
    trueDowns: drops,
    doubleCoverage: doubleCoverage(estate, baseline, seen, holdings, rates, renewal.tokenPrice),
    scenarios: renewal.scenarios,
    asIs: renewal.asIs,
    recommended: renewal.recommended,
    priceLists: renewal.prices,
    seatPrices: renewal.seatPrices,
    liveFormulaInputs: renewal.liveFormulaInputs,
    mix: proof,
    issues: findings({
      estate,
      use,
      seen,
      demands,
      holdings,
      reconciliations,
      consumption,
      offers,
      plans: renewal.plans.best,
      window: baseline.windows.all,
      asOf,
      assumptions,
    }),
  };
}

const pricesOf = (offers: readonly Offer[]): Map<string, SeatPrice> =>
  new Map(offers.filter(isPriced).map(({ offering, pricePerYear }) => [offering, pricePerYear]));

/** Where no table says what was bought, the seats assigned stand for it. */
const assignedAsBought = (
  reconciliations: readonly Reconciliation[],
  assumptions: Assumptions,
): ContractLine[] =>
  reconciliations.map(({ offering, assigned, unitPrice }) => ({
    id: offering,
    offering,
    contract: null,
    bought: assigned ?? seats(0),
    end: null,
    committedYears: 0,
    price: unitPrice,
    ownPrice: false,
    autoRenews: false,
    cap: assumptions.trueDownCap,
    floor: null,
    feeFollows: true,
    uplift: null,
    noticeDays: assumptions.noticeDays,
    overagePrice: null,
  }));

function ruleFor(
  estate: Estate,
  demand: Demand,
  asOf: DayNumber,
  { keptSegments }: Assumptions,
): Member["rule"] {
  if (demand.leaver) return "leaver";
  if (excepted(estate, demand.person, asOf)) return "exception";
  if (estate.people[demand.person]?.critical === true) return "critical";
  if (keptSegments.split("; ").includes(demand.segment)) return "kept";
  return demand.products.some(({ days }) => days === null) ? "period unknown" : "cost";
}

/**
 * A year's tokens as they are bought: those of the 12 months up to the day, a pack that runs for longer in proportion, at
 * what was paid; those used where no Token packs table says.
 */
function tokensNow(
  estate: Estate,
  consumption: Consumption,
  asOf: DayNumber,
  joiners: number,
  years: number,
): TokenLine {
  const asUsed = { pool: null, buffer: 0, pack: tokens(1), asBefore: true };
  const everyYear = (n: Tokens): Tokens[] => new Array<Tokens>(years).fill(wholeUp(scale(n, joiners)));
  if (estate.packs.length === 0) return { needed: everyYear(consumption.year), ...asUsed };
  const shares = estate.packs
    .map((pack) => ({ pack, share: yearlyShare(pack, asOf) }))
    .filter(({ share }) => share > 0);
  const bought = total(shares.map(({ pack, share }) => scale(pack.tokens, share)));
  const paid = sumKnown(
    shares.map(({ pack, share }) => (pack.price === undefined ? null : scale(pack.price, share))),
  );
  const known = paid !== null && bought > 0;
  return { needed: everyYear(bought), ...asUsed, ...(known ? { paid: rate(paid / bought) } : {}) };
}

/** What of today's seats and tokens no table says, in words. */
function unknownToday(estate: Estate, { observed }: Sightings, consumption: Consumption): string[] {
  const seatsKnown = estate.subscriptions.length + estate.assignments.length > 0;
  const tokensKnown = estate.packs.length > 0;
  const drawnSometime = observed.some(({ access, period }) => access === "tokens" && period.days === null);
  return [
    ...(seatsKnown || !observed.some(({ access }) => access === "seat")
      ? []
      : ["the seats that are held today, which no table names"]),
    ...(tokensKnown || !drawnSometime ? [] : ["the tokens of a Usage Report whose period is not known"]),
    ...(tokensKnown
      ? []
      : consumption.unknown.map(({ product }) => `the tokens drawn for ${product}, whose rate is not known`)),
  ];
}
