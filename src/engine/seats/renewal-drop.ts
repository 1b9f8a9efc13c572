import type { Assumptions } from "../assumptions";
import { addDays } from "../calendar";
import type { Contract, Estate, Subscription } from "../estate";
import {
  least,
  money,
  most,
  scale,
  seats,
  total,
  wholeDown,
  type DayNumber,
  type Money,
  type SeatPrice,
  type Seats,
} from "../units";
import { running, type Reconciliation } from "./reconciliation";
import { droppable, ratchet, yearlySaving } from "./true-down";

/** What may be dropped of one offering on one contract at its renewal. */
export interface TrueDown {
  /** Null for a line that names no contract. */
  readonly contract: string | null;
  readonly offering: string;
  readonly bought: Seats;
  readonly droppable: Seats;
  /** A year; null where the price is unknown. */
  readonly saving: Money | null;
  readonly renewal: DayNumber | null;
  /** The last day to give notice; null where no end is known. */
  readonly noticeDeadline: DayNumber | null;
  /** An auto-renewing line with seats to drop: nothing happens by itself but paying again. */
  readonly autoRenews: boolean;
  /** Seats paid for in each coming year when need stays as it is. */
  readonly path: readonly Seats[];
}

/**
 * Every running contract line with what may be dropped from it. The surplus of an offering goes to the line that ends first; a
 * contract's cap holds for each offering, its floor for all its seats together, the dearest seats dropped first.
 */
export function trueDowns(
  estate: Estate,
  reconciliations: readonly Reconciliation[],
  asOf: DayNumber,
  assumptions: Assumptions,
): TrueDown[] {
  const surplus = new Map<string, Seats>();
  const prices = new Map<string, SeatPrice | null>();
  for (const { offering, bought, needed, unitPrice } of reconciliations) {
    surplus.set(
      offering,
      bought === null || needed === null ? seats(0) : seats(Math.max(bought - needed, 0)),
    );
    prices.set(offering, unitPrice);
  }
  const room = new Map<string, Seats>();
  const lines = linesOf(estate, asOf);
  for (const { contract, bought } of lines) {
    if (contract?.floor === undefined) continue;
    const before = room.get(contract.contract) ?? scale(contract.floor, -1);
    room.set(contract.contract, seats(before + bought));
  }
  const price = (line: Line): number => line.price ?? prices.get(line.offering) ?? 0;
  const inOrder = [...lines].sort((a, b) => (a.end ?? Infinity) - (b.end ?? Infinity) || price(b) - price(a));
  const dropped = new Map<Line, Seats>();
  for (const line of inOrder) {
    const cap = line.contract?.trueDownCap ?? assumptions.trueDownCap;
    const left = surplus.get(line.offering) ?? seats(0);
    const floorRoom = line.contract ? room.get(line.contract.contract) : undefined;
    const needed = seats(line.bought - least(left, line.bought));
    const drop = least(
      droppable(line.bought, needed, cap, seats(0)),
      most(floorRoom ?? (Infinity as Seats), seats(0)),
    );
    dropped.set(line, drop);
    surplus.set(line.offering, seats(left - drop));
    if (line.contract && floorRoom !== undefined) room.set(line.contract.contract, seats(floorRoom - drop));
  }
  // What a cap holds back this year may still go in later years, where the floor leaves room.
  const later = new Map<Line, Seats>();
  for (const line of inOrder) {
    const left = surplus.get(line.offering) ?? seats(0);
    const floorRoom = (line.contract && room.get(line.contract.contract)) ?? (Infinity as Seats);
    const drop = seats(Math.max(0, Math.min(left, line.bought - (dropped.get(line) ?? 0), floorRoom)));
    later.set(line, drop);
    surplus.set(line.offering, seats(left - drop));
    if (line.contract) room.set(line.contract.contract, seats(floorRoom - drop));
  }
  return lines.map((line) =>
    trueDownOf(line, dropped.get(line) ?? seats(0), later.get(line) ?? seats(0), prices, assumptions),
  );
}

/**
 * What has to be ordered of each offering when `needed` is needed: at least what each line's cap leaves, and for each contract at
 * least its floor in all, which is kept on the seats that are cheapest to keep. Paid for even if nobody has them.
 */
