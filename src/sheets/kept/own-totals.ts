import { grouped } from "../../engine/grouped";
import type { ColumnSpec, TableSpec } from "../../workbook/spec";
import { isSameFormula, isTotalFormula, totalCell } from "../../workbook/table-place";
import { isOurHeader, resultTable } from "../report/tables";
import { TOTALS, type KeptCell } from "./kept";
import { columnsNamed } from "./own-formulas";

/**
 * A table with the totals that a person set, in columns in which the run has none; a totals row is added for them where
 * there is room. Totals of the run's that were read again are placed, too: each run makes them anew.
 */
export function withOwnTotals(
  table: TableSpec,
  cells: readonly KeptCell[],
  { placed, hasRoom }: { readonly placed: Set<KeptCell>; readonly hasRoom: boolean },
): TableSpec {
  const totals = grouped(
    cells.filter(({ row }) => row === TOTALS),
    ({ column }) => column,
  );
  if (totals.size === 0) return table;
  const columns = table.columns.map((column): ColumnSpec => {
    const here = totals.get(column.header) ?? [];
    if (table.totals && column.total !== undefined) {
      for (const cell of here) if (isMadeAnew(table, column, cell)) placed.add(cell);
      return column;
    }
    const [cell] = table.totals || hasRoom ? here : [];
    const total = cell && ownTotal(table, cell);
    if (cell === undefined || total === undefined) return column;
    placed.add(cell);
    return { ...column, total };
  });
  const isOwn = columns.some((column, n) => column !== table.columns[n]);
  return isOwn ? { ...table, columns, totals: true } : table;
}

/** A label, or a formula over columns that the table has; undefined for anything else. */
function ownTotal({ name, columns }: TableSpec, cell: KeptCell): ColumnSpec["total"] {
  const { value, numberFormat, table } = cell;
  const formula = formulaOf(cell);
  if (formula === undefined) return typeof value === "string" ? { label: value } : undefined;
  const headers = columns.map(({ header }) => header);
  if (!columnsNamed(formula, table).every((header) => headers.includes(header))) return undefined;
  const named = formula.replaceAll(`${table}[`, `${name}[`);
  return { formula: named, value, ...(numberFormat === undefined ? {} : { numberFormat }) };
}

/** A formula that stood among the texts is a text there. */
const formulaOf = ({ formula, value }: KeptCell): string | undefined =>
  formula ?? (typeof value === "string" && value.startsWith("=") ? value.slice(1) : undefined);

/** Whether a total is the one that the run writes in its column anyway. */
function isMadeAnew(table: TableSpec, column: ColumnSpec, cell: KeptCell): boolean {
  const ours = totalCell(table, column);
  const theirs = formulaOf(cell);
  if (ours?.formula === undefined || theirs === undefined) return ours?.value === cell.value;
  return isSameFormula(theirs.replaceAll(`${cell.table}[`, `${table.name}[`), ours.formula, table.name);
}

/**
 * The totals that an earlier run wrote below tables that this run does not have: its formulas, and the labels beside
 * them.
 */
export function totalsOfGoneTables(
  cells: readonly KeptCell[],
  isThere: (table: string) => boolean,
): ReadonlySet<KeptCell> {
  const isInOurColumn = ({ table: name, column }: KeptCell): boolean => {
    const table = resultTable(name);
    return table !== undefined && isOurHeader(table, column);
  };
  const totals = cells.filter((cell) => cell.row === TOTALS && !isThere(cell.table) && isInOurColumn(cell));
  const isOurs = (cell: KeptCell): boolean => {
    const formula = formulaOf(cell);
    return formula !== undefined && isTotalFormula(formula, cell.table, cell.column);
  };
  const written = new Set(totals.filter(isOurs).map(({ table }) => table));
  const isLabel = (cell: KeptCell): boolean =>
    written.has(cell.table) && formulaOf(cell) === undefined && typeof cell.value === "string";
  return new Set(totals.filter((cell) => isOurs(cell) || isLabel(cell)));
}
