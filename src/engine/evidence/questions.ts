import { at } from "../at";
import type { Context } from "../estate/context";
import { Access, type DailyUse, type PersonIndex } from "../estate/estate";
import { isPriced } from "../estate/offers";
import type { Days } from "../units";
import type { Demand } from "../usage/demand";
import { mayCover } from "../seats/may-cover";
import { daysOfKind, type CoveredTime } from "./covered-time";
import {
  coversOffering,
  coversPerson,
  filtersInWords,
  saysOf,
  statesFilter,
  type UseExport,
} from "./exports";
import { maybeOnePerson, type MaybeOne } from "./same-person";

/** What the tables lack, if seats look unused only because of it. */
export type Lack =
  /** Users without a seat may be seat holders in another spelling. */
  | { readonly lacks: "names"; readonly pairs: readonly MaybeOne[] }
  /** Users hidden behind a hash may be any of the seat holders whom the same export does not name. */
  | { readonly lacks: "hashes"; readonly users: number }
  /** No table says whether the offering opens products that its holders used on a seat. */
  | { readonly lacks: "covers"; readonly offering: string; readonly products: readonly string[] }
  /** The exports show seats on too few days to decide on any. */
  | { readonly lacks: "days"; readonly days: Days }
  /** Exports of tokens alone say nothing of seats. */
  | { readonly lacks: "seats" }
  /** The exports state filters that leave these seats out. */
  | { readonly lacks: "stated"; readonly filters: readonly string[] }
  /** A session log covers only the people in it. */
  | { readonly lacks: "log"; readonly people: number }
  /** The exports were probably filtered by product. */
  | { readonly lacks: "products"; readonly shown: readonly string[] }
  /** Many people hold the offering (`leastHolders`), and no use of it is seen. */
  | { readonly lacks: "holders"; readonly offering: string }
  /** The number of holders in teams or departments without anybody seen. */
  | { readonly lacks: "group"; readonly group: "team" | "department"; readonly name: string }
  /** So few holders are seen that people were probably left out. */
  | { readonly lacks: "people"; readonly seen: number; readonly holders: number };

/** A seat and its holder. */
export interface HeldSeat {
  readonly offering: string;
  readonly person: PersonIndex;
}

/** Seats whose use the exports may leave out, and why. */
export interface AskedSeats {
  readonly reason: Lack;
  readonly held: readonly HeldSeat[];
}

/** What the rows say of the seats that are held. */
export interface Facts {
  readonly context: Context;
  readonly exports: readonly UseExport[];
  /** The exports that say anything of seats. */
  readonly ofSeats: readonly UseExport[];
  readonly held: readonly HeldSeat[];
  readonly holders: readonly PersonIndex[];
  readonly isSeen: (person: PersonIndex) => boolean;
  /** Whether any row names a person, also a row without use. */
  readonly isShown: (person: PersonIndex) => boolean;
  /** Whether a report states the use of a seat, also no use. */
  readonly isStated: (seat: HeldSeat) => boolean;
  /** The used products that an export of seats shows; one of tokens alone says nothing of the filters of seats. */
  readonly products: ReadonlySet<string>;
  readonly demands: readonly Demand[];
  readonly time: CoveredTime;
  readonly pairs: readonly MaybeOne[];
  /** Users on seats whom only a hash names, while seat holders have names. */
  readonly hashed: ReadonlySet<PersonIndex>;
}

export function questionFacts(
  context: Context,
  { rows, demands, time }: Pick<Facts, "demands" | "time"> & { readonly rows: DailyUse },
  exports: readonly UseExport[],
): Facts {
  const { estate, holdings, assumptions } = context;
  const held = holdings.offerings.flatMap((offering) =>
    holdings.holders(offering).map((person) => ({ offering, person })),
  );
  const isSeen = (person: PersonIndex): boolean => {
    const { lastUse, products } = at(demands, person);
    return lastUse !== null || products.length > 0;
  };
  const stated = new Map<PersonIndex, Set<string>>();
  for (const { person, product, access, daysUsed } of estate.reportedUse) {
    if (access === Access.tokens || daysUsed === undefined) continue;
    stated.set(person, (stated.get(person) ?? new Set()).add(at(estate.products, product)));
  }
  const ofSeats = exports.filter(
    (one) => saysOf(one, "seats") && (held.length < assumptions.leastHolders || showsSeats(one)),
  );
  const shown = new Set(
    ofSeats.flatMap(({ products }) => [...products].map((one) => at(estate.products, one))),
  );
  return {
    context,
    exports,
    ofSeats,
    held,
    holders: [...new Set(held.map(({ person }) => person))],
    isSeen,
    isShown: (person) => isSeen(person) || exports.some(({ people }) => people.has(person)),
    isStated: ({ offering, person }) =>
      [...(stated.get(person) ?? [])].some((product) => holdings.opens(offering, product)),
    products: new Set(
      demands
        .flatMap(({ products }) => products.map(({ product }) => product))
        .filter((product) => shown.has(product)),
    ),
    demands,
    time,
    pairs: maybeOnePerson(context, demands, rows),
    hashed: hiddenUsers(context, demands),
  };
}

