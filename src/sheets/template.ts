import { DEFAULT_ASSUMPTIONS, type Assumption } from "../engine/assumptions";
import type { InputRule, NumberFormat, SheetSpec } from "../workbook/spec";

/** A blank table to fill in: its columns and their content. */
interface Blank {
  readonly name: string;
  readonly about: string;
  readonly columns: readonly BlankColumn[];
}

interface BlankColumn {
  readonly header: string;
  readonly format: NumberFormat;
  readonly choices?: readonly string[];
  readonly needed?: true;
}

const textColumn = (header: string): BlankColumn => ({ header, format: "text" });
const wholeColumn = (header: string): BlankColumn => ({ header, format: "whole" });
const priceColumn = (header: string): BlankColumn => ({ header, format: "price" });
const shareColumn = (header: string): BlankColumn => ({ header, format: "percent" });
const dateColumn = (header: string): BlankColumn => ({ header, format: "date" });
const choiceColumn = (header: string, ...choices: readonly string[]): BlankColumn => ({
  header,
  format: "text",
  choices,
});
const yesNoColumn = (header: string): BlankColumn => choiceColumn(header, "yes", "no");
const required = (column: BlankColumn): BlankColumn => ({ ...column, needed: true });

const BLANKS: readonly Blank[] = [
  {
    name: "Subscriptions",
    about:
      "What was bought: one row per contract line. The vendor's Subscriptions export fits without changes.",
    columns: [
      required(textColumn("offering_name")),
      required(wholeColumn("seat_quantity")),
      textColumn("contract_number"),
      dateColumn("start_date"),
      dateColumn("end_date"),
      dateColumn("autorenew_date"),
      textColumn("subscription_status"),
      priceColumn("Unit price"),
      priceColumn("List price"),
      textColumn("Contract"),
      textColumn("Currency"),
      dateColumn("Plan end"),
      choiceColumn("True-up by", "snapshot", "high-water mark", "rolling average"),
      textColumn("Company"),
    ],
  },
  {
    name: "Users",
    about:
      "Who has which seat: one row per user and offering. The vendor's Users export fits without changes.",
    columns: [
      required(textColumn("email")),
      textColumn("first_name"),
      textColumn("last_name"),
      textColumn("team_alias"),
      choiceColumn("account_status", "active", "inactive"),
      textColumn("offering_name"),
      textColumn("Department"),
      textColumn("Project"),
      textColumn("Cost centre"),
      textColumn("Token pool"),
      textColumn("Time zone"),
      yesNoColumn("Critical"),
      textColumn("Exception"),
      dateColumn("Exception until"),
      textColumn("Company"),
    ],
  },
  {
    name: "Sessions",
    about: "Launches, if you have a session log: one row per launch. Start and End are date and time in UTC.",
    columns: [
      required(textColumn("User")),
      required(textColumn("Product")),
      required(textColumn("Start")),
      required(textColumn("End")),
      textColumn("Version"),
      textColumn("Machine"),
      textColumn("Machine type"),
      wholeColumn("Active minutes"),
      wholeColumn("Tokens"),
      yesNoColumn("Logged in"),
    ],
  },
  {
    name: "Rates",
    about:
      "Tokens per day of each product, from the vendor's rate sheet. Leave unknown rates blank. Idle awareness " +
      "is yes, no, unknown, or the first version whose charges pause while nobody uses it, such as 2025.",
    columns: [
      required(textColumn("Product")),
      wholeColumn("Tokens per day"),
      yesNoColumn("Flex eligible"),
      dateColumn("From"),
      textColumn("Source"),
      textColumn("Cheaper alternative"),
      textColumn("Idle awareness"),
    ],
  },
  {
    name: "Offers",
    about:
      "Your quote: price per seat and year. Covers lists the products of a collection, separated by ;. " +
      "For a volume price, add a row with Minimum seats.",
    columns: [
      required(textColumn("Offering")),
      wholeColumn("Minimum seats"),
      priceColumn("Price per year"),
      priceColumn("List price"),
      textColumn("Covers"),
      priceColumn("New price"),
      priceColumn("Price 3 years"),
      textColumn("Currency"),
      wholeColumn("Tokens per seat"),
      priceColumn("Price per month"),
      wholeColumn("Multiple of"),
      priceColumn("Plan price per seat"),
    ],
  },
  {
    name: "Token prices",
    about: "Token prices by quantity. The first row has minimum 0.",
    columns: [
      required(wholeColumn("Minimum tokens")),
      required(priceColumn("Unit price")),
      textColumn("Currency"),
    ],
  },
  {
    name: "Token packs",
    about: "Tokens bought: one row per purchase. Price is the price of the whole pack.",
    columns: [
      required(dateColumn("Purchased")),
      required(wholeColumn("Tokens")),
      priceColumn("Price"),
      dateColumn("Ends"),
      textColumn("Contract"),
      textColumn("Token pool"),
      textColumn("Currency"),
    ],
  },
  {
    name: "Token events",
    about:
      "What changed a balance besides use, as the account portal lists it: one row per event. " +
      "Tokens that a pool lost by a move or a merge are below 0.",
    columns: [
      required(dateColumn("Date")),
      required(choiceColumn("Event", "added", "moved", "merged", "expired")),
      required(wholeColumn("Tokens")),
      textColumn("Contract"),
      textColumn("Token pool"),
      dateColumn("Ends"),
    ],
  },
  {
    name: "Planned use",
    about:
      "Use of tokens that will begin or end: projects, joiners, contractors. A number below 0 (people or days) " +
      "ends use. For a named user who leaves, People is -1 and the rest may be blank.",
    columns: [
      textColumn("User"),
      wholeColumn("People"),
      textColumn("Product"),
      { header: "Days a month", format: "general" },
      required(dateColumn("From")),
      dateColumn("To"),
      textColumn("Project"),
      textColumn("Department"),
    ],
  },
  {
    name: "Token budgets",
    about:
      "The tokens, or the money, that a product, department, project or cost centre may draw in the year from a " +
      "day on. Without any of the four: all tokens.",
    columns: [
      textColumn("Product"),
      textColumn("Department"),
      textColumn("Project"),
      textColumn("Cost centre"),
      wholeColumn("Tokens a year"),
      priceColumn("Amount a year"),
      required(dateColumn("From")),
    ],
  },
  {
    name: "Exchange rates",
    about:
      "For prices in another currency than the answer: one unit of From currency is worth Rate units of To currency. " +
      "Of several rates the newest counts.",
    columns: [
      required(textColumn("From currency")),
      required(textColumn("To currency")),
      required({ header: "Rate", format: "number" }),
      required(dateColumn("As of")),
      textColumn("Source"),
    ],
  },
  {
    name: "Contracts",
    about: "The renewal terms of each contract.",
    columns: [
      required(textColumn("Contract")),
      required(dateColumn("Start")),
      required(dateColumn("End")),
      choiceColumn("Kind", "subscription", "perpetual + maintenance", "enterprise agreement"),
      wholeColumn("Notice days"),
      shareColumn("True-down cap"),
      wholeColumn("Floor"),
      yesNoColumn("Fee follows quantity"),
      shareColumn("Maintenance rate"),
      shareColumn("Uplift"),
      priceColumn("Overage price"),
      wholeColumn("Term years"),
      textColumn("Currency"),
      choiceColumn("Tokens end", "after 12 months", "with the contract"),
      wholeColumn("Grace days"),
      yesNoColumn("Monthly refill"),
      yesNoColumn("Maintenance follows quantity"),
      shareColumn("Uplift cap"),
      wholeColumn("Overage cap"),
      choiceColumn("True-up by", "snapshot", "high-water mark", "rolling average"),
      choiceColumn("Cap of", "last year", "signing", "band"),
      choiceColumn("Reductions", "each anniversary", "end of term"),
      yesNoColumn("Vendor consent"),
    ],
  },
  {
    name: "Quotes",
    about:
      "What the vendor or a reseller offers: one row per offering, and one for Flex tokens. Price is for a seat and " +
      "year, or for a token, before the discount. Rows with the same name in Quote are one quote.",
    columns: [
      required(textColumn("Quote")),
      required(textColumn("Offering")),
      wholeColumn("Seats"),
      wholeColumn("Tokens"),
      required(priceColumn("Price")),
      wholeColumn("Term years"),
      shareColumn("Discount"),
      textColumn("Currency"),
    ],
  },
  {
    name: "Own scenarios",
    about:
      "Scenarios of yours: one per row. A blank cell is as in the run. Cap and floor are of the contract, or of all; " +
      "Keep and Drop list offerings, separated by ;.",
    columns: [
      required(textColumn("Scenario")),
      textColumn("Contract"),
      shareColumn("True-down cap"),
      wholeColumn("Floor"),
      shareColumn("Seat uplift"),
      wholeColumn("Term years"),
      shareColumn("Growth"),
      textColumn("Keep"),
      textColumn("Drop"),
    ],
  },
  {
    name: "Metered charges",
    about:
      "Charges as metered by the vendor: one row per charge. The Audit sheet compares each with the Sessions.",
    columns: [
      required(textColumn("User")),
      required(textColumn("Product")),
      required(dateColumn("Date")),
      required(wholeColumn("Tokens")),
      textColumn("Version"),
      textColumn("Machine"),
    ],
  },
  {
    name: "Installed devices",
    about:
      "What is installed where, from a SAM tool, the license reporting tool or a survey: one row per machine and " +
      "product. The Audit sheet compares it with seats and licenses.",
    columns: [
      required(textColumn("Machine")),
      required(textColumn("Product")),
      dateColumn("Installed"),
      choiceColumn("License type", "named-user", "subscription", "floating", "perpetual"),
      textColumn("User"),
      textColumn("Department"),
      textColumn("Version"),
      textColumn("SKU"),
    ],
  },
  {
    name: "Licenses owned",
    about:
      "Perpetual and floating licenses, which no export lists. Deployed is the number of devices with a perpetual " +
      "license, if Installed devices does not list them. Peak in use is the most floating licenses in use at one " +
      "time, as the license server reports it.",
    columns: [
      required(textColumn("Product")),
      required(choiceColumn("License type", "perpetual", "floating")),
      required(wholeColumn("Licenses")),
      wholeColumn("Deployed"),
      wholeColumn("Peak in use"),
      textColumn("SKU"),
      dateColumn("Maintenance until"),
    ],
  },
  {
    name: "Invoices",
    about:
      "Seats as they were invoiced: one row per line of an invoice. Without From and To a line pays for a year from " +
      "its date. A credit note has seats below 0, and names the invoice that it credits. The Audit sheet compares " +
      "them with the account portal.",
    columns: [
      required(textColumn("Invoice")),
      required(dateColumn("Invoice date")),
      required(textColumn("Offering")),
      required(wholeColumn("Seats")),
      dateColumn("From"),
      dateColumn("To"),
      textColumn("Credited invoice"),
    ],
  },
  {
    name: "Evidence on file",
    about:
      "Documents that you can show an auditor, each with its day, what it is about (a department, an offering, a " +
      "contract) and where it is kept.",
    columns: [
      required(
        choiceColumn(
          "Evidence",
          ...["reconciliation", "decision log", "notice", "approval", "attestation", "proof of purchase"],
        ),
      ),
      required(dateColumn("Evidence date")),
      textColumn("About"),
      textColumn("Kept at"),
    ],
  },
  {
    name: "Holidays",
    about:
      "Days on which nobody works, besides the weekends: for use outside business hours, and for deadlines.",
    columns: [required(dateColumn("Holiday")), textColumn("Name")],
  },
  {
    name: "Assumptions",
    about: `Only values that differ from the defaults. Names: ${Object.values<Assumption<unknown>>(
      DEFAULT_ASSUMPTIONS,
    )
      .map(({ name }) => name)
      .join("; ")}.`,
    columns: [
      required(textColumn("Name")),
      { header: "Value", format: "general", needed: true },
      textColumn("Note"),
    ],
  },
];

