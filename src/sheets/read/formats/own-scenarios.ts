import { SCENARIO_NAMES } from "../../../engine/renewal/scenarios";
import { list, nameText, share, wholeSeats, wholeYears, yearlyChange } from "../cell-values";
import { needed, optional } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { known } from "../known";

const TAKEN: ReadonlySet<string> = new Set(Object.values(SCENARIO_NAMES).map((name) => name.toLowerCase()));

/** The analyst's own scenarios, one a row. A blank cell is as in the run. */
export const ownScenarios = format({
  kind: "Own scenarios",
  columns: {
    scenario: needed(nameText, "Scenario"),
    contract: optional(nameText, "Contract"),
    cap: optional(share, "True-down cap"),
    floor: optional(wholeSeats, "Floor"),
    uplift: optional(yearlyChange, "Seat uplift", "Uplift"),
    termYears: optional(wholeYears, "Term years", "Term"),
    growth: optional(yearlyChange, "Growth"),
    keep: optional(list, "Keep"),
    drop: optional(list, "Drop"),
  },
  needs: [["cap", "floor", "uplift", "termYears", "growth", "keep", "drop"]],
  open: (table) => {
    const { draft } = table;
    return ({ scenario, contract, keep = [], drop = [], ...terms }) => {
      if (TAKEN.has(scenario.toLowerCase())) return Fault.of("scenario-name-taken", scenario);
      const both = keep.find((name) => drop.includes(name));
      if (both !== undefined) return Fault.of("scenario-keeps-and-drops", both);
      if (contract !== undefined) draft.contractNumbers.add(contract);
      const doubled = table.doubled([scenario.toLowerCase()], `The scenario ${scenario}`);
      if (doubled) return doubled;
      const { origin } = table;
      const names = {
        keep: keep.map((name) => draft.names.of(name)),
        drop: drop.map((name) => draft.names.of(name)),
      };
      draft.ownScenarios.push((final) => ({
        ...known({ contract, ...terms }),
        scenario,
        keep: names.keep.map(final.name),
        drop: names.drop.map(final.name),
        origin,
      }));
      return undefined;
    };
  },
});
