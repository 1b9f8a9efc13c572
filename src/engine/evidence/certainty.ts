import type { Analysis, UserAnalysis } from "../analysis";
import { at } from "../at";
import type { Estate, Offer } from "../estate/estate";
import { grouped } from "../grouped";
import { onceFor } from "../once-for";
import { spareSeats, type Reconciliation } from "../seats/reconciliation";
import { listed } from "../wording";
import { minus, most, seats, total, type Seats } from "../units";
import { comingSeats } from "./coming-seats";
import { illustrativePrices } from "./illustrative-prices";
import { isSettingRefused } from "./refusals";
import { DECIDING_THE_MIX } from "./settings";

/**
 * How far a recommendation rests on what the exports show (DOMAIN §14). `sure`: a whole year shows it.
 * `estimated`: the year's use is estimated from fewer days. `if complete`: it holds only if the exports leave
 * nobody and nothing out. `if the vendor agrees`: a notice date has passed.
 */
export type Certainty = "sure" | "estimated" | "if complete" | "if the vendor agrees";

/** Whether the exports show a whole year of each kind of use to the day of the analysis, so that the season counts. */
export const showsWholeYear = ({ coverage, asOf, assumptions }: Analysis): boolean =>
  coverage.days !== null &&
  [{ days: coverage.days, through: coverage.through }, ...coverage.kinds].every(
    ({ days, through }) => days >= assumptions.wholeYearDays && asOf - through < assumptions.staleDays,
  );

/** Whether no export shows any use of a person. */
const wasNeverSeen = ({ lastUse, products, leaver }: UserAnalysis): boolean =>
  !leaver && lastUse === null && products.length === 0;

/** The holders of an offering without use in any export; none if the exports are known to be complete. */
export function unseenHolders({ users, assumptions }: Analysis, offering: string): Seats {
  if (assumptions.exportsComplete === "yes") return seats(0);
  return seats(users.filter((user) => user.heldSeats.includes(offering) && wasNeverSeen(user)).length);
}

/**
 * The seats among `dropped` that go only if the exports are complete. Such a seat is held by a person whom no export
 * shows, is taken over by such a person, might be needed by one instead of another seat, or is held by a person whose
 * use the exports may show only in part. Seats without a holder are dropped first, then seats of everybody else.
 */
export function droppedIfComplete(analysis: Analysis, offering: string, dropped: Seats): Seats {
  const { users, assumptions, estate } = analysis;
  if (assumptions.exportsComplete === "yes") return seats(0);
  // Without a table of holders nobody knows whom the exports leave out.
  if (estate.assignments.length === 0) return dropped;
  const { freed, losing, gaining } = seatChanges(users);
  const isPartlyShown =
    analysis.keptTokens > 0 || hidesSeatDays(analysis) || hidesProducts(analysis, offering);
  const missed = missedInPart(analysis);
  const lost = losing.get(offering) ?? [];
  const gained = gaining.get(offering) ?? [];
  const isUnproven = (user: UserAnalysis): boolean =>
    wasNeverSeen(user) ||
    (missed.has(user) && !user.leaver) ||
    (isPartlyShown && !user.leaver) ||
    user.recommended.seats.some((seat) => freed.has(seat));
  const unproven = lost.filter(isUnproven).length;
  const row = rowsByOffering(analysis.reconciliations).get(offering);
  const spare = row === undefined || isHeldUnseen(analysis, offering) ? null : spareSeats(row);
  // Seats that may be spare may have holders, too.
  const shown = Math.max(
    (spare ?? 0) + lost.length - unproven - gained.length - mightTake(analysis, offering),
    0,
  );
  return most(minus(dropped, seats(shown)), seats(0));
}

/** Whether people use what a seat opens on seats that no table assigns: then further seats may have holders. */
const isHeldUnseen = ({ useWithoutSeat, offers }: Analysis, offering: string): boolean =>
  useWithoutSeat.some(({ product, recent }) => recent && opensOf(offers, offering).includes(product));

