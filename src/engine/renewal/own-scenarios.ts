import { at } from "../at";
import type { ContractLine } from "../estate/contract-lines";
import type { OwnScenario } from "../estate/estate";
import { PROGRESS } from "../mix/progress";
import type { Steps } from "../steps";
import { fraction, most, scale, seats, total, type Seats } from "../units";
import { counted, listed, percentText } from "../wording";
import type { Ask } from "../negotiation/asks";
import { chosenAgainInSteps, inputOn, MOST_COMPARED, TOO_MANY } from "../negotiation/other-terms";
import { grownBy, type SeatLine, type TokenLine } from "./scenario-cost";
import {
  asIsOf,
  comparedWith,
  withPurchases,
  type Renewal,
  type RenewalInput,
  type Scenario,
} from "./scenarios";
import type { LeftOutVariant, Variant } from "./variants";

/** New seats of dropped offerings: nothing else covers the people who need them. */
const newOfDropped = ({ drop }: OwnScenario, { agreed: { lines } }: Variant): Seats =>
  total(
    lines
      .filter(({ offering, source }) => source === null && drop.includes(offering))
      .map((line) => at(line.seats, 0)),
  );

/** The analyst's scenarios: the best mix on their terms, and on their needs alone. */
export function* ownScenariosInSteps(
  input: RenewalInput,
  renewal: Renewal,
): Steps<(Variant | LeftOutVariant)[]> {
  if (renewal.recommended === null) return [];
  const made: (Variant | LeftOutVariant)[] = [];
  for (const [i, row] of input.context.estate.ownScenarios.entries()) {
    yield PROGRESS;
    const why = i < MOST_COMPARED ? unknownNameIn(row, input) : TOO_MANY;
    const variant = why === null ? yield* variantOf(row, input, renewal, renewal.recommended) : null;
    const leftOut = { of: "analyst", name: row.scenario, origin: row.origin } as const;
    if (variant === null) made.push({ ...leftOut, why: why ?? "no best mix can be chosen on its terms" });
    else if (newOfDropped(row, variant) === 0) made.push(variant);
    else {
      const needed = counted(newOfDropped(row, variant), "new seat");
      made.push({ ...leftOut, why: `${needed} of ${listed(row.drop)} would still be needed` });
    }
  }
  return made;
}

/** What the row names that no table knows; null for nothing. */
function unknownNameIn({ contract, keep, drop }: OwnScenario, { context }: RenewalInput): string | null {
  const { lines, offers, stays } = context;
  if (contract !== undefined && !lines.some((line) => line.contract === contract))
    return `no running contract is called ${contract}`;
  const strange = [...keep, ...drop].filter((name) => !offers.some(({ offering }) => offering === name));
  if (strange.length > 0) return `no table knows ${listed(strange)}`;
  const unread = drop.filter((name) => stays.has(name));
  return unread.length > 0 ? `something about ${listed(unread)} could not be read, so its seats stay` : null;
}

function* variantOf(
  row: OwnScenario,
  input: RenewalInput,
  { asIs: asIsOfRun }: Renewal,
  recommended: Scenario,
): Steps<Variant | null> {
  const { growth, keep, drop, scenario: name } = row;
  const needs = onNeeds(row, input);
  const needsConsent = [row.cap, row.floor, row.uplift, row.termYears].some((term) => term !== undefined);
  const on = (scenario: Scenario, called: string): Scenario =>
    inRun({ ...scenario, name: called }, needs, input);
  const found = yield* chosenAgainInSteps(withoutDropped(row, onTerms(row, needs)));
  if (found === null) return null;
  const asIs = growth === undefined ? asIsOfRun : on(asIsOf(needs), `As is: ${name}`);
  const termed = withTerm(row, on(found, name), input);
  const asks = [...termAsks(row), ...termed.asks];
  const agreed = comparedWith(asIs, { ...termed, asks }, input.context);
  const hasOwnNeeds = growth !== undefined || keep.length + drop.length > 0;
  const refused = needsConsent && hasOwnNeeds ? yield* chosenAgainInSteps(withoutDropped(row, needs)) : null;
  const walkAway =
    refused === null ? recommended : comparedWith(asIs, on(refused, `${name}, refused`), input.context);
  return { of: "analyst", agreed, asIs, walkAway: needsConsent ? walkAway : null, needsConsent };
}

