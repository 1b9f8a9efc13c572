import { comparedOnBasis, type Scenario } from "../../engine/renewal/scenarios";
import { UNKNOWN } from "../../workbook/cells";
import { NONE, UNDO, type Check, type CheckFigure, type Written } from "./check";
import { orUnknown, quoted, scenarioFigure, sumOf, valueAt } from "./formulas";
import type { ReportInput } from "./report-input";
import { windowText } from "./robustness-table";
import { shownAtFirst, shownFigure, SWITCH_FITS } from "./scenario-switch";
import {
  BRIDGE,
  BRIEF_SEATS,
  inYear,
  MIX_SEATS,
  RENEWAL,
  ROBUSTNESS,
  SCENARIO_SEATS,
  SCENARIOS,
  stepIn,
  SHOWN_SCENARIO,
} from "./tables";

const COST = inYear(SCENARIOS, "Cost", 1);

/** Whether the answer still says what its own figures say: seats, bridge, least cost and the first page. */
export function answerChecks(run: ReportInput, written: Written): Check[] {
  const { recommended, mix } = run.analysis;
  if (recommended === null) return [wholeSums(written)];
  return [
    ...(written.has(MIX_SEATS) ? [seatsPaidFor(written)] : []),
    ...(written.has(BRIDGE) ? [bridgeAddsUp(written, recommended)] : []),
    ...(mix?.beatenBy === null ? isLeast(run, written, recommended) : []),
    ...(written.has(RENEWAL) ? [linesAddUp(run, written, recommended)] : []),
    ...ownRegret(run, written),
    wholeSums(written),
    switchFits,
    ...(written.has(BRIEF_SEATS) ? [briefSeats(run, written)] : []),
  ];
}

const switchFits: Check = {
  figure: {
    what: "Scenarios with the name in the cell Scenario shown",
    format: "whole",
    value: 1,
    formula: orUnknown(SWITCH_FITS),
  },
  other: { what: "One", format: "whole", value: 1, formula: "1" },
  remedy: "Choose a scenario from the list in the cell Scenario shown of the first sheet.",
};

/** The seats and tokens of the brief, compared with the scenario that it shows. */
function briefSeats({ analysis }: ReportInput, written: Written): Check {
  const columns = [SHOWN_SCENARIO.seats, inYear(SHOWN_SCENARIO, "Tokens", 1)];
  const shown = columns.map((column) => written.figure(SHOWN_SCENARIO, shownAtFirst(analysis).name, column));
  return {
    figure: {
      what: "Seats and tokens of the brief",
      format: "whole",
      value: written.sum(BRIEF_SEATS, BRIEF_SEATS.shown),
      formula: sumOf(BRIEF_SEATS.shown),
    },
    other: {
      what: "Seats and tokens of the scenario shown",
      format: "whole",
      value: shown.every(isNumber) ? shown.reduce((a, b) => a + b, 0) : UNKNOWN,
      formula: orUnknown(columns.map(shownFigure).join("+")),
    },
    remedy: UNDO,
  };
}

const isNumber = (value: unknown): value is number => typeof value === "number";

/** Of each offering the larger of its seats and its users, so that a user without a seat counts. */
function seatsPaidFor(written: Written): Check {
  const { users, paid } = MIX_SEATS;
  const [held, bought] = [written.values(MIX_SEATS, users), written.values(MIX_SEATS, paid)];
  const value = held.reduce<number>((sum, n, i) => sum + Math.max(Number(n), Number(bought[i])), 0);
  return {
    figure: {
      what: "Seats of people and unassigned seats, best mix",
      format: "whole",
      value: held.every(isNumber) && bought.every(isNumber) ? value : UNKNOWN,
      formula: orUnknown(`SUMPRODUCT(${paid.all}+${users.all}+ABS(${paid.all}-${users.all}))/2`),
    },
    other: {
      what: "Seats that the best mix pays for",
      format: "whole",
      value: written.sum(MIX_SEATS, paid),
      formula: sumOf(paid),
    },
    remedy: "Somebody has a seat that nobody pays for. Undo the last decision, or run again.",
  };
}

/** Each step is rounded to a cent, so the difference is rounded to ten. */
function bridgeAddsUp(written: Written, { name }: Scenario): Check {
  const steps = written.values(BRIDGE, BRIDGE.step);
  const amounts = written.values(BRIDGE, BRIDGE.amount).filter((_, i) => steps[i] !== name);
  const known = amounts.filter(isNumber);
  const end = written.figure(SCENARIOS, name, COST);
  const sum = `SUMPRODUCT((${BRIDGE.step.all}<>${quoted(name)})*${BRIDGE.amount.all})`;
  return {
    figure: {
      what: `As is and the steps of the bridge, less the ${name}`,
      format: "money",
      value:
        known.length < amounts.length || end === UNKNOWN
          ? UNKNOWN
          : Math.round((known.reduce((a, b) => a + b, 0) - end) * 10) / 10 + 0,
      formula: orUnknown(`ROUND(${sum}-${valueAt(COST, SCENARIOS.scenario, quoted(name))},1)`),
    },
    other: NONE,
    remedy: UNDO,
  };
}

