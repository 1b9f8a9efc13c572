import { sumKnown, tokens } from "../../engine/units";
import { UNKNOWN } from "../../workbook/cells";
import { UNDO, type Check, type Written } from "./check";
import { orUnknown, quoted } from "./formulas";
import type { ReportInput } from "./report-input";
import { CHARGES, TRAPS } from "./tables";
import { TRAP_WORDS } from "./waste-sheet";

/** The tokens of each trap are the sum of its rows of evidence. */
export function wasteChecks({ analysis: { waste } }: ReportInput, written: Written): Check[] {
  if (!written.has(CHARGES)) return [];
  return (["background", "short"] as const).map((name): Check => {
    const word = TRAP_WORDS[name];
    const trap = waste.traps.find((one) => one.name === name);
    const own = Array.from(waste.judgedLog.in(name), ({ charge }) => charge.tokens);
    const evidence = sumKnown(own) ?? UNKNOWN;
    const inTrap = `SUMIF(${TRAPS.trap.all},${quoted(word)},${TRAPS.tokens.all})`;
    const unknown = `COUNTIFS(${CHARGES.trap.all},${quoted(word)},${CHARGES.tokens.all},${quoted(UNKNOWN)})`;
    return {
      figure: {
        what: `${word}: tokens of the trap`,
        format: "whole",
        value: trap?.tokens ?? UNKNOWN,
        formula: evidence === UNKNOWN ? quoted(UNKNOWN) : orUnknown(inTrap),
      },
      other: {
        what: `${word}: tokens of its charges`,
        format: "whole",
        value: evidence === UNKNOWN ? UNKNOWN : tokens(evidence),
        formula: `IF(${unknown}>0,${quoted(UNKNOWN)},SUMIF(${CHARGES.trap.all},${quoted(word)},${CHARGES.tokens.all}))`,
      },
      remedy: UNDO,
    };
  });
}
