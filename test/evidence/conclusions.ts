import type { Analysis } from "../../src/engine/analysis";
import { openCsv } from "../../src/hosts/csv";
import { runAnalysis, type Run } from "../../src/sheets/run";
import type { SheetReader } from "../../src/workbook/reader";
import { csvText, type Firm } from "./firm";

/** Readers of the csv files of a firm. */
export const readersOf = ({ exports }: Firm): SheetReader[] =>
  Object.entries(exports).map(([name, table]) =>
    openCsv(`${name}.csv`, new TextEncoder().encode(csvText(table))),
  );

/** Runs the product on the csv files of a firm, as a user would. */
export const runOn = (firm: Firm, set: readonly { name: string; value: string }[] = []): Promise<Run> =>
  runAnalysis(readersOf(firm), { today: firm.asOf, asOf: firm.asOf, set });

/** What a run recommends: quantities by offering and contract, or of tokens. */
export interface Conclusions {
  readonly drops: ReadonlyMap<string, number>;
  readonly orders: ReadonlyMap<string, number>;
}

export const NOTHING: Conclusions = { drops: new Map(), orders: new Map() };

export function conclusionsOf({ recommended, trueDowns, reconciliations }: Analysis): Conclusions {
  if (recommended === null) return NOTHING;
  const seatsOf = (list: readonly (typeof recommended.lines)[number][]): number =>
    list.reduce((sum, { seats }) => sum + (seats[0] ?? 0), 0);
  const drops = trueDowns.flatMap(({ line, contract, offering, bought }): [string, number][] => {
    const n = bought - seatsOf(recommended.lines.filter(({ source }) => source?.id === line));
    return n > 0 ? [[`${offering} / ${contract ?? ""}`, n]] : [];
  });
  const offerings = new Set(recommended.lines.map(({ offering }) => offering));
  const orders = [...offerings].flatMap((offering): [string, number][] => {
    const today = reconciliations.find((one) => one.offering === offering)?.bought ?? 0;
    const n = seatsOf(recommended.lines.filter((line) => line.offering === offering)) - today;
    return n > 0 ? [[offering, n]] : [];
  });
  const tokens = recommended.years[0]?.tokens ?? 0;
  return {
    drops: new Map(drops),
    orders: new Map([...orders, ...(tokens > 0 ? [["tokens", tokens] as const] : [])]),
  };
}
