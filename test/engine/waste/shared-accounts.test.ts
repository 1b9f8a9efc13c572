import fc from "fast-check";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { contextOf } from "../../../src/engine/estate/context";
import type { Session } from "../../../src/engine/estate/estate";
import { sessionCharges } from "../../../src/engine/usage/charges";
import { WorkHours } from "../../../src/engine/waste/business-hours";
import { sharedAccounts, type SharedAccount } from "../../../src/engine/waste/shared-accounts";
import { day, estateOf } from "../estate-of";

type Row = readonly [iso: string, from: number, to: number, machine: string | null, more?: Partial<Session>];

/** Sessions of Ann on days of 2026, from one hour to another. */
const accounts = (rows: readonly Row[], own: Partial<Assumptions> = {}): SharedAccount[] => {
  const sessions = rows.map(([iso, from, to, machine, more]): Session => {
    const midnight = day(iso) * 1440;
    return {
      person: 0,
      product: 0,
      start: midnight + from * 60,
      end: midnight + to * 60,
      ...(machine === null ? {} : { machine }),
      origin: { source: 0, row: 2 },
      ...more,
    };
  });
  const people = { "ann@x": {}, "bob@x": {}, "eve@x": {} };
  const estate = { ...estateOf({ people }), products: ["AutoCAD", "Revit"], sessions };
  const context = contextOf(estate, day("2026-12-31"), { ...defaultAssumptions(), ...own });
  const hours = new WorkHours(context.estate, context.assumptions);
  return sharedAccounts(context, sessionCharges(context), hours);
};

const shared = (rows: readonly Row[], own: Partial<Assumptions> = {}) =>
  accounts(rows, own).map(({ machines, days }) => [machines.join(" "), days.length]);

const twice = (iso: string, more: Partial<Session> = {}): Row[] => [
  [iso, 9, 12, "PC-1"],
  [iso, 10, 11, "PC-2", more],
];

describe("accounts that several people share", () => {
  it("two machines at once on three days, whatever the product", () => {
    expect(shared([...twice("2026-03-02"), ...twice("2026-03-03"), ...twice("2026-03-04")])).toEqual([
      ["PC-1 PC-2", 3],
    ]);
    expect(
      shared(["2026-03-02", "2026-03-03", "2026-03-04"].flatMap((iso) => twice(iso, { product: 1 }))),
    ).toEqual([["PC-1 PC-2", 3]]);
  });

  it("two days are too few", () => {
    expect(shared([...twice("2026-03-02"), ...twice("2026-03-03"), ...twice("2026-03-03")])).toEqual([]);
  });

  it.each<readonly [string, Row[]]>([
    [
      "one after the other",
      [
        ["", 9, 12, "PC-1"],
        ["", 12, 14, "PC-2"],
      ],
    ],
    [
      "four minutes at once",
      [
        ["", 9, 12, "PC-1"],
        ["", 12 - 4 / 60, 14, "PC-2"],
      ],
    ],
    [
      "one machine",
      [
        ["", 9, 12, "PC-1"],
        ["", 10, 11, "PC-1"],
      ],
    ],
    [
      "a service machine",
      [
        ["", 9, 12, "PC-1"],
        ["", 10, 11, "SRV", { machineType: "service" }],
      ],
    ],
    [
      "a session of four minutes",
      [
        ["", 9, 12, "PC-1"],
        ["", 10, 10 + 4 / 60, "PC-2"],
      ],
    ],
    [
      "background use",
      [
        ["", 9, 12, "PC-1"],
        ["", 10, 11, "PC-2", { loggedIn: false, activeMinutes: 0 }],
      ],
    ],
    [
      "a machine without a name",
      [
        ["", 9, 12, "PC-1"],
        ["", 10, 11, null],
      ],
    ],
    [
      "another person",
      [
        ["", 9, 12, "PC-1"],
        ["", 10, 11, "PC-2", { person: 1 }],
      ],
    ],
  ])("%s is one person", (_, rows) => {
    const all = ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"].flatMap((iso) =>
      rows.map(([, ...rest]): Row => [iso, ...rest]),
    );
    expect(shared(all)).toEqual([]);
  });

  it("five minutes at once suffice", () => {
    const rows = (iso: string): Row[] => [
      [iso, 9, 12, "PC-1"],
      [iso, 12 - 5 / 60, 14, "PC-2"],
    ];
    expect(shared(["2026-03-02", "2026-03-03", "2026-03-04"].flatMap(rows))).toEqual([["PC-1 PC-2", 3]]);
  });

  it.each([
    [1, 1],
    [2, 1],
    [3, 0],
  ])("two days where the assumption says %d", (sharedDays, found) => {
    expect(shared([...twice("2026-03-02"), ...twice("2026-03-03")], { sharedDays })).toHaveLength(found);
  });

  it("names the machines and days in order, and the first two sessions at once", () => {
    const rows: Row[] = [
      ["2026-03-04", 9, 12, "PC-2"],
      ["2026-03-04", 10, 11, "PC-1"],
      ["2026-03-02", 10, 11, "PC-3"],
      ["2026-03-02", 9, 12, "PC-2"],
      // On a third machine alone.
      ["2026-03-03", 9, 12, "PC-4"],
    ];
    const [found] = accounts(rows, { sharedDays: 2 });
    expect(found?.machines).toEqual(["PC-1", "PC-2", "PC-3"]);
    expect(found?.days).toEqual([day("2026-03-02"), day("2026-03-04")]);
    expect(found?.example.map(({ machine, start }) => [machine, start - day("2026-03-02") * 1440])).toEqual([
      ["PC-2", 540],
      ["PC-3", 600],
    ]);
  });

  it("stand in order of days, then of users", () => {
    const of = (person: number, ...days: readonly string[]): Row[] =>
      days.flatMap((date) => [
        [`2026-03-${date}`, 9, 12, "PC-1", { person }],
        [`2026-03-${date}`, 10, 11, "PC-2", { person }],
      ]);
    const rows = [...of(2, "02"), ...of(0, "02"), ...of(1, "02", "03")];
    expect(accounts(rows, { sharedDays: 1 }).map(({ person }) => person)).toEqual([1, 0, 2]);
  });

  it("a session that goes on all day is still running beside the second that begins after a third has ended", () => {
    const rows: Row[] = [
      ["2026-03-02", 8, 18, "PC-1"],
      ["2026-03-02", 9, 10, "PC-1"],
      ["2026-03-02", 10, 11, "PC-2"],
    ];
    const [found] = accounts(rows, { sharedDays: 1 });
    expect(found?.example.map(({ start, end }) => (end - start) / 60)).toEqual([10, 1]);
  });

  it("of more than 20 sessions at once those that end last are compared", () => {
    const many = Array.from({ length: 25 }, (_, i): Row => ["2026-03-02", 8 + i / 60, 12 + i / 60, "PC-1"]);
    const [found] = accounts([...many, ["2026-03-02", 9, 18, "PC-2"]], { sharedDays: 1 });
    // That of 12:24 ends last.
    expect(found?.example[0]?.end).toBe(day("2026-03-02") * 1440 + 12 * 60 + 24);
  });
});

