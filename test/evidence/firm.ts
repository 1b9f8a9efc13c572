import { between, random, type Random } from "../../examples/sample/random";
import { addDays, isoDay } from "../../src/engine/calendar";
import type { DayNumber } from "../../src/engine/units";
import { day } from "../engine/estate-of";

/** A csv table as text, cell by cell. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The exports of a firm, by the name of the file without its ending. */
export type Exports = Readonly<Record<string, CsvTable>>;

export interface Firm {
  readonly exports: Exports;
  readonly asOf: DayNumber;
  /** The Usage Report of another period, where the firm exports no daily use. */
  readonly reportOf?: (from: DayNumber, to: DayNumber) => CsvTable;
}

/** The year that the exports cover, to the day of the analysis. */
export const FIRST = day("2025-11-01");
export const LAST = day("2026-10-31");

/** Tokens of a day on Flex. The rates of products without a published rate are invented. */
const TOKENS_A_DAY: Readonly<Record<string, number>> = {
  AutoCAD: 7,
  Revit: 10,
  "3ds Max": 6,
  Maya: 6,
  "Civil 3D": 9,
  Inventor: 8,
  "Navisworks Manage": 5,
  "AutoCAD LT": 3,
};

interface Sold {
  readonly price: number;
  readonly covers: readonly string[];
}

const OFFERINGS: Readonly<Record<string, Sold>> = {
  "AEC Collection": { price: 3430, covers: ["Revit", "AutoCAD", "Civil 3D", "Navisworks Manage", "3ds Max"] },
  "Product Design & Manufacturing Collection": {
    price: 3115,
    covers: ["Inventor", "AutoCAD", "Navisworks Manage", "3ds Max"],
  },
  "Media & Entertainment Collection": { price: 2660, covers: ["3ds Max", "Maya"] },
  AutoCAD: { price: 1980, covers: [] },
  "AutoCAD LT": { price: 490, covers: [] },
  Revit: { price: 2910, covers: [] },
  "Civil 3D": { price: 2780, covers: [] },
  "3ds Max": { price: 1905, covers: [] },
  Inventor: { price: 2500, covers: [] },
  Maya: { price: 1945, covers: [] },
};

/** What a kind of team holds, and the products that it opens, the first most of all. */
const TRADES: readonly { readonly seats: readonly string[]; readonly products: readonly string[] }[] = [
  { seats: ["AEC Collection"], products: ["Revit", "AutoCAD", "Navisworks Manage"] },
  { seats: ["AEC Collection"], products: ["Civil 3D", "AutoCAD"] },
  { seats: ["AutoCAD", "AutoCAD LT"], products: ["AutoCAD"] },
  { seats: ["Revit", "AEC Collection"], products: ["Revit"] },
  {
    seats: ["Product Design & Manufacturing Collection", "Inventor"],
    products: ["Inventor", "AutoCAD"],
  },
  { seats: ["Media & Entertainment Collection", "Maya"], products: ["Maya", "3ds Max"] },
];

/** How often a person works, as a share of workdays, and between which days of the year. */
interface Habit {
  readonly share: number;
  readonly from: number;
  readonly until: number;
}

const HABITS: readonly { readonly weight: number; readonly draw: (draw: Random) => Habit }[] = [
  { weight: 34, draw: (draw) => allYear(between(draw, 0.6, 0.95)) },
  { weight: 22, draw: (draw) => allYear(between(draw, 0.2, 0.6)) },
  { weight: 16, draw: (draw) => allYear(between(draw, 0.04, 0.2)) },
  { weight: 7, draw: (draw) => allYear(between(draw, 0.004, 0.04)) },
  { weight: 9, draw: () => allYear(0) },
  // Stopped during the year, began during the year, and a contractor's season.
  {
    weight: 5,
    draw: (draw) => ({ ...allYear(between(draw, 0.3, 0.9)), until: Math.floor(between(draw, 40, 270)) }),
  },
  {
    weight: 4,
    draw: (draw) => ({ ...allYear(between(draw, 0.3, 0.9)), from: Math.floor(between(draw, 60, 330)) }),
  },
  { weight: 3, draw: (draw) => ({ share: between(draw, 0.5, 0.9), from: 150, until: 240 }) },
];

const allYear = (share: number): Habit => ({ share, from: 0, until: 365 });

function habitOf(draw: Random): Habit {
  let rest = draw() * HABITS.reduce((sum, { weight }) => sum + weight, 0);
  for (const { weight, draw: habit } of HABITS) if ((rest -= weight) < 0) return habit(draw);
  return allYear(0);
}

interface Employee {
  readonly mail: string;
  readonly id: string;
  readonly team: string;
  readonly department: string;
  readonly seat: string | null;
  readonly products: readonly string[];
  readonly habit: Habit;
  readonly inactive: boolean;
  readonly critical: boolean;
}

const pick = <Item>(draw: Random, list: readonly Item[]): Item => list[Math.floor(draw() * list.length)]!;

