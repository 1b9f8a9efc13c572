import { FUNCTIONS } from "../functions/functions";
import { lambdaOf } from "../functions/twin";
import type { FormulaName } from "../workbook/workbook";

/** The name of a function's twin. With the name of the function itself it would hide the function of the add-in. */
export const twinName = (name: string): string => `SW_${name}`;

/**
 * The twins by the names of their functions: formulas with the same arguments, defaults, results and errors. Where
 * several arguments are wrong, the error may be that of a different argument.
 */
export const TWINS: ReadonlyMap<string, FormulaName> = new Map(
  FUNCTIONS.flatMap(({ name, description, parameters, twin }): [string, FormulaName][] =>
    twin === null
      ? []
      : [
          [
            name,
            {
              name: twinName(name),
              formula: lambdaOf(parameters, twin),
              comment: `Seatwise ${name} without the add-in. ${description}`,
            },
          ],
        ],
  ),
);
