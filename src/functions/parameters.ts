import { isLeftOut, onlyCell, readArgument, tableArgument, type Argument } from "./arguments";
import type { Accepted, Kind } from "./kinds";

/** A parameter of a custom function: how it is described, and how the argument given for it is read. */
export interface Parameter<Read> extends Accepted {
  readonly name: string;
  /** A noun phrase for the help and for the dialog of Excel. */
  readonly meaning: string;
  /** What stands in for the argument when it is left out, in words; absent where it must be given. */
  readonly leftOut?: string;
  readonly read: (given: unknown) => Read;
  /** In a twin: the argument or its default, and the reader around it. */
  readonly twinGiven: string;
  readonly twinReader: (formula: string) => string;
}

export const parameter = <Value>(
  name: string,
  kind: Kind<Value>,
  meaning: string,
): Parameter<Argument<Value>> => ({
  ...kind,
  name,
  meaning,
  read: (given) => readArgument(name, kind, given),
  twinGiven: name,
});

/** A parameter whose argument may be left out. A blank cell is not left out: Excel hands it over as 0. */
export const optionalParameter = <Value>(
  name: string,
  kind: Kind<Value>,
  meaning: string,
  otherwise: Value,
  leftOut = kind.display(otherwise),
): Parameter<Argument<Value>> => ({
  ...kind,
  name,
  meaning,
  leftOut,
  read: (given) => readArgument(name, kind, given, otherwise),
  twinGiven: kind.twinGiven?.(name) ?? ifOmitted(name, otherwise === undefined ? 0 : otherwise),
});

/** A parameter whose argument is one cell: the same for every cell of the answer. */
export const singleCell = <Value>(one: Parameter<Argument<Value>>): Parameter<Value> => ({
  ...one,
  read: (given) => onlyCell(one.read(given)),
  twinGiven: `alone(${one.twinGiven})`,
});

/** A parameter without a fixed default: its argument is null when it is left out. */
export const ifGiven = <Value>(
  name: string,
  kind: Kind<Value>,
  meaning: string,
  leftOut: string,
): Parameter<Argument<Value> | null> => ({
  ...kind,
  name,
  meaning,
  leftOut,
  read: (given) => (isLeftOut(given) ? null : readArgument(name, kind, given)),
  twinGiven: name,
});

/** A parameter that is a whole table, which its own reader checks. */
export const tableParameter = <Table>(
  name: string,
  accepted: Accepted,
  meaning: string,
  read: (given: unknown) => Table,
): Parameter<Argument<Table>> => ({
  ...accepted,
  name,
  meaning,
  read: (given) => tableArgument(name, read(given)),
  twinGiven: name,
  twinReader: (formula) => `amount(${formula})`,
});

/** In a twin: the default of an argument that is left out. */
export const ifOmitted = (name: string, otherwise: unknown): string =>
  `IF(ISOMITTED(${name}),${String(otherwise).toUpperCase()},${name})`;
