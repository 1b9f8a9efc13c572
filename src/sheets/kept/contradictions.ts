import { nameKey } from "../setting-names";
import type { KeptCell } from "./kept";

/** A cell that a person filled, and what it says. */
export interface SaidCell extends Pick<KeptCell, "place"> {
  readonly text: string;
}

/** The first cell and the first that says something else, each with its place; null where all agree. */
export function contradiction(cells: readonly SaidCell[]): readonly [string, string] | null {
  const [first, ...others] = cells;
  const other = others.find(({ text }) => nameKey(text) !== nameKey(first?.text ?? ""));
  return first === undefined || other === undefined ? null : [withPlace(first), withPlace(other)];
}

const withPlace = ({ text, place: { file, sheet, row } }: SaidCell): string =>
  `"${text}" (${sheet} of ${file}, row ${row})`;
