import { currencyText } from "../../engine/currency-codes";
import type { BreakEven } from "../../engine/renewal/break-even";
import type { WhatIf } from "../../engine/renewal/what-if";
import type { SheetSpec } from "../../workbook/spec";
import { orUnknown, priceAtRenewal, quoted } from "./formulas";
import { ONE_MORE_TOKEN } from "./mix-pools";
import type { ReportInput } from "./report-input";
import { belowChart, chartArea, HEADER_ROWS, lastRow, resultSheet } from "./result-sheet";
import { reportTable, type ReportColumn } from "./table";
import { BREAK_EVENS, BUFFERED_TOKEN_PRICE_CELL, SHEET_NAMES, TOKEN_PRICE_CELL, WHAT_IFS } from "./tables";

/** The use from which a seat of a product costs less than tokens, and the cost of each number of days on either. */
export function breakEvenSheet({ analysis }: ReportInput): SheetSpec {
  const { breakEvens, whatIfs, assumptions } = analysis;
  const crossings = reportTable(
    BREAK_EVENS,
    { row: HEADER_ROWS["break-even"], column: 0 },
    BREAK_EVEN_COLUMNS,
    breakEvens,
    "Days of use from which a seat of the product costs less than tokens",
  );
  const hasChart = breakEvens.length > 0;
  const chartRow = lastRow(crossings) + 2;
  const whatIf = reportTable(
    WHAT_IFS,
    { row: hasChart ? belowChart(chartRow) : chartRow + 2, column: 0 },
    WHAT_IF_COLUMNS,
    whatIfs,
    "Cost per year of 1 to 22 days per month, buffer included",
  );
  return resultSheet({
    key: "break-even",
    title: "Break-even",
    frozenRows: 2,
    notes: [
      `Amounts in ${currencyText(assumptions.currency)}; ` +
        `they follow the Assumptions. Each product is compared by itself. ` +
        `For users of several products, see the ${SHEET_NAMES.users} sheet, which compares all their ` +
        "products together.",
      `Where nobody knows how much a product will be used, start on tokens and buy the seat after the days in ` +
        `“${BREAK_EVENS.lateDays.header}”: that never costs twice the cheaper of only tokens and only a seat.`,
    ],
    tables: [crossings, whatIf],
    charts: hasChart
      ? [
          {
            name: "Break-even by product",
            title: "Days per month from which a seat costs less",
            kind: "bar",
            ...chartArea(chartRow, { from: 0, to: 6 }),
            table: BREAK_EVENS.tableName,
            categories: BREAK_EVENS.product.header,
            series: [BREAK_EVENS.monthlyDays.header],
            format: "decimal",
          },
        ]
      : [],
  });
}

const daysFormula = (tokenPrice: string): string =>
  orUnknown(`${BREAK_EVENS.seatPrice.here}/(${BREAK_EVENS.tokensPerDay.here}*${tokenPrice})`);

