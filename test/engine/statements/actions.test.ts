import { actions } from "../../../src/engine/statements/actions";
import { analyse } from "../../../src/engine/analyse";
import type { Analysis, UserAnalysis } from "../../../src/engine/analysis";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import type { Reconciliation } from "../../../src/engine/seats/reconciliation";
import type { TrueUpByWording } from "../../../src/engine/seats/true-up-wordings";
import type { UntrackedProduct } from "../../../src/engine/seats/use-without-seat";
import { days, money, rate, seats, type Days, type Money, type Seats } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";
import { UNREAD_RENEWAL } from "../unread-terms";

const act = (given: Given, asOf = "2026-12-31") =>
  actions(
    analyse(estateOf({ period: ["2026-01-01", "2026-12-31"], ...given }), day(asOf), defaultAssumptions()),
  ).map(({ text }) => text);
const busy = daysOfUse("ann@x", "AutoCAD", "2026-01-01", 360, "seat");
const ann: NonNullable<Given["seats"]> = [["ann@x", "AutoCAD", "2025-01-01"]];

describe("seats to drop", () => {
  const line = (seats: number, price: number | null = 1000): Given => ({
    use: busy,
    seats: ann,
    bought: [["AutoCAD", seats, price, "C1", "2027-03-31"]],
  });

  it("are named with their contract, saving and last day of notice, 60 days before the end", () => {
    expect(act(line(3))).toEqual([
      "Drop 2 AutoCAD seats from C1, 2,000 a year (3 bought, 1 to renew); " +
        "give notice by 2027-01-30 (60 days assumed)",
    ]);
    expect(act(line(2))[0]).toContain("Drop 1 AutoCAD seat from C1");
    expect(act(line(1))).toEqual([]);
  });

  it("are late once the last day of notice has passed: in time on the day itself", () => {
    expect(act(line(3), "2027-01-29")[0]).toContain("give notice by 2027-01-30");
    expect(act(line(3), "2027-01-30")[0]).toContain("give notice by 2027-01-30");
    expect(act(line(3), "2027-01-31")[0]).toContain("notice was due on 2027-01-30");
  });

  it("have no date without an end, and no contract where none is named", () => {
    expect(act({ use: busy, seats: ann, bought: [["AutoCAD", 3, 1000]] })).toEqual([
      "Drop 2 AutoCAD seats, 2,000 a year (3 bought, 1 to renew); no table gives the end of the line",
    ]);
  });

  it("of a line that renews by itself say so", () => {
    const { subscriptions } = estateOf(line(3));
    const renewing = subscriptions.map((one) => ({ ...one, autoRenews: true }));
    const acts = (asOf: string) => act({ ...line(3), rest: { subscriptions: renewing } }, asOf)[0];
    expect(acts("2026-12-31")).toContain("or it renews automatically");
    expect(["2027-01-29", "2027-01-30", "2027-01-31"].map((asOf) => acts(asOf)?.split(" ", 1)[0])).toEqual([
      "Drop",
      "Drop",
      "Ask",
    ]);
    expect(acts("2027-01-31")).toBe(
      "Ask the vendor to drop 2 AutoCAD seats from C1, 2,000 a year (3 bought, 1 to renew); notice was due on " +
        "2027-01-30 (60 days assumed), so the line renews automatically until 2028-03-31: sure from then on, " +
        "before only if the vendor agrees",
    );
  });

  it("of a line that is not said to renew by itself stay, with the notice that was due", () => {
    expect(act(line(3), "2027-01-31")).toEqual([
      "Drop 2 AutoCAD seats from C1, 2,000 a year (3 bought, 1 to renew); notice was due on 2027-01-30 " +
        "(60 days assumed), and no table says whether the line renews automatically: only if it does not",
    ]);
  });

  it("say when the notice is unknown, or stated by the contract", () => {
    const contract = (noticeDays: Days | null, autoRenews = false) => {
      const { subscriptions } = estateOf(line(3));
      const contracts = [
        {
          contract: "C1",
          start: day("2026-04-01"),
          end: day("2027-03-31"),
          noticeDays,
          origin: { source: 0, row: 2 },
        },
      ];
      const rest = { contracts, subscriptions: subscriptions.map((one) => ({ ...one, autoRenews })) };
      return act({ ...line(3), rest })[0];
    };
    expect(contract(days(45))).toMatch(/; give notice by 2027-02-14 \(45 days\)$/);
    expect(contract(null)).toMatch(/; notice date unknown$/);
    expect(contract(null, true)).toMatch(
      /^Ask the vendor .*; notice date unknown, so the line may renew automatically/,
    );
  });

  it("say that it could not be read whether a line renews automatically", () => {
    const unread = { ...line(3), rest: { refusals: [UNREAD_RENEWAL] } };
    expect(act(unread, "2027-01-30")[0]).toMatch(
      /; give notice by 2027-01-30 \(60 days assumed\); whether it renews automatically could not be read$/,
    );
    expect(act(unread, "2027-01-31")[0]).toMatch(
      /^Ask the vendor to drop 2 AutoCAD seats .*; notice was due on .*could not be read; if it does, it stays until/,
    );
  });

  it("are estimated where no scenario is recommended, and sure where the exports show it", () => {
    const analysis = analyse(
      estateOf({ period: ["2026-01-01", "2026-12-31"], ...line(3) }),
      day("2026-12-31"),
      defaultAssumptions(),
    );
    expect(actions(analysis)[0]?.certainty).toBe("sure");
    expect(actions({ ...analysis, recommended: null })[0]?.certainty).toBe("estimated");
  });

  it("have an unknown saving at an unknown price", () => {
    const given: Given = {
      use: daysOfUse("ann@x", "Vault", "2026-01-01", 360, "seat"),
      seats: [["ann@x", "Vault"]],
      bought: [["Vault", 3]],
    };
    expect(act(given)).toEqual([
      "Drop 2 Vault seats, at an unknown price (3 bought, 1 to renew); no table gives the end of the line",
    ]);
  });

  it("are told line by line", () => {
    const given: Given = {
      use: busy,
      seats: ann,
      bought: [
        ["AutoCAD", 2, 1000, "C1", "2027-03-31"],
        ["AutoCAD", 2, 1000, "C2", "2027-03-31"],
        ["Maya", 5, 100, "C2", "2027-03-31"],
      ],
    };
    expect(act(given).map((one) => one.split(",")[0])).toEqual([
      "Drop 1 AutoCAD seat from C1",
      "Drop 2 AutoCAD seats from C2",
      "Drop 5 Maya seats from C2",
    ]);
  });
});