/** Whether the exports leave out days on which seats may have been used. */
const hidesSeatDays = ({ coverage }: Analysis): boolean =>
  coverage.gaps.some(({ of }) => of !== "use of tokens");

/** The people whose team or department is missing from the exports for some time. */
const missedInPart = onceFor(({ users, coverage }: Analysis): ReadonlySet<UserAnalysis> => {
  const people = new Set(coverage.groupGaps.flatMap((gap) => [...gap.people]));
  return new Set(users.filter((_, person) => people.has(person)));
});

/** Whether a seat opens a product besides its own that the exports may leave out. */
const hidesProducts = ({ coverage, offers }: Analysis, offering: string): boolean =>
  opensOf(offers, offering).some((product) => product !== offering && coverage.hiddenProducts.has(product));

/** The products that a seat opens. */
const opensOf = (offers: readonly Offer[], offering: string): readonly string[] => [
  offering,
  ...(offerOf(offers).get(offering)?.covers ?? []),
];

const offerOf = onceFor(
  (offers: readonly Offer[]): ReadonlyMap<string, Offer> =>
    new Map(offers.map((offer) => [offer.offering, offer])),
);
const rowsByOffering = onceFor(
  (rows: readonly Reconciliation[]): ReadonlyMap<string, Reconciliation> =>
    new Map(rows.map((row) => [row.offering, row])),
);

/**
 * How many people whose use is unknown hold another offering, and might need this one instead; none where no more
 * people are unseen than the analyst calls usual. A dearer seat than their own they do not need: theirs was enough.
 */
function mightTake(analysis: Analysis, offering: string): number {
  const { offers, coverage, assumptions } = analysis;
  const { holders, seen, unknownPeople } = coverage;
  if (unknownPeople.size === 0 && holders - seen <= assumptions.usualUnseen * holders) return 0;
  const { bySeat, byProduct } = unseenSeats(analysis);
  const priceOf = (name: string) => offerOf(offers).get(name)?.pricePerYear;
  const price = priceOf(offering) ?? 0;
  const alike = new Set(opensOf(offers, offering).flatMap((product) => byProduct.get(product) ?? []));
  const people = [...alike]
    .filter((seat) => (priceOf(seat) ?? Infinity) >= price)
    .flatMap((seat) => bySeat.get(seat) ?? []);
  return [...new Set(people)].filter((user) => !user.heldSeats.includes(offering)).length;
}

/** The seats of people whose use is unknown: their holders by seat, and the seats by product that they open. */
const unseenSeats = onceFor(({ users, offers, coverage }: Analysis) => {
  const unseen = users.filter((user, person) => wasNeverSeen(user) || coverage.unknownPeople.has(person));
  const bySeat = byEach(unseen, ({ heldSeats }) => heldSeats);
  return { bySeat, byProduct: byEach([...bySeat.keys()], (seat) => opensOf(offers, seat)) };
});

/** The users who lose or gain a seat, by offering, and the offerings that an unseen user loses a seat of. */
const seatChanges = onceFor((users: readonly UserAnalysis[]) => {
  const losing = byEach(users, ({ heldSeats, recommended }) => without(heldSeats, recommended.seats));
  const gaining = byEach(users, ({ heldSeats, recommended }) => without(recommended.seats, heldSeats));
  const freed = new Set([...losing].flatMap(([seat, own]) => (own.some(wasNeverSeen) ? [seat] : [])));
  return { losing, gaining, freed };
});

const without = (before: readonly string[], after: readonly string[]): string[] =>
  before.filter((seat) => !after.includes(seat));

/** The items by each of their keys, in their order; an item counts once for a key. */
function byEach<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
): ReadonlyMap<string, readonly Item[]> {
  const pairs = items.flatMap((item) => [...new Set(keysOf(item))].map((key) => ({ key, item })));
  const byKey = grouped(pairs, ({ key }) => key);
  return new Map([...byKey].map(([key, own]) => [key, own.map(({ item }) => item)]));
}