const BREAK_EVEN_COLUMNS: readonly ReportColumn<BreakEven>[] = [
  { column: BREAK_EVENS.product, width: 30, format: "text", cell: ({ product }) => product },
  { column: BREAK_EVENS.tokensPerDay, format: "general", cell: ({ tokensPerDay }) => tokensPerDay },
  {
    column: BREAK_EVENS.dayMore,
    width: 20,
    format: "price",
    cell: ({ dayMore }) =>
      dayMore === null
        ? `see ${SHEET_NAMES.mix}`
        : {
            value: dayMore,
            formula: orUnknown(`${BREAK_EVENS.tokensPerDay.here}*${ONE_MORE_TOKEN}`),
          },
  },
  {
    column: BREAK_EVENS.seatPrice,
    format: "price",
    cell: ({ seatPrice }) => ({ value: seatPrice, formula: priceAtRenewal(BREAK_EVENS.product.here) }),
  },
  {
    column: BREAK_EVENS.days,
    format: "decimal",
    cell: ({ days }) => ({ value: days, formula: daysFormula(TOKEN_PRICE_CELL) }),
  },
  {
    column: BREAK_EVENS.bufferedDays,
    width: 20,
    format: "decimal",
    cell: ({ daysWithBuffer }) => ({
      value: daysWithBuffer,
      formula: daysFormula(BUFFERED_TOKEN_PRICE_CELL),
    }),
  },
  {
    column: BREAK_EVENS.monthlyDays,
    format: "decimal",
    cell: ({ daysWithBuffer }) => ({
      value: daysWithBuffer / 12,
      formula: orUnknown(`${BREAK_EVENS.bufferedDays.here}/12`),
    }),
  },
  {
    column: BREAK_EVENS.lateDays,
    width: 20,
    format: "whole",
    cell: ({ lateSeat }) => ({
      value: lateSeat.days,
      formula: orUnknown(`MAX(ROUNDUP(ROUND(${BREAK_EVENS.bufferedDays.here},6),0)-1,0)`),
    }),
  },
  {
    column: BREAK_EVENS.lateCost,
    format: "money",
    cell: ({ lateSeat }) => ({
      value: lateSeat.mostCost,
      formula: orUnknown(`${BREAK_EVENS.seatPrice.here}*${BREAK_EVENS.lateTimes.here}`),
    }),
  },
  {
    column: BREAK_EVENS.lateTimes,
    format: "percent",
    cell: ({ lateSeat }) => ({
      value: lateSeat.timesBest,
      formula: orUnknown(`1+${BREAK_EVENS.lateDays.here}/MAX(${BREAK_EVENS.bufferedDays.here},1)`),
    }),
  },
];

const CROSSING = "a seat costs less from here";

const {
  daysPerMonth: monthly,
  tokensPerDay: daily,
  onFlex: flex,
  onSeat: seat,
  seatSaves,
  dayFewerSaves,
} = WHAT_IFS;

/** Marks the first number of days on which a seat costs less: a day fewer costs less on Flex. */
const CROSSING_FORMULA = orUnknown(
  `IF(AND(${seatSaves.here}+0>=0,${dayFewerSaves.here}+0<0),${quoted(CROSSING)},"")`,
);

const WHAT_IF_COLUMNS: readonly ReportColumn<WhatIf>[] = [
  { column: WHAT_IFS.product, width: 30, format: "text", cell: ({ product }) => product },
  { column: WHAT_IFS.daysPerMonth, format: "whole", cell: ({ daysPerMonth }) => daysPerMonth },
  { column: WHAT_IFS.use, format: "text", cell: ({ use }) => use },
  { column: WHAT_IFS.tokensPerDay, format: "general", cell: ({ tokensPerDay }) => tokensPerDay },
  {
    column: WHAT_IFS.tokens,
    format: "whole",
    cell: ({ tokens }) => ({ value: tokens, formula: `${monthly.here}*12*${daily.here}` }),
  },
  {
    column: WHAT_IFS.onFlex,
    format: "money",
    cell: ({ onFlex }) => ({
      value: onFlex,
      formula: orUnknown(`${WHAT_IFS.tokens.here}*${BUFFERED_TOKEN_PRICE_CELL}`),
    }),
  },
  {
    column: WHAT_IFS.onSeat,
    format: "money",
    cell: ({ onSeat }) => ({ value: onSeat, formula: priceAtRenewal(WHAT_IFS.product.here) }),
  },
  {
    column: WHAT_IFS.cheaper,
    format: "text",
    cell: ({ onFlex, onSeat }) => ({
      value: onFlex < onSeat ? "Flex" : "seat",
      formula: orUnknown(`IF(${seatSaves.here}+0<0,"Flex","seat")`),
    }),
  },
  {
    column: WHAT_IFS.crossing,
    width: 24,
    format: "text",
    cell: ({ crossing }) => ({ value: crossing ? CROSSING : "", formula: CROSSING_FORMULA }),
  },
  {
    column: seatSaves,
    format: "money",
    cell: ({ onFlex, onSeat }) => ({
      value: onFlex - onSeat,
      formula: orUnknown(`${flex.here}-${seat.here}`),
    }),
  },
  {
    column: dayFewerSaves,
    format: "money",
    cell: ({ daysPerMonth, onFlex, onSeat }) => ({
      value: (onFlex / daysPerMonth) * (daysPerMonth - 1) - onSeat,
      formula: orUnknown(`${flex.here}/${monthly.here}*(${monthly.here}-1)-${seat.here}`),
    }),
  },
];