describe("other things to do", () => {
  it("seats beyond those bought are a true-up", () => {
    const bob = daysOfUse("bob@x", "AutoCAD", "2026-12-01", 20, "seat");
    const two: Given = { use: [...busy, ...bob], seats: [...ann, ["bob@x", "AutoCAD", "2026-07-01"]] };
    // Bob has the seat for 183 days: 183 ÷ 30.4375 × 1,200 ÷ 12 = 601.2
    expect(act({ ...two, bought: [["AutoCAD", 1, 1200, null, null, "2026-01-01"]] })[0]).toBe(
      "1 AutoCAD seat assigned beyond those bought (2 assigned, 1 bought): a true-up of 601, for 6.0 months at " +
        "1,200 a year (the price paid; no list price is stated)",
    );
    expect(act({ ...two, bought: [["AutoCAD", 2, 1200]] }).join()).not.toContain("true-up");
    const maya: Given = {
      seats: [["ann@x", "Maya"]],
      use: busy,
      bought: [
        ["Maya", 0],
        ["AutoCAD", 1, 1000],
      ],
    };
    expect(act(maya).join()).toContain("Unassign 1 Maya seat that nobody needs");
    expect(act(maya).join()).toContain("unknown cost");
  });

  it("tokens burned beside a seat are told with the people and the money", () => {
    const use = [...busy, ...daysOfUse("ann@x", "AutoCAD", "2026-12-27", 5, "tokens", 7)];
    expect(act({ use, seats: ann, bought: [["AutoCAD", 1, 1000]] })).toEqual([
      expect.stringMatching(/^1 user .*: 105$/),
    ]);
  });

  it("tokens of unknown cost make the sum unknown, or a lower bound beside known ones", () => {
    const vault = daysOfUse("ann@x", "Vault", "2026-12-30", 2, "tokens");
    const held: NonNullable<Given["seats"]> = [...ann, ["ann@x", "Vault"]];
    const bought: Given["bought"] = [
      ["AutoCAD", 1, 1000],
      ["Vault", 1, 1000],
    ];
    expect(act({ use: [...busy, ...vault], seats: held, bought }).join()).toMatch(/: unknown cost/);
    const known = daysOfUse("ann@x", "AutoCAD", "2026-12-27", 5, "tokens", 7);
    expect(act({ use: [...busy, ...vault, ...known], seats: held, bought }).join()).toMatch(/: at least 105/);
  });

  it("seats of people who are dormant are told, where use was seen", () => {
    const idle: NonNullable<Given["seats"]> = [
      ...ann,
      ["bob@x", "AutoCAD"],
      ["bob@x", "Maya"],
      ["cy@x", "Maya"],
    ];
    const bought: Given["bought"] = [
      ["AutoCAD", 2, 1000],
      ["Maya", 2, 1000],
    ];
    const told = act({ use: busy, seats: idle, bought });
    expect(told.at(-2)).toMatch(/^3 seats are held by 2 users .* 90 days$/);
    expect(told.at(-1)).toMatch(/^Send notices to 2 users for 3 seats of little or no use, .*: 3,000 a year/);
    expect(act({ use: busy, seats: idle.slice(0, 2), bought }).at(-2)).toMatch(/^1 seat is held by 1 user /);
    expect(act({ seats: idle, bought }).join()).not.toContain("held by");
  });
});

