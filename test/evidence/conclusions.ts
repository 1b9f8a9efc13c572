import type { Analysis } from "../../src/engine/analysis";
import { dropsOf } from "../../src/engine/renewal/drops";
import { certaintyOf, showsWholeYear, type Certainty } from "../../src/engine/evidence/certainty";
import { openCsv } from "../../src/hosts/csv";
import { runAnalysis, type Run, type RunOptions } from "../../src/sheets/run";
import type { SheetReader } from "../../src/workbook/reader";
import { csvText, type Firm } from "./firm";

/** Readers of the csv files of a firm. */
export const readersOf = ({ exports }: Firm): SheetReader[] =>
  Object.entries(exports).map(([name, table]) =>
    openCsv(`${name}.csv`, new TextEncoder().encode(csvText(table))),
  );

/** Runs the product on the csv files of a firm, as a user would. */
export const runOn = (firm: Firm, set: RunOptions["set"] = []): Promise<Run> =>
  runAnalysis(readersOf(firm), { today: firm.asOf, asOf: firm.asOf, set });

/** Seats of an offering to drop or to order, or tokens to order, with how sure that is. */
export interface Conclusion {
  readonly what: "drop" | "order";
  /** The offering and the contract, the offering, or "tokens". */
  readonly subject: string;
  readonly quantity: number;
  readonly certainty: Certainty;
}

/** What a run recommends. */
export function conclusionsOf(analysis: Analysis): Conclusion[] {
  const drops = dropsOf(analysis);
  const shown = analysis.recommended !== null && showsWholeYear(analysis) ? "sure" : "estimated";
  const certainty = certaintyOf(
    analysis,
    drops.map(({ ifComplete }) => ifComplete),
  );
  return [
    ...drops.flatMap(({ offering, contract, seats, ifComplete }): Conclusion[] => {
      const drop = { what: "drop", subject: `${offering} / ${contract ?? ""}` } as const;
      return [
        { ...drop, quantity: seats - ifComplete, certainty: shown },
        { ...drop, quantity: ifComplete, certainty: "if complete" },
      ];
    }),
    ...ordersOf(analysis).map(({ subject, quantity }): Conclusion => ({
      what: "order",
      subject,
      quantity,
      certainty,
    })),
  ].filter(({ quantity }) => quantity > 0);
}

function ordersOf({ recommended, reconciliations }: Analysis): Pick<Conclusion, "subject" | "quantity">[] {
  if (recommended === null) return [];
  const offerings = [...new Set(recommended.lines.map(({ offering }) => offering))];
  const orders = offerings.map((subject) => {
    const next = recommended.lines
      .filter(({ offering }) => offering === subject)
      .reduce((sum, { seats }) => sum + (seats[0] ?? 0), 0);
    const today = reconciliations.find(({ offering }) => offering === subject)?.bought ?? 0;
    return { subject, quantity: next - today };
  });
  return [...orders, { subject: "tokens", quantity: recommended.years[0]?.tokens ?? 0 }];
}
