import type { Groups } from "./choices";
import { PROGRESS } from "./progress";
import type { Steps } from "../steps";
import type { Need } from "./one-user";
import { waysToPay, type SeatSet, type Ways } from "./covers";
import { mayTake, opens, type MixOffering, type MixUser } from "./problem";

/**
 * Groups of users with the same needs, present seats, pool and exception. The resources are the seats of each offering,
 * in order of name, followed by the tokens of each pool. The order of groups and covers does not depend on the order of
 * the input.
 */
export interface UserGroups extends Groups {
  /** The indices in the input of the users of each group, in order of name. */
  readonly members: readonly (readonly number[])[];
  /** 1 if a cover differs from the present one, so that the move threshold applies. */
  readonly moves: Uint8Array;
  /** The tokens that each cover draws a year. */
  readonly tokens: Float64Array;
  /** Upper bound on how much omitted covers and the weights of ties raise the least cost. */
  readonly forgone: number;
}

/**
 * Added to the cost of each seat, each move, and each place of its offering by price, so that ties go to fewer seats,
 * then to today's covers, then to cheaper offerings: far below any price, and above rounding noise.
 */
const TIES = { seat: 1e-4, move: 5e-6, place: 1e-8 };

/** A product of a user that neither a seat nor tokens can open. */
export interface Unmet {
  /** The index of the user in the input. */
  readonly person: number;
  readonly product: string;
}

/** The range of the marginal price of a resource. */
export interface PriceRange {
  readonly least: number;
  readonly most: number;
}

/**
 * The groups of the users, and the needs that no cover can meet. `offerings` are in order of name; `prices` are by
 * resource.
 */
export function* userGroupsInSteps(
  users: readonly MixUser[],
  offerings: readonly MixOffering[],
  threshold: number,
  prices: readonly PriceRange[],
): Steps<{ groups: UserGroups; unmet: readonly Unmet[] }> {
  const alike = yield* alikeInSteps(users, offerings);
  return { groups: yield* coversInSteps(alike, offerings, threshold, prices), unmet: alike.unmet };
}

/** The groups with their covers. The same users may be given for other prices of the same offerings. */
export function* coversInSteps(
  { people }: AlikeUsers,
  offerings: readonly MixOffering[],
  threshold: number,
  prices: readonly PriceRange[],
): Steps<UserGroups> {
  const known = new Map<string, Ways>();
  const table = new GroupTable(threshold, ranksByPrice(offerings));
  let forgone = 0;
  for (const [place, { model, members }] of people.entries()) {
    if (place % GROUPS_BETWEEN_PAUSES === 0) yield PROGRESS;
    const present = presentCover(model, offerings);
    if (model.fixed && present) table.add(model, present, false);
    else {
      const open = openTo(model, offerings);
      const ways = waysOf(model, open, known);
      const stays = present?.seats.join();
      for (const set of ways.sets) table.add(model, set, stays !== undefined && set.seats.join() !== stays);
      if (present && !ways.sets.some(({ seats }) => seats.join() === stays)) table.add(model, present, false);
      forgone += members.length * forgoneBy(ways, model.needs, open, prices, offerings.length + model.pool);
    }
    forgone += members.length * table.endGroup();
  }
  return table.groups(
    people.map(({ members }) => members),
    forgone,
  );
}

/** Upper bound on the saving of a user if no combination of seats had been omitted. */
function forgoneBy(
  { narrowed }: Ways,
  needs: readonly Need[],
  offerings: readonly MixOffering[],
  prices: readonly PriceRange[],
  pool: number,
): number {
  // A narrowed product uses its only option instead of a seat of the omitted cover. That saves at least the least price
  // of the seat, which narrowed products that one seat opens share equally.
  const spared = (product: string): number =>
    offerings.reduce((least, offering, seat) => {
      const shared = narrowed.filter((other) => opens(offering, needs[other.product]!.product)).length;
      return opens(offering, product) ? Math.min(least, prices[seat]!.least / shared) : least;
    }, Infinity);
  return narrowed.reduce((sum, { product, seat }) => {
    const need = needs[product]!;
    if (seat !== null) return sum + prices[seat]!.most;
    return sum + Math.max(need.tokens! * prices[pool]!.most - spared(need.product), 0);
  }, 0);
}

const GROUPS_BETWEEN_PAUSES = 500;

/** The users of a group and a model of them. */
interface Alike {
  readonly model: UserModel;
  readonly members: number[];
}

/** Users by group, and the needs that nothing can meet. */
export interface AlikeUsers {
  readonly people: readonly Alike[];
  readonly unmet: readonly Unmet[];
}

/** The users by group, in an order that does not depend on the order of the input. `offerings` are in order of name. */
export function* alikeInSteps(
  users: readonly MixUser[],
  offerings: readonly MixOffering[],
): Steps<AlikeUsers> {
  const unmet: Unmet[] = [];
  const groups = new Map<string, Alike>();
  for (const [place, user] of users.entries()) {
    if (place % GROUPS_BETWEEN_PAUSES === 0) yield PROGRESS;
    const { person, missing } = personOf(user, offerings);
    for (const product of missing) unmet.push({ person: place, product });
    const needs = person.needs.map(({ product, tokens }) => [product, tokens]);
    const key = JSON.stringify([needs, person.held, person.fixed, person.pool, person.restricted]);
    const group = groups.get(key);
    if (group) group.members.push(place);
    else groups.set(key, { model: person, members: [place] });
  }
  const name = (place: number): string => users[place]!.user;
  for (const { members } of groups.values()) members.sort((a, b) => (name(a) < name(b) ? -1 : 1));
  const people = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  return { people, unmet };
}