describe("a cost that is not known", () => {
  const civil = (person: string) => daysOfUse(person, "Civil 3D", "2026-06-01", 200, "seat");

  it("of a true-up is called unknown: 1 Civil 3D seat without a price, two people assigned and active", () => {
    const given: Given = {
      use: [...civil("ann@x"), ...civil("bob@x")],
      seats: [
        ["ann@x", "Civil 3D", "2025-01-01"],
        ["bob@x", "Civil 3D", "2025-01-01"],
      ],
      bought: [["Civil 3D", 1]],
    };
    expect(act(given)).toEqual([
      "1 Civil 3D seat assigned beyond those bought (2 assigned, 1 bought): a true-up of unknown cost",
    ]);
  });

  const given: Given = { seats: [...ann, ["ann@x", "Vault", "2025-01-01"]], bought: [["AutoCAD", 1, 1000]] };
  const blankVault = daysOfUse("ann@x", "Vault", "2026-12-01", 5, "tokens");
  const knownAutocad = daysOfUse("ann@x", "AutoCAD", "2026-12-27", 5, "tokens", 7);
  const paidTwice = (use: Given["use"]) =>
    act({ ...given, use: use ?? [] }).find((one) => one.includes("burned"));

  it("of tokens burned beside a seat is called unknown, not left out", () => {
    expect(paidTwice([...busy, ...blankVault])).toBe(
      "1 user burned tokens on products they hold a seat for: unknown cost",
    );
  });

  it("of a part of them leaves a least amount", () => {
    expect(paidTwice([...busy, ...blankVault, ...knownAutocad])).toBe(
      "1 user burned tokens on products they hold a seat for: at least 105",
    );
  });
});

