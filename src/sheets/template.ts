import { DEFAULT_ASSUMPTIONS, type Assumption } from "../engine/assumptions";
import type { NumberFormat, SheetSpec } from "../workbook/spec";

/** A blank table to fill: its columns with what belongs in them. */
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

const text = (header: string): BlankColumn => ({ header, format: "text" });
const whole = (header: string): BlankColumn => ({ header, format: "whole" });
const price = (header: string): BlankColumn => ({ header, format: "price" });
const share = (header: string): BlankColumn => ({ header, format: "percent" });
const date = (header: string): BlankColumn => ({ header, format: "date" });
const choice = (header: string, ...choices: readonly string[]): BlankColumn => ({
  header,
  format: "text",
  choices,
});
const yesNo = (header: string): BlankColumn => choice(header, "yes", "no");
const needed = (column: BlankColumn): BlankColumn => ({ ...column, needed: true });

const BLANKS: readonly Blank[] = [
  {
    name: "Subscriptions",
    about:
      "What was bought: one row for each line of a contract. The vendor's Subscriptions export fits as it is.",
    columns: [
      needed(text("offering_name")),
      needed(whole("seat_quantity")),
      text("contract_number"),
      date("start_date"),
      date("end_date"),
      date("autorenew_date"),
      text("subscription_status"),
      price("Unit price"),
      price("List price"),
      text("Contract"),
    ],
  },
  {
    name: "Users",
    about: "Who has what: one row for each user and offering. The vendor's Users export fits as it is.",
    columns: [
      needed(text("email")),
      text("first_name"),
      text("last_name"),
      text("team_alias"),
      choice("account_status", "active", "inactive"),
      text("offering_name"),
      text("Department"),
      text("Token pool"),
      yesNo("Critical"),
      text("Exception"),
      date("Exception until"),
    ],
  },
  {
    name: "Sessions",
    about: "Launches, if you have a log: one row for each. Start and End with their time, in UTC.",
    columns: [
      needed(text("User")),
      needed(text("Product")),
      needed(text("Start")),
      needed(text("End")),
      text("Version"),
      text("Machine"),
      text("Machine type"),
      whole("Active minutes"),
      whole("Tokens"),
      yesNo("Logged in"),
    ],
  },
  {
    name: "Rates",
    about:
      "Tokens for a day of each product, from the vendor's rate sheet. Leave blank what you do not know.",
    columns: [
      needed(text("Product")),
      whole("Tokens per day"),
      yesNo("Flex eligible"),
      date("From"),
      text("Source"),
      text("Cheaper alternative"),
    ],
  },
  {
    name: "Offers",
    about:
      "Your quote: what a seat costs a year. Covers lists the products of a collection, with ; between them. A row more with Minimum seats says what one costs from so many on.",
    columns: [
      needed(text("Offering")),
      whole("Minimum seats"),
      price("Price per year"),
      price("List price"),
      text("Covers"),
      price("Price 3 years"),
      text("Currency"),
    ],
  },
  {
    name: "Token prices",
    about: "What a token costs, from a quantity on. Begin with 0.",
    columns: [needed(whole("Minimum tokens")), needed(price("Unit price"))],
  },
  {
    name: "Token packs",
    about: "Tokens bought, one row for each purchase. Price is that of the whole pack.",
    columns: [
      needed(date("Purchased")),
      needed(whole("Tokens")),
      price("Price"),
      date("Ends"),
      text("Contract"),
    ],
  },
  {
    name: "Contracts",
    about: "What each contract allows at its renewal.",
    columns: [
      needed(text("Contract")),
      needed(date("Start")),
      needed(date("End")),
      choice("Kind", "subscription", "perpetual + maintenance", "enterprise agreement"),
      whole("Notice days"),
      share("True-down cap"),
      whole("Floor"),
      yesNo("Fee follows quantity"),
      share("Maintenance rate"),
      share("Uplift"),
      price("Overage price"),
      whole("Term years"),
    ],
  },
  {
    name: "Metered charges",
    about:
      "Charges as the vendor metered them. They are read and kept for an audit, and change no number yet.",
    columns: [
      needed(text("User")),
      needed(text("Product")),
      needed(date("Date")),
      needed(whole("Tokens")),
      text("Version"),
      text("Machine"),
    ],
  },
  {
    name: "Assumptions",
    about: `Only what differs from the defaults. Names: ${Object.values<Assumption<unknown>>(
      DEFAULT_ASSUMPTIONS,
    )
      .map(({ name }) => name)
      .join("; ")}.`,
    columns: [
      needed(text("Name")),
      { header: "Value", format: "general", needed: true },
      text("Unit"),
      text("Note"),
    ],
  },
];

const HEADER_ROW = 3;
/** Rows below the header that carry drop-down lists. */
const CHOICE_ROWS = 2000;

/** Blank sheets for every table of ours, with formats and drop-down lists. */
export const template = (): SheetSpec[] =>
  BLANKS.map(({ name, about, columns }): SheetSpec => ({
    key: `template-${name.toLowerCase().replaceAll(" ", "-")}`,
    name,
    widths: columns.map(({ header }) => Math.max(14, header.length + 4)),
    frozenRows: HEADER_ROW,
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
        at: { row: HEADER_ROW, column: 0 },
        columns: columns.map(({ header, format }) => ({ header, format, look: "input" as const })),
        rows: [],
        totals: false,
      },
    ],
    charts: [],
    choices: columns.flatMap(({ choices }, column) =>
      choices ? [{ firstRow: HEADER_ROW + 1, lastRow: HEADER_ROW + CHOICE_ROWS, column, choices }] : [],
    ),
    names: [],
  }));
