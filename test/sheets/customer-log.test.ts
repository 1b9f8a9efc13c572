import { openCsv } from "../../src/hosts/csv";
import { runAnalysis, type Run } from "../../src/sheets/run";
import {
  BILL_HEADER,
  customerBill,
  customerLog,
  expectedIn,
  HOLIDAY,
  LOG_HEADER,
  ZONES,
  type CustomerLog,
  type Trap,
} from "./customer-log";
import { day } from "./read/sheets-of";

const RATE: Readonly<Record<string, number>> = { AutoCAD: 7, Revit: 10, Maya: 6 };
/** A pack of 40,000 tokens for 100,000. */
const PRICE = 2.5;

const RATES = `Product;Tokens per day\n${Object.entries(RATE)
  .map((row) => row.join(";"))
  .join("\n")}`;
const PACKS = "Purchased;Tokens;Price;Ends\n05/01/2026;40000;100000,00;31/12/2026";
const HOLIDAYS = `Holiday;Occasion\n${HOLIDAY};Discovery Day`;

const usersOf = ({ users }: CustomerLog): string =>
  `Email;Department;Time zone\n${users.map(({ user, place }) => `${user};Drawing;${ZONES[place]}`).join("\n")}`;

const SET = [
  { name: "Business day begins", value: "8" },
  { name: "Business day ends", value: "18" },
];

const analysed = (files: Readonly<Record<string, string>>): Promise<Run> =>
  runAnalysis(
    Object.entries(files).map(([name, text]) => openCsv(`${name}.csv`, new TextEncoder().encode(text))),
    { today: day("2027-01-02"), asOf: day("2026-12-31"), set: SET },
  );

const filesOf = (log: CustomerLog): Record<string, string> => ({
  launches: `${LOG_HEADER}\n${log.rows.join("\n")}`,
  people: usersOf(log),
  rates: RATES,
  packs: PACKS,
  holidays: HOLIDAYS,
});

const shown = (user: string, product: string, at: number, trap: string): string =>
  `${user.toLowerCase()} ${product} ${new Date(at).toISOString()} ${trap}`;

function tokensExpected(log: CustomerLog, trap?: Trap): number {
  return expectedIn(log)
    .filter((one) => trap === undefined || one.trap === trap)
    .reduce((sum, { product }) => sum + RATE[product]!, 0);
}

describe("the log of a customer in two places with half hours in their offsets", () => {
  it.each([11, 2026, 77])(
    "is charged as worked out by hand, charge by charge and in money (seed %i)",
    async (seed) => {
      const log = customerLog(seed, 12);
      const { analysis } = await analysed(filesOf(log));
      const { waste, estate } = analysis;
      const found = waste.judged.map(({ charge, trap }) =>
        shown(
          estate.people[charge.person]!.id,
          estate.products[charge.product]!,
          Math.round(charge.window.start * 60_000),
          trap ?? "none",
        ),
      );
      expect(found.sort()).toEqual(
        expectedIn(log)
          .map(({ user, product, at, trap }) => shown(user, product, at, trap))
          .sort(),
      );
      expect(waste.log).toMatchObject({ charges: expectedIn(log).length, tokens: tokensExpected(log) });
      const [background, short] = waste.traps;
      for (const [trap, name] of [
        [background, "background"],
        [short, "short"],
      ] as const) {
        expect(trap).toMatchObject({ name, tokens: tokensExpected(log, name), unknown: null });
        expect(trap?.money).toBeCloseTo(tokensExpected(log, name) * PRICE, 6);
        expect(trap?.share).toBeCloseTo(tokensExpected(log, name) / tokensExpected(log), 12);
      }
      expect(analysis.consumption.observed).toBe(tokensExpected(log));
    },
  );

  it.each([11, 2026, 77, 4711])("is compared with the bill line by line (seed %i)", async (seed) => {
    const log = customerLog(seed, 12);
    const bill = customerBill(log, RATE, seed + 1);
    const { analysis } = await analysed({
      ...filesOf(log),
      bill: `${BILL_HEADER}\n${bill.rows.join("\n")}`,
    });
    const { metered } = analysis.audit;
    expect(
      Object.fromEntries([...metered!.byReason].map(([of, sum]) => [of, [sum.lines, sum.tokens]])),
    ).toEqual(Object.fromEntries(bill.disputed));
    expect(metered).toMatchObject({ accepted: bill.accepted, unknown: bill.unknown });
    expect(metered!.unmetered).toHaveLength(bill.unmetered);
    // 40,000 tokens are bought, so nothing is short; the sum is that of the rows.
    const all = bill.rows.reduce((sum, row) => sum + Number(row.split(";")[3]), 0);
    expect(metered).toMatchObject({ tokens: all, entitled: 40000, atPrice: { before: 0, recovered: 0 } });
  });
});

/** A log of three users, with the given rows and users beside them. Business is from 08:00 to 18:00 in Newfoundland. */
async function withRows(rows: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const people = "Email;Time zone\nkim@x.example;America/St_Johns\nlee@x.example;America/St_Johns";
  const run = await analysed({
    launches: `${LOG_HEADER}\n${rows.join("\n")}`,
    people,
    rates: RATES,
    packs: PACKS,
    ...more,
  });
  const traps = run.analysis.waste.judged.map(({ trap }) => trap ?? "none");
  const issues = run.issues.map(({ code, rows: count }) => `${code} ${count}`);
  return { run, traps, issues, waste: run.analysis.waste };
}

