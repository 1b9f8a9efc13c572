import { at } from "../at";
import { isLate, mayChange, type ContractLine } from "../estate/contract-lines";
import { grouped } from "../grouped";
import { PROGRESS } from "../mix/progress";
import { leastOn } from "../seats/orders";
import type { Steps } from "../steps";
import { fraction, HALF_A_CENT, least, minus, money, times, total, type Money, type Seats } from "../units";
import { counted, listed, percentText, wholeNumber } from "../wording";
import type { Concession } from "./concessions";
import { inputOn, leastCostOnInSteps, type OtherTerms } from "./other-terms";
import type { SeatLine } from "../renewal/scenario-cost";
import type { Renewal, RenewalInput, Scenario } from "../renewal/scenarios";

/** The best mix is chosen again for this many contracts: the ones that cost most. */
const MOST_CONTRACTS = 5;

/** The seats that a scenario pays for on one contract. */
interface ContractSeats {
  readonly contract: string;
  readonly lines: readonly SeatLine[];
  readonly cap: number | null;
  readonly floor: Seats | null;
  readonly isCapped: boolean;
  readonly isFloored: boolean;
  readonly feeStays: boolean;
}

type Words = Omit<Concession, "contract" | "worth" | "basis">;

/**
 * What it is worth to change the right to reduce of each contract that holds seats: the cost of the best mix less that
 * of the best mix chosen again on the other terms, all else as in this run.
 */
export function* contractConcessionsInSteps(
  input: RenewalInput,
  { recommended, ifAgreed, mixes }: Pick<Renewal, "recommended" | "ifAgreed" | "mixes">,
): Steps<Concession[]> {
  if (recommended === null) return [];
  const found: Concession[] =
    ifAgreed === null ? [] : [lateNotice(input, minus(recommended.total, ifAgreed.total))];
  const plans = mixes.map((mix) => mix.plans);
  const holding = heldContracts(recommended).filter(
    ({ isCapped, isFloored, feeStays }) => isCapped || isFloored || feeStays,
  );
  const rest = holding.slice(MOST_CONTRACTS).map(({ contract }) => contract);
  if (rest.length > 0) found.push(notTried(rest));
  for (const held of holding.slice(0, MOST_CONTRACTS))
    for (const { terms, words } of termChanges(held)) {
      yield PROGRESS;
      const changed = inputOn(input, {
        line: (line) => (line.contract === held.contract ? terms(line) : line),
      });
      const other = yield* leastCostOnInSteps(changed, plans);
      const worth = minus(recommended.total, other.total);
      if (worth > HALF_A_CENT)
        found.push({
          ...words(other),
          contract: held.contract,
          worth,
          basis: comparedTotals(recommended, other),
        });
    }
  return found;
}

/** Contracts whose other terms would take too many searches. */
const notTried = (contracts: readonly string[]): Concession => ({
  id: "cap and floor",
  contract: null,
  ask: `Change the cap, the floor or the fee of ${counted(contracts.length, "further contract")}`,
  worth: null,
  basis: `only the ${MOST_CONTRACTS} contracts that hold the most money were tried; not tried: ${listed(contracts)}`,
  trade: "a longer term, or a forecast of the seats needed, every quarter",
  say: "We pay for the seats that we need, however many fewer they are.",
});

const comparedTotals = ({ total: now }: Scenario, { total: then }: Scenario): string =>
  `the best mix at ${wholeNumber(now)}, and chosen again at ${wholeNumber(then)}`;

/** The contracts of a scenario, by falling cost. */
function heldContracts({ lines }: Scenario): ContractSeats[] {
  const own = lines.filter((line) => line.source?.contract != null);
  const costOf = (held: ContractSeats): Money =>
    total(
      held.lines.map(({ unitPrice, seats: n }) =>
        unitPrice === null ? money(0) : times(unitPrice, total(n)),
      ),
    );
  return [...grouped(own, ({ contract }) => contract ?? "")]
    .map(([contract, held]) => heldOn(contract, held))
    .sort((a, b) => costOf(b) - costOf(a) || (a.contract < b.contract ? -1 : 1));
}

