import type { Assumptions } from "../assumptions";
import type { Order } from "../seats/orders";
import type { Reconciliation } from "../seats/reconciliation";
import type { TrueDown } from "../seats/droppable";
import type { Seats } from "../units";
import { counted, forPool, wholeNumber } from "../wording";
import type { TokenLine, YearCost } from "./scenario-cost";

/** What may be dropped, as a scenario asks for it that does nothing else. */
export const trueDownAsks = (trueDowns: readonly TrueDown[]): string[] =>
  trueDowns
    .filter(({ droppable }) => droppable > 0)
    .map(
      ({ droppable, offering, contract }) =>
        `Renew ${counted(droppable, `${offering} seat`)} fewer${contract === null ? "" : ` on contract ${contract}`}`,
    );

/** What a scenario orders in its first year, against what is bought today. */
export function asksOf(
  orders: readonly Order[],
  needed: ReadonlyMap<string, Seats>,
  reconciliations: readonly Reconciliation[],
  pools: readonly TokenLine[],
  { growth }: Assumptions,
  first: YearCost,
): string[] {
  const ordered = (offering: string): number =>
    orders.filter((one) => one.offering === offering).reduce((sum, one) => sum + (one.seats[0] ?? 0), 0);
  const offerings = [
    ...new Set([...orders.map((one) => one.offering), ...reconciliations.map((r) => r.offering)]),
  ].sort();
  const seatAsks = offerings.flatMap((offering) => {
    const now = reconciliations.find((r) => r.offering === offering)?.bought ?? null;
    const next = ordered(offering);
    if (now === null) return next > 0 ? [`Order ${counted(next, `${offering} seat`)}`] : [];
    if (now === next) return [];
    return [
      next < now
        ? `Renew ${counted(now - next, `${offering} seat`)} fewer`
        : `Add ${counted(next - now, `${offering} seat`)}`,
    ];
  });
  const idle = offerings.flatMap((offering) => {
    const unneeded = ordered(offering) - (needed.get(offering) ?? 0);
    return unneeded > 0
      ? [
          `${counted(unneeded, `${offering} seat`)} ${unneeded === 1 ? "stays" : "stay"} only because of the contract: ask for a lower floor, a higher cap, or a fee that falls with the quantity`,
        ]
      : [];
  });
  return [
    ...seatAsks,
    ...idle,
    ...pools.flatMap((pool, i) =>
      buying(
        pool,
        forPool(pool, pools.length),
        (pool.needed[0] ?? 0) * (1 + growth),
        first.pools[i]?.tokens ?? 0,
      ),
    ),
  ];
}

/** The purchase for one pool; nothing where it draws nothing. */
function buying({ buffer, pack }: TokenLine, whose: string, needed: number, bought: number): string[] {
  if (bought === 0) return [];
  return [
    `Buy ${wholeNumber(bought)} tokens a year${whose} (${wholeNumber(needed)} needed, ${wholeNumber(buffer * 100)} % on top, in packs of ${wholeNumber(pack)})`,
  ];
}
