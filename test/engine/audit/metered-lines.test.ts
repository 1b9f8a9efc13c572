import fc from "fast-check";
import { comparedCharges, type AuditLine } from "../../../src/engine/audit/metered-lines";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { contextOf } from "../../../src/engine/estate/context";
import type { Assignment, MeteredCharge, Refusal, Session } from "../../../src/engine/estate/estate";
import { rate, tokens, type DayNumber } from "../../../src/engine/units";
import { sessionCharges } from "../../../src/engine/usage/charges";
import { WorkHours } from "../../../src/engine/waste/business-hours";
import type { IdleAwareness } from "../../../src/engine/waste/idle-awareness";
import { JudgedLog } from "../../../src/engine/waste/judged-charges";
import { day, estateOf, type Given } from "../estate-of";
import { HOLIDAY, PLANTED, type PlantedCharge } from "../waste/planted";

const BERLIN = { ...defaultAssumptions(), timeZone: "Europe/Berlin" };

/** Somebody's launch before all others: the log shows the days before them, too. */
const EARLIER: Session = {
  person: 2,
  product: 1,
  start: day("2025-12-01") * 1440 + 540,
  end: day("2025-12-01") * 1440 + 600,
  origin: { source: 0, row: 2 },
};

const compared = (
  sessions: readonly Session[],
  meteredCharges: readonly MeteredCharge[],
  {
    idle = {},
    rates = [{ perDay: 7 }],
    ...given
  }: Given & {
    readonly idle?: IdleAwareness;
    readonly rates?: readonly { readonly perDay: number; readonly from?: number }[];
  } = {},
) => {
  const context = contextOf(
    {
      ...estateOf({ people: { "ann@x": {}, "bob@x": {}, "eve@x": {}, "zoe@x": {} }, ...given }),
      products: ["AutoCAD", "Revit"],
      sessions: [EARLIER, ...sessions],
      meteredCharges,
      rates: rates.map(({ perDay, from }) => ({
        product: "AutoCAD",
        tokensPerDay: rate(perDay),
        flexEligible: true,
        reference: "test",
        ...(from === undefined ? {} : { from: from as DayNumber }),
        ...idle,
      })),
      holidays: [{ day: day(HOLIDAY), origin: { source: 0, row: 2 } }],
    },
    day("2026-12-31"),
    BERLIN,
  );
  const charged = sessionCharges(context);
  return comparedCharges(
    context,
    charged,
    new JudgedLog(context, charged, new WorkHours(context.estate, BERLIN)).all,
  );
};

const metered = (person: number, product: number, on: number, amount: number, more = {}): MeteredCharge => ({
  person,
  product,
  day: on as DayNumber,
  tokens: tokens(amount),
  origin: { source: 0, row: 2 },
  ...more,
});

const session = (from: string, to: string, more: Partial<Session> = {}): Session => {
  const minute = (time: string): number => Date.parse(`${time.replace(" ", "T")}:00Z`) / 60_000;
  return {
    person: 0,
    product: 0,
    start: minute(from),
    end: minute(to),
    origin: { source: 0, row: 2 },
    ...more,
  };
};

const told = (lines: readonly AuditLine[]) =>
  lines.map(({ status, reason, disputed }) => [status, reason, disputed]);