function heldOn(contract: string, lines: readonly SeatLine[]): ContractSeats {
  const sources = [...new Set(lines.flatMap(({ source }) => source ?? []))];
  const paidOn = (source: ContractLine, year: number): Seats =>
    total(lines.filter((line) => line.source === source).map((line) => at(line.seats, year)));
  const years = at(lines, 0).seats.map((_, year) => year);
  const caps = sources.flatMap(({ cap, feeFollows }) => (cap !== null && cap < 1 && feeFollows ? [cap] : []));
  const floor = sources[0]?.floor ?? null;
  return {
    contract,
    lines,
    cap: caps.length === 0 ? null : Math.min(...caps),
    floor,
    isCapped: sources.some((source) =>
      years.some((year) => {
        const before = year === 0 ? source.bought : paidOn(source, year - 1);
        const paid = paidOn(source, year);
        const isOpen = mayChange(source, year + 1) && source.feeFollows && (source.cap ?? 1) < 1;
        return isOpen && paid > 0 && paid === leastOn(source, year + 1, before);
      }),
    ),
    isFloored:
      floor !== null &&
      years.some((year) => {
        const paid = total(sources.map((source) => paidOn(source, year)));
        return paid > 0 && paid <= floor;
      }),
    feeStays: sources.some(({ feeFollows }) => !feeFollows),
  };
}

interface TermChange {
  readonly terms: NonNullable<OtherTerms["line"]>;
  readonly words: (other: Scenario) => Words;
}

const LIFTED = fraction(1);
/** An offering with unread rows keeps its seats whatever the cap. */
const uncapped = (line: ContractLine): ContractLine => ({ ...line, cap: line.cap === null ? null : LIFTED });
const unfloored = (line: ContractLine): ContractLine => ({ ...line, floor: null });

const termChanges = (held: ContractSeats): TermChange[] => [
  ...(held.feeStays ? [feeChange(held)] : []),
  ...(held.isCapped ? [capChange(held)] : []),
  ...(held.isFloored ? [floorChange(held)] : []),
  ...(held.isCapped && held.isFloored ? [bothChange(held)] : []),
];

const capText = ({ cap }: ContractSeats): string =>
  cap === null ? "the cap" : `the cap of ${percentText(cap)}`;

const floorText = ({ floor }: ContractSeats): string =>
  floor === null ? "an unknown number" : wholeNumber(floor);

const feeChange = ({ contract }: ContractSeats): TermChange => ({
  terms: (line) => ({ ...line, feeFollows: true }),
  words: () => ({
    id: "fee",
    ask: `Let the fee of ${contract} fall with its quantity`,
    trade: "a forecast of the seats needed, every quarter",
    say:
      "Seats that we return must no longer be charged: " +
      `fee, maintenance and support of ${contract} fall with the number of seats.`,
  }),
});

const capChange = (held: ContractSeats): TermChange => ({
  terms: uncapped,
  words: () => ({
    id: "cap",
    ask: `Lift ${capText(held)} on fewer seats of ${held.contract}`,
    trade: "a longer term, such as three years, or a floor that you are sure to need",
    say: `At each renewal of ${held.contract} we pay for the seats that we need, however many fewer they are.`,
  }),
});

const floorChange = (held: ContractSeats): TermChange => ({
  terms: unfloored,
  words: (other) => ({
    id: "floor",
    ask: `Lower the floor of ${held.contract} from ${floorText(held)} to ${lowestOn(other, held)}`,
    trade: "a longer term, or a forecast of the seats needed, every quarter",
    say:
      `We cannot commit to ${floorText(held)} seats on ${held.contract}; ` +
      `${lowestOn(other, held)} is the number that we are sure to need.`,
  }),
});

const bothChange = (held: ContractSeats): TermChange => ({
  terms: (line) => unfloored(uncapped(line)),
  words: (other) => ({
    id: "cap and floor",
    ask:
      `Lift ${capText(held)} of ${held.contract} and lower its floor from ${floorText(held)} to ` +
      `${lowestOn(other, held)}, both together`,
    trade: "a three-year term, and a forecast of the seats needed, every quarter",
    say:
      `We sign ${held.contract} again if its number of seats starts from what we need today, ` +
      `and the floor is ${lowestOn(other, held)}.`,
  }),
});

/** The fewest seats of a contract in any year, as text. */
function lowestOn({ lines }: Scenario, { contract, lines: held }: ContractSeats): string {
  const own = lines.filter((line) => line.contract === contract);
  const byYear = at(held, 0).seats.map((_, year) => total(own.map((line) => at(line.seats, year))));
  return wholeNumber(byYear.reduce((low, n) => least(low, n), at(byYear, 0)));
}

function lateNotice({ terms }: RenewalInput, worth: Money): Concession {
  const late = terms.lines.filter(isLate);
  const contracts = [...new Set(late.map(({ contract, offering }) => contract ?? offering))];
  const named = listed(contracts);
  return {
    id: "late notice",
    contract: contracts.length === 1 ? (late[0]?.contract ?? null) : null,
    ask: `Accept the notice for ${named} after its date`,
    worth,
    basis:
      "the best mix, and the best mix without the seats that a late notice keeps on " +
      counted(contracts.length, "contract"),
    trade: "the renewal of the other seats now, or a longer term for them",
    say: `We renew ${named} now for the seats that we need; please accept our notice although its date has passed.`,
  };
}