/** A session log does not say how a launch was paid, so it shows seats wherever somebody has one. */
const showsSeats = (one: UseExport): boolean => one.kind === "Sessions" || one.showsSeats;

type LackRule = (facts: Facts, open: readonly HeldSeat[]) => AskedSeats[];

/**
 * Seats whose use is unknown, each under the first reason that holds. That the exports leave nobody and nothing out
 * (`isComplete`) answers nothing about names, covers and days.
 */
export function questionsOf(facts: Facts, isComplete: boolean): AskedSeats[] {
  if (facts.exports.length === 0 || facts.demands.every(({ products }) => products.length === 0)) return [];
  const asked: AskedSeats[] = [];
  const ofTables: readonly LackRule[] = [otherSpellings, behindHashes, unknownCovers, fewDaysOfSeats];
  const ofExports: readonly LackRule[] = [
    withoutSeatUse,
    beyondStated,
    beyondProducts,
    unseenOfferings,
    unseenGroups,
    fewPeople,
  ];
  const rules = isComplete ? ofTables : [...ofTables, ...ofExports];
  let open = facts.held;
  for (const rule of rules) {
    const found = rule(facts, open).filter(({ held }) => held.length > 0);
    const gone = new Set(found.flatMap(({ held }) => held));
    asked.push(...found);
    open = open.filter((seat) => !gone.has(seat));
  }
  return asked;
}

/** Seats of people who may have used them under another name. */
const otherSpellings: LackRule = ({ pairs }, open) => {
  const holders = new Set(pairs.map(({ holder }) => holder));
  return [{ reason: { lacks: "names", pairs }, held: open.filter(({ person }) => holders.has(person)) }];
};

function hiddenUsers({ estate, holdings }: Context, demands: readonly Demand[]): Set<PersonIndex> {
  const isHashed = (person: PersonIndex): boolean => at(estate.people, person).hashed;
  if (holdings.offerings.some((offering) => holdings.holders(offering).some(isHashed))) return new Set();
  return new Set(
    demands
      .filter(({ person, products }) => isHashed(person) && products.some(({ onSeats }) => onSeats))
      .map(({ person }) => person),
  );
}

/** An export names each person in one way, so nobody is both named and hidden in it. */
const behindHashes: LackRule = ({ context, demands, exports, hashed }, open) => {
  if (hashed.size === 0) return [];
  const hiding = exports.filter(({ people }) => [...hashed].some((person) => people.has(person)));
  const used = new Set(
    demands.flatMap(({ person, products }) =>
      hashed.has(person) ? products.filter(({ onSeats }) => onSeats).map(({ product }) => product) : [],
    ),
  );
  const held = open.filter(
    ({ offering, person }) =>
      hiding.some(({ people }) => !people.has(person)) &&
      [...used].some((product) => context.holdings.opens(offering, product)),
  );
  return [{ reason: { lacks: "hashes", users: hashed.size }, held }];
};

/** Seats that may have opened what their holders used on a seat, though no table says so. */
const unknownCovers: LackRule = ({ context, demands }, open) => {
  const { holdings } = context;
  const opened = new Map<HeldSeat, readonly string[]>();
  for (const seat of open) {
    const { offering, person } = seat;
    const used = at(demands, person).products.filter(
      ({ product, onSeats }) =>
        onSeats &&
        !holdings.heldBy(person).some((one) => holdings.opens(one, product)) &&
        mayCover(context, offering, product),
    );
    if (used.length > 0)
      opened.set(
        seat,
        used.map(({ product }) => product),
      );
  }
  return [...new Set([...opened.keys()].map(({ offering }) => offering))].sort().map((offering) => {
    const held = [...opened.keys()].filter((seat) => seat.offering === offering);
    const products = [...new Set(held.flatMap((seat) => opened.get(seat) ?? []))].sort();
    return { reason: { lacks: "covers", offering, products }, held };
  });
};

/** Seats that the exports show on a few days only, beside tokens on more. */
const fewDaysOfSeats: LackRule = ({ context: { assumptions }, time }, open) => {
  const shown = daysOfKind(time, "seats");
  if (time.tooShort || shown === null || shown >= assumptions.leastDays) return [];
  return [{ reason: { lacks: "days", days: shown }, held: open }];
};

const withoutSeatUse: LackRule = ({ ofSeats }, open) =>
  ofSeats.length === 0 ? [{ reason: { lacks: "seats" }, held: open }] : [];