/** The place by price of each offering, the cheapest first; committed seats at a price of 0 say nothing of it. */
function ranksByPrice(offerings: readonly MixOffering[]): number[] {
  const prices = offerings.map(({ steps }) => Math.max(...steps.map(({ unitPrice }) => unitPrice)));
  const byPrice = [...offerings.keys()].sort((a, b) => prices[a]! - prices[b]! || a - b);
  const ranks = new Array<number>(offerings.length);
  for (const [rank, offering] of byPrice.entries()) ranks[offering] = rank;
  return ranks;
}

/** A builder of `UserGroups`. */
class GroupTable {
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
    /** The place of each offering by price. */
    private readonly ranks: readonly number[],
  ) {}

  add({ needs, pool }: UserModel, { seats, flex }: SeatSet, moves: boolean): void {
    const tie = seats.reduce(
      (sum, seat) => sum + TIES.seat + TIES.place * this.ranks[seat]!,
      moves ? TIES.move : 0,
    );
    const drawn = flex.reduce((sum, product) => sum + needs[product]!.tokens!, 0);
    this.dearestTie = Math.max(this.dearestTie, tie);
    this.fixedCost.push((moves ? this.threshold : 0) + tie);
    this.moves.push(moves ? 1 : 0);
    this.tokens.push(drawn);
    for (const seat of seats) this.use(seat, 1);
    if (drawn > 0) this.use(this.ranks.length + pool, drawn);
    this.useFirst.push(this.resource.length);
  }

  /** Ends the covers of a group; returns the largest weight of ties among them. */
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

/** The properties of a user that costs depend on. */
interface UserModel {
  /** In order of product, without needs that cannot be met. */
  readonly needs: readonly Need[];
  /** Indices of the offerings held, rising; null for a user who holds nothing yet. */
  readonly held: readonly number[] | null;
  readonly fixed: boolean;
  readonly pool: number;
  /** Indices of the restricted offerings that the user may take, rising. */
  readonly restricted: readonly number[];
}

function personOf(
  user: MixUser,
  offerings: readonly MixOffering[],
): { person: UserModel; missing: string[] } {
  const { needs, held, fixed = false, pool = 0 } = user;
  const seats = held ?? (fixed ? [] : null);
  const places =
    seats && offerings.flatMap(({ offering }, place) => (seats.includes(offering) ? [place] : []));
  const mayOpen = (place: number): boolean =>
    fixed ? places?.includes(place) === true : mayTake(user, offerings[place]!);
  const met = ({ product, tokens }: Need): boolean =>
    tokens !== null || offerings.some((offering, place) => mayOpen(place) && opens(offering, product));
  return {
    person: {
      needs: (needs.every(met) ? [...needs] : needs.filter(met)).sort((a, b) =>
        a.product < b.product ? -1 : 1,
      ),
      held: places,
      fixed,
      pool,
      restricted: restrictedFor(user, offerings),
    },
    missing: needs.filter((need) => !met(need)).map(({ product }) => product),
  };
}

/** The indices of the restricted offerings that a user may take. */
const restrictedFor = (user: MixUser, offerings: readonly MixOffering[]): number[] =>
  user.mayTake === undefined
    ? []
    : offerings.flatMap((offering, place) =>
        offering.restricted === true && mayTake(user, offering) ? [place] : [],
      );

/** The seats held now with tokens for the rest; null if nothing is held, or if tokens cannot meet the rest. */
function presentCover({ needs, held }: UserModel, offerings: readonly MixOffering[]): SeatSet | null {
  if (!held) return null;
  const flex = needs.flatMap(({ product }, p) =>
    held.some((seat) => opens(offerings[seat]!, product)) ? [] : [p],
  );
  return flex.some((p) => needs[p]!.tokens === null) ? null : { seats: held, flex };
}

/** The offerings as a user sees them: in their places, a restricted one that the user may not take opens nothing. */
const openTo = ({ restricted }: UserModel, offerings: readonly MixOffering[]): readonly MixOffering[] =>
  offerings.map((offering, place) =>
    offering.restricted !== true || restricted.includes(place)
      ? offering
      : { ...offering, offering: "", covers: [] },
  );

/** The ways to pay for products, cached by needs and the restricted offerings. */
function waysOf(
  { needs, restricted }: UserModel,
  offerings: readonly MixOffering[],
  known: Map<string, Ways>,
): Ways {
  const products = needs.map(({ product }) => product);
  const onFlex = needs.map(({ tokens }) => tokens !== null);
  const key = JSON.stringify([products, onFlex, restricted]);
  const ways = known.get(key) ?? waysToPay(products, onFlex, offerings);
  known.set(key, ways);
  return ways;
}
