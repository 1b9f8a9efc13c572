import type { FormulaNameSpec } from "../../workbook/spec";
import { SETTINGS, USERS } from "./tables";

const ASSUMPTIONS_CHANGED = "Seatwise.assumptions_changed";

/** How many values and covers were changed since the run. */
export const CHANGED_NAME: FormulaNameSpec = {
  name: ASSUMPTIONS_CHANGED,
  formula:
    `SUMPRODUCT(1*(${SETTINGS.value.all}<>${SETTINGS.used.all}))+` +
    `SUMPRODUCT(1*(${USERS.coverInUse.all}<>${USERS.bestCover.all}))`,
};

/** Says of figures that only a run can tell that something changed since the run. */
export const changedSentence = (figures: string): string =>
  `IF(${ASSUMPTIONS_CHANGED}=0,"","${figures} for the inputs of the run, and some have changed since: run again.")`;
