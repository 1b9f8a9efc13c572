import { DEFAULT_ASSUMPTIONS, type Assumption } from "../engine/assumptions";

const MAIN = `seatwise: what Autodesk seats and Flex tokens cost, who should have which, how many
tokens to buy, and what to ask for at renewal.

  seatwise analyze [INPUT...] [options]   work it out, and write the answer into a workbook
  seatwise portable FILE.xlsx [options]   let its formulas compute without the add-in
  seatwise inspect INPUT...               say what each sheet was recognised as
  seatwise template FILE.xlsx             write blank tables to fill
  seatwise help analyze                   more about one of them

INPUT is a .xlsx or .csv file: the vendor's exports (Usage Report, Usage, Seat and Token
usage, Users, Subscriptions, Token Flex) or the tables that template writes. Any number of
files; every table is known by its column headers.

  seatwise analyze usage.csv users.csv subscriptions.csv --out answer.xlsx
  seatwise analyze estate.xlsx --as-of 2026-10-31 --set "Token price=2.80"
`;

const ANALYZE = `seatwise analyze [INPUT...] [options]

Reads the tables, works out the best mix of seats, collections and tokens for everybody, with
proof of how good it is, and the renewal scenarios beside it; prints the answer, and writes it
into a workbook with formulas. Without INPUT: the sample.

  --out FILE.xlsx      where to write; without it, INPUT-seatwise.xlsx in this folder.
                       With one .xlsx input the answer is added to a copy of it; with
                       .csv files, or several workbooks, the workbook is new.
  --json FILE.json     also write the whole answer as JSON
  --as-of YYYY-MM-DD   the day to analyse for; without it, the last day of use
  --set "NAME=VALUE"   an assumption; may be repeated. Prices and rates too:
                         --set "Token price=2.80" (for all tokens, whatever the tiers)
                         --set "Token price from 5000=2.60"
                         --set "Price: Civil 3D=2870"  --set "Rate: Civil 3D=9"
                         --set "Price: Revit from 50=2690" (for 50 seats and more)
  --seed N             for simulated figures, of which there are none yet

Exit code 0: done. 1: nothing usable, or a file that cannot be read or written. 2: wrong
usage. An input is never changed, and the output appears whole or not at all.

Assumptions that can be set, with their defaults:
`;

const PORTABLE = `seatwise portable FILE.xlsx [options]

For a workbook that goes to people without the add-in. Formulas that call its functions, such
as =FLEXCOST(A2,6,3), call formulas of the same meaning instead that the workbook itself
holds as names: =SW_FLEXCOST(A2,6,3). Excel 2024 and 365 compute them. All else in the
workbook stays as it is.

  --freeze             put the values into the cells instead, for every spreadsheet program;
                       a cell that shows an error keeps its formula
  --out FILE.xlsx      where to write; without it, FILE-portable.xlsx in this folder

Exit code 0: written. 1: no formula to change, or a file that cannot be read or written; then
nothing is written. 2: wrong usage. FILE is never changed.
`;

const INSPECT = `seatwise inspect INPUT...

Says for each sheet of each file what it was recognised as, how many of its rows were used
and skipped, and why a sheet was not recognised. Writes nothing.
`;

const TEMPLATE = `seatwise template FILE.xlsx

Writes a workbook with one blank sheet for each table of ours: Subscriptions, Users,
Sessions, Rates, Offers, Token prices, Token packs, Contracts, Metered charges,
Assumptions. Fill those that you have; sheets left blank do no harm.
`;

/** The text that teaches a command, or all of them. */
export function help(of?: string): string {
  if (of === "analyze") return ANALYZE + assumptions();
  if (of === "portable") return PORTABLE;
  if (of === "inspect") return INSPECT;
  if (of === "template") return TEMPLATE;
  return MAIN;
}

function assumptions(): string {
  return Object.values<Assumption<string | number | null>>(DEFAULT_ASSUMPTIONS)
    .map(({ name, value, unit }) => `  ${name.padEnd(36)} ${String(value ?? "unknown").padEnd(10)} ${unit}\n`)
    .join("");
}
