import type { Context } from "../estate/context";
import type { DailyUse, PersonIndex } from "../estate/estate";
import { seats, type Seats } from "../units";
import type { Baseline } from "../usage/baseline";
import type { Demand } from "../usage/demand";
import type { SharedRows } from "../usage/slices";
import type { CoveredTime } from "./covered-time";
import { exportsOfUse, saysOf, filtersInWords } from "./exports";
import { groupGaps, type GroupGap } from "./group-gaps";
import {
  hiddenProducts,
  questionFacts,
  questionsOf,
  type AskedSeats,
  type Facts,
  type HeldSeat,
  type Lack,
} from "./questions";

/** What the exports of use cover, so that an absent row is not taken for absent use (DOMAIN §14). */
export interface Coverage extends CoveredTime {
  /** People who hold a seat now, and how many of them any export of use shows. */
  readonly holders: number;
  readonly seen: number;
  /** Holders whose use the exports may leave out, by offering. */
  readonly unknownHolders: ReadonlyMap<string, ReadonlySet<PersonIndex>>;
  /** Everybody in `unknownHolders` and `otherNames`: they keep what they have. */
  readonly unknownPeople: ReadonlySet<PersonIndex>;
  /** Users without a seat who may be seat holders under another name or behind a hash. */
  readonly otherNames: ReadonlySet<PersonIndex>;
  /** Offerings without a holder whose use is known. */
  readonly notCovered: ReadonlySet<string>;
  readonly questions: readonly Question[];
  /** Products that held collections open and the exports may leave out, because no row of a seat's export has them. */
  readonly hiddenProducts: ReadonlySet<string>;
  /** Times that the exports show without anybody of a team or department. */
  readonly groupGaps: readonly GroupGap[];
  /** Exports without people that were added and may be one export twice. */
  readonly maybeTwice: readonly SharedRows[];
  /** Whether the exports show all tokens that were drawn. */
  readonly tokensCovered: boolean;
}

/** Seats that may look unused only because the exports leave their use out. */
export interface Question {
  readonly reason: Lack;
  /** Seats of each offering, in order of name. */
  readonly held: ReadonlyMap<string, Seats>;
}

/** What the use is, before anything is concluded from it. */
export interface SeenUse {
  readonly rows: DailyUse;
  readonly baseline: Baseline;
  readonly demands: readonly Demand[];
  readonly time: CoveredTime;
}

export function coverageOf(context: Context, seen: SeenUse): Coverage {
  const { rows, baseline, time } = seen;
  const { holdings, assumptions } = context;
  const isComplete = assumptions.exportsComplete === "yes";
  const facts = questionFacts(context, seen, exportsOfUse(context, rows));
  const asked = questionsOf(facts, isComplete);
  const otherNames = new Set([...facts.pairs.map(({ user }) => user), ...facts.hashed]);
  const unknownHolders = holdersIn(asked.flatMap(({ held }) => held));
  return {
    ...time,
    holders: facts.holders.length,
    seen: facts.holders.filter(facts.isSeen).length,
    unknownHolders,
    unknownPeople: new Set([...asked.flatMap(({ held }) => held.map(({ person }) => person)), ...otherNames]),
    otherNames,
    notCovered: new Set(
      [...unknownHolders]
        .filter(([offering, people]) => people.size === holdings.holders(offering).length)
        .map(([offering]) => offering),
    ),
    hiddenProducts: hiddenProducts(facts),
    groupGaps: groupGaps(context, rows, baseline),
    maybeTwice: baseline.slices.alike,
    questions: asked.map(({ reason, held }) => ({ reason, held: seatsIn(held) })),
    tokensCovered: isComplete || areTokensCovered(facts, baseline, asked),
  };
}

function holdersIn(held: readonly HeldSeat[]): Map<string, Set<PersonIndex>> {
  const holders = new Map<string, Set<PersonIndex>>();
  for (const { offering, person } of held)
    holders.set(offering, (holders.get(offering) ?? new Set()).add(person));
  return holders;
}

const seatsIn = (held: readonly HeldSeat[]): Map<string, Seats> =>
  new Map(
    [...holdersIn(held)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([offering, people]) => [offering, seats(people.size)]),
  );

/** Reasons for which tokens, too, may be left out; unused seats alone say nothing of tokens. */
const HIDING_TOKENS: ReadonlySet<Lack["lacks"]> = new Set(["products", "group", "people"]);

function areTokensCovered({ exports }: Facts, baseline: Baseline, asked: readonly AskedSeats[]): boolean {
  const isWhole =
    baseline.windows.nobody !== null ||
    exports.some(
      (one) =>
        one.kind !== "Sessions" &&
        saysOf(one, "tokens") &&
        (one.showsTokens || one.kind === "Token usage") &&
        filtersInWords(one).length === 0,
    );
  return isWhole && !asked.some(({ reason }) => HIDING_TOKENS.has(reason.lacks));
}
