import type { BreakEven } from "../../engine/renewal/break-even";
import type { WhatIf } from "../../engine/renewal/what-if";
import type { SheetSpec } from "../../workbook/spec";
import { EFFECTIVE_PRICE, MIX_POOLS, priceAtRenewal, TOKEN_PRICE } from "./references";
import type { ReportInput } from "./report-input";
import { here, lastRow, reportTable, widthsFor, type ReportColumn } from "./table";

const BREAK_EVENS = "SeatwiseBreakEvens";
const WHAT_IF = "SeatwiseWhatIf";
const HEADER_ROW = 5;
const CHART_ROWS = 18;

/** From how much use on a seat of a product costs less than tokens, and what each number of days costs on either. */
export function breakEvenSheet({ analysis }: ReportInput): SheetSpec {
  const { breakEvens, whatIfs, assumptions } = analysis;
  const crossings = reportTable(BREAK_EVENS, { row: HEADER_ROW, column: 0 }, BREAK_EVEN_COLUMNS, breakEvens);
  const chartRow = lastRow(crossings) + 2;
  const whatIf = reportTable(
    WHAT_IF,
    { row: chartRow + (breakEvens.length > 0 ? CHART_ROWS + 3 : 2), column: 0 },
    WHAT_IF_COLUMNS,
    whatIfs,
  );
  return {
    key: "break-even",
    name: "Break-even",
    widths: widthsFor({ at: 0, columns: BREAK_EVEN_COLUMNS }, { at: 0, columns: WHAT_IF_COLUMNS }),
    frozenRows: 2,
    cells: [
      { row: 1, column: 0, value: "Break-even", look: "title" },
      {
        row: 2,
        column: 0,
        value: `Amounts in ${assumptions.currency}; they follow the Assumptions. For one product by itself: who uses several is better served by the Users sheet, which looks at all of them together.`,
        look: "note",
      },
      {
        row: HEADER_ROW - 1,
        column: 0,
        value: "From how many days on a seat of the product costs less than tokens",
        look: "heading",
      },
      {
        row: whatIf.at.row - 1,
        column: 0,
        value: "What 1 to 22 days a month cost in a year, tokens with what is bought on top",
        look: "heading",
      },
    ],
    tables: [crossings, whatIf],
    charts:
      breakEvens.length > 0
        ? [
            {
              name: "Break-even by product",
              title: "Days a month from which a seat costs less",
              kind: "bar",
              from: { row: chartRow, column: 0 },
              to: { row: chartRow + CHART_ROWS, column: 6 },
              table: BREAK_EVENS,
              categories: "Product",
              series: ["… a month"],
              format: "decimal",
            },
          ]
        : [],
    choices: [],
    names: [],
  };
}

const daysFormula = (tokenPrice: string): string =>
  `${here(BREAK_EVENS, "Seat a year")}/(${here(BREAK_EVENS, "Tokens a day")}*${tokenPrice})`;

const BREAK_EVEN_COLUMNS: readonly ReportColumn<BreakEven>[] = [
  { header: "Product", width: 30, format: "text", cell: ({ product }) => product },
  { header: "Tokens a day", width: 14, format: "general", cell: ({ tokensPerDay }) => tokensPerDay },
  {
    header: "One day more costs",
    width: 20,
    format: "price",
    cell: ({ dayMore }) =>
      dayMore === null
        ? "see Best mix"
        : {
            value: dayMore,
            formula: `${here(BREAK_EVENS, "Tokens a day")}*INDEX(${MIX_POOLS}[One token more costs],1)`,
          },
  },
  {
    header: "Seat a year",
    width: 14,
    format: "price",
    cell: ({ seatPrice }) => ({ value: seatPrice, formula: priceAtRenewal(here(BREAK_EVENS, "Product")) }),
  },
  {
    header: "Days a year",
    width: 14,
    format: "decimal",
    cell: ({ days }) => ({ value: days, formula: daysFormula(TOKEN_PRICE) }),
  },
  {
    header: "… with what is on top",
    width: 20,
    format: "decimal",
    cell: ({ daysWithBuffer }) => ({ value: daysWithBuffer, formula: daysFormula(EFFECTIVE_PRICE) }),
  },
  {
    header: "… a month",
    width: 14,
    format: "decimal",
    cell: ({ daysWithBuffer }) => ({
      value: daysWithBuffer / 12,
      formula: `${here(BREAK_EVENS, "… with what is on top")}/12`,
    }),
  },
];

const own = (column: string): string => here(WHAT_IF, column);

const WHAT_IF_COLUMNS: readonly ReportColumn<WhatIf>[] = [
  { header: "Product", width: 30, format: "text", cell: ({ product }) => product },
  { header: "Days a month", width: 14, format: "whole", cell: ({ daysPerMonth }) => daysPerMonth },
  { header: "Use", width: 14, format: "text", cell: ({ use }) => use },
  { header: "Tokens a day", width: 14, format: "general", cell: ({ tokensPerDay }) => tokensPerDay },
  {
    header: "Tokens a year",
    width: 14,
    format: "whole",
    cell: ({ tokens }) => ({ value: tokens, formula: `${own("Days a month")}*12*${own("Tokens a day")}` }),
  },
  {
    header: "On Flex",
    width: 14,
    format: "money",
    cell: ({ onFlex }) => ({ value: onFlex, formula: `${own("Tokens a year")}*${EFFECTIVE_PRICE}` }),
  },
  {
    header: "On a seat",
    width: 14,
    format: "money",
    cell: ({ onSeat }) => ({ value: onSeat, formula: priceAtRenewal(own("Product")) }),
  },
  {
    header: "Cheaper",
    width: 14,
    format: "text",
    cell: ({ onFlex, onSeat }) => ({
      value: onFlex < onSeat ? "Flex" : "seat",
      formula: `IF(${own("On Flex")}<${own("On a seat")},"Flex","seat")`,
    }),
  },
  {
    header: "Crossing",
    width: 24,
    format: "text",
    cell: ({ crossing }) => ({
      value: crossing ? CROSSING : "",
      formula: `IF(AND(${own("On Flex")}>=${own("On a seat")},(${own("Days a month")}-1)*12*${own("Tokens a day")}*${EFFECTIVE_PRICE}<${own("On a seat")}),"${CROSSING}","")`,
    }),
  },
];
const CROSSING = "a seat costs less from here";
