import type { Analysis } from "../../engine/analysis";
import { at } from "../../engine/at";
import { cents, total, type Money } from "../../engine/units";
import { wholeNumber } from "../../engine/wording";
import { UNKNOWN } from "../../workbook/cells";
import { lookedUp, orUnknown, quoted, valueAt } from "./formulas";
import { knownCell, type ReportColumn } from "./table";
import { BRIDGE, BRIDGE_TABLE, inYear, SCENARIOS, type TableColumn } from "./tables";

/**
 * A row of the bridge: where it starts, a step, or where it ends. Its amount is the cost of a scenario as it is now,
 * less the cost of another, and what the run found.
 */
export interface BridgeRow {
  readonly order: number;
  readonly step: string;
  /** The scenarios whose cost is added and taken away; null for none. */
  readonly plus: NamedCost | null;
  readonly minus: NamedCost | null;
  /** In whole cents; null is unknown. */
  readonly inRun: number | null;
  readonly people: number | null;
  readonly seats: number | null;
  readonly tokens: number | null;
  /** The amount in this run, and the sum of the rows above, unknown if any amount is. */
  readonly amount: number | null;
  readonly before: number | null;
}

/** A scenario and its first year's cost. */
interface NamedCost {
  readonly name: string;
  readonly cost: number;
}

/** The step for what a person has changed in the result. */
export const CHANGED_STEP = "Changed in this workbook since the run";

type Line = Omit<BridgeRow, "order" | "amount" | "before">;

/** The steps of this run between the two costs as they are now, and what has changed in the workbook since. */
export function bridgeRows({ bridge, asIs, recommended }: Analysis): BridgeRow[] {
  if (bridge === null || recommended === null) return [];
  const start: NamedCost = { name: asIs.name, cost: at(asIs.years, 0).cost };
  const end: NamedCost = { name: recommended.name, cost: at(recommended.years, 0).cost };
  const lines: Line[] = [
    { ...BARE, step: start.name, plus: start },
    ...bridge.steps
      .filter(({ amount }) => amount === null || Math.round(amount) !== 0)
      .map(({ name, amount, people, seats, tokens }): Line => ({
        ...BARE,
        step: name,
        inRun: amount,
        people: people || null,
        seats: seats || null,
        tokens: tokens || null,
      })),
    {
      ...BARE,
      step: CHANGED_STEP,
      plus: end,
      minus: start,
      inRun: cents(bridge.from - bridge.to),
    },
    { ...BARE, step: end.name, plus: end },
  ];
  const amounts = lines.map(amountOf);
  return lines.map((line, i): BridgeRow => ({
    ...line,
    order: i + 1,
    amount: at(amounts, i),
    before: amounts.includes(null) ? null : total(amounts.slice(0, i) as Money[]),
  }));
}

const BARE = { plus: null, minus: null, inRun: 0, people: null, seats: null, tokens: null };

const amountOf = ({ plus, minus, inRun }: Line): number | null =>
  inRun === null ? null : cents((plus?.cost ?? 0) - (minus?.cost ?? 0) + inRun);

/** Where a row is the whole cost of a scenario, not a step. */
const isTotal = ({ plus, minus }: BridgeRow): boolean => plus !== null && minus === null;

const BAR: Readonly<Record<"cost" | "step", string>> = { cost: "cost", step: "step" };

/** The cost of the scenario that a cell names; 0 where it names none. */
const stepCost = ({ here }: TableColumn): string =>
  orUnknown(`IF(${here}="",0,${valueAt(inYear(SCENARIOS, "Cost", 1), SCENARIOS.scenario, here)})`);

/** A step and its amount below it; nothing while the step is 0. FIXED writes numbers as each country does. */
const LABEL = orUnknown(
  `IF(ROUND(${BRIDGE.amount.here},0)=0,"",${BRIDGE.step.here}&CHAR(10)&FIXED(${BRIDGE.amount.here},0))`,
);

function barLabel({ step, amount }: BridgeRow): string {
  if (amount === null) return UNKNOWN;
  // Halves are rounded away from 0, as FIXED rounds them.
  const size = wholeNumber(Math.abs(amount));
  return size === "0" ? "" : `${step}\n${amount < 0 ? "-" : ""}${size}`;
}

