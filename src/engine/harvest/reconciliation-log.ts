import type { Analysis } from "../analysis";
import type { ReconciliationLine } from "../estate/harvest-records";
import { firstYear } from "../renewal/scenario-cost";
import { cents, HALF_A_CENT, minus, sumKnown, times } from "../units";
import { isBehind, nextNumber } from "./decision-log";

/** The state of a day, without numbers of lines. */
export type DayState = Omit<ReconciliationLine, "no">;

/** The state of the day of the analysis: a line for each offering, for tokens, and for all together. */
export function stateOf(analysis: Analysis): DayState[] {
  const { asOf, reconciliations, consumption, asIs, users, coverage } = analysis;
  const people = users.filter(({ lastUse }) => lastUse !== null && lastUse >= coverage.recentFrom).length;
  const isUseKnown = users.some(({ lastUse }) => lastUse !== null) && !coverage.tooShort;
  const seatLines = reconciliations.map(
    ({ offering, bought, assigned, active, needed, variance, unitPrice }): DayState => ({
      ...NOTHING,
      asOf,
      of: "seats",
      offering,
      bought,
      assigned,
      active,
      needed,
      variance,
      cost: bought === null || unitPrice === null ? null : cents(times(unitPrice, bought)),
    }),
  );
  const year = asIs.leftOut.length > 0 ? null : firstYear(asIs);
  const sum = (of: "bought" | "assigned" | "active" | "needed") =>
    seatLines.length === 0 ? null : sumKnown(seatLines.map((line) => line[of]));
  const [bought, assigned] = [sum("bought"), sum("assigned")];
  return [
    ...seatLines,
    {
      ...NOTHING,
      asOf,
      of: "tokens",
      tokens: consumption.year,
      cost: year === null ? null : cents(year.tokenCost),
    },
    {
      asOf,
      of: "all",
      offering: "",
      bought,
      assigned,
      active: sum("active"),
      needed: sum("needed"),
      variance: bought === null || assigned === null ? null : minus(assigned, bought),
      people: isUseKnown ? people : null,
      tokens: consumption.year,
      cost: year === null ? null : cents(year.cost),
    },
  ];
}

const NOTHING = {
  offering: "",
  bought: null,
  assigned: null,
  active: null,
  needed: null,
  variance: null,
  people: null,
  tokens: null,
  cost: null,
} as const;

/** The lines that this run adds: its state, where the log does not hold it for the day. */
export function newReconciliationLines(analysis: Analysis): ReconciliationLine[] {
  const lines = analysis.estate.harvest?.reconciliations ?? [];
  if (isBehind(lines, analysis.asOf)) return [];
  const today = new Map<string, ReconciliationLine>();
  for (const line of lines) if (line.asOf === analysis.asOf) today.set(subjectOf(line), line);
  const next = nextNumber(analysis.estate, "reconciliations");
  return stateOf(analysis)
    .filter((state) => !isLogged(state, today.get(subjectOf(state))))
    .map((state, i) => ({ ...state, no: next + i }));
}

/** What a line is about. */
const subjectOf = ({ of, offering }: Pick<DayState, "of" | "offering">): string => `${of} ${offering}`;

const STATE_FIGURES = [
  "bought",
  "assigned",
  "active",
  "needed",
  "variance",
  "people",
  "tokens",
  "cost",
] as const;

/** Whether a line of the log says the same; numbers are the same if they differ by less than a spreadsheet keeps. */
const isLogged = (state: DayState, line: ReconciliationLine | undefined): boolean =>
  line !== undefined &&
  STATE_FIGURES.every((figure) => {
    const [now, then] = [state[figure], line[figure]];
    return now === null || then === null ? now === then : Math.abs(now - then) < HALF_A_CENT;
  });