describe("metered charges against the log", () => {
  const MON = day("2026-03-02");
  const LATE = session("2026-03-02 19:00", "2026-03-03 17:00");

  it("a session over midnight that was charged twice: the second day is disputed", () => {
    const { lines, unmetered } = compared([LATE], [metered(0, 0, MON, 7), metered(0, 0, MON + 1, 7)]);
    expect(told(lines)).toEqual([
      ["accepted", null, 0],
      ["disputed", "midnight", 7],
    ]);
    expect(lines[1]?.evidence).toEqual([LATE]);
    expect(unmetered).toEqual([]);
  });

  it("the same session charged once, but dated Tuesday, is no fault", () => {
    const { lines, unmetered } = compared([LATE], [metered(0, 0, MON + 1, 7)]);
    expect(told(lines)).toEqual([["accepted", null, 0]]);
    expect(unmetered).toEqual([]);
  });

  it("a second version of one window is a duplicate, and 10 tokens for AutoCAD are 3 too many", () => {
    const one = session("2026-03-02 09:00", "2026-03-02 12:00", { version: "2026" });
    expect(
      told(compared([one], [metered(0, 0, MON, 10, { version: "2025" }), metered(0, 0, MON, 7)]).lines),
    ).toEqual([
      ["disputed", "rate", 3],
      ["disputed", "duplicate", 7],
    ]);
    const [first] = compared([one], [metered(0, 0, MON, 10, { version: "2025" })]).lines;
    expect(first?.why).toBe("AutoCAD costs 7 tokens a day; the log shows version 2026, not 2025");
  });

  const morning = (iso: string, from = "09:00", to = "12:00") => session(`${iso} ${from}`, `${iso} ${to}`);

  describe("what the log shows in doubt", () => {
    it("a credit settles what is disputed: of its day first, then of days before", () => {
      const one = morning("2026-03-02");
      const twice = [metered(0, 0, MON, 7), metered(0, 0, MON, 7)];
      expect(told(compared([one], [...twice, metered(0, 0, MON, -7)]).lines)).toEqual([
        ["accepted", null, 0],
        ["accepted", null, 0],
        ["accepted", null, 0],
      ]);
      expect(told(compared([one], [...twice, metered(0, 0, MON + 20, -7)]).lines)[1]).toEqual([
        "accepted",
        null,
        0,
      ]);
      expect(told(compared([one], [...twice, metered(0, 0, MON - 1, -7)]).lines)[1]).toEqual([
        "disputed",
        "duplicate",
        7,
      ]);
      // The latest of the days before first: of Monday and Tuesday, Tuesday's.
      const days = [
        ...twice,
        metered(0, 0, MON + 1, 7),
        metered(0, 0, MON + 1, 7),
        metered(0, 0, MON + 9, -10),
      ];
      const two = [one, morning("2026-03-03", "09:30")];
      expect(compared(two, days).lines.map(({ disputed }) => disputed)).toEqual([0, 4, 0, 0, 0]);
      expect(told(compared([one], [...twice, metered(0, 0, MON, -4)]).lines)[1]).toEqual([
        "disputed",
        "duplicate",
        3,
      ]);
      expect(told(compared([one], [metered(0, 0, MON, 10), metered(0, 0, MON, -3)]).lines)).toEqual([
        ["accepted", null, 0],
        ["accepted", null, 0],
      ]);
    });

    it("of two charges on one day, the second may be that of the day before or after, if nobody metered that", () => {
      const both = [morning("2026-03-02"), morning("2026-03-03", "09:30")];
      const { lines, unmetered } = compared(both, [metered(0, 0, MON + 1, 7), metered(0, 0, MON + 1, 7)]);
      expect(told(lines)).toEqual([
        ["accepted", null, 0],
        ["accepted", null, 0],
      ]);
      expect(unmetered).toEqual([]);
    });

    it("a day before the log, and a window that a launch before the log may have moved, are unknown", () => {
      const start = (EARLIER.start - 540) / 1440;
      const [first, second] = [
        { ...EARLIER, person: 0, product: 0 },
        { ...EARLIER, person: 0, product: 0, start: EARLIER.start + 1410, end: EARLIER.start + 1430 },
      ];
      const charges = [start - 1, start, start + 1].map((on) => metered(0, 0, on, 7));
      expect(told(compared([first, second], charges).lines)).toEqual([
        ["unknown", null, 0],
        ["accepted", null, 0],
        ["unknown", null, 0],
      ]);
    });

    it.each([
      [MON - 1, "disputed"],
      [MON, "unknown"],
    ])("on the day on which a seat was given nobody knows the hour: since day %i, %s", (since, status) => {
      const iso = new Date(since * 86_400_000).toISOString().slice(0, 10);
      const seats = [["ann@x", "AutoCAD", iso]] as const;
      expect(compared([morning("2026-03-02")], [metered(0, 0, MON, 7)], { seats }).lines[0]?.status).toBe(
        status,
      );
    });
  });

  it("use on a seat, and launches under 5 minutes, cost nothing", () => {
    const one = session("2026-03-02 09:00", "2026-03-02 12:00");
    const seats = [["ann@x", "AutoCAD", "2026-01-01"]] as const;
    expect(told(compared([one], [metered(0, 0, MON, 7)], { seats }).lines)).toEqual([
      ["disputed", "seat", 7],
    ]);
    const short = session("2026-03-02 09:00", "2026-03-02 09:04");
    expect(told(compared([short], [metered(0, 0, MON, 7)]).lines)).toEqual([["disputed", "short launch", 7]]);
  });

  describe("on a seat that was given, taken back and given again", () => {
    const TERMS: Partial<Assignment> = {
      since: day("2026-09-01"),
      earlier: [{ since: day("2026-01-01"), until: day("2026-03-31") }],
    };
    const on = (iso: string, terms: Partial<Assignment> = TERMS) => {
      const seat = {
        person: 0,
        offering: "AutoCAD",
        assigned: true,
        origin: { source: 0, row: 2 },
        ...terms,
      };
      const { lines } = compared([morning(iso)], [metered(0, 0, day(iso), 7)], {
        rest: { assignments: [seat] },
      });
      return lines.map(({ status, why }) => [status, why])[0];
    };

    it("a charge in any term is disputed, one in between is none of the seat", () => {
      const held = "the user held a seat for AutoCAD from 2026-01-01 to 2026-03-31";
      expect(on("2026-02-10")).toEqual(["disputed", held]);
      expect(on("2026-06-10")).toEqual(["accepted", "the log shows this charge (launch)"]);
      expect(on("2026-10-10")).toEqual(["disputed", "the user holds a seat for AutoCAD since 2026-09-01"]);
      expect(on("2026-03-31")?.[0]).toBe("unknown");
      expect(on("2026-04-01")?.[0]).toBe("accepted");
    });

    it("a charge is unknown while no table says when the term ended", () => {
      const open = { ...TERMS, earlier: [{ since: day("2026-01-05") }] };
      const unknown = ["unknown", "the user had a seat for AutoCAD, and no table says until when"];
      expect(on("2026-01-04", open)?.[0]).toBe("accepted");
      expect(on("2026-02-10", open)).toEqual(unknown);
      expect(on("2026-08-31", open)).toEqual(unknown);
      expect(on("2026-09-02", open)?.[0]).toBe("disputed");
      // Taken back for good, on a day that no table names.
      expect(on("2026-02-10", { assigned: false, since: day("2026-01-05") })).toEqual(unknown);
    });

    it("a repeat is disputed whether a seat paid or not", () => {
      const seat = { person: 0, offering: "AutoCAD", assigned: true, origin: { source: 0, row: 2 } };
      const twice = [metered(0, 0, MON, 7), metered(0, 0, MON, 7)];
      const { lines } = compared([morning("2026-03-02")], twice, { rest: { assignments: [seat] } });
      expect(told(lines)).toEqual([
        ["unknown", null, 0],
        ["disputed", "duplicate", 7],
      ]);
    });
  });

  const logged = [morning("2026-03-02"), { ...morning("2026-03-09"), person: 1 }];

  describe("a charge dated a day after the log's, over a change of the rate from 7 to 10 on that day", () => {
    const onTuesday = (amount: number, rates = [7, 10]) => {
      const [line] = compared(logged, [metered(0, 0, MON + 1, amount)], {
        rates: rates.map((perDay, i) => ({ perDay, from: MON - 100 + i * 101 })),
      }).lines;
      return [line?.status, line?.disputed, line?.unknown];
    };

    it("is right at the lower rate, disputed beyond the higher, and unknown for what is between", () => {
      expect(onTuesday(7)).toEqual(["accepted", 0, 0]);
      expect(onTuesday(10)).toEqual(["unknown", 0, 3]);
      expect(onTuesday(12)).toEqual(["disputed", 2, 3]);
    });

    it("and so it is where the rate fell on that day", () => {
      expect(onTuesday(7, [10, 7])).toEqual(["accepted", 0, 0]);
      expect(onTuesday(10, [10, 7])).toEqual(["unknown", 0, 3]);
    });

    it("but a rate that did not change is as ever", () => {
      expect(onTuesday(10, [7, 7])).toEqual(["disputed", 3, 0]);
    });
  });

  it("a seat given on the day of the log, and a charge dated a day after, are in doubt", () => {
    const { lines } = compared(logged, [metered(0, 0, MON + 1, 7)], {
      seats: [["ann@x", "AutoCAD", "2026-03-03"]],
    });
    expect(lines[0]?.status).toBe("unknown");
    const wellBefore = compared(logged, [metered(0, 0, MON + 1, 7)], {
      seats: [["ann@x", "AutoCAD", "2026-03-01"]],
    });
    expect(wellBefore.lines[0]?.status).toBe("disputed");
  });

  it("a seat of which no table says since when contradicts no charge", () => {
    const one = session("2026-03-02 09:00", "2026-03-02 12:00");
    const [line] = compared([one], [metered(0, 0, MON, 7)], { seats: [["ann@x", "AutoCAD"]] }).lines;
    expect(line).toMatchObject({
      status: "unknown",
      disputed: 0,
      why: "the user holds a seat for AutoCAD, and no table says since when",
    });
  });

  describe("rows of the log that could not be read", () => {
    const unread = (more: Partial<Refusal>): Given => ({
      rest: {
        refusals: [
          { kind: "Sessions", origin: { source: 0, row: 9 }, rows: 2, fields: [], columns: [], ...more },
        ],
      },
    });
    const twice = [metered(0, 0, MON, 7), metered(0, 0, MON + 1, 7)];

    it.each([
      ["on the user and product", { person: 0, product: "AutoCAD" }, "accepted"],
      ["on the user, of a product that cannot be read", { person: 0 }, "accepted"],
      // The cell may be that of the session that was charged.
      [
        "of whom a cell that shows a person cannot be read",
        { person: 0, fields: ["activeMinutes"] },
        "unknown",
      ],
    ])("%s may show the use that was charged", (_, refusal, status) => {
      const [first, second] = compared([LATE], twice, unread(refusal)).lines;
      expect(first?.status).toBe(status);
      expect(second).toMatchObject({
        status: "unknown",
        disputed: 0,
        why: "2 rows of the session log on this user and product could not be read",
      });
    });

    it.each([
      ["another user", { person: 1, product: "AutoCAD" }],
      ["another product", { person: 0, product: "Revit" }],
      ["the machine alone", { person: 0, fields: ["machine"] }],
      ["nobody who can be read", {}],
    ])("on %s take nothing from the evidence", (_, refusal) => {
      expect(told(compared([LATE], twice, unread(refusal)).lines)[1]).toEqual(["disputed", "midnight", 7]);
    });

    it("leave repeats and wrong rates disputed, which other sessions cannot make right", () => {
      const one = session("2026-03-02 09:00", "2026-03-02 12:00");
      const charges = [metered(0, 0, MON, 10), metered(0, 0, MON, 7)];
      expect(told(compared([one], charges, unread({ person: 0 })).lines)).toEqual([
        ["disputed", "rate", 3],
        ["disputed", "duplicate", 7],
      ]);
    });

    describe("and a charge of which nothing shows a person", () => {
      const night = session("2026-03-03 02:00", "2026-03-03 04:00", { loggedIn: false });
      const evening = session("2026-03-03 20:00", "2026-03-03 21:00", { loggedIn: true, activeMinutes: 30 });
      const charge = [metered(0, 0, MON + 1, 7)];

      it("is neither background use nor accepted", () => {
        expect(told(compared([night], charge).lines)).toEqual([["disputed", "background", 7]]);
        const { lines } = compared([night], charge, unread({ person: 0 }));
        expect(lines).toMatchObject([
          {
            status: "unknown",
            disputed: 0,
            unknown: 7,
            why: "2 rows of the session log on this user and product could not be read",
            evidence: [night],
          },
        ]);
      });

      it("is disputed for what is beyond the rate; the rest is unknown", () => {
        const [line] = compared([night], [metered(0, 0, MON + 1, 10)], unread({ person: 0 })).lines;
        expect(line).toMatchObject({ status: "disputed", reason: "rate", disputed: 3, unknown: 7 });
        expect(line?.why).toMatch(/^AutoCAD costs 7 tokens a day; the rest is unknown: 2 rows/);
      });

      it("is accepted once one session in its window shows a person", () => {
        expect(told(compared([night, evening], charge, unread({ person: 0 })).lines)).toEqual([
          ["accepted", null, 0],
        ]);
      });

      it("is unknown where the time zone of the user is not known", () => {
        const people = { "ann@x": { timeZone: "Asia/Tokyo" }, "bob@x": {} };
        // 02:00 to 04:00 UTC is 11:00 to 13:00 in Tokyo.
        expect(told(compared([night], charge, { people }).lines)).toEqual([["accepted", null, 0]]);
        const [line] = compared([night], charge, {
          rest: {
            refusals: [
              {
                kind: "Users",
                origin: { source: 0, row: 2 },
                rows: 1,
                fields: ["timeZone"],
                columns: ["Time zone"],
                person: 0,
              },
            ],
          },
        }).lines;
        expect(line).toMatchObject({ status: "unknown", unknown: 7, evidence: [night] });
        expect(line?.why).toContain("no time zone");
      });
    });
  });

  it("an idle product is disputed only where Rates say that it pauses and the log gives active minutes", () => {
    const open = (more: Partial<Session>) => [
      session("2026-03-02 09:00", "2026-03-03 12:00", { version: "2026", ...more }),
    ];
    const lines = [metered(0, 0, MON, 7), metered(0, 0, MON + 1, 7)];
    const second = (more: Partial<Session>, pausesWhenIdle?: boolean, pausesFromVersion?: string) =>
      told(
        compared(open(more), lines, {
          idle: {
            ...(pausesWhenIdle === undefined ? {} : { pausesWhenIdle }),
            ...(pausesFromVersion === undefined ? {} : { pausesFromVersion }),
          },
        }).lines,
      )[1];
    expect(second({ activeMinutes: 0, loggedIn: true }, true)).toEqual(["disputed", "idle", 7]);
    // A hundred minutes may have been before the 24 hours were over, or after.
    expect(second({ activeMinutes: 100 }, true)).toEqual(["unknown", null, 0]);
    expect(second({ activeMinutes: 1 }, true)).toEqual(["unknown", null, 0]);
    expect(second({ activeMinutes: 100 }, false)).toEqual(["accepted", null, 0]);
    // Nobody says whether the product pauses, or how long it was used: neither disputed nor accepted.
    expect(second({ activeMinutes: 100 })).toEqual(["unknown", null, 0]);
    expect(second({}, true)).toEqual(["unknown", null, 0]);
    expect(second({})).toEqual(["accepted", null, 0]);
    expect(second({ activeMinutes: 0 }, true, "2026")).toEqual(["disputed", "idle", 7]);
    expect(second({ activeMinutes: 100 }, true, "2027")).toEqual(["accepted", null, 0]);
    expect(second({ activeMinutes: 100, version: "R24" }, true, "2026")).toEqual(["unknown", null, 0]);
    expect(second({ activeMinutes: 1500 }, true)).toEqual(["accepted", null, 0]);
  });

  describe("an idle product", () => {
    const idle = { pausesWhenIdle: true, pausesFromVersion: "2026" };
    const lines = [metered(0, 0, MON, 7), metered(0, 0, MON + 1, 7)];
    const open = (more: Partial<Session>) =>
      session("2026-03-02 09:00", "2026-03-03 12:00", { version: "2026", activeMinutes: 100, ...more });

    it("is accepted where a version that does not pause ran in the same window", () => {
      const beside = session("2026-03-04 08:00", "2026-03-04 08:30", { version: "2025", activeMinutes: 20 });
      expect(told(compared([open({}), beside], lines, { idle }).lines)[1]).toEqual(["accepted", null, 0]);
      const same = { ...beside, version: "2026", activeMinutes: 0 };
      const nobody = open({ activeMinutes: 0 });
      expect(told(compared([nobody, same], lines, { idle }).lines)[1]).toEqual(["disputed", "idle", 7]);
      const active = { ...same, activeMinutes: 1 };
      expect(told(compared([nobody, active], lines, { idle }).lines)[1]).toEqual(["unknown", null, 0]);
    });

    it("says what is missing where it is in doubt", () => {
      const why = (one: Session, given: IdleAwareness) =>
        compared([one], lines, { idle: given }).lines[1]?.why;
      expect(why(open({ version: "R26" }), idle)).toBe(
        "its active minutes were over, and it pauses from version 2026 on; the log does not state which version ran",
      );
      expect(why(open({}), {})).toBe(
        "its active minutes were over, and the Rates table does not say whether the product pauses while nobody uses it",
      );
      const untimed = session("2026-03-02 09:00", "2026-03-03 12:00", { version: "2026" });
      expect(why(untimed, idle)).toBe(
        "the product pauses while nobody uses it, and the log does not state all active minutes",
      );
      expect(why(open({}), idle)).toBe(
        "the product pauses while nobody uses it, and the log does not say when its active minutes were",
      );
      expect(why(open({ activeMinutes: 0 }), idle)).toBe(
        "the product pauses while nobody uses it, and nobody did",
      );
    });
  });

  it.each([
    [-1, []],
    [0, [0]],
    [4, [4]],
    [5, []],
  ])(
    "a charge of the log %d days after the first metered one, of which the last is 4 after it",
    (at, unmet) => {
      const seen = { loggedIn: true, product: 1 };
      const iso = new Date((MON + at) * 86_400_000).toISOString().slice(0, 10);
      const sessions = [session(`${iso} 09:00`, `${iso} 12:00`, seen)];
      const { unmetered } = compared(sessions, [metered(0, 0, MON, 7), metered(0, 0, MON + 4, 7)]);
      expect(unmetered.map(({ charge }) => charge.day - MON)).toEqual(unmet);
    },
  );

  it("what the log cannot see is unknown; credits are accepted; charges that nobody metered are named", () => {
    const one = session("2026-03-02 09:00", "2026-03-02 12:00");
    const other = session("2026-03-06 09:00", "2026-03-06 12:00");
    const { lines, unmetered } = compared(
      [one, other],
      [
        metered(3, 0, MON, 7),
        metered(0, 0, MON, 7),
        metered(0, 0, MON + 2, 7),
        metered(0, 0, MON + 7, -7),
        metered(0, 0, MON + 7, 0),
      ],
    );
    expect(told(lines)).toEqual([
      ["unknown", null, 0],
      ["accepted", null, 0],
      ["unknown", null, 0],
      ["accepted", null, 0],
      ["accepted", null, 0],
    ]);
    expect(unmetered.map(({ charge }) => charge.day)).toEqual([MON + 4]);
  });
});