/**
 * What leaves open whether the recommended scenario is right, beside the seats that it drops. `unread`: rows that could
 * not be read. `exports`: people or tokens that the exports may leave out. `seats over`: seats assigned beyond those
 * bought, for which a table gives another reason than a debt. `coming`: seats that begin later. `twice`: tokens that
 * may be counted twice, as two rows may state one purchase.
 */
export type Doubt = "coming" | "twice" | "unread" | "exports" | "seats over";

/**
 * What every recommendation depends on, in words: that a setting which decides the mix is its default though it could
 * not be read, that tables which were hidden, and so not read, say nothing else, or that seats which begin later can
 * still be changed. Null for nothing.
 */
export function conditionOfMix(analysis: Pick<Analysis, "estate" | "asOf">): string | null {
  const coming = comingSeats(analysis);
  return conditionOfUnread(analysis.estate) ?? (coming === null ? null : `if ${coming} can still be changed`);
}

function conditionOfUnread(estate: Pick<Estate, "refusals" | "hidden">): string | null {
  if (DECIDING_THE_MIX.some((key) => isSettingRefused(estate, key)))
    return "if the settings that could not be read are as assumed";
  const { hidden = [] } = estate;
  return hidden.length === 0
    ? null
    : `if the hidden ${listed(hidden)} ${hidden.length > 1 ? "tables change" : "table changes"} nothing`;
}

/** Whether anything can be sure: the exports show a whole year, and every setting that decides the mix was read. */
export const allowsSure = (analysis: Analysis): boolean =>
  showsWholeYear(analysis) && conditionOfMix(analysis) === null;

/** The doubts about the recommended scenario; none if the tables leave nothing open. */
export function doubtsOf(analysis: Analysis): Doubt[] {
  const { coverage, estate, reconciliations, stays, users, keptTokens } = analysis;
  const isUnread =
    stays.size > 0 || users.some(({ unread }) => unread.length > 0) || conditionOfUnread(estate) !== null;
  const mayLeaveOut =
    [coverage.questions, coverage.gaps, coverage.groupGaps, coverage.maybeTwice].some(
      (found) => found.length > 0,
    ) ||
    keptTokens > 0 ||
    coverage.tokensTooShort ||
    ordersUnassigned(analysis);
  const isOver = reconciliations.some(({ unsettled }) => unsettled.length > 0);
  return [
    ...(comingSeats(analysis) === null ? [] : (["coming"] as const)),
    ...(estate.packs.some(({ mayRepeat }) => mayRepeat) ? (["twice"] as const) : []),
    ...(isUnread ? (["unread"] as const) : []),
    ...(mayLeaveOut ? (["exports"] as const) : []),
    ...(isOver ? (["seats over"] as const) : []),
  ];
}

/**
 * Whether seats are ordered for people who used them and to whom no table assigns one: the export of users may leave
 * out that they hold one, or the seat was taken back.
 */
const ordersUnassigned = ({ useWithoutSeat, users, offers, assumptions }: Analysis): boolean =>
  assumptions.exportsComplete === "no" &&
  useWithoutSeat.some(({ person, product }) => {
    const { heldSeats, recommended } = at(users, person);
    return without(recommended.seats, heldSeats).some((seat) => opensOf(offers, seat).includes(product));
  });

/** How sure the recommended scenario is as a whole: as sure as the least sure of its parts. */
export function certaintyOf(analysis: Analysis, conditional: readonly Seats[]): Certainty {
  if (doubtsOf(analysis).length > 0 || total(conditional) > seats(0)) return "if complete";
  return showsWholeYear(analysis) && illustrativePrices(analysis).length === 0 ? "sure" : "estimated";
}