/** A bar as long as its amount: from 0 for a cost, from where the rows above end for a step. */
const bar = (
  column: TableColumn,
  value: (row: BridgeRow) => number | null,
  [ofCost, ofStep]: readonly [string, string],
): ReportColumn<BridgeRow> => ({
  column,
  format: "money",
  cell: (row) => ({
    value: knownCell(value(row)),
    formula: orUnknown(`IF(${BRIDGE.bar.here}=${quoted(BAR.cost)},${ofCost},${ofStep})`),
  }),
});

const STEP_AMOUNT = BRIDGE.amount.here;
const BEFORE = BRIDGE.before.here;

/** The bars of the waterfall: an invisible base, and above it a cost, a saving or an added cost. */
const barColumns: readonly ReportColumn<BridgeRow>[] = [
  bar(
    BRIDGE.base,
    (row) => {
      if (isTotal(row)) return 0;
      return row.before === null || row.amount === null
        ? null
        : Math.min(row.before, row.before + row.amount);
    },
    ["0", `MIN(${BEFORE},${BEFORE}+${STEP_AMOUNT})`],
  ),
  bar(BRIDGE.total, (row) => (isTotal(row) ? row.amount : 0), [STEP_AMOUNT, "0"]),
  bar(BRIDGE.less, (row) => stepped(row, -1), ["0", `MAX(0-${STEP_AMOUNT},0)`]),
  bar(BRIDGE.more, (row) => stepped(row, 1), ["0", `MAX(0+${STEP_AMOUNT},0)`]),
];

function stepped(row: BridgeRow, sign: 1 | -1): number | null {
  if (isTotal(row)) return 0;
  return row.amount === null ? null : Math.max(sign * row.amount, 0);
}

export const BRIDGE_COLUMNS: readonly ReportColumn<BridgeRow>[] = [
  { column: BRIDGE.step, width: 24, format: "text", look: "wrap", cell: ({ step }) => step },
  {
    column: BRIDGE.amount,
    format: "money",
    cell: ({ amount }) => ({
      value: knownCell(amount),
      formula: orUnknown(`ROUND(${BRIDGE.plusCost.here}-${BRIDGE.minusCost.here}+${BRIDGE.inRun.here},2)`),
    }),
  },
  { column: BRIDGE.label, width: 24, cell: (row) => ({ value: barLabel(row), formula: LABEL }) },
  ...barColumns,
  { column: BRIDGE.bar, format: "text", cell: (row) => BAR[isTotal(row) ? "cost" : "step"] },
  { column: BRIDGE.order, width: 8, format: "whole", cell: ({ order }) => order },
  { column: BRIDGE.plus, width: 24, format: "text", cell: ({ plus }) => plus?.name ?? null },
  { column: BRIDGE.minus, width: 24, format: "text", cell: ({ minus }) => minus?.name ?? null },
  { column: BRIDGE.inRun, format: "money", cell: ({ inRun }) => knownCell(inRun) },
  {
    column: BRIDGE.plusCost,
    format: "money",
    cell: ({ plus }) => ({ value: plus?.cost ?? 0, formula: stepCost(BRIDGE.plus) }),
  },
  {
    column: BRIDGE.minusCost,
    format: "money",
    cell: ({ minus }) => ({ value: minus?.cost ?? 0, formula: stepCost(BRIDGE.minus) }),
  },
  {
    column: BRIDGE.before,
    format: "money",
    cell: ({ before }) => ({
      value: knownCell(before),
      formula: orUnknown(`SUMPRODUCT((${BRIDGE.order.all}+0<${BRIDGE.order.here})*${BRIDGE.amount.all})`),
    }),
  },
];

export const BRIDGE_STEP_COLUMNS: readonly ReportColumn<BridgeRow>[] = [
  { column: BRIDGE_TABLE.step, width: 24, format: "text", look: "wrap", cell: ({ step }) => step },
  {
    column: BRIDGE_TABLE.amount,
    format: "money",
    cell: ({ amount }) => ({
      value: knownCell(amount),
      formula: lookedUp(BRIDGE.amount, BRIDGE.step, BRIDGE_TABLE.step.here),
    }),
  },
  { column: BRIDGE_TABLE.people, format: "whole", cell: ({ people }) => people },
  { column: BRIDGE_TABLE.seats, format: "whole", cell: ({ seats }) => seats },
  { column: BRIDGE_TABLE.tokens, format: "whole", cell: ({ tokens }) => tokens },
];
