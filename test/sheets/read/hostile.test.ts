import { expect, it } from "vitest";
import { isCurrencyCode } from "../../../src/engine/currency-codes";
import { brief, readCsv } from "./sheets-of";

const HEADER = "Offering,Seats,Unit price,Currency,End date,Contract";

it("a number beyond 1e12 is a data issue, and so is a price beyond 1e15", async () => {
  const nines = "9".repeat(300);
  const { estate, issues } = await readCsv(`${HEADER}
    Revit,9007199254740993,3000,EUR,2027-01-31,1
    Revit,${nines},3000,EUR,2027-01-31,2
    Revit,5,1000000000000001,EUR,2027-01-31,3
    Revit,5,16725000000,EUR,2027-01-31,4`);
  expect(brief(issues)).toEqual([
    ["too-large-number", 2, "Seats"],
    ["too-large-number", 3, "Seats"],
    ["too-large-number", 4, "Unit price"],
  ]);
  expect(issues[1]?.message).toContain(`${"9".repeat(30)}… (300 characters) is more than 1,000,000,000,000`);
  expect(estate.subscriptions.map(({ unitPrice }) => unitPrice)).toEqual([undefined, 16_725_000_000]);
});

it("tokens of 300 nines are in no figure", async () => {
  const { estate, issues } = await readCsv(`User,Product,Date,Tokens
    anna,Revit,2026-09-01,${"9".repeat(300)}
    anna,Revit,2026-09-02,10`);
  expect(issues.map(({ code }) => code)).toContain("too-large-number");
  expect(JSON.stringify(estate)).not.toMatch(/e\+|9{20}/);
});

it("a price in a currency that does not exist is unknown, and makes no currency of the answer", async () => {
  const { estate, currency, issues } = await readCsv(`${HEADER}
    Revit,5,3000,XYZ,2027-01-31,1`);
  expect(brief(issues)).toEqual([["unknown-currency", 2, "Currency"]]);
  expect(estate.subscriptions).toMatchObject([{ offering: "Revit", seats: 5 }]);
  expect(estate.subscriptions[0]?.unitPrice).toBeUndefined();
  expect(currency).toBeUndefined();
});

it("every currency that a sign or code of a cell can state is known", () => {
  const codes = "USD EUR GBP CHF AUD CAD NZD HKD SGD JPY CNY INR SEK NOK DKK PLN CZK ZAR BRL MXN KRW".split(
    " ",
  );
  expect(codes.filter((code) => !isCurrencyCode(code))).toEqual([]);
});
