import type { Analysis } from "../analysis";
import { isoDay } from "../calendar";
import { endOf, running } from "../estate/contract-lines";
import { grouped } from "../grouped";
import { onceFor } from "../once-for";
import { minus, money, seats, sumKnown, times, total, type Money, type Seats } from "../units";
import { wholeNumber } from "../wording";
import { lineRights, surplusOf } from "../renewal/line-rights";

/** An offering that companies hold together after a merger (DOMAIN §8). Null is unknown. */
export interface MergedOffering {
  readonly offering: string;
  /** The seats that each company bought, by name; null for rows that name no company. */
  readonly owned: readonly { readonly company: string | null; readonly seats: Seats }[];
  readonly together: Seats;
  /** Seats assigned, counted by company, and the people among them that more than one company names. */
  readonly held: Seats;
  readonly inSeveral: Seats;
  /** Seats that all people together need, each person once. */
  readonly needed: Seats | null;
  readonly surplus: Seats | null;
  /** A year of the surplus, at the prices of the renewal; the dearest seats go first. */
  readonly surplusCost: Money | null;
  /** What the contracts let go at their renewals, and what they keep of the surplus. */
  readonly goes: Seats | null;
  readonly kept: Seats | null;
  /** The contracts that overlap, each with its end, in words. */
  readonly contracts: string;
}

/** The companies that tables name. */
export const companies = onceFor(({ subscriptions, assignments }: Analysis["estate"]): readonly string[] =>
  [
    ...new Set([
      ...subscriptions.flatMap(({ company }) => company ?? []),
      ...assignments.flatMap((one) => one.companies ?? []),
    ]),
  ].sort(),
);

/** The offerings of a merger; none unless the tables name two companies or more. */
export function mergedOfferings(analysis: Analysis): MergedOffering[] {
  const { estate, asOf } = analysis;
  if (companies(estate).length < 2) return [];
  const bought = grouped(
    estate.subscriptions.filter((line) => running(line, estate.contracts, asOf)),
    ({ offering }) => offering,
  );
  const rightsOf = grouped(lineRights(analysis), ({ offering }) => offering);
  const holdersOf = grouped(
    estate.assignments.filter(({ assigned }) => assigned),
    ({ offering }) => offering,
  );
  return [...bought.keys()].sort().map((offering) => {
    const own = bought.get(offering) ?? [];
    const rights = rightsOf.get(offering) ?? [];
    const surplus = sumKnown(rights.map(surplusOf));
    const goes = sumKnown(rights.map(({ droppable }) => droppable));
    const named = (holdersOf.get(offering) ?? []).map((one) => one.companies?.length ?? 1);
    return {
      offering,
      owned: [...grouped(own, ({ company }) => company ?? null)].map(([company, lines]) => ({
        company,
        seats: total(lines.map((line) => line.seats)),
      })),
      together: total(own.map((line) => line.seats)),
      held: seats(named.reduce((sum, n) => sum + n, 0)),
      inSeveral: seats(named.filter((n) => n > 1).length),
      needed: sumKnown(rights.map(({ needed }) => needed[0] ?? null)),
      surplus,
      surplusCost: sumKnown(
        rights.map((right): Money | null => {
          const n = surplusOf(right);
          return n === 0 ? money(0) : n === null || right.price === null ? null : times(right.price, n);
        }),
      ),
      goes,
      kept: surplus === null || goes === null ? null : minus(surplus, goes),
      contracts: contractsText(own, analysis),
    };
  });
}

/** "A: 9,000 on C1 until 2027-06-30; B: 5,500 on C2 until 2028-01-31". */
function contractsText(own: Analysis["estate"]["subscriptions"], { estate }: Analysis): string {
  const lines = grouped(own, (line) =>
    [line.company, line.contract, endOf(line, estate.contracts)].join("\n"),
  );
  return [...lines.values()]
    .map((same) => {
      const [{ company, contract } = {}] = same;
      const end = same[0] && endOf(same[0], estate.contracts);
      const whose = company === undefined ? "" : `${company}: `;
      const on = contract === undefined ? "" : ` on ${contract}`;
      const until = end === undefined ? ", no end known" : ` until ${isoDay(end)}`;
      return `${whose}${wholeNumber(total(same.map((line) => line.seats)))}${on}${until}`;
    })
    .join("; ");
}
