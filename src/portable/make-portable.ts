import { listed } from "../engine/wording";
import type { PlacedFormula, Workbook } from "../workbook/workbook";
import { twinStates } from "./names";
import { functionsIn, withTwins } from "./rewrite";
import { TWINS, twinName } from "./twins";

/** The result of making a workbook compute without the add-in. */
export interface MadePortable {
  /** The names that were added, such as SW_FLEXCOST, without the names that were there already. */
  readonly written: readonly string[];
  /** The formulas that use them now, as they were before. */
  readonly changed: readonly PlacedFormula[];
  readonly left: readonly LeftAlone[];
}

/** A formula that stayed as it was. */
export interface LeftAlone {
  readonly place: string;
  readonly formula: string;
  /** A clause that names the remedy. */
  readonly why: string;
}

/**
 * Writes the twins that the formulas need as names into the workbook, and makes the formulas call them instead of the
 * add-in's functions. Twins that are there already are used; a name with a different meaning belongs to the user, so
 * formulas that need it are left alone. A second run changes nothing.
 *
 * @throws {WorkbookError} where a sheet with one of the formulas is protected.
 */
export async function makePortable(
  workbook: Workbook,
  { twins = "used" }: { readonly twins?: "used" | "all" } = {},
): Promise<MadePortable> {
  const calling = await workbook.formulas((formula) => functionsIn(formula).size > 0);
  const state = twinStates(await workbook.names());
  const foreignIn = (formula: string): string[] =>
    [...functionsIn(formula)].flatMap((name) => {
      const found = state(name);
      return typeof found === "object" ? found.foreign : [];
    });
  const twinlessIn = (formula: string): string[] =>
    [...functionsIn(formula)].filter((name) => !TWINS.has(name));
  const whyLeft = (formula: string): string | undefined =>
    whyItStays(twinlessIn(formula), foreignIn(formula));

  const movable = calling.filter(({ formula }) => whyLeft(formula) === undefined);
  const needed = new Set(movable.flatMap(({ formula }) => [...functionsIn(formula)]));
  const missing = [...TWINS].filter(
    ([name]) => state(name) === "absent" && (twins === "all" || needed.has(name)),
  );
  // Names first: where Excel refuses them, no formula may call them yet.
  if (missing.length > 0) await workbook.defineNames(missing.map(([, twin]) => twin));
  const changed =
    movable.length === 0
      ? []
      : await workbook.rewriteFormulas((formula) =>
          functionsIn(formula).size > 0 && whyLeft(formula) === undefined ? withTwins(formula) : undefined,
        );
  return {
    written: missing.map(([name]) => twinName(name)),
    changed,
    left: calling.flatMap(({ place, formula }) => {
      const why = whyLeft(formula);
      return why === undefined ? [] : [{ place, formula, why }];
    }),
  };
}

/** Why a formula stays: functions without a twin, or names of the user in the way; undefined where it can change. */
function whyItStays(twinless: readonly string[], foreign: readonly string[]): string | undefined {
  if (twinless.length > 0)
    return `${listed(twinless)} has no equivalent formula in Excel; freeze its values instead`;
  if (foreign.length === 0) return undefined;
  const [names, them] = foreign.length === 1 ? ["name", "it"] : ["names", "them"];
  return (
    `the workbook uses the ${names} ${listed(foreign)} for something else; ` +
    `rename or delete ${them} (Formulas > Name Manager) and run again`
  );
}
