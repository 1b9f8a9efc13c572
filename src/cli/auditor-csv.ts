import type { Analysis } from "../engine/analysis";
import { auditorRows } from "../engine/audit/auditor-rows";
import { auditorColumns } from "../sheets/report/audit-sheet";
import { isSpec } from "../sheets/report/table";
import type { Cell } from "../workbook/cells";
import type { SpecCell } from "../workbook/spec";
import { csvPieces, type CsvCell } from "./csv";

/** The table that auditors ask for, as the Audit sheet shows it. */
export function auditorCsv({ users, coverage, estate }: Analysis): Iterable<string> {
  const columns = auditorColumns(coverage);
  const rows = auditorRows(users, estate).map((row) =>
    columns.map(({ cell }) => csvCell(cellValue(cell(row)))),
  );
  return csvPieces(
    columns.map(({ column }) => column.header),
    rows,
  );
}

const cellValue = (cell: Cell | SpecCell): Cell => (isSpec(cell) ? cell.value : cell);

function csvCell(cell: Cell): CsvCell {
  if (typeof cell === "number") return Math.round(cell * 100) / 100;
  return typeof cell === "string" ? cell : null;
}
