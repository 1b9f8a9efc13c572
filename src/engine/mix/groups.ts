import type { Groups } from "./choices";
import { PROGRESS } from "./progress";
import type { Steps } from "../steps";
import type { Need } from "./one-user";
import { waysToPay, type SeatSet, type Ways } from "./covers";
import { opens, type MixOffering, type MixUser } from "./problem";

/**
 * The users in groups: users with the same needs, the same seats now, the same pool and the same say differ in nothing
 * that costs money. Their resources are the seats of each offering, in order of name, and then the tokens of each pool.
 * The order of groups and covers does not depend on that of the input.
 */
export interface UserGroups extends Groups {
  /** Places of the users of each group in the input, in order of name. */
  readonly members: readonly (readonly number[])[];
  /** 1 where a cover is not what the user has, so that the threshold stands against it. */
  readonly moves: Uint8Array;
  /** Tokens that each cover draws in a year. */
  readonly tokens: Float64Array;
  /** By how much the costs of covers may make a bound too high: covers left out of the choice, and broken ties. */
  readonly forgone: number;
}

/** What a seat costs beside its price, so that fewer seats win a tie: far less than money, far more than noise. */
const TIE = 1e-4;

/** A product of a person for which neither a seat nor a token can pay. */
export interface Unmet {
  /** Place in the input. */
  readonly person: number;
  readonly product: string;
}

/** The least and the most that a further unit of a resource can cost. */
export interface PriceRange {
  readonly least: number;
  readonly most: number;
}

/**
 * The groups of the users, and the needs that nothing can meet, which are in no cover. `offerings` are in
 * order of name; `prices` are those of the seats of each, and then of the tokens of each pool.
 */
export function* userGroupsInSteps(
  users: readonly MixUser[],
  offerings: readonly MixOffering[],
  threshold: number,
  prices: readonly PriceRange[],
): Steps<{ groups: UserGroups; unmet: Unmet[] }> {
  const { people, unmet } = yield* groupedInSteps(users, offerings);
  const known = new Map<string, Ways>();
  const table = new Table(threshold, offerings.length);
  let forgone = 0;
  for (const [place, { model, members }] of people.entries()) {
    if (place % GROUPS_BETWEEN_PAUSES === 0) yield PROGRESS;
    const present = presentCover(model, offerings);
    if (model.fixed && present) table.add(model, present, false);
    else {
      const ways = waysOf(model.needs, offerings, known);
      const stays = present?.seats.join();
      for (const set of ways.sets) table.add(model, set, stays !== undefined && set.seats.join() !== stays);
      if (present && !ways.sets.some(({ seats }) => seats.join() === stays)) table.add(model, present, false);
      forgone +=
        members.length * forgoneBy(ways, model.needs, offerings, prices, offerings.length + model.pool);
    }
    forgone += members.length * table.endGroup();
  }
  return {
    groups: table.groups(
      people.map(({ members }) => members),
      forgone,
    ),
    unmet,
  };
}

/** What the best cover of a user might cost less if no way to pay had been left out. */
function forgoneBy(
  { narrowed }: Ways,
  needs: readonly Need[],
  offerings: readonly MixOffering[],
  prices: readonly PriceRange[],
  pool: number,
): number {
  // Each product that was narrowed takes its only way instead of the seats of a cover. That spares those
  // seats, at their
  // least price or more; each such product gets the same share of a seat.
  const spared = (product: string): number =>
    offerings.reduce((least, offering, seat) => {
      const shared = narrowed.filter((other) => opens(offering, needs[other.product]!.product)).length;
      return opens(offering, product) ? Math.min(least, prices[seat]!.least / shared) : least;
    }, Infinity);
  return narrowed.reduce((sum, { product, seat }) => {
    const need = needs[product]!;
    if (seat !== null) return sum + prices[seat]!.most;
    return sum + Math.max((need.tokens ?? 0) * prices[pool]!.most - spared(need.product), 0);
  }, 0);
}

const GROUPS_BETWEEN_PAUSES = 500;

/** Users who are alike, by a model of them. */
interface Alike {
  readonly model: Person;
  readonly members: number[];
}

/** The users by group, in an order that does not depend on that of the input. */
function* groupedInSteps(
  users: readonly MixUser[],
  offerings: readonly MixOffering[],
): Steps<{ people: Alike[]; unmet: Unmet[] }> {
  const unmet: Unmet[] = [];
  const groups = new Map<string, Alike>();
  for (const [place, user] of users.entries()) {
    if (place % GROUPS_BETWEEN_PAUSES === 0) yield PROGRESS;
    const { person, missing } = personOf(user, offerings);
    for (const product of missing) unmet.push({ person: place, product });
    const needs = person.needs.map(({ product, tokens }) => [product, tokens]);
    const key = JSON.stringify([needs, person.held, person.fixed, person.pool]);
    const group = groups.get(key);
    if (group) group.members.push(place);
    else groups.set(key, { model: person, members: [place] });
  }
  const name = (place: number): string => users[place]!.user;
  for (const { members } of groups.values()) members.sort((a, b) => (name(a) < name(b) ? -1 : 1));
  const people = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  return { people, unmet };
}

/** The table of `UserGroups` while it grows. */
class Table {
  private readonly first = [0];
  private readonly fixedCost: number[] = [];
  private readonly moves: number[] = [];
  private readonly tokens: number[] = [];
  private readonly useFirst = [0];
  private readonly resource: number[] = [];
  private readonly amount: number[] = [];
  private dearestTie = 0;

  constructor(
    private readonly threshold: number,
    private readonly offerings: number,
  ) {}

  add({ needs, pool }: Person, { seats, flex }: SeatSet, moves: boolean): void {
    const tie = seats.reduce((sum, seat) => sum + TIE * (1 + seat / 1000), 0);
    const drawn = flex.reduce((sum, product) => sum + (needs[product]!.tokens ?? 0), 0);
    this.dearestTie = Math.max(this.dearestTie, tie);
    this.fixedCost.push((moves ? this.threshold : 0) + tie);
    this.moves.push(moves ? 1 : 0);
    this.tokens.push(drawn);
    for (const seat of seats) this.use(seat, 1);
    if (drawn > 0) this.use(this.offerings + pool, drawn);
    this.useFirst.push(this.resource.length);
  }

  /** Ends the covers of a group; gives the most that breaking ties adds to one of them. */
  endGroup(): number {
    this.first.push(this.fixedCost.length);
    const most = this.dearestTie;
    this.dearestTie = 0;
    return most;
  }

  groups(members: UserGroups["members"], forgone: number): UserGroups {
    return {
      members,
      size: Int32Array.from(members, ({ length }) => length),
      part: new Int32Array(members.length),
      first: Int32Array.from(this.first),
      fixedCost: Float64Array.from(this.fixedCost),
      moves: Uint8Array.from(this.moves),
      tokens: Float64Array.from(this.tokens),
      useFirst: Int32Array.from(this.useFirst),
      resource: Uint16Array.from(this.resource),
      amount: Float64Array.from(this.amount),
      forgone,
    };
  }

  private use(resource: number, amount: number): void {
    this.resource.push(resource);
    this.amount.push(amount);
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
  const canOpen = fixed ? (places ?? []).map((place) => offerings[place]!) : offerings;
  const met = ({ product, tokens }: Need): boolean =>
    tokens !== null || canOpen.some((offering) => opens(offering, product));
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
    held.some((seat) => opens(offerings[seat]!, product)) ? [] : [p],
  );
  return flex.some((p) => needs[p]!.tokens === null) ? null : { seats: held, flex };
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