const TEMPLATE_HEADER_ROW = 3;
/** The number of rows below the header with drop-down lists. */
const CHOICE_ROWS = 2000;

const inputRule = (column: number, words: readonly string[], message: string): InputRule => ({
  firstRow: TEMPLATE_HEADER_ROW + 1,
  lastRow: TEMPLATE_HEADER_ROW + CHOICE_ROWS,
  column,
  accepts: { words },
  message,
});

/** A blank sheet for each of our tables, with formats and drop-down lists. */
export const template = (): SheetSpec[] =>
  BLANKS.map(({ name, about, columns }): SheetSpec => ({
    key: `template-${name.toLowerCase().replaceAll(" ", "-")}`,
    name,
    widths: columns.map(({ header }) => Math.max(14, header.length + 4)),
    frozenRows: TEMPLATE_HEADER_ROW,
    cells: [
      { row: 1, column: 0, value: about, look: "note" },
      {
        row: 2,
        column: 0,
        value: `Needed: ${columns
          .filter((column) => column.needed)
          .map(({ header }) => header)
          .join(", ")}`,
        look: "note",
      },
    ],
    tables: [
      {
        name: `Seatwise${name.replaceAll(" ", "")}Input`,
        at: { row: TEMPLATE_HEADER_ROW, column: 0 },
        columns: columns.map(({ header, format }) => ({ header, format, look: "input" as const })),
        rows: [],
        totals: false,
      },
    ],
    charts: [],
    names: [],
    inputs: columns.flatMap(({ header, choices }, column) =>
      choices ? [inputRule(column, choices, `${header} is ${choices.join(" or ")}.`)] : [],
    ),
  }));
