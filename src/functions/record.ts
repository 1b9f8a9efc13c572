import type { Argument } from "./arguments";
import { cellByCell, type CellAnswer } from "./cell-by-cell";
import type { Parameter } from "./parameters";
import { twinValue, type TwinBody } from "./twin";

/**
 * A custom function. From its record come functions.json, the function that Excel calls, its LAMBDA twin, its help
 * page and its rows of the acceptance workbook.
 */
export interface CustomFunction extends Described {
  readonly parameters: readonly Parameter<unknown>[];
  readonly call: (...given: readonly unknown[]) => readonly (readonly CellAnswer[])[];
  /** Null where no formula of Excel can do the same. */
  readonly twin: TwinBody | null;
}

interface Described {
  /** As it is typed into a cell; also its id, which must never change. */
  readonly name: string;
  /** The question that it answers, for the help. */
  readonly question: string;
  /** A sentence of at most 128 characters for Excel's list of functions. */
  readonly description: string;
  readonly examples: readonly Example[];
  /** Arguments that are refused, as they are typed, for the help. */
  readonly refused: readonly string[];
  /** Lines for the help: what the answer is. */
  readonly result: readonly string[];
  /** Lines for the help: where the rule comes from. */
  readonly source: readonly string[];
  /** Whether the answer is the serial number of a date. */
  readonly answersDate?: true;
}

export interface Example {
  /** As typed into a cell: literals, commas between arguments and columns, semicolons between rows. */
  readonly given: string;
  /** What the cell shows; a date as its serial number, a range as its rows. */
  readonly shows: Shown | readonly (readonly Shown[])[];
  /** A formula for the same from the same literals, with functions that Excel 2021 and LibreOffice have. */
  readonly native: string;
}
type Shown = number | string;

/** What a record adds to its description; `twin` gets the formulas that read the arguments, in the rule's order. */
interface Ruled<
  Reads extends readonly unknown[],
  Values extends readonly unknown[],
  Result,
> extends Described {
  readonly parameters: { readonly [Position in keyof Reads]: Parameter<Reads[Position]> };
  readonly rule: (...values: Values) => Result;
  readonly twin: ((...read: { readonly [Position in keyof Values]-?: string }) => TwinBody) | null;
}

/** A function that goes cell by cell over the ranges it is given, as the operators of Excel do. */
export function cellFunction<Values extends readonly unknown[]>(
  record: Ruled<{ readonly [Position in keyof Values]: Argument<Values[Position]> }, Values, CellAnswer>,
): CustomFunction {
  const parameters = record.parameters as readonly Parameter<Argument<unknown>>[];
  const rule = record.rule as (...values: readonly unknown[]) => CellAnswer;
  return {
    ...record,
    parameters,
    twin: twinOf(record),
    call: (...given) =>
      cellByCell(
        parameters.map(({ read }, n) => read(given[n])),
        rule,
      ),
  };
}

/** A function that looks at its ranges as wholes; its rule gives the rows of the answer. */
export function rangeFunction<Values extends readonly unknown[]>(
  record: Ruled<Values, Values, readonly (readonly CellAnswer[])[]>,
): CustomFunction {
  const parameters = record.parameters as readonly Parameter<unknown>[];
  const rule = record.rule as (...values: readonly unknown[]) => readonly (readonly CellAnswer[])[];
  return {
    ...record,
    parameters,
    twin: twinOf(record),
    call: (...given) => rule(...parameters.map(({ read }, n) => read(given[n]))),
  };
}

const twinOf = <Reads extends readonly unknown[], Values extends readonly unknown[], Result>({
  parameters,
  twin,
}: Ruled<Reads, Values, Result>): TwinBody | null =>
  (twin as ((...read: readonly string[]) => TwinBody) | null)?.(
    ...(parameters as readonly Parameter<unknown>[]).map(twinValue),
  ) ?? null;