/** A day of an account, in minutes from a workday's 08:00: what one person can do, and what takes two. */
const DAYS: Readonly<Record<string, { readonly rows: readonly Row[]; readonly takesTwo: boolean }>> = (() => {
  const row = (from: number, to: number, machine: string, more: Partial<Session> = {}): Row => [
    "",
    8 + from / 60,
    8 + to / 60,
    machine,
    more,
  ];
  const one = (...rows: readonly Row[]) => ({ rows, takesTwo: false });
  const two = (...rows: readonly Row[]) => ({ rows, takesTwo: true });
  return {
    "two desks": two(row(0, 240, "PC-1"), row(60, 120, "PC-2")),
    "five minutes": two(row(0, 60, "PC-1"), row(55, 120, "PC-2")),
    "two products": two(row(0, 240, "PC-1"), row(60, 120, "PC-3", { product: 1 })),
    "a third machine": two(row(0, 30, "PC-1"), row(40, 200, "PC-2"), row(100, 110, "PC-3")),
    "over midnight": two(row(900, 1020, "PC-1"), row(950, 1000, "PC-2")),
    "four minutes": one(row(0, 60, "PC-1"), row(56, 120, "PC-2")),
    "a move at noon": one(row(0, 240, "PC-1"), row(240, 480, "PC-2")),
    "one machine": one(row(0, 240, "PC-1"), row(60, 120, "PC-1", { product: 1 })),
    "a render server": one(row(0, 240, "PC-1"), row(60, 120, "SRV", { machineType: "Render server" })),
    "nobody there": one(row(0, 240, "PC-1"), row(60, 120, "PC-2", { loggedIn: false, activeMinutes: 0 })),
  };
})();

it("planted days at two machines are found to the day and account: precision and recall are 1", () => {
  const account = fc.array(fc.constantFrom(...Object.keys(DAYS)), { maxLength: 8 });
  fc.assert(
    fc.property(fc.array(account, { minLength: 1, maxLength: 3 }), (planted) => {
      const rows = planted.flatMap((kinds, person) =>
        kinds.flatMap((kind, i) =>
          DAYS[kind]!.rows.map(([, from, to, machine, more]): Row => {
            return [`2026-03-${String(2 * i + 2).padStart(2, "0")}`, from, to, machine, { ...more, person }];
          }),
        ),
      );
      const expected = planted.flatMap((kinds, person) => {
        const days = kinds.filter((kind) => DAYS[kind]!.takesTwo).length;
        return days >= 3 ? [[person, days]] : [];
      });
      const found = accounts(rows).map(({ person, days }) => [person, days.length]);
      expect(found.sort(([a], [b]) => a! - b!)).toEqual(expected);
    }),
  );
});
