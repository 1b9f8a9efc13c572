import type { Need } from "./one-user";
import { waysToPay, type SeatSet, type Ways } from "./covers";
import { opens, type MixOffering, type MixUser } from "./problem";

/**
 * Everybody, in kinds: people with the same needs, the same seats now and the same say in it differ in nothing that costs money, so
 * one choice is made for all of a kind together, of how many get which cover. The covers of all kinds stand in columns of
 * plain numbers, in an order that does not depend on that of the input.
 */
export interface Kinds {
  /** Places of the people of each kind in the input, in order of name. */
  readonly people: readonly (readonly number[])[];
  /** Where the covers of each kind begin; one more than there are kinds. */
  readonly first: Int32Array;
  /**
   * What stands against each cover beside its price: the threshold, where it is another than what the person has, and about a
   * hundredth of a cent for each seat, by which fewer seats win a tie, and then offerings that come first by name.
   */
  readonly moveThreshold: Float64Array;
  /** 1 where the cover is another than what the person has, and the threshold therefore in `hurdle`. */
  readonly moves: Uint8Array;
  /** Tokens that each cover draws in a year. */
  readonly tokens: Float64Array;
  /** The resource that they are drawn from: its place, behind those of the offerings. */
  readonly pool: Uint16Array;
  /** Where the seats of each cover begin in `seats`; one more than there are covers. */
  readonly seatFirst: Int32Array;
  /** Offerings of the seats, by their place. */
  readonly seats: Uint16Array;
  /** What all covers together might at most cost less if none had been left out of the choice and ties were not broken. */
  readonly forgone: number;
}

/** Far less than any real difference in money, far more than the noise of sums. */
const TIE = 1e-4;

/** A product of a person for which neither a seat nor a token can pay. */
export interface Unmet {
  /** Place in the input. */
  readonly person: number;
  readonly product: string;
}

/** The least and the most that one more of something can cost. */
export interface PriceRange {
  readonly least: number;
  readonly most: number;
}

/**
 * The kinds of the users, and what cannot be met, which is in no cover. `offerings` are in order of name, `prices` the ranges of
 * their prices, and then of the pools' tokens.
 */
export function kindsOf(
  users: readonly MixUser[],
  offerings: readonly MixOffering[],
  threshold: number,
  prices: readonly PriceRange[],
): { kinds: Kinds; unmet: Unmet[] } {
  const { groups, unmet } = grouped(users, offerings);
  const known = new Map<string, Ways>();
  const columns = new Columns(threshold);
  let forgone = 0;
  for (const { one, people } of groups) {
    const present = presentCover(one, offerings);
    const pool = offerings.length + one.pool;
    if (one.fixed && present) columns.add(one, present, pool, false);
    else {
      const ways = waysOf(one.needs, offerings, known);
      const stays = present?.seats.join();
      for (const set of ways.sets)
        columns.add(one, set, pool, stays !== undefined && set.seats.join() !== stays);
      if (present && !ways.sets.some(({ seats }) => seats.join() === stays))
        columns.add(one, present, pool, false);
      forgone += people.length * forgoneBy(ways, one.needs, offerings, prices, pool);
    }
    forgone += people.length * columns.endKind();
  }
  return {
    kinds: columns.kinds(
      groups.map(({ people }) => people),
      forgone,
    ),
    unmet,
  };
}

/** What a person's best cover might cost less if no way had been left out. */
function forgoneBy(
  { narrowed }: Ways,
  needs: readonly Need[],
  offerings: readonly MixOffering[],
  prices: readonly PriceRange[],
  pool: number,
): number {
  // Instead of the seats of any cover, the one way of each such product is taken. That spares those seats, at least at their
  // least price, of which each product gets the same share.
  const spared = (product: string): number =>
    offerings.reduce((least, offering, seat) => {
      const shared = narrowed.filter((other) => opens(offering, needs[other.product]?.product ?? "")).length;
      return opens(offering, product) ? Math.min(least, (prices[seat]?.least ?? 0) / shared) : least;
    }, Infinity);
  return narrowed.reduce((sum, { product, seat }) => {
    const need = needs[product] as Need;
    if (seat !== null) return sum + (prices[seat]?.most ?? 0);
    return sum + Math.max((need.tokens ?? 0) * (prices[pool]?.most ?? 0) - spared(need.product), 0);
  }, 0);
}

