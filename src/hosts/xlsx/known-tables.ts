import { columnOf } from "../../workbook/cells";
import type { TableArea } from "../../workbook/reader";
import type { Book } from "./book";
import { soundOr, type Package } from "./package";

/** A table in the workbook. */
export interface KnownTable {
  readonly name: string;
  readonly id: number;
  readonly sheetPart: string;
  /** Absent for a table without a header row. */
  readonly area?: TableArea;
}

/** The tables of all sheets. What is damaged is no table to any program. */
export const knownTables = ({ pkg, worksheets }: Book): KnownTable[] =>
  worksheets.flatMap(({ part: sheetPart }) =>
    soundOr([], () =>
      pkg
        .relationships(sheetPart)
        .flatMap(({ type, part }) => (type.endsWith("/table") && part !== undefined ? [part] : []))
        .flatMap((part) => soundOr([], () => [knownTable(pkg, part, sheetPart)])),
    ),
  );

function knownTable(pkg: Package, part: string, sheetPart: string): KnownTable {
  const { attributes } = pkg.xml(part).root;
  const name = attributes.get("displayName") ?? "";
  const area = areaFromXml(name, attributes);
  return { name, id: Number(attributes.get("id")), sheetPart, ...(area && { area }) };
}

function areaFromXml(name: string, attributes: ReadonlyMap<string, string>): TableArea | undefined {
  const corners = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(attributes.get("ref") ?? "");
  if (!corners || attributes.get("headerRowCount") === "0") return undefined;
  const [, left = "", top, right = "", bottom] = corners;
  const totals = Number(attributes.get("totalsRowCount") ?? 0);
  return {
    name,
    firstRow: Number(top),
    lastRow: Number(bottom) - totals,
    firstColumn: columnOf(left),
    lastColumn: columnOf(right),
    ...(totals > 0 ? { totals: Number(bottom) } : {}),
  };
}