/** Seats outside the people and products that any export covers by its kind and its stated filters. */
const beyondStated: LackRule = ({ context, ofSeats }, open) => {
  const outside = open.filter(
    ({ person, offering }) =>
      !ofSeats.some((one) => coversPerson(context, one, person) && coversOffering(context, one, offering)),
  );
  const filters = [...new Set(ofSeats.flatMap(filtersInWords))];
  const inLogs = new Set(ofSeats.flatMap(({ people }) => [...people])).size;
  return [
    {
      reason: filters.length > 0 ? { lacks: "stated", filters } : { lacks: "log", people: inLogs },
      held: outside,
    },
  ];
};

/** Whether filters of one kind are stated by all exports of seats, so that nothing is to be inferred about them. */
const areStated = ({ ofSeats }: Facts, about: "team" | "product"): boolean =>
  ofSeats.every((one) => statesFilter(one, about));

/**
 * Products of held collections that no row shows and a filter of the exports may have removed: products with a price,
 * and every product of a collection with rows for no more than half of its products.
 */
export function hiddenProducts(facts: Facts): ReadonlySet<string> {
  const { context, products } = facts;
  if (areStated(facts, "product")) return new Set();
  const priced = new Set(context.offers.filter(isPriced).map(({ offering }) => offering));
  const hidden = context.holdings.offerings.flatMap((offering) => {
    const opened = coveredProducts(context, offering);
    const unshown = opened.filter((product) => !products.has(product));
    return unshown.length * 2 >= opened.length ? unshown : unshown.filter((product) => priced.has(product));
  });
  return new Set(hidden);
}

/** Whether so few products are shown that a filter may have left out this many. */
const isFew = ({ context: { assumptions }, products }: Facts, leftOut: number): boolean =>
  leftOut * assumptions.filteredProducts >= products.size;

const beyondProducts: LackRule = (facts, open) => {
  const { context, products, isStated } = facts;
  const { holdings } = context;
  if (areStated(facts, "product")) return [];
  const opening = new Set(holdings.offerings.filter((offering) => opensShown(facts, offering)));
  const unshown = open.filter((seat) => !opening.has(seat.offering) && !isStated(seat));
  const offerings = new Set(unshown.map(({ offering }) => offering));
  if (unshown.length < context.assumptions.leastHolders || !isFew(facts, offerings.size)) return [];
  const hiding = new Set(
    holdings.offerings.filter(
      (offering) =>
        offerings.has(offering) ||
        (holdings.isCollection(offering) &&
          !coveredProducts(context, offering).every((product) => products.has(product))),
    ),
  );
  const held = open.filter((seat) => hiding.has(seat.offering) && !isStated(seat));
  const reason: Lack = { lacks: "products", shown: [...products].sort() };
  return holdings.offerings.map((offering) => ({
    reason,
    held: held.filter((seat) => seat.offering === offering),
  }));
};

const coveredProducts = ({ offers }: Context, offering: string): readonly string[] =>
  offers.find((offer) => offer.offering === offering)?.covers ?? [];

const opensShown = ({ context, products }: Facts, offering: string): boolean =>
  [...products].some((product) => context.holdings.opens(offering, product));

const unseenOfferings: LackRule = (facts, open) =>
  facts.context.holdings.offerings.flatMap((offering): AskedSeats[] => {
    const held = open.filter((seat) => seat.offering === offering);
    if (held.length < facts.context.assumptions.leastHolders || held.some(facts.isStated)) return [];
    const isUnseen = !held.some(({ person }) => facts.isShown(person)) || !opensShown(facts, offering);
    return isUnseen ? [{ reason: { lacks: "holders", offering }, held }] : [];
  });

const unseenGroups: LackRule = (facts, open) =>
  (["team", "department"] as const).flatMap((group): AskedSeats[] => {
    if (group === "team" && areStated(facts, "team")) return [];
    const members = new Map<string, PersonIndex[]>();
    for (const person of facts.holders) {
      const name = at(facts.context.estate.people, person)[group];
      if (name === undefined) continue;
      const own = members.get(name);
      if (own) own.push(person);
      else members.set(name, [person]);
    }
    return [...members]
      .filter(
        ([, people]) =>
          people.length >= facts.context.assumptions.leastHolders && !people.some(facts.isShown),
      )
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name]) => ({
        reason: { lacks: "group", group, name },
        held: open.filter(({ person }) => at(facts.context.estate.people, person)[group] === name),
      }));
  });

const fewPeople: LackRule = ({ context: { assumptions }, holders, isShown }, open) => {
  const seen = holders.filter(isShown).length;
  if (holders.length < assumptions.manyHolders || seen / holders.length >= assumptions.leastSeen) return [];
  const held = open.filter(({ person }) => !isShown(person));
  return [{ reason: { lacks: "people", seen, holders: holders.length }, held }];
};
