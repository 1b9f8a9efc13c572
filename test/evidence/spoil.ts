import { between, type Random } from "../../examples/sample/random";
import { addDays, isoDay, parseIsoDay } from "../../src/engine/calendar";
import type { DayNumber } from "../../src/engine/units";
import { FIRST, LAST, type CsvTable, type Firm } from "./firm";

/** A firm whose exports are no longer whole, and what was done to them. */
export interface Spoilt extends Firm {
  readonly how: string;
}

/** The ways in which exports come to lack something, in the words of the table of docs/evidence.md. */
export const SPOILERS = {
  "filtered by product": filteredBy("product"),
  "filtered by team": filteredBy("team"),
  "filtered by department": filteredBy("department"),
  "filtered by access": filteredByAccess,
  "filtered by person": filteredByPerson,
  shortened: shortened,
  "with a gap": withGap,
  "with refused cells": refused,
  "ended early": endedEarly,
  "analysed later": analysedLater,
} as const satisfies Record<string, (firm: Firm, draw: Random) => Spoilt>;

export type SpoilerName = keyof typeof SPOILERS;

const USE_TABLES = ["usage", "seat usage", "token usage", "report"];

/** Keeps some rows of every export of use. */
function keeping(
  { exports, asOf }: Firm,
  how: string,
  keep: (cell: (...names: string[]) => string) => boolean,
): Spoilt {
  const kept = Object.entries(exports).map(([name, table]): [string, CsvTable] => {
    if (!USE_TABLES.includes(name)) return [name, table];
    // The report has its header below the filter block.
    const [header, first] = name === "report" ? [table.rows[0]!, 1] : [table.header, 0];
    const rows = table.rows
      .slice(first)
      .filter((row) =>
        keep((...names) => row[names.map((one) => header.indexOf(one)).find((at) => at >= 0) ?? -1] ?? ""),
      );
    return [name, { ...table, rows: [...table.rows.slice(0, first), ...rows] }];
  });
  return { exports: Object.fromEntries(kept), asOf, how };
}

/** The values of a column over all exports of use; of departments, by person. */
function filteredBy(what: "product" | "team" | "department") {
  return (firm: Firm, draw: Random): Spoilt => {
    const departments = new Map(firm.exports["users"]!.rows.map((row) => [row[0]!, row[5]!]));
    const valueOf = (cell: (...names: string[]) => string): string =>
      what === "product"
        ? cell("product_name", "Product")
        : what === "team"
          ? cell("Team")
          : (departments.get(cell("Email")) ?? "");
    const values = new Set<string>();
    keeping(firm, "", (cell) => (values.add(valueOf(cell)), true));
    const all = [...values].sort();
    const count = 1 + Math.floor(draw() * Math.max(all.length - 1, 1));
    const kept = shuffled(all, draw).slice(0, count);
    return keeping(firm, `only ${what} ${kept.join(", ")}`, (cell) => kept.includes(valueOf(cell)));
  };
}

function filteredByAccess(firm: Firm, draw: Random): Spoilt {
  const seats = draw() < 0.5;
  const spoilt = keeping(firm, `only ${seats ? "seats" : "tokens"}`, (cell) =>
    seats
      ? ["Seats", "Subscription"].includes(cell("Access option"))
      : ["Tokens", "Flex"].includes(cell("Access option")),
  );
  const { "seat usage": onSeats, "token usage": onTokens } = firm.exports;
  if (!onSeats || !onTokens) return spoilt;
  const { "seat usage": _, "token usage": __, ...rest } = firm.exports;
  return {
    ...spoilt,
    exports: { ...rest, ...(seats ? { "seat usage": onSeats } : { "token usage": onTokens }) },
  };
}

function filteredByPerson(firm: Firm, draw: Random): Spoilt {
  const share = between(draw, 0.2, 0.9);
  const chosen = new Map<string, boolean>();
  return keeping(firm, `${Math.round(share * 100)} % of the people`, (cell) => {
    const mail = cell("Email");
    if (!chosen.has(mail)) chosen.set(mail, draw() < share);
    return chosen.get(mail)!;
  });
}

/** The use of some days only; a report of other days has other totals. */
function within(firm: Firm, from: DayNumber, to: DayNumber, how: string): Spoilt {
  const { exports, asOf, reportOf } = firm;
  if (reportOf) return { exports: { ...exports, report: reportOf(from, to) }, asOf, how };
  return keeping(firm, how, (cell) => {
    const on = parseIsoDay(cell("Day used"));
    return on === null || (on >= from && on <= to);
  });
}

function shortened(firm: Firm, draw: Random): Spoilt {
  const days = Math.floor(between(draw, 5, 300));
  return within(firm, addDays(LAST, 1 - days), LAST, `the last ${days} days`);
}

/** Nothing for some months in the middle. A report has no days that could be missing. */
function withGap(firm: Firm, draw: Random): Spoilt {
  const from = addDays(FIRST, Math.floor(between(draw, 40, 180)));
  const to = addDays(from, Math.floor(between(draw, 45, 150)));
  return keeping(firm, `nothing from ${isoDay(from)} to ${isoDay(to)}`, (cell) => {
    const on = parseIsoDay(cell("Day used"));
    return on === null || on < from || on > to;
  });
}

function endedEarly(firm: Firm, draw: Random): Spoilt {
  const days = Math.floor(between(draw, 10, 200));
  return within(firm, FIRST, addDays(LAST, -days), `use ends ${days} days early`);
}

function analysedLater(firm: Firm, draw: Random): Spoilt {
  const days = Math.floor(between(draw, 10, 150));
  return { exports: firm.exports, asOf: addDays(firm.asOf, days), how: `analysed ${days} days later` };
}

/** What a cell becomes when somebody typed a unit, a percentage, a note or another format of a date. */
const GARBLED: readonly ((cell: string) => string)[] = [
  (cell) => `${cell} units`,
  () => "N/A",
  () => "see note",
  (cell) => (/^0\.\d+$/.test(cell) ? String(Number(cell) * 100) : `~${cell}`),
  (cell) => cell.replace(/^(\d{4})-(\d\d)-(\d\d)$/, "$3/$2/$1 ?"),
];

/** Some cells of one table, or one whole column, cannot be read. */
function refused(firm: Firm, draw: Random): Spoilt {
  const names = Object.keys(firm.exports).filter((name) => firm.exports[name]!.rows.length > 0);
  const name = names[Math.floor(draw() * names.length)]!;
  const table = firm.exports[name]!;
  const column = Math.floor(draw() * table.header.length);
  const garble = GARBLED[Math.floor(draw() * GARBLED.length)]!;
  const share = draw() < 0.4 ? 1 : between(draw, 0.05, 0.6);
  const rows = table.rows.map((row, i) =>
    (name === "report" && i === 0) || draw() >= share
      ? row
      : row.map((cell, at) => (at === column && cell !== "" ? garble(cell) : cell)),
  );
  const what = (name === "report" ? table.rows[0]! : table.header)[column]!;
  return {
    exports: { ...firm.exports, [name]: { ...table, rows } },
    asOf: firm.asOf,
    how: `${Math.round(share * 100)} % of ${name} / ${what} as "${garble("1")}"`,
  };
}

function shuffled<Item>(list: readonly Item[], draw: Random): Item[] {
  const all = [...list];
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all;
}
