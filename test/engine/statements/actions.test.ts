import { actions } from "../../../src/engine/statements/actions";
import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { days, type Days } from "../../../src/engine/units";
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
