import { report } from "../../../src/sheets/report/report";
import { CHECKS } from "../../../src/sheets/report/tables";
import type { Run } from "../../../src/sheets/run";

/** Whether each check holds, by the figure that it compares; the number of filled cells apart. */
export function checksIn(run: Run): Record<string, unknown> {
  const table = report({ ...run, dateSystem: 1900 })
    .flatMap(({ tables }) => tables)
    .find(({ name }) => name === CHECKS.tableName)!;
  const [figure, holds] = [CHECKS.figure, CHECKS.holds].map(({ header }) =>
    table.columns.findIndex((column) => column.header === header),
  ) as [number, number];
  return Object.fromEntries(
    table.rows
      .map((row) => [String(row[figure]?.value), row[holds]?.value] as const)
      .filter(([what]) => !what.startsWith("Filled cells")),
  );
}
