import type { PoolReport } from "../../engine/renewal/mix-report";
import { poolName } from "../../engine/wording";
import type { ReportInput } from "./report-input";
import { knownCell, reportTable, type ReportTable } from "./table";
import { POOL_COVERS } from "./tables";

/** How sure it is that the tokens of each pool of the best mix last the coming year. */
export const poolCoverTable = (
  { analysis: { mix } }: ReportInput,
  at: { readonly row: number; readonly column: number },
): ReportTable => {
  const pools = mix?.pools ?? [];
  return reportTable(
    POOL_COVERS,
    at,
    [
      { column: POOL_COVERS.pool, format: "text", cell: (pool: PoolReport) => poolName(pool, pools.length) },
      { column: POOL_COVERS.bought, format: "whole", cell: ({ bought }) => bought },
      { column: POOL_COVERS.lowUse, format: "whole", cell: ({ cover }) => knownCell(cover?.use.p10 ?? null) },
      {
        column: POOL_COVERS.middleUse,
        format: "whole",
        cell: ({ cover }) => knownCell(cover?.use.p50 ?? null),
      },
      {
        column: POOL_COVERS.highUse,
        format: "whole",
        cell: ({ cover }) => knownCell(cover?.use.p90 ?? null),
      },
      {
        column: POOL_COVERS.dryChance,
        format: "percent",
        cell: ({ cover }) => knownCell(cover?.dryChance ?? null),
      },
    ],
    pools,
    "Token pools: how sure this run's purchase lasts the coming twelve months, by simulated years",
  );
};