const NIGHT = "kim@x.example;AutoCAD;14/07/2026 05:00:00;14/07/2026 06:00:00;2025;PC;Desktop;;no";
const SHIFT = "lee@x.example;Revit;14/07/2026 12:00:00;14/07/2026 20:00:00;2025;PC2;Desktop;200;yes";

describe("rows that a customer gets wrong", () => {
  it("without any: a night of nobody and a working day", async () => {
    const { traps, waste } = await withRows([NIGHT, SHIFT]);
    expect(traps).toEqual(["background", "none"]);
    expect(waste.log).toMatchObject({ charges: 2, tokens: 17 });
    expect(waste.traps[0]).toMatchObject({ tokens: 7, money: 17.5 });
  });

  it.each<readonly [string, string, string]>([
    ["an open session", "14/07/2026 12:00:00;", "open-session 1"],
    ["an end before its start", "14/07/2026 12:00:00;14/07/2026 11:59:59", "ends-before-start 1"],
    ["a session of 13 months", "14/06/2025 12:00:00;14/07/2026 11:59:59", "session-over-a-year 1"],
    ["a start that is no time", "soon;14/07/2026 11:59:59", "not-a-date 1"],
    ["a time that no clock shows", "14/07/2026 25:00:00;14/07/2026 26:59:59", "not-a-date 1"],
    ["a launch in the future", "14/07/2027 12:00:00;14/07/2027 13:00:00", "future-date 1"],
  ])(
    "%s is an issue, and nothing is called background use of its user for that product",
    async (_, times, code) => {
      const bad = `kim@x.example;AutoCAD;${times};2025;PC;Desktop;;no`;
      const { traps, issues, waste } = await withRows([NIGHT, SHIFT, bad]);
      expect(issues).toContain(code);
      expect(traps).toEqual(["none", "none"]);
      expect(waste.log).toMatchObject({ charges: 2, tokens: 17 });
      expect(waste.traps[0]?.tokens).toBe(0);
      expect(waste.traps[0]?.unknown).toContain("1 charge not judged");
    },
  );

  it("the bill of such a user is neither accepted nor disputed where nothing shows a person", async () => {
    const bad = "kim@x.example;AutoCAD;14/07/2026 12:00:00;;2025;PC;Desktop;;yes";
    const bill = `${BILL_HEADER}\nkim@x.example;AutoCAD;14/07/2026;7;\nlee@x.example;Revit;14/07/2026;10;`;
    const { run } = await withRows([NIGHT, SHIFT, bad], { bill });
    expect(run.analysis.audit.metered).toMatchObject({ accepted: 10, disputed: 0, unknown: 7 });
  });

  it("a cell of a sign that cannot be read leaves its session open to doubt", async () => {
    const strange = NIGHT.replace(/;no$/, ";maybe");
    const bill = `${BILL_HEADER}\nkim@x.example;AutoCAD;14/07/2026;7;`;
    const { run, traps, waste } = await withRows([strange, SHIFT], { bill });
    expect(traps).toEqual(["none", "none"]);
    expect(waste.log).toMatchObject({ charges: 2, tokens: 17 });
    expect(run.analysis.audit.metered).toMatchObject({ accepted: 0, disputed: 0, unknown: 7 });
  });

  it("a row twice and an overlap are charged once, and said", async () => {
    const overlap = SHIFT.replace("12:00:00", "13:00:00").replace("20:00:00", "21:00:00");
    const { issues, waste } = await withRows([NIGHT, NIGHT, SHIFT, overlap]);
    expect(waste.log).toMatchObject({ charges: 2, tokens: 17 });
    expect(issues).toEqual(expect.arrayContaining(["repeated-sessions 1", "overlapping-sessions 1"]));
  });

  it("a clock that jumped 40 days is charged as it stands, and said with its tokens", async () => {
    const jump = "lee@x.example;AutoCAD;01/08/2026 12:00:00;10/09/2026 12:00:00;2025;PC2;Desktop;;yes";
    const { run, issues, waste } = await withRows([NIGHT, SHIFT, jump]);
    expect(waste.log).toMatchObject({ charges: 42, tokens: 17 + 40 * 7 });
    expect(issues).toContain("long-sessions 1");
    const said = run.issues.find(({ code }) => code === "long-sessions")!.message;
    // 39 of the 40 charges fell due because the session went on.
    expect(said).toContain("273");
  });

  it("users without a zone, and with none that exists: their nights are unknown, those of the others are not", async () => {
    const people =
      "Email;Time zone\nkim@x.example;America/St_Johns\nlee@x.example;Newfoundland/Nowhere\nmo@x.example;";
    const night = (user: string) => NIGHT.replace("kim", user);
    const bill = `${BILL_HEADER}\n${["kim", "lee", "mo"].map((user) => `${user}@x.example;AutoCAD;14/07/2026;7;`).join("\n")}`;
    const { run, traps, issues, waste } = await withRows([night("kim"), night("lee"), night("mo")], {
      people,
      bill,
    });
    expect(issues).toContain("unknown-time-zone 1");
    expect(traps).toEqual(["background", "none", "none"]);
    expect(waste.traps[0]?.unknown).toContain("the time zone of 2 users is not known");
    expect(waste.leftOpen?.saved).toEqual({ charges: 0, tokens: 0 });
    expect(run.analysis.audit.metered).toMatchObject({ accepted: 0, disputed: 7, unknown: 14 });
  });
});