/** The users in kinds, in an order that does not depend on that of the input. */
function grouped(
  users: readonly MixUser[],
  offerings: readonly MixOffering[],
): { groups: { one: Person; people: number[] }[]; unmet: Unmet[] } {
  const unmet: Unmet[] = [];
  const groups = new Map<string, { one: Person; people: number[] }>();
  users.forEach((user, place) => {
    const { person, missing } = personOf(user, offerings);
    for (const product of missing) unmet.push({ person: place, product });
    const needs = person.needs.map(({ product, tokens }) => [product, tokens]);
    const key = JSON.stringify([needs, person.held, person.fixed, person.pool]);
    const group = groups.get(key);
    if (group) group.people.push(place);
    else groups.set(key, { one: person, people: [place] });
  });
  const name = (place: number): string => users[place]?.user ?? "";
  for (const { people } of groups.values()) people.sort((a, b) => (name(a) < name(b) ? -1 : 1));
  const inOrder = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  return { groups: inOrder, unmet };
}

/** The columns of `Kinds` while they grow. */
class Columns {
  private readonly first = [0];
  private readonly hurdle: number[] = [];
  private readonly moves: number[] = [];
  private readonly tokens: number[] = [];
  private readonly pool: number[] = [];
  private readonly seatFirst = [0];
  private readonly seats: number[] = [];
  private dearestTie = 0;

  constructor(private readonly threshold: number) {}

  add({ needs }: Person, { seats, flex }: SeatSet, pool: number, moves: boolean): void {
    let [tie, drawn] = [0, 0];
    for (const seat of seats) tie += TIE * (1 + seat / 1000);
    for (const product of flex) drawn += needs[product]?.tokens ?? 0;
    this.dearestTie = Math.max(this.dearestTie, tie);
    this.hurdle.push((moves ? this.threshold : 0) + tie);
    this.moves.push(moves ? 1 : 0);
    this.tokens.push(drawn);
    this.pool.push(pool);
    this.seats.push(...seats);
    this.seatFirst.push(this.seats.length);
  }

  /** Ends the covers of a kind; gives the most that breaking ties adds to one of them. */
  endKind(): number {
    this.first.push(this.hurdle.length);
    const most = this.dearestTie;
    this.dearestTie = 0;
    return most;
  }

  kinds(people: Kinds["people"], forgone: number): Kinds {
    return {
      people,
      first: Int32Array.from(this.first),
      moveThreshold: Float64Array.from(this.hurdle),
      moves: Uint8Array.from(this.moves),
      tokens: Float64Array.from(this.tokens),
      pool: Uint16Array.from(this.pool),
      seatFirst: Int32Array.from(this.seatFirst),
      seats: Uint16Array.from(this.seats),
      forgone,
    };
  }
}

/** What matters of a user. */
interface Person {
  /** In order of product, without what cannot be met. */
  readonly needs: readonly Need[];
  /** Places of the offerings held, rising; null for somebody who has nothing yet. */
  readonly held: readonly number[] | null;
  readonly fixed: boolean;
  readonly pool: number;
}

function personOf(
  { needs, held, fixed = false, pool = 0 }: MixUser,
  offerings: readonly MixOffering[],
): { person: Person; missing: string[] } {
  const seats = held ?? (fixed ? [] : null);
  const places =
    seats && offerings.flatMap(({ offering }, place) => (seats.includes(offering) ? [place] : []));
  const canOpen = fixed ? (places ?? []).map((place) => offerings[place] as MixOffering) : offerings;
  const met = ({ product, tokens }: Need): boolean =>
    tokens !== null || canOpen.some((one) => opens(one, product));
  return {
    person: {
      needs: needs.filter(met).sort((a, b) => (a.product < b.product ? -1 : 1)),
      held: places,
      fixed,
      pool,
    },
    missing: needs.filter((need) => !met(need)).map(({ product }) => product),
  };
}

/** The seats held now, and tokens for the rest; null where nothing is held or that does not serve. */
function presentCover({ needs, held }: Person, offerings: readonly MixOffering[]): SeatSet | null {
  if (!held) return null;
  const flex = needs.flatMap(({ product }, p) =>
    held.some((seat) => opens(offerings[seat] as MixOffering, product)) ? [] : [p],
  );
  return flex.some((p) => needs[p]?.tokens === null) ? null : { seats: held, flex };
}

/** The ways to pay for some products, worked out once for all who need the same. */
function waysOf(needs: readonly Need[], offerings: readonly MixOffering[], known: Map<string, Ways>): Ways {
  const products = needs.map(({ product }) => product);
  const onFlex = needs.map(({ tokens }) => tokens !== null);
  const key = JSON.stringify([products, onFlex]);
  const ways = known.get(key) ?? waysToPay(products, onFlex, offerings);
  known.set(key, ways);
  return ways;
}