describe("by hand, from parts of an analysis", () => {
  /** One seat in daily use, so that there is nothing to do. */
  const BASE = analyse(
    estateOf({
      period: ["2026-01-01", "2026-12-31"],
      use: busy,
      seats: ann,
      bought: [["AutoCAD", 1, 1000, "C1", "2027-03-31"]],
    }),
    day("2026-12-31"),
    defaultAssumptions(),
  );
  const told = (more: Partial<Analysis>) =>
    actions({ ...BASE, ...more }).map(({ text, certainty }) => [text, certainty]);

  it("nothing is to do", () => {
    expect(told({})).toEqual([]);
  });

  describe("seats assigned beyond those bought", () => {
    const over = (more: Partial<Reconciliation>) =>
      told({
        reconciliations: [{ ...BASE.reconciliations[0]!, bought: seats(3), assigned: seats(5), ...more }],
      });
    const COUNTS = "(5 assigned, 3 bought)";
    const KNOWN = {
      trueUpCost: money(300),
      trueUpLow: money(300),
      trueUpHigh: money(300),
      months: { low: 6, high: 6 },
      overagePrice: rate<Money, Seats>(1200),
      overageBasis: "list",
    } as const;

    it("are none where as many are bought, or a number is unknown", () => {
      const owed = { owed: seats(1) };
      expect(over({ ...owed, assigned: seats(3) })).toEqual([]);
      expect(over({ ...owed, assigned: seats(4) })).toHaveLength(1);
      expect(over({ ...owed, bought: null })).toEqual([]);
      expect(over({ ...owed, assigned: null })).toEqual([]);
    });

    it("are unassigned where nobody needs them, and owed for the others", () => {
      expect(over({ ...KNOWN, idle: seats(1), owed: seats(1) })).toEqual([
        [`Unassign 1 AutoCAD seat that nobody needs ${COUNTS}`, "sure"],
        [
          `1 AutoCAD seat assigned beyond those bought ${COUNTS}: a true-up of 300, for 6.0 months at 1,200 a year ` +
            "(the list price)",
          "sure",
        ],
      ]);
    });

    it("cost a range where the time is one, and only then up to", () => {
      const range = { ...KNOWN, owed: seats(2), trueUpCost: null, trueUpLow: money(0) };
      expect(over({ ...range, months: { low: 0, high: 6 } })).toEqual([
        [
          `2 AutoCAD seats assigned beyond those bought ${COUNTS}: a true-up of 0 to 300, for up to 6.0 months at 1,200 ` +
            "a year (the list price)",
          "estimated",
        ],
      ]);
    });

    it.each([{ trueUpLow: null }, { trueUpHigh: null }, { overagePrice: null }, { overageBasis: null }])(
      "cost an unknown amount where %j",
      (unknown) => {
        expect(over({ ...KNOWN, owed: seats(2), ...unknown })[0]?.[0]).toBe(
          `2 AutoCAD seats assigned beyond those bought ${COUNTS}: a true-up of unknown cost`,
        );
      },
    );

    it("that are not settled are questions, and the last says the charge until then", () => {
      const unsettled = [
        { why: "ended", seats: seats(1), day: day("2026-11-30") },
        { why: "not bought", seats: seats(2), day: null },
      ] as const;
      expect(over({ ...KNOWN, unsettled })).toEqual([
        [
          "1 AutoCAD seat is assigned to seats that ended on 2026-11-30: were they renewed and not exported? Then order " +
            "none again; if not, unassign it",
          "estimated",
        ],
        [
          "2 AutoCAD seats are assigned, and no table says that any was bought: was a purchase not exported? If not, " +
            "unassign them; until then a charge of 300, for 6.0 months at 1,200 a year (the list price)",
          "estimated",
        ],
      ]);
      expect(over({ ...KNOWN, unsettled, owed: seats(1) }).map(([, certainty]) => certainty)).toEqual([
        "sure",
        "sure",
        "sure",
      ]);
    });

    it.each([
      [
        "ended",
        2,
        null,
        "2 AutoCAD seats are assigned to seats that ended: were they renewed and not exported? Then order none again; if not, unassign them",
      ],
      [
        "coming",
        1,
        "2027-02-01",
        "1 AutoCAD seat is assigned to seats that begin only on 2027-02-01: check the date",
      ],
      ["coming", 2, null, "2 AutoCAD seats are assigned to seats that begin later: check the date"],
      [
        "member",
        1,
        null,
        "1 AutoCAD seat is held by users listed with a product of it, beyond the seats bought: were seats of the product bought and not exported? If not, unassign it",
      ],
      [
        "not bought",
        1,
        null,
        "1 AutoCAD seat is assigned, and no table says that any was bought: was a purchase not exported? If not, unassign it",
      ],
    ] as const)("the question why %s, of %d", (why, n, iso, text) => {
      const unsettled = [{ why, seats: seats(n), day: iso === null ? null : day(iso) }];
      expect(over({ ...KNOWN, unsettled, owed: seats(1) })[0]?.[0]).toBe(text);
    });

    it("of an offering of which seats are dropped are no true-up: the renewal does not need them", () => {
      const dropping = analyse(
        estateOf({
          period: ["2026-01-01", "2026-12-31"],
          use: busy,
          seats: ann,
          bought: [["AutoCAD", 3, 1000, "C1", "2027-03-31"]],
        }),
        day("2026-12-31"),
        defaultAssumptions(),
      );
      const row = { ...dropping.reconciliations[0]!, ...KNOWN, bought: seats(3), assigned: seats(5) };
      const found = actions({ ...dropping, reconciliations: [{ ...row, idle: seats(1), owed: seats(1) }] });
      expect(found.map(({ text }) => text).slice(1, 2)).toEqual([
        `Unassign 2 AutoCAD seats that the renewal does not need ${COUNTS}; until then a charge of 300, for 6.0 months at ` +
          "1,200 a year (the list price)",
      ]);
      expect(found.map(({ text }) => text).join()).not.toContain("true-up");
    });

    describe("of a contract that counts them in another way", () => {
      const LOW_AND_HIGH = { low: money(100), high: money(100) };
      const wording = (more: Partial<TrueUpByWording>): TrueUpByWording => ({
        wording: "high-water mark",
        isAgreed: true,
        seats: { low: seats(1), high: seats(1) },
        seatMonths: { low: 1, high: 1 },
        retroactive: LOW_AND_HIGH,
        forward: LOW_AND_HIGH,
        reason: null,
        ...more,
      });
      const snapshot = wording({
        wording: "snapshot",
        isAgreed: false,
        retroactive: { low: money(50), high: money(80) },
      });
      const said = (...trueUps: readonly TrueUpByWording[]) =>
        over({ ...KNOWN, assigned: seats(3), trueUps });
      const bounds = (low: number | null, high: number | null) => ({
        low: low === null ? null : money(low),
        high: high === null ? null : money(high),
      });

      it("says what that charges, and what a snapshot would", () => {
        expect(said(snapshot, wording({ reason: "no log of the year" }))).toEqual([
          [
            "AutoCAD: the contract counts seats over by the high-water mark, which charges 100 for the time until now (no " +
              "log of the year); a snapshot would charge 50 to 80",
            "sure",
          ],
        ]);
        expect(said(wording({}))[0]?.[0]).toContain("a snapshot would charge an unknown amount");
      });

      it.each([
        [100, 100, "100", "sure"],
        [100, 150, "100 to 150", "estimated"],
        [100, null, "at least 100", "estimated"],
        [null, 150, "at most 150", "estimated"],
        [null, null, "an unknown amount", "estimated"],
      ] as const)("from %s to %s", (low, high, text, certainty) => {
        const [found] = said(snapshot, wording({ retroactive: bounds(low, high) }));
        expect(found?.[0]).toContain(`which charges ${text} for the time until now;`);
        expect(found?.[1]).toBe(certainty);
      });

      it("says nothing of a wording that is not agreed, of a snapshot, or where nothing is over", () => {
        expect(said(snapshot, wording({ isAgreed: false }))).toEqual([]);
        expect(said({ ...snapshot, isAgreed: true })).toEqual([]);
        const none = { seats: { low: seats(0), high: seats(0) } };
        expect(said(snapshot, wording({ ...none, retroactive: bounds(0, 0) }))).toEqual([]);
        expect(said(snapshot, wording({ ...none, retroactive: bounds(0, 5) }))).toHaveLength(1);
        expect(said(snapshot, wording({ retroactive: bounds(0, 0) }))).toHaveLength(1);
      });

      it("is the charge of the true-up too", () => {
        const more = { ...KNOWN, owed: seats(2), trueUpLow: money(300), trueUpHigh: money(400) };
        const text = (...trueUps: readonly TrueUpByWording[]) => over({ ...more, trueUps }).at(-1)?.[0];
        const owing = `2 AutoCAD seats assigned beyond those bought ${COUNTS}: a true-up of`;
        const none = { retroactive: bounds(0, 0), seats: { low: seats(0), high: seats(0) } };
        expect(over({ ...more, trueUps: [snapshot, wording(none)] })).toEqual([
          [`${owing} 300 to 400, by the high-water mark of the contract`, "sure"],
        ]);
        expect(over({ ...more, trueUps: [{ ...snapshot, isAgreed: true }] })[0]?.[0]).toContain(
          "for 6.0 months at",
        );
        expect(text(wording({ ...none, isAgreed: false }))).toContain("for 6.0 months at");
      });
    });
  });

  describe("use of a product without a seat", () => {
    const untracked = (more: Partial<UntrackedProduct>) =>
      told({
        untrackedProducts: [
          {
            product: "Maya",
            users: seats(2),
            recent: seats(2),
            days: days(9),
            spare: seats(0),
            price: rate<Money, Seats>(1900),
            basis: "list",
            exposure: money(3800),
            ...more,
          },
        ],
      });
    const ASSIGN = "Assign a seat to 2 users who used Maya on a seat";
    const WITHOUT = "without one, or find out why: an audit risk of";

    it("is an audit risk of a year's seats", () => {
      expect(untracked({})).toEqual([
        [`${ASSIGN} on 9 days ${WITHOUT} 3,800 a year at 1,900 a seat (the list price)`, "if complete"],
      ]);
      expect(untracked({ spare: seats(1) })[0]?.[0]).toContain("(the list price, 1 seat spare)");
      expect(untracked({ spare: null })[0]?.[0]).toContain("(the list price)");
    });

    it("names the days only where they are those of the users who still use it", () => {
      expect(untracked({ days: null })[0]?.[0]).toContain(`${ASSIGN} ${WITHOUT}`);
      expect(untracked({ users: seats(3) })[0]?.[0]).toContain(`${ASSIGN} ${WITHOUT}`);
    });

    it("is over where nobody still uses it", () => {
      expect(untracked({ recent: seats(0) })).toEqual([]);
      expect(untracked({ recent: seats(1), users: seats(1) })[0]?.[0]).toContain(
        "Assign a seat to 1 user who",
      );
    });

    it.each([{ exposure: null }, { price: null }, { basis: null }])(
      "has an unknown cost where %j",
      (unknown) => {
        expect(untracked(unknown)[0]?.[0]).toBe(`${ASSIGN} on 9 days ${WITHOUT} unknown cost`);
      },
    );
  });

  describe("seats of dormant users", () => {
    const user = (more: Partial<UserAnalysis>): UserAnalysis => ({
      ...BASE.users[0]!,
      segment: "Dormant",
      heldSeats: ["AutoCAD"],
      unread: [],
      ...more,
    });
    const dormant = (users: readonly UserAnalysis[], more: Partial<Analysis> = {}) =>
      told({ users, ...more }).filter(([text]) => text!.includes("held by"));
    const TEXT = "1 seat is held by 1 user without use in 90 days";

    it("are told with the days that are covered", () => {
      expect(dormant([user({})])).toEqual([[TEXT, "sure"]]);
      expect(dormant([user({ segment: "Not seen", heldSeats: ["AutoCAD", "Maya"] })])).toEqual([
        ["2 seats are held by 1 user without use in 90 days", "sure"],
      ]);
      const covering = (n: number) =>
        dormant([user({})], { coverage: { ...BASE.coverage, days: days(n), kinds: [] } }).map(
          ([text]) => text,
        );
      expect(covering(89)).toEqual(["1 seat is held by 1 user not seen in 89 days"]);
      expect(covering(90)).toEqual([TEXT]);
      expect(covering(91)).toEqual([TEXT]);
    });

    it("are not told of others, of users with unread rows, or without a seat", () => {
      const others = [user({ segment: "Rare" }), user({ unread: [UNREAD_RENEWAL] }), user({ heldSeats: [] })];
      expect(dormant(others)).toEqual([]);
      expect(dormant([user({})], { recommended: null })).toEqual([]);
    });

    it("hold only if the exports are complete, where they are said not to be and a user was never seen", () => {
      const said = (exportsComplete: "no" | "yes", lastUse: Analysis["users"][number]["lastUse"]) =>
        dormant([user({ lastUse })], { assumptions: { ...BASE.assumptions, exportsComplete } })[0]?.[1];
      expect(said("no", null)).toBe("if complete");
      expect(said("no", day("2026-05-01"))).toBe("sure");
      expect(said("yes", null)).toBe("sure");
    });
  });
});