/** The faults of a meter, by a number from 0 to 3. */
const FAULTS = ["none", "rate", "duplicate", "unseen user"] as const;

describe("a meter with planted faults", () => {
  it("each fault is disputed for its reason and its tokens, nothing else is, and no token is lost", () => {
    fc.assert(
      fc.property(PLANTED, fc.array(fc.nat({ max: 3 }), { minLength: 1 }), (planted, faults) => {
        const expected: unknown[] = [];
        const charges: MeteredCharge[] = [];
        let next = 0;
        const add = (of: string, one: PlantedCharge): void => {
          const [person = 0, product = 0] = of.split(" ").map(Number);
          const perDay = product === 0 ? 7 : 10;
          const on = Math.floor(one.at / 1440);
          const fault = FAULTS[faults[next++ % faults.length] ?? 0] ?? "none";
          const isBackground = one.trap === "background";
          const amount = fault === "rate" ? perDay + 3 : perDay;
          charges.push(metered(person, product, on, amount));
          expected.push(
            isBackground
              ? ["disputed", "background", amount]
              : fault === "rate"
                ? ["disputed", "rate", 3]
                : ["accepted", null, 0],
          );
          if (fault === "duplicate") {
            charges.push(metered(person, product, on, perDay));
            expected.push(["disputed", "duplicate", perDay]);
          }
        };
        for (const [of, own] of planted.charges) for (const one of own) add(of, one);
        charges.push(metered(3, 0, day("2026-06-01"), 7));
        expected.push(["unknown", null, 0]);
        const { lines, unmetered } = compared(planted.sessions, charges);
        expect(told(lines)).toEqual(expected);
        expect(unmetered).toEqual([]);
      }),
    );
  });
});
