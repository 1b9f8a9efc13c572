import { isoDay, isoMonth } from "../../engine/calendar";
import type { LedgerMonth, PackBalance } from "../../engine/pool/ledger";
import { knowsSeason } from "../../engine/pool/forecast";
import type { PlannedForecast, PlannedMonth } from "../../engine/pool/planned-use";
import { counted, wholeNumber } from "../../engine/wording";
import { serial } from "../../workbook/cells";
import type { ChartSpec } from "../../workbook/spec";
import { orUnknown } from "./formulas";
import type { ReportInput } from "./report-input";
import { below, chartArea } from "./result-sheet";
import { knownCell, reportTable, type ReportColumn, type ReportTable } from "./table";
import { TOKEN_BALANCE, TOKEN_FORECAST, TOKEN_PACKS } from "./tables";

/** The packs, their balance by month with a chart in a row, and the forecast; what is not known is left out. */
export function tokenBalance(
  run: ReportInput,
  place: ReportTable["at"],
  chartRow: number,
): { readonly tables: readonly ReportTable[]; readonly charts: readonly ChartSpec[] } {
  const { ledger, forecast } = run.analysis.tokenPlan;
  const tables: ReportTable[] = [];
  const charts: ChartSpec[] = [];
  let next = place;
  if (ledger) {
    const packs = reportTable(
      TOKEN_PACKS,
      next,
      packColumns(run),
      namedPacks(ledger.packs),
      "Token packs, in the order in which they burn",
    );
    const months = reportTable(
      TOKEN_BALANCE,
      below(packs),
      BALANCE_COLUMNS,
      ledger.months,
      "Balance by month",
    );
    tables.push(packs, months);
    charts.push(balanceChart(chartRow));
    next = below(months);
  }
  if (forecast)
    tables.push(
      reportTable(TOKEN_FORECAST, next, FORECAST_COLUMNS, forecast.months, forecastHeading(run, forecast)),
    );
  return { tables, charts };
}

interface NamedPack extends PackBalance {
  readonly name: string;
}

/** The packs with a name each that no other has. */
function namedPacks(packs: readonly PackBalance[]): NamedPack[] {
  const seen = new Map<string, number>();
  return packs.map((one) => {
    const { purchased, tokens, contract } = one.pack;
    const name = [
      isoDay(purchased),
      `${wholeNumber(tokens)} tokens`,
      ...(contract === undefined ? [] : [contract]),
    ].join(", ");
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return { ...one, name: n === 1 ? name : `${name} (${n})` };
  });
}

const packColumns = ({ dateSystem }: ReportInput): readonly ReportColumn<NamedPack>[] => [
  {
    column: TOKEN_PACKS.pack,
    width: 44,
    format: "text",
    cell: ({ name }) => name,
    total: { label: "Total" },
  },
  { column: TOKEN_PACKS.tokens, format: "whole", cell: ({ pack }) => pack.tokens, total: "sum" },
  {
    column: TOKEN_PACKS.price,
    format: "money",
    cell: ({ pack }) => knownCell(pack.price ?? null),
    total: "sum",
  },
  { column: TOKEN_PACKS.used, format: "whole", cell: ({ used }) => used, total: "sum" },
  { column: TOKEN_PACKS.expired, format: "whole", cell: ({ expired }) => expired, total: "sum" },
  { column: TOKEN_PACKS.left, format: "whole", cell: ({ left }) => left, total: "sum" },
  { column: TOKEN_PACKS.unseen, format: "whole", cell: ({ unseen }) => unseen },
  { column: TOKEN_PACKS.lastDay, format: "date", cell: ({ lastDay }) => serial(dateSystem, lastDay) },
  {
    column: TOKEN_PACKS.willExpire,
    format: "whole",
    cell: ({ willExpire }) => knownCell(willExpire),
    total: "sum",
  },
  {
    column: TOKEN_PACKS.worth,
    format: "money",
    cell: ({ willExpireCost }) => knownCell(willExpireCost),
    total: "sum",
  },
  { column: TOKEN_PACKS.askBy, format: "date", cell: ({ askBy }) => serial(dateSystem, askBy) },
];