/** The requests that a row's terms are: without them its costs do not come about. */
function termAsks({ contract, cap, floor, uplift, termYears }: OwnScenario): Ask[] {
  const where = contract === undefined ? "on every contract" : `on contract ${contract}`;
  const texts = [
    ...(cap === undefined
      ? []
      : [`Agree that up to ${percentText(cap)} of the seats may go a year ${where}`]),
    ...(floor === undefined ? [] : [`Agree a floor of ${counted(floor, "seat")} ${where}`]),
    ...(uplift === undefined ? [] : [`Agree that prices of seats change by ${percentText(uplift)} a year`]),
    ...(termYears === undefined
      ? []
      : [`Commit all seats for ${counted(termYears, "year")} at the price of the first`]),
  ];
  return texts.map((text) => ({ text, about: null }));
}

/** The input with the growth and the kept offerings of a row. */
const onNeeds = ({ growth, keep }: OwnScenario, input: RenewalInput): RenewalInput =>
  inputOn(input, {
    ...(growth === undefined ? {} : { assumptions: { growth } }),
    line: (line) =>
      keep.includes(line.offering) && line.cap !== null ? { ...line, cap: fraction(0) } : line,
  });

/** So dear that a seat is chosen only where it is paid for anyway, or where nothing else will do. */
const DROPPED = 1000;

/** The input with the dropped offerings of a row at a price that nobody would pay. */
const withoutDropped = ({ drop }: OwnScenario, input: RenewalInput): RenewalInput =>
  drop.length === 0
    ? input
    : inputOn(input, {
        offer: ({ volume, ...offer }) =>
          drop.includes(offer.offering)
            ? { ...offer, pricePerYear: scale(offer.pricePerYear, DROPPED) }
            : { ...offer, ...(volume === undefined ? {} : { volume }) },
      });

/** The input with the contract terms of a row; no cap lets seats go that the row keeps. */
function onTerms({ contract, keep, cap, floor, uplift }: OwnScenario, input: RenewalInput): RenewalInput {
  const isMeant = (line: ContractLine): boolean => contract === undefined || line.contract === contract;
  return inputOn(input, {
    line: (line) => ({
      ...line,
      ...(cap !== undefined && isMeant(line) && line.cap !== null && !keep.includes(line.offering)
        ? { cap }
        : {}),
      ...(floor !== undefined && isMeant(line) ? { floor: line.contract === null ? null : floor } : {}),
      ...(uplift === undefined ? {} : { uplift, upliftCap: null }),
    }),
  });
}

/** The scenario at the prices of the run, with tokens needed that the growth of the run makes as many. */
function inRun(scenario: Scenario, { context }: RenewalInput, input: RenewalInput): Scenario {
  const grown = (year: number): number =>
    grownBy(year, context.assumptions) / grownBy(year, input.context.assumptions);
  const pools = scenario.pools.map((pool): TokenLine =>
    pool.asBefore ? pool : { ...pool, needed: pool.needed.map((n, i) => scale(n, grown(i + 1))) },
  );
  return withPurchases({ ...scenario, id: "own", pools }, input, scenario.lines);
}

/**
 * The scenario with its seats committed for a term at the price of its first year; after it, they have the price that
 * the rise leads to. Lines that are still committed keep to their own term.
 */
function withTerm(row: OwnScenario, scenario: Scenario, input: RenewalInput): Scenario {
  const { termYears, uplift } = row;
  const years = input.context.assumptions.years;
  const own = scenario.lines.map((line): SeatLine =>
    uplift === undefined || line.committed ? line : { ...line, uplift, upliftCap: null },
  );
  const isSplit = termYears !== undefined && termYears > 1;
  const lines = isSplit ? own.flatMap((line) => splitAt(Math.min(termYears, years), line, own)) : own;
  return withPurchases(scenario, input, lines);
}

/** A line in its term, in which its seats never fall, and after it. */
function splitAt(term: number, line: SeatLine, all: readonly SeatLine[]): SeatLine[] {
  const isInOldTerm = all.some((one) => one.committed && one.source !== null && one.source === line.source);
  if (line.committed || isInOldTerm) return [line];
  let held = seats(0);
  const inTerm = line.seats.slice(0, term).map((n): Seats => (held = most(held, n)));
  const of = (isIn: boolean): Seats[] =>
    line.seats.map((n, i) => (i < term === isIn ? (isIn ? at(inTerm, i) : n) : seats(0)));
  return [
    { ...line, seats: of(true), uplift: fraction(0), committed: true },
    { ...line, seats: of(false) },
  ].filter((part) => part.seats.some((n) => n > 0));
}
