import { at } from "../at";
import { isoDay } from "../calendar";
import type { Context } from "../estate/context";
import { isLate } from "../estate/contract-lines";
import type { TrueDown } from "../seats/droppable";
import type { Needs } from "../seats/orders";
import type { Reconciliation } from "../seats/reconciliation";
import { scale, seats, total, type Seats, type Tokens } from "../units";
import { counted, forPool, wholeNumber } from "../wording";
import type { UserPlan } from "../renewal/plan";
import { grownBy, type SeatLine, type TokenLine, type YearCost } from "../renewal/scenario-cost";

/** A request to the vendor, as a sentence without a full stop. */
export interface Ask {
  readonly text: string;
  /**
   * What its worth hangs on: the seats of an offering that change, seats that stay unneeded, the tokens of a pool by
   * its place; null for a remark without a price.
   */
  readonly about:
    | { readonly seatsOf: string }
    | { readonly kept: Seats; readonly of: string }
    | { readonly tokensOf: number }
    | null;
}

/** The requests of a scenario that only drops seats. */
export const trueDownAsks = (trueDowns: readonly TrueDown[]): Ask[] =>
  trueDowns.flatMap(({ droppable, offering, contract, changes, renewal }) =>
    droppable === null || droppable === 0
      ? []
      : [
          {
            text:
              `Renew ${counted(droppable, `fewer ${offering} seat`)}` +
              (contract === null ? "" : ` on contract ${contract}`) +
              (changes === null
                ? ""
                : ` at the ${changes === renewal ? "renewal" : "anniversary"} of ${isoDay(changes)}`),
            about: { seatsOf: offering },
          },
        ],
  );

/** The first year's orders of a scenario, against the seats bought today. */
export function asksOf(
  scenario: { readonly lines: readonly SeatLine[]; readonly pools: readonly TokenLine[] } & {
    readonly years: readonly YearCost[];
  },
  needed: Needs,
  reconciliations: readonly Reconciliation[],
  { assumptions, stays, offers }: Pick<Context, "assumptions" | "stays" | "offers">,
): Ask[] {
  const { lines, pools, years } = scenario;
  const boughtToday = new Map(reconciliations.map(({ offering, bought }) => [offering, bought]));
  const offerings = [...new Set([...lines.map((line) => line.offering), ...boughtToday.keys()])]
    .filter((offering) => !stays.has(offering))
    .sort();
  const ordered = new Map(
    offerings.map((offering) => {
      const own = lines.filter((line) => line.offering === offering);
      return [offering, total(own.map((line) => at(line.seats, 0)))];
    }),
  );
  const purchases = at(years, 0).pools;
  return [
    ...[...ordered].flatMap(([offering, n]): Ask[] =>
      seatOrder(offering, boughtToday.get(offering) ?? null, n).map((text) => ({
        text,
        about: { seatsOf: offering },
      })),
    ),
    ...[...ordered].flatMap(([offering, n]) => {
      const own = lines.filter((line) => line.offering === offering);
      const multiple = offers.find((offer) => offer.offering === offering)?.multipleOf ?? 1;
      return unneeded(offering, n - (needed.get(offering) ?? 0), own, multiple);
    }),
    ...pools.flatMap((pool, i): Ask[] => {
      const drawn = scale(at(pool.needed, 0), grownBy(1, assumptions));
      const order = tokenOrder(pool, forPool(pool, pools.length), drawn, at(purchases, i).tokens);
      return order.map((text) => ({ text, about: { tokensOf: i } }));
    }),
  ];
}

function seatOrder(offering: string, today: Seats | null, next: Seats): string[] {
  if (today === null) return next > 0 ? [`Order ${counted(next, `${offering} seat`)}`] : [];
  if (today === next) return [];
  return next < today
    ? [`Renew ${counted(today - next, `fewer ${offering} seat`)}`]
    : [`Add ${counted(next - today, `${offering} seat`)}`];
}

/**
 * Seats that stay unneeded: new seats that fill up a multiple, then seats after their notice date, then seats that the
 * contract holds.
 */
function unneeded(offering: string, all: number, lines: readonly SeatLine[], multiple: number): Ask[] {
  const fresh = total(lines.flatMap((line) => (line.source === null ? [at(line.seats, 0)] : [])));
  const filling = multiple === 1 ? 0 : Math.max(Math.min(all, fresh), 0);
  const n = all - filling;
  const late = lines.filter(({ source }) => source !== null && isLate(source));
  const renewed = Math.min(n, total(late.map((line) => at(line.seats, 0))));
  const stay = (count: number, why: string): Ask[] =>
    count > 0
      ? [
          {
            text: `${counted(count, `${offering} seat`)} ${count === 1 ? "stays" : "stay"} ${why}`,
            about: { kept: seats(count), of: offering },
          },
        ]
      : [];
  const one = counted(multiple, "seat");
  return [
    ...(filling > 0
      ? [
          {
            text:
              `${counted(filling, `${offering} seat`)} more than needed ${filling === 1 ? "is" : "are"} bought, ` +
              `because ${offering} is sold in multiples of ${one}: ask for single seats at the same price`,
            about: { kept: seats(filling), of: offering },
          },
        ]
      : []),
    ...stay(
      renewed,
      "only because the notice date has passed or is unknown: ask the vendor to accept a late notice",
    ),
    ...stay(
      n - renewed,
      "only because of the contract: ask for a lower floor, a higher cap, or a fee that falls with the quantity",
    ),
  ];
}

function tokenOrder({ buffer, pack }: TokenLine, whose: string, needed: Tokens, bought: Tokens): string[] {
  if (bought === 0) return [];
  return [
    `Buy ${wholeNumber(bought)} tokens a year${whose} (${wholeNumber(needed)} needed with these covers, ` +
      `${wholeNumber(buffer * 100)} % buffer, in packs of ${wholeNumber(pack)})`,
  ];
}

/** The users whose seats change in a later year, when committed seats expire. `plans` is by year. */
export function laterMoves(plans: readonly (readonly UserPlan[])[]): Ask[] {
  return plans.flatMap((now, i) => {
    const before = plans[i - 1];
    if (!before || before === now) return [];
    const moved = now.filter(({ seats }, member) => seats.join() !== at(before, member).seats.join()).length;
    return moved === 0
      ? []
      : [
          {
            text:
              `In year ${i + 1}, ${counted(moved, "user changes", "users change")} again because committed ` +
              "seats expire",
            about: null,
          },
        ];
  });
}