/** A firm of 20 to 150 people with a year of use, two of three with daily exports. The same seed, the same firm. */
export function firm(seed: number): Firm {
  const draw = random(seed);
  const people = staff(draw);
  const use = people.flatMap((person) => useOf(draw, person));
  const contracts = contractsOf(draw);
  const { reportOf, tables } = usageExports(draw, people, use);
  return {
    asOf: LAST,
    ...(reportOf && { reportOf }),
    exports: {
      ...tables,
      users: {
        header: ["Email", "Autodesk ID", "Team", "account_status", "offering_name", "Department", "Critical"],
        rows: people.map(({ mail, id, team, department, seat, inactive, critical }) => [
          mail,
          id,
          team,
          inactive ? "Inactive" : "Active",
          seat ?? "Flex",
          department,
          critical ? "yes" : "",
        ]),
      },
      subscriptions: subscriptionsOf(draw, people, contracts),
      contracts: contractTable(contracts),
      offers: {
        header: ["Offering", "Price per year", "Covers"],
        rows: Object.entries(OFFERINGS).map(([name, { price, covers }]) => [
          name,
          String(price),
          covers.join("; "),
        ]),
      },
      rates: {
        header: ["Product", "Tokens per day"],
        rows: Object.entries(TOKENS_A_DAY).map(([product, rate]) => [product, String(rate)]),
      },
      "token prices": { header: ["Minimum tokens", "Unit price"], rows: tokenPrices(draw) },
      packs: { header: ["Purchased", "Tokens", "Price", "Ends", "Contract"], rows: packsOf(draw, use) },
    },
  };
}

function staff(draw: Random): Employee[] {
  const count = 20 + Math.floor(130 * draw() ** 2);
  const teams = Array.from({ length: 2 + Math.floor(draw() * 4) }, (_, i) => ({
    name: `Team ${"ABCDEF"[i]}`,
    trade: pick(draw, TRADES),
  }));
  return Array.from({ length: count }, (_, i): Employee => {
    const { name, trade } = pick(draw, teams);
    const onFlex = draw() < 0.12;
    const products = trade.products.filter((_, place) => place === 0 || draw() < 0.6);
    const seat = draw() < 0.8 ? trade.seats[0]! : pick(draw, trade.seats);
    const habit = habitOf(draw);
    return {
      mail: `p${String(i).padStart(3, "0")}@firm.example`,
      id: `ID${String(i).padStart(4, "0")}`,
      team: name,
      department: pick(draw, ["Design", "Design", "Projects", "Site"]),
      seat: onFlex ? null : seat,
      products: seat === "AutoCAD LT" ? ["AutoCAD LT"] : products,
      habit: onFlex ? { ...habit, share: habit.share / 4 } : habit,
      inactive: habit.until < 200 && draw() < 0.5,
      critical: draw() < 0.02,
    };
  });
}

interface DayOfUse {
  readonly person: Employee;
  readonly product: string;
  readonly on: DayNumber;
  readonly tokens: number | null;
}

/** Weekends are free, and the year ends with a week of holiday. */
function useOf(draw: Random, person: Employee): DayOfUse[] {
  const { habit, products, seat } = person;
  const covered = seat === null ? [] : [seat, ...OFFERINGS[seat]!.covers];
  const rows: DayOfUse[] = [];
  for (let offset = habit.from; offset < habit.until; offset++) {
    const on = addDays(FIRST, offset);
    const holiday = offset >= 54 && offset <= 61;
    if ((on + 3) % 7 >= 5 || holiday) continue;
    products.forEach((product, place) => {
      if (draw() >= habit.share * (place === 0 ? 1 : 0.35)) return;
      rows.push({ person, product, on, tokens: covered.includes(product) ? null : TOKENS_A_DAY[product]! });
    });
  }
  return rows;
}

const DAILY_HEADER = ["Email", "Autodesk ID", "Team", "offering_name", "product_name"];

function usageExports(
  draw: Random,
  people: readonly Employee[],
  use: readonly DayOfUse[],
): Pick<Firm, "reportOf"> & { readonly tables: Exports } {
  const kind = draw();
  if (kind < 0.15) {
    const reportOf = (from: DayNumber, to: DayNumber): CsvTable => usageReport(people, use, from, to);
    return { reportOf, tables: { report: reportOf(FIRST, LAST) } };
  }
  const offeringOf = ({ person, tokens }: DayOfUse): string =>
    tokens === null ? (person.seat ?? "") : "Flex";
  const daily = (one: DayOfUse): string[] => [
    one.person.mail,
    one.person.id,
    one.person.team,
    offeringOf(one),
    one.product,
  ];
  if (kind < 0.35) {
    const onSeats = use.filter(({ tokens }) => tokens === null);
    const onTokens = use.filter(({ tokens }) => tokens !== null);
    const seatUsage = {
      header: [...DAILY_HEADER, "Day used"],
      rows: onSeats.map((one) => [...daily(one), isoDay(one.on)]),
    };
    const tokenUsage = {
      header: [...DAILY_HEADER, "Day used", "Tokens used"],
      rows: onTokens.map((one) => [...daily(one), isoDay(one.on), String(one.tokens)]),
    };
    return { tables: { "seat usage": seatUsage, "token usage": tokenUsage } };
  }
  const usage = {
    header: [...DAILY_HEADER, "Day used", "Access option", "tokens_used"],
    rows: use.map((one) => [
      ...daily(one),
      isoDay(one.on),
      one.tokens === null ? "Seats" : "Tokens",
      one.tokens === null ? "" : String(one.tokens),
    ]),
  };
  return { tables: { usage } };
}

