import { isError, NOT_CALCULATED, type Cell } from "../../workbook/cells";
import {
  currencyCode,
  currencyIn,
  DATE_PARSERS,
  MONEY_PARSERS,
  text,
  type Dialect,
  type Parse,
} from "./cell-values";
import { Fault } from "./fault";
import { headerKey } from "./header";
import { isBlank, plainText } from "./plain-text";

/** A column of a format: its possible headers, and how to read its cells. */
export interface Column<T> {
  /** The header as people write it. */
  readonly name: string;
  /** All possible headers as `headerKey`s; where a sheet has several, the earlier one counts. */
  readonly keys: readonly string[];
  /** Whether the column must exist and a blank in it is an error. */
  readonly needed: boolean;
  /** Whether reading a cell takes longer than looking up an earlier result. */
  readonly worthRemembering: boolean;
  readonly holdsDates: boolean;
  /** Whether few tables have the column, so that a table without it still has every column of its form. */
  readonly isRare?: true;
  /** The currency that a cell states, by itself or beside its number; `value` is what was read. */
  readonly currencyOf: (cell: Cell | undefined, value: unknown) => string | undefined;
  readonly read: (cell: Cell | undefined, dialect: Dialect) => T | Fault;
}

/** Whether a cell is filled; text of blanks only is not. */
export const isFilled = (cell: Cell | undefined): cell is Exclude<Cell, null> =>
  typeof cell === "string" ? !isBlank(cell) : cell !== null && cell !== undefined;

/**
 * What spreadsheet programs in any language show for an error or for a column that is too narrow, as a csv file holds
 * it: `#REF!`, `#BEZUG!`, `#¿NOMBRE?`, `#NV`, `Err:508`, `####`.
 */
const ERROR_TEXT = /^(?:#[¡¿]?[\p{L}\d/_]{2,}[!?]|#(?:N\/[ABD]|NV|I\/T|Н\/Д|#+|GETTING_DATA)|Err:5\d\d)$/iu;

/** Signs that people and programs write into a cell without a value. */
const NO_VALUE = /^(?:n\/?a|-|–|—|null|nil|\(blank\))$/i;

const noCurrency = (): undefined => undefined;

function currencyOf(parse: Parse<unknown>): Column<unknown>["currencyOf"] {
  if (parse === currencyCode) return (_, value) => (typeof value === "string" ? value : undefined);
  return MONEY_PARSERS.has(parse) ? currencyIn : noCurrency;
}

/** A column in which a blank is undefined; unless the column holds text, so is a sign for "no value". */
export function optional<T>(
  parse: Parse<T>,
  name: string,
  ...aliases: readonly string[]
): Column<T | undefined> {
  return {
    name,
    keys: [name, ...aliases].map(headerKey),
    needed: false,
    worthRemembering: parse !== text,
    holdsDates: DATE_PARSERS.has(parse),
    currencyOf: currencyOf(parse),
    read: (cell, dialect) => {
      if (!isFilled(cell)) return undefined;
      if (parse !== text && typeof cell === "string" && NO_VALUE.test(plainText(cell))) return undefined;
      if (typeof cell === "string" && ERROR_TEXT.test(plainText(cell)))
        return Fault.of("cell-error", plainText(cell));
      if (!isError(cell)) return parse(cell, dialect);
      if (cell === NOT_CALCULATED) return Fault.of("no-stored-value");
      return Fault.of(cell.damaged ? "damaged-cell" : "cell-error", cell.error);
    },
  };
}

/** "Not applicable", or "not available". */
const NOT_AVAILABLE = /^n\/?a$/i;

/**
 * An optional column in which "N/A" is no blank: whether a term does not apply or is not known makes a difference of
 * many seats.
 */
export function termColumn<T>(
  parse: Parse<T>,
  name: string,
  ...aliases: readonly string[]
): Column<T | undefined> {
  const column = optional(parse, name, ...aliases);
  return {
    ...column,
    read: (cell, dialect) =>
      typeof cell === "string" && NOT_AVAILABLE.test(plainText(cell))
        ? Fault.of("not-available", plainText(cell))
        : column.read(cell, dialect),
  };
}

/** A column in which a blank is an error. */
export function needed<T>(parse: Parse<T>, name: string, ...aliases: readonly string[]): Column<T> {
  const column = optional(parse, name, ...aliases);
  return {
    ...column,
    needed: true,
    read: (cell, dialect) => column.read(cell, dialect) ?? Fault.of("blank-cell"),
  };
}

/** A column that few tables have. */
export const rare = <T>(column: Column<T>): Column<T> => ({ ...column, isRare: true });
