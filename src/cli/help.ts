import { DEFAULT_ASSUMPTIONS, type Assumption } from "../engine/assumptions";

const MAIN_HELP = `seatwise: what Autodesk seats and Flex tokens cost, who should have which, how many
tokens to buy, and what to ask for at renewal.

  seatwise analyze [INPUT...] [options]   analyse tables and write the answer into a workbook
  seatwise portable FILE.xlsx [options]   make its formulas compute without the add-in
  seatwise inspect INPUT...               show which table each sheet is recognised as
  seatwise template FILE.xlsx             write blank tables to fill in
  seatwise help analyze                   help on one command

INPUT is a .xlsx or .csv file with the vendor's exports (Usage Report, Usage, Seat and Token
usage, Users, Subscriptions, Token Flex) or with tables from the template. There may be any
number of files; each table is recognised by its column headers.

  seatwise analyze usage.csv users.csv subscriptions.csv --out answer.xlsx
  seatwise analyze estate.xlsx --as-of 2026-10-31 --set "Token price=2.80"
`;

const ANALYZE = `seatwise analyze [INPUT...] [options]

Reads the tables and finds the best mix of seats, collections and tokens for all users, with
a proof of how good it is, and other renewal scenarios to compare. Prints the answer and
writes it into a workbook with formulas. Without INPUT it analyses the sample.

  --out FILE.xlsx      the workbook to write; the default is INPUT-seatwise.xlsx in this
                       folder. With one .xlsx input, the answer is added to a copy of it;
                       with .csv files, or with several workbooks, the workbook is new.
                       A workbook with macros keeps them, and its ending .xlsm.
  --json FILE.json     also write the whole answer as JSON
                       "-" instead of a file is standard output, also for --out; what is
                       printed otherwise then goes to standard error
  --ics FILE.ics       also write the dates to come for a calendar program
  --letters FILE.txt   also write a letter for each contract that drops seats, and the draft of a
                       clause on fewer seats; what you must fill in or check stands in [brackets]
  --focus FILE.csv     also write the charges on tokens (bought, drawn, ended unused) in the columns
                       of FOCUS 1.2; charges of unknown price or account are left out, and named
  --auditor FILE.csv   also write who uses what, under which license, in the columns that auditors
                       ask for
  --as-of YYYY-MM-DD   the day of the analysis; the default is the last day of use
  --set "NAME=VALUE"   set an assumption; may be repeated. Also sets prices and rates:
                         --set "Token price=2.80" (for all tokens, in every tier)
                         --set "Token price from 5000=2.60"
                         --set "Price: Civil 3D=2870"  --set "Rate: Civil 3D=9"
                         --set "Price: Revit from 50=2690" (for 50 seats and more)
  --seed N             simulate other years of token use; the same seed gives the same answer
  --progress           print a line for each stage; on a terminal, a changing line needs no option
  --strict             end with exit code 3 if anything was refused or is not covered: a row or
                       sheet that cannot be read, seats whose use the exports may leave out,
                       or too few days. The answer is written all the same.

Exit code 0: success. 1: nothing usable, a file cannot be read or written, or a figure failed a
check of this program and is not shown. 2: wrong usage. 3: with --strict, gaps in the evidence.
An input is never changed. The output is written completely or not at all.

Assumptions and their defaults:
`;

const PORTABLE = `seatwise portable FILE.xlsx [options]

Prepares a workbook for people without the add-in. Formulas that call its functions, such as
=FLEXCOST(A2,6,3), call equivalent formulas instead, which are stored as names in the
workbook: =SW_FLEXCOST(A2,6,3). Excel 2024 and 365 can compute them. Everything else in the
workbook stays unchanged.

  --freeze             write values into the cells instead, for every spreadsheet program;
                       a cell that shows an error keeps its formula
  --out FILE.xlsx      the workbook to write; the default is FILE-portable.xlsx in this folder
                       (FILE-portable.xlsm where FILE has macros)

Exit code 0: written. 1: no formula to change, or a file cannot be read or written; nothing
is written. 2: wrong usage. FILE is never changed.
`;

const INSPECT = `seatwise inspect INPUT...

Shows which table each sheet of each file is recognised as, how many of its rows are used and
skipped, and why a sheet is not recognised. Writes nothing.
`;

const TEMPLATE = `seatwise template FILE.xlsx

Writes a workbook with one blank sheet for each table of Seatwise: Subscriptions, Users,
Sessions, Rates, Offers, Token prices, Token packs, Token events, Planned use, Contracts,
Metered charges, Installed devices, Licenses owned, Invoices, Evidence on file,
Holidays, Assumptions.
Fill in the tables that you have; blank sheets are ignored.
`;

/** The help on a command, or on the program. */
export function help(command?: string): string {
  if (command === "analyze") return ANALYZE + assumptionList();
  if (command === "portable") return PORTABLE;
  if (command === "inspect") return INSPECT;
  if (command === "template") return TEMPLATE;
  return MAIN_HELP;
}

function assumptionList(): string {
  return Object.values<Assumption<string | number | null>>(DEFAULT_ASSUMPTIONS)
    .map(({ name, value, unit }) => `  ${name.padEnd(36)} ${String(value ?? "unknown").padEnd(10)} ${unit}\n`)
    .join("");
}