/** The vendor's totals, with the period in a filter block above them. People without use have a row, too. */
function usageReport(
  people: readonly Employee[],
  use: readonly DayOfUse[],
  from: DayNumber,
  to: DayNumber,
): CsvTable {
  const header = ["Email", "Autodesk ID", "Team", "Product", "Access option", "Days used", "Tokens used"];
  const columns = [...header, "Last accessed", "Seat assignment", "Assigned date"];
  const rows = people.flatMap((person) => {
    const { mail, id, team, seat, products } = person;
    const own = use.filter((one) => one.person === person && one.on >= from && one.on <= to);
    const seen = products.flatMap((product) => {
      const days = own.filter((one) => one.product === product);
      if (days.length === 0) return [];
      const onTokens = days[0]!.tokens !== null;
      const last = isoDay(days.at(-1)!.on);
      const spent = onTokens ? String(days.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0)) : "";
      const access = onTokens ? "Flex" : "Subscription";
      return [[mail, id, team, product, access, String(days.length), spent, last, "", ""]];
    });
    return seat === null || seen.length > 0
      ? seen
      : [[mail, id, team, seat, "Subscription", "0", "", "", "assigned", "2024-01-15"]];
  });
  const period = [`Date range: ${isoDay(from)} - ${isoDay(to)}`, ...columns.slice(1).map(() => "")];
  return { header: period, rows: [columns, ...rows] };
}

interface Agreement {
  readonly number: string;
  readonly end: DayNumber;
  readonly notice: number;
  readonly cap: string;
  readonly floor: string;
}

function contractsOf(draw: Random): Agreement[] {
  return Array.from({ length: draw() < 0.5 ? 1 : 2 }, (_, i) => ({
    number: `1100012345${60 + i}`,
    end: addDays(LAST, Math.floor(between(draw, 75, 330))),
    notice: pick(draw, [30, 45, 60]),
    cap: pick(draw, ["", "", "0.2", "0.3", "0.5"]),
    floor: pick(draw, ["", "", "", "10"]),
  }));
}

const contractTable = (contracts: readonly Agreement[]): CsvTable => ({
  header: ["Contract", "Start", "End", "Notice days", "True-down cap", "Floor"],
  rows: contracts.map(({ number, end, notice, cap, floor }) => [
    number,
    isoDay(addDays(end, -364)),
    isoDay(end),
    String(notice),
    cap,
    floor,
  ]),
});

/** Bought are the seats held, give or take a few. */
function subscriptionsOf(
  draw: Random,
  people: readonly Employee[],
  contracts: readonly Agreement[],
): CsvTable {
  const held = new Map<string, number>();
  for (const { seat, inactive } of people)
    if (seat !== null && !inactive) held.set(seat, (held.get(seat) ?? 0) + 1);
  const rows = [...held].flatMap(([offering, seats], i) => {
    const bought = Math.max(seats + Math.floor(between(draw, -1, 4)), 1);
    const { number, end } = pick(draw, contracts);
    const price = String(Math.round(OFFERINGS[offering]!.price * between(draw, 0.9, 1.05)));
    const renews = draw() < 0.5 ? isoDay(end) : "";
    const line = [offering, number, `S${i}`, isoDay(addDays(end, -364)), isoDay(end), renews, "Active"];
    return [[...line, String(bought), price]];
  });
  const header = ["offering_name", "contract_number", "subscription_id", "start_date", "end_date"];
  return {
    header: [...header, "autorenew_date", "subscription_status", "seat_quantity", "Unit price"],
    rows,
  };
}

const tokenPrices = (draw: Random): string[][] =>
  draw() < 0.5
    ? [["100", "3"]]
    : [
        ["100", "3"],
        ["5000", "2.7"],
      ];

function packsOf(draw: Random, use: readonly DayOfUse[]): string[][] {
  const drawn = use.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0);
  if (drawn === 0) return [];
  const bought = Math.ceil((drawn * between(draw, 0.9, 1.4)) / 100) * 100;
  return [["2025-12-01", String(bought), String(bought * 3), "2026-11-30", "110009999999"]];
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** A table as the text of a csv file. */
export const csvText = ({ header, rows }: CsvTable): string =>
  [header, ...rows].map((cells) => `${cells.map(quoted).join(",")}\n`).join("");
