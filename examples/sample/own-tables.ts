import { DAYS_PER_YEAR } from "../../src/engine/calendar";
import { OFFERINGS, PACKS } from "./offerings";
import type { PlainCell, PlainSheet } from "./plain-workbook";
import { day } from "./workdays";

const date = (iso: string): PlainCell => ({ day: day(iso) });

/** The terms of the contracts, as noted by the firm. */
export const contractsSheet: PlainSheet = {
  name: "Contracts",
  widths: [18, 12, 12, 14, 12, 14, 8, 20, 10],
  header: 1,
  rows: [
    [
      "Contract",
      "Start",
      "End",
      "Kind",
      "Notice days",
      "True-down cap",
      "Floor",
      "Fee follows quantity",
      "Term years",
    ],
    ["AEC agreement", date("2026-01-15"), date("2027-01-14"), "subscription", 45, 0.4, 45, "yes", 1],
    ["Single products", date("2026-04-01"), date("2027-03-31"), "subscription", 30, null, null, "yes", 1],
    ["Flex", date("2024-10-28"), date("2027-10-27"), "Flex", null, null, null, null, 3],
  ],
};

/** Tokens bought; each pack ends a year after its purchase. */
export const packsSheet: PlainSheet = {
  name: "Flex orders",
  widths: [12, 9, 10, 12, 10],
  header: 1,
  rows: [
    ["Purchased", "Tokens", "Price", "Ends", "Contract"],
    ...PACKS.map(({ purchased, tokens, price }): PlainCell[] => {
      const bought = day(purchased);
      return [{ day: bought }, tokens, price, { day: (bought + DAYS_PER_YEAR - 1) as typeof bought }, "Flex"];
    }),
  ],
};

const AEC_PRODUCTS = "AutoCAD; Revit; Civil 3D; InfraWorks; Navisworks Manage; 3ds Max; ReCap Pro";

/** The reseller's quote for the renewal, pasted with its letterhead. */
export const quoteSheet: PlainSheet = {
  name: "Quote renewal 2027",
  widths: [20, 15, 12, 80, 10],
  header: 5,
  rows: [
    ["Quote 26-1187 for Halden & Roe"],
    ["Northlight CAD, 19 October 2026, valid for 60 days"],
    ["Invented prices: this is a sample, not an offer"],
    [],
    ["Offering", "Price per year", "List price", "Covers", "Currency"],
    ...Object.entries(OFFERINGS).map(([name, { price, listPrice }]): PlainCell[] => [
      name,
      price,
      listPrice,
      name === "AEC Collection" ? AEC_PRODUCTS : name,
      "USD",
    ]),
  ],
};

/** The token prices of the same quote. */
export const tokenPricesSheet: PlainSheet = {
  name: "Flex prices",
  widths: [16, 11],
  header: 1,
  rows: [
    ["Minimum tokens", "Unit price"],
    [0, 3],
    [5_000, 2.85],
    [25_000, 2.7],
  ],
};