/** On its own use, no other seats cost less than the best mix. */
function ownRegret({ analysis: { robustness } }: ReportInput, written: Written): Check[] {
  const own = robustness?.windows.find(({ isOfRun }) => isOfRun);
  if (own === undefined) return [];
  const { window, onRun } = ROBUSTNESS;
  const regret = written.values(ROBUSTNESS, onRun)[
    written.values(ROBUSTNESS, window).indexOf(windowText(own))
  ];
  return [
    {
      figure: {
        what: "What this run's seats cost more than the best on their own use",
        format: "money",
        value: isNumber(regret) ? regret : UNKNOWN,
        formula: orUnknown(`${valueAt(onRun, window, quoted(windowText(own)))}+0`),
      },
      other: NONE,
      remedy: UNDO,
    },
  ];
}

function isLeast({ analysis }: ReportInput, written: Written, best: Scenario): Check[] {
  const costs = comparedOnBasis(analysis, best).map(({ name }) => written.figure(SCENARIOS, name, COST));
  const known = costs.filter(isNumber);
  const { all: on } = SCENARIOS.onBasis;
  const least = `SUMPRODUCT(MIN((${on}=0)*1E+99+${stepIn(SCENARIOS, "Known cost", 1).all}))`;
  return [
    {
      figure: {
        what: "Least cost of a scenario at renewal prices, first year",
        format: "money",
        value: known.length < costs.length ? UNKNOWN : Math.min(...known),
        formula: orUnknown(`IF(SUMPRODUCT(${on}*ISTEXT(${COST.all}))>0,${quoted(UNKNOWN)},${least})`),
      },
      other: costOf(written, best),
      remedy: "After this change, another scenario costs less than the best mix of the run. Run again.",
    },
  ];
}

const costOf = (written: Written, { name }: Scenario): CheckFigure => ({
  what: `${name}, first year`,
  format: "money",
  value: written.figure(SCENARIOS, name, COST),
  formula: scenarioFigure(name, COST),
});

/** The first page is of the run, the scenarios follow the workbook. */
function linesAddUp({ analysis: { asIs } }: ReportInput, written: Written, best: Scenario): Check {
  const [from, to] = [asIs, best].map(({ name }) => written.figure(SCENARIOS, name, COST));
  const cost = ({ name }: Scenario): string => valueAt(COST, SCENARIOS.scenario, quoted(name));
  return {
    figure: {
      what: "What the lines of the Renewal save",
      format: "money",
      value: written.sum(RENEWAL, RENEWAL.money),
      formula: sumOf(RENEWAL.money),
    },
    other: {
      what: `Saving of the ${best.name}, first year`,
      format: "money",
      value: isNumber(from) && isNumber(to) ? from - to : UNKNOWN,
      formula: orUnknown(`${cost(asIs)}-${cost(best)}`),
    },
    remedy:
      "Prices or decisions changed: the sentences and lines of the first page are of the run. Run again.",
  };
}

/** A sum that names no cost beside it must have all of them. */
function wholeSums(written: Written): Check {
  const ofSeats = inYear(SCENARIO_SEATS, "Cost", 1);
  const costs = written.values(SCENARIO_SEATS, ofSeats);
  const unknown = new Set(
    written.values(SCENARIO_SEATS, SCENARIO_SEATS.scenario).filter((_, i) => costs[i] === UNKNOWN),
  );
  const names = written.values(SCENARIOS, SCENARIOS.scenario);
  const isWhole = written.values(SCENARIOS, SCENARIOS.leftOut).map((text) => text === "");
  const lines = `COUNTIFS(${SCENARIO_SEATS.scenario.all},${SCENARIOS.scenario.all},${ofSeats.all},${quoted(UNKNOWN)})`;
  return {
    figure: {
      what: "Sums that omit seats of unknown price and do not say so",
      format: "whole",
      value: names.filter((name, i) => isWhole[i] && unknown.has(name)).length,
      formula: `SUMPRODUCT((${SCENARIOS.leftOut.all}="")*ISNUMBER(${COST.all})*${lines})`,
    },
    other: NONE,
    remedy: UNDO,
  };
}
