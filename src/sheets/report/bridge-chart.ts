import { currencyText } from "../../engine/currency-codes";
import type { Analysis } from "../../engine/analysis";
import { UNKNOWN } from "../../workbook/cells";
import type { ChartSpec } from "../../workbook/spec";
import type { BRIDGE, RENEWAL_BRIDGE } from "./tables";

/** The way from the cost as it is to the cost of the best mix, as a waterfall over a table of its bars. */
export function bridgeChart(
  analysis: Analysis,
  area: Pick<ChartSpec, "from" | "to">,
  { tableName, label, base, total, more, less }: typeof BRIDGE | typeof RENEWAL_BRIDGE,
): ChartSpec {
  return {
    name: "From today to the best mix",
    title: `What makes the difference in the first year, ${currencyText(analysis.assumptions.currency)}`,
    alt: altText(analysis),
    kind: "waterfall",
    ...area,
    table: tableName,
    categories: label.header,
    series: [base, total, more, less].map(({ header }) => header),
    format: "money",
  };
}

function altText({ bridge }: Analysis): string {
  const steps = bridge?.steps.map(
    ({ name, amount }) => `${name} ${amount === null ? UNKNOWN : Math.round(amount)}`,
  );
  return `Columns from the cost as it is to the cost of the best mix: ${(steps ?? []).join(", ")}.`;
}
