import { isoDay } from "../../../src/engine/calendar";
import type { DayNumber } from "../../../src/engine/units";
import { day } from "../read/sheets-of";

/** Names of people, departments and teams that a program may take for a formula, a number, a date or its own words. */
export const HOSTILE_NAMES = [
  '=HYPERLINK("http://x.example","x")',
  "=1+1",
  "+1",
  "-1",
  "@x",
  "00123",
  "1e5",
  "TRUE",
  "2026-01-01",
  "1/2",
  "50 %",
  "'quoted",
  "it's",
  'two "quotes"',
  "a;b",
  "a]b[c",
  "a#b@c",
  "a<b>&c",
  "_x0041_",
  "one\nand two",
  "😀 astral",
  "שלום עולם",
  "\u200fright to left\u200e",
  "__proto__",
  "constructor",
  "toString",
  "unknown",
  "Total",
  "Shared",
] as const;

/** Names of offerings that formulas compare: wildcards, quotes, list separators, comparison signs, many letters. */
export const HOSTILE_OFFERINGS = [
  "Star*",
  "What?",
  "Til~de",
  'Quo"te',
  "Semi; colon",
  "Apos'trophe",
  "Brack]et[",
  "Hash#",
  "=1+1",
  ">5",
  "<>",
  "00123",
  "TRUE",
  "__proto__",
  "constructor",
  "Two\nlines",
  `Long ${"o".repeat(300)}`,
] as const;

const LONGEST = "x".repeat(32_767);

const uses = (product: string, access: string, user: string, team: string, n: number, more = "") =>
  Array.from({ length: n }, (_, d) => [
    product,
    isoDay((day("2026-09-01") + d) as DayNumber),
    access,
    user,
    access === "Tokens" ? 7 : null,
    team,
    more,
  ]);

const name = (i: number): string => HOSTILE_NAMES[i % HOSTILE_NAMES.length]!;

/** An estate in which everything that has a name has a hostile one. */
export const HOSTILE = {
  "It's a #1 [sheet] & “more” 31 c": [
    ["product_name", "day_used", "access_option", "email", "tokens_used", "team_alias", "first_name"],
    ...HOSTILE_NAMES.flatMap((user, i) =>
      uses(
        HOSTILE_OFFERINGS[i % HOSTILE_OFFERINGS.length]!,
        i % 3 === 0 ? "Seats" : "Tokens",
        user,
        name(i % 2),
        2 + 3 * (i % 9),
        i === 0 ? LONGEST : name(i + 3),
      ),
    ),
    ...uses("Star*", "Tokens", "+1", name(0), 5),
    ["What?", "2025-11-01", "Tokens", "@x", 7, name(1), ""],
    ["What?", "=TODAY()", "Tokens", "@x", 7, name(1), ""],
  ],
  "=Subscriptions": [
    ["offering_name", "seat_quantity", "Unit price", "end_date", "Contract"],
    ...HOSTILE_OFFERINGS.map((offering, i) => [offering, 2 + (i % 2), 1000 + 100 * i, "2026-12-31", name(i)]),
  ],
  constructor: [
    ["Contract", "Start", "End", "True-down cap", "Floor"],
    ...HOSTILE_OFFERINGS.slice(0, 3).map((_, i) => [name(i), "2026-01-01", "2026-12-31", 0.5, 1]),
  ],
  TRUE: [
    ["email", "offering_name", "Department"],
    ...HOSTILE_NAMES.map((user, i) => [
      user,
      HOSTILE_OFFERINGS[(3 * i) % HOSTILE_OFFERINGS.length]!,
      name(i + 5),
    ]),
  ],
  "-1": [
    ["Offering", "Minimum seats", "Price per year", "Covers"],
    ...HOSTILE_OFFERINGS.map((offering, i) => [offering, 0, 1100 + 90 * i, ""]),
    ["Star*", 3, 900, ""],
    ["Suite", 0, 2500, "Star*; What?"],
  ],
  "1e5": [
    ["Product", "Tokens per day", "Source"],
    ...HOSTILE_OFFERINGS.map((product, i) => [product, 5 + (i % 4), name(i)]),
  ],
  "Token packs": [
    ["Purchased", "Tokens", "Price", "Ends", "Contract", "Team"],
    ...[0, 1, 2].map((i) => ["2026-01-05", 4000 + i, 12_000 + i, "2027-01-04", name(i), name(i % 2)]),
  ],
  "Token events": [
    ["Date", "Event", "Tokens", "Contract", "Team"],
    ["2026-01-05", "added", 4000, name(0), name(0)],
    ["2026-06-01", "expired", 10, name(1), name(1)],
    ["2026-07-01", "moved", -50, name(2), name(0)],
    ["2026-07-01", "moved", 50, name(2), name(1)],
  ],
  "00123": [
    ["User", "People", "Product", "Days a month", "From", "To", "Project", "Department"],
    ...HOSTILE_NAMES.map((user, i) => [
      i % 2 ? user : "",
      i % 2 ? "" : 1,
      HOSTILE_OFFERINGS[i % HOSTILE_OFFERINGS.length]!,
      2,
      "2027-01-01",
      "2027-06-30",
      name(i + 1),
      name(i + 2),
    ]),
  ],
  "=1+1": [
    ["Product", "Department", "Project", "Cost centre", "Tokens a year", "From"],
    ...HOSTILE_NAMES.map((of, i) => [
      i % 4 === 0 ? HOSTILE_OFFERINGS[i % HOSTILE_OFFERINGS.length]! : "",
      ...[1, 2, 3].map((place) => (i % 4 === place ? of : "")),
      100 + i,
      "2026-01-01",
    ]),
  ],
  "two 'sessions'": [
    ["User", "Product", "Start", "End", "Version", "Machine", "Tokens"],
    ...HOSTILE_NAMES.map((user, i) => [
      // A column of mail addresses folds the case of what is none; a column of user names does not.
      user.toLowerCase(),
      HOSTILE_OFFERINGS[(i + 1) % HOSTILE_OFFERINGS.length]!,
      "2026-08-03T09:00:00",
      "2026-08-03T17:00:00",
      name(i + 3),
      name(i + 4),
      "",
    ]),
  ],
  __proto: [
    ["User name", "Product", "Date", "Tokens", "Version", "Machine"],
    ...HOSTILE_NAMES.map((user, i) => [
      user.toLowerCase(),
      HOSTILE_OFFERINGS[(i + 2) % HOSTILE_OFFERINGS.length]!,
      "2026-08-04",
      3,
      name(i + 3),
      name(i + 4),
    ]),
  ],
};