export function withCommitments(
  needed: ReadonlyMap<string, Seats>,
  estate: Estate,
  prices: ReadonlyMap<string, SeatPrice | null>,
  asOf: DayNumber,
): Map<string, Seats> {
  const lines = linesOf(estate, asOf).map((line) => ({
    line,
    kept: line.contract?.trueDownCap === undefined ? 0 : line.bought - wholeDown(scale(line.bought, line.contract.trueDownCap)),
  })); // prettier-ignore
  const order = new Map<string, number>(needed);
  for (const offering of new Set(lines.map(({ line }) => line.offering))) {
    const own = lines.filter(({ line }) => line.offering === offering);
    const need = order.get(offering) ?? 0;
    let spare = need - own.reduce((sum, { kept }) => sum + kept, 0);
    order.set(offering, Math.max(need, need - spare));
    for (const entry of own.sort((a, b) => (b.line.contract?.floor ?? 0) - (a.line.contract?.floor ?? 0))) {
      const more = Math.min(Math.max(spare, 0), entry.line.bought - entry.kept);
      entry.kept += more;
      spare -= more;
    }
  }
  const cheapestFirst = [...lines].sort(
    (a, b) => (prices.get(a.line.offering) ?? Infinity) - (prices.get(b.line.offering) ?? Infinity),
  );
  for (const contract of estate.contracts) {
    const own = cheapestFirst.filter(({ line }) => line.contract === contract);
    let short = (contract.floor ?? 0) - own.reduce((sum, { kept }) => sum + kept, 0);
    for (const { line, kept } of own) {
      const more = Math.min(Math.max(short, 0), line.bought - kept);
      order.set(line.offering, (order.get(line.offering) ?? 0) + more);
      short -= more;
    }
  }
  return new Map([...order].filter(([, n]) => n > 0).map(([offering, n]) => [offering, seats(n)]));
}

/** One offering on one contract. */
interface Line {
  readonly offering: string;
  readonly contract?: Contract;
  readonly contractName: string | null;
  readonly bought: Seats;
  readonly end: DayNumber | null;
  readonly price: SeatPrice | null;
  readonly autoRenews: boolean;
}

function linesOf(estate: Estate, asOf: DayNumber): Line[] {
  const groups = new Map<string, Subscription[]>();
  for (const line of estate.subscriptions) {
    if (!running(line, asOf)) continue;
    const key = `${line.contract ?? ""}\n${line.offering}\n${line.end ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.keys()].sort().map((key) => {
    const group = groups.get(key) as Subscription[];
    const first = group[0] as Subscription;
    const contract = estate.contracts.find((one) => one.contract === first.contract);
    const priced = group.filter((line) => line.unitPrice !== undefined);
    const bought = total(group.map((line) => line.seats));
    return {
      offering: first.offering,
      ...(contract ? { contract } : {}),
      contractName: first.contract ?? null,
      bought,
      end: first.end ?? contract?.end ?? null,
      price:
        priced.length === group.length && bought > 0
          ? ((priced.reduce((sum, line) => sum + line.seats * (line.unitPrice ?? 0), 0) /
              bought) as SeatPrice)
          : null,
      autoRenews: group.some((line) => line.autoRenews === true),
    };
  });
}

function trueDownOf(
  line: Line,
  drop: Seats,
  later: Seats,
  prices: ReadonlyMap<string, SeatPrice | null>,
  assumptions: Assumptions,
): TrueDown {
  const { contract, bought } = line;
  const price = line.price ?? prices.get(line.offering) ?? null;
  const notice = contract?.noticeDays ?? assumptions.noticeDays;
  const target = seats(bought - drop - later);
  const use = Array.from({ length: assumptions.years }, () => target);
  return {
    contract: line.contractName,
    offering: line.offering,
    bought,
    droppable: drop,
    saving:
      price === null
        ? drop === 0
          ? money(0)
          : null
        : yearlySaving(drop, price, contract?.maintenanceRate, contract?.feeFollowsQuantity),
    renewal: line.end,
    noticeDeadline: line.end === null ? null : addDays(line.end, scale(notice, -1)),
    autoRenews: line.autoRenews,
    path: ratchet(bought, use, contract?.trueDownCap ?? assumptions.trueDownCap, seats(0)),
  };
}
