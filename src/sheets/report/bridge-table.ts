import type { Analysis } from "../../engine/analysis";
import { at } from "../../engine/at";
import type { Bridge } from "../../engine/renewal/bridge";
import type { SpecCell } from "../../workbook/spec";
import { orUnknown, scenarioFigure } from "./formulas";
import { knownCell, type ReportColumn } from "./table";
import { BRIDGE, inYear, SCENARIOS } from "./tables";

/** A row of the bridge: where it starts, a step, or where it ends. */
export interface BridgeRow {
  readonly step: string;
  readonly amount: SpecCell;
  readonly people: number | null;
  readonly seats: number | null;
  readonly tokens: number | null;
}

/** The steps of this run between the two costs as they are now, and what has changed in the workbook since. */
export function bridgeRows({ bridge, asIs, recommended }: Analysis): BridgeRow[] {
  if (bridge === null || recommended === null) return [];
  const cost = inYear(SCENARIOS, "Cost", 1);
  const [today, best] = [scenarioFigure(asIs.name, cost), scenarioFigure(recommended.name, cost)];
  const [first, last] = [at(asIs.years, 0).cost, at(recommended.years, 0).cost];
  const since = orUnknown(`ROUND(${best}-${today}-${knownSteps(bridge)},2)`);
  return [
    total(asIs.name, { value: first, formula: today }),
    ...bridge.steps.map(({ name, amount, people, seats, tokens }): BridgeRow => ({
      step: name,
      amount: { value: knownCell(amount) },
      people: people || null,
      seats: seats || null,
      tokens: tokens || null,
    })),
    total("Changed in this workbook since the run", { value: 0, formula: since }),
    total(recommended.name, { value: last, formula: best }),
  ];
}

const total = (step: string, amount: SpecCell): BridgeRow => ({
  step,
  amount,
  people: null,
  seats: null,
  tokens: null,
});

const knownSteps = ({ from, to }: Bridge): string => `(${Math.round((to - from) * 100) / 100})`;

export const BRIDGE_COLUMNS: readonly ReportColumn<BridgeRow>[] = [
  { column: BRIDGE.step, width: 38, format: "text", cell: ({ step }) => step },
  { column: BRIDGE.amount, format: "money", cell: ({ amount }) => amount },
  { column: BRIDGE.people, format: "whole", cell: ({ people }) => people },
  { column: BRIDGE.seats, format: "whole", cell: ({ seats }) => seats },
  { column: BRIDGE.tokens, format: "whole", cell: ({ tokens }) => tokens },
];