const BALANCE_COLUMNS: readonly ReportColumn<LedgerMonth>[] = [
  { column: TOKEN_BALANCE.month, format: "text", cell: ({ month }) => isoMonth(month) },
  { column: TOKEN_BALANCE.opened, format: "whole", cell: ({ opened }) => opened },
  { column: TOKEN_BALANCE.bought, format: "whole", cell: ({ bought }) => bought },
  { column: TOKEN_BALANCE.drawn, format: "whole", cell: ({ drawn }) => drawn },
  { column: TOKEN_BALANCE.expired, format: "whole", cell: ({ expired }) => expired },
  {
    column: TOKEN_BALANCE.closed,
    format: "whole",
    cell: ({ closed }) => {
      const { opened, bought, drawn, expired } = TOKEN_BALANCE;
      return {
        value: closed,
        formula: orUnknown(`${opened.here}+${bought.here}-${drawn.here}-${expired.here}`),
      };
    },
  },
  {
    column: TOKEN_BALANCE.basis,
    format: "text",
    cell: ({ isForecast }) => (isForecast ? "forecast" : "drawn"),
  },
];

/** What the forecast rests on, and what of the plan is in it. */
function forecastHeading(
  { analysis: { estate, tokenPlan } }: ReportInput,
  { basis }: PlannedForecast,
): string {
  const season = knowsSeason(basis) ? "their season counts" : "too few for a season";
  const months = `Tokens by month as forecast from ${basis} whole months (${season})`;
  if (estate.plannedUse.length === 0 && tokenPlan.planGaps.length === 0) return months;
  const gaps = tokenPlan.planGaps.map(({ text }) => text);
  return (
    `${months} and ${counted(estate.plannedUse.length, "row")} of Planned use; the ranges hold whether new use comes ` +
    `in full or not at all${gaps.length === 0 ? "" : `. NOT in it: ${gaps.join("; ")}`}`
  );
}

const FORECAST_COLUMNS: readonly ReportColumn<PlannedMonth>[] = [
  {
    column: TOKEN_FORECAST.month,
    format: "text",
    cell: ({ month }) => isoMonth(month),
    total: { label: "Total" },
  },
  { column: TOKEN_FORECAST.base, format: "whole", cell: ({ parts }) => parts.base, total: "sum" },
  { column: TOKEN_FORECAST.leaving, format: "whole", cell: ({ parts }) => parts.leaving, total: "sum" },
  {
    column: TOKEN_FORECAST.joiners,
    format: "whole",
    cell: ({ parts }) => parts.joiners + parts.growth,
    total: "sum",
  },
  { column: TOKEN_FORECAST.planned, format: "whole", cell: ({ parts }) => parts.planned, total: "sum" },
  {
    column: TOKEN_FORECAST.expected,
    format: "whole",
    cell: ({ expected }) => {
      const { base, leaving, joiners, planned } = TOKEN_FORECAST;
      return {
        value: expected,
        formula: orUnknown(`${base.here}+${leaving.here}+${joiners.here}+${planned.here}`),
      };
    },
    total: "sum",
  },
  { column: TOKEN_FORECAST.low80, format: "whole", cell: ({ likely }) => likely.low },
  { column: TOKEN_FORECAST.high80, format: "whole", cell: ({ likely }) => likely.high },
  { column: TOKEN_FORECAST.low90, format: "whole", cell: ({ wide }) => wide.low },
  { column: TOKEN_FORECAST.high90, format: "whole", cell: ({ wide }) => wide.high },
];

const balanceChart = (row: number): ChartSpec => ({
  name: "Token balance",
  title: "Tokens left at the end of each month",
  alt: "Line: the tokens left at the end of each month, first as drawn, then by the forecast.",
  kind: "line",
  ...chartArea(row, { from: 4, to: 9 }),
  table: TOKEN_BALANCE.tableName,
  categories: TOKEN_BALANCE.month.header,
  series: [TOKEN_BALANCE.closed.header],
  format: "whole",
});
