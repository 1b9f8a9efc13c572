import { actions } from "../../../src/engine/statements/actions";
import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import type { Offer } from "../../../src/engine/estate/estate";
import { evidence } from "../../../src/engine/evidence/statements";
import { rate } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given, type UseRow } from "../estate-of";

/** One Revit seat of `holder`, and 120 days of Revit on a seat by `user`, who holds none; a second holder is active. */
const estate = (holder: string, user: string, more: Partial<Given> = {}): Given => ({
  use: [
    ...daysOfUse(user, "Revit", "2026-03-02", 120, "seat"),
    ...daysOfUse("z@x", "Revit", "2025-11-03", 200, "seat"),
  ],
  seats: [
    [holder, "Revit"],
    ["z@x", "Revit"],
  ],
  bought: [["Revit", 2, 2985]],
  period: ["2025-11-01", "2026-10-31"],
  ...more,
});

const analysed = (given: Given, exportsComplete: "yes" | "no" = "no"): Analysis =>
  analyse(estateOf(given), day("2026-10-31"), { ...defaultAssumptions(), exportsComplete });

const said = (analysis: Analysis): string =>
  actions(analysis)
    .map(({ text }) => text)
    .join("\n");

describe("a user on a seat without one who may be a seat holder", () => {
  it.each([
    ["with accents lost", "jorg@firm.example", "jörg@firm.example"],
    ["with accents garbled", "jã¶rg@firm.example", "jörg@firm.example"],
    ["with accents replaced", "j?rg@firm.example", "jörg@firm.example"],
    ["in letters of another script", "paco@firm.example", "расо@firm.example"],
    ["with a name in another script garbled", "??????@firm.example", "иванов@firm.example"],
    ["with a name in another script", "иванов@firm.example", "ð¸ð²@firm.example"],
    ["by an alias", "anna@firm.example", "anna+cad@firm.example"],
    ["at another domain", "anna@firm.example", "anna@firm.onmicrosoft.example"],
  ])("is asked about, and both keep what they have: %s", (_, holder, user) => {
    for (const isComplete of ["no", "yes"] as const) {
      const analysis = analysed(estate(holder, user), isComplete);
      expect(evidence(analysis)).toContain(
        `1 user without a seat may be a seat holder under another name (${user} may be ${holder}), so the use of ` +
          "1 Revit seat is unknown and it stays; up to 2,985 a year depends on it",
      );
      const seats = analysis.users.map(({ user: id, recommended }) => [
        id,
        recommended.seats.length,
        recommended.tokens,
      ]);
      expect(seats).toContainEqual([holder, 1, 0]);
      expect(seats).toContainEqual([user, 0, 0]);
      expect(said(analysis)).not.toMatch(/Drop|Assign a seat/);
    }
  });

  it("is asked about by name, unless both were in use on one day", () => {
    const people = { "1@x": { name: "Eva Peters" }, "2@x": { name: "Éva Peters" } };
    const apart = analysed(estate("1@x", "2@x", { people }));
    expect(evidence(apart).join()).toContain("2@x may be 1@x");
    const use = [...(estate("1@x", "2@x").use ?? []), ...daysOfUse("1@x", "Revit", "2026-03-02", 1, "seat")];
    expect(evidence(analysed(estate("1@x", "2@x", { people, use }))).join()).not.toContain("another name");
  });

  it("are counted as users, however many holders each may be", () => {
    const seats = ["a", "b", "c"].map((domain) => [`anna@${domain}`, "Revit"] as const);
    expect(evidence(analysed(estate("z@x", "anna@d", { seats }))).join("\n")).toContain(
      "1 user without a seat may be a seat holder under another name (such as: anna@d may be anna@a; anna@d may be " +
        "anna@b), so the use of 3 Revit seats is unknown",
    );
  });

  it("are not asked about in another script that nothing garbled", () => {
    expect(evidence(analysed(estate("петров@x", "иванов@x"))).join()).not.toContain("another name");
    expect(evidence(analysed(estate("山田", "鈴木"))).join()).not.toContain("another name");
  });

  it.each([
    [50, true],
    [51, false],
  ])("are asked about by a name of %i holders: %s, as more share only a placeholder", (n, isAsked) => {
    const holders = Array.from({ length: n }, (_, i) => `${i}@x`);
    const named = [...holders, "u@x"].map((id) => [id, { name: "Deleted User" }] as const);
    const seats = holders.map((id) => [id, "Revit"] as const);
    const asked = evidence(analysed(estate("z@x", "u@x", { seats, people: Object.fromEntries(named) })));
    expect(asked.join().includes("another name")).toBe(isAsked);
  });

  it.each([
    [
      "who hold another seat",
      {
        seats: [
          ["anna@a", "Maya"],
          ["z@x", "Revit"],
        ] as const,
      },
    ],
    ["who drew tokens", { use: daysOfUse("anna@b", "Revit", "2026-03-02", 120, "tokens") }],
  ])("are not users %s", (_, more) => {
    expect(evidence(analysed(estate("anna@a", "anna@b", more))).join()).not.toContain("another name");
  });
});

describe("users behind a hash beside seat holders with names", () => {
  const hidden = (kind: "Usage" | "Seat usage"): Given => ({
    use: [
      ...daysOfUse("a@x", "Revit", "2025-11-03", 60, "seat"),
      ...daysOfUse("5a9e", "Revit", "2026-03-02", 120, "seat").map(
        ([person, product, on, access]): UseRow => [person, product, on, access, null, 0, kind],
      ),
    ],
    people: { "5a9e": { hashed: true } },
    seats: [
      ["a@x", "Revit"],
      ["b@x", "Revit"],
    ],
    bought: [["Revit", 2, 2985]],
    period: ["2025-11-01", "2026-10-31"],
  });
  const hashes = (seats: string, money: string) =>
    "1 user is hidden behind a hash and may be any holder of a seat that opens the same products, so the use of " +
    `${seats}; ${money} a year depends on it`;

  it("may be any of them whom their export does not name: nothing is ordered for them", () => {
    const analysis = analysed(hidden("Seat usage"), "yes");
    expect(evidence(analysis)).toContain(hashes("2 Revit seats is unknown and they stay", "up to 5,970"));
    expect(
      analysis.users.map(({ user, recommended }) => [user, recommended.seats.length, recommended.tokens]),
    ).toEqual([
      ["5a9e", 0, 0],
      ["a@x", 1, 0],
      ["b@x", 1, 0],
    ]);
  });

  it("are others than those whom their own export names", () => {
    expect(evidence(analysed(hidden("Usage")))).toContain(
      hashes("1 Revit seat is unknown and it stays", "up to 2,985"),
    );
  });
});

describe("a seat that may open what its holder used on a seat", () => {
  it("stays, whatever the analyst says of the exports, and the use is not ordered anew", () => {
    const given: Given = {
      use: daysOfUse("a@x", "Revit", "2025-11-03", 200, "seat"),
      seats: [["a@x", "Studio Bundle"]],
      bought: [["Studio Bundle", 1, 5000]],
      period: ["2025-11-01", "2026-10-31"],
    };
    const analysis = analysed(given, "yes");
    expect(evidence(analysis)).toContain(
      "No table says whether Studio Bundle covers Revit, used on a seat, so the use of 1 Studio Bundle seat is " +
        "unknown and it stays; up to 5,000 a year depends on it",
    );
    expect(analysis.users[0]?.recommended).toMatchObject({ seats: ["Studio Bundle"], tokens: 0 });
  });

  it.each([
    ["AEC Collection", ["AEC Collection"]],
    ["Studio Bundle", ["AutoCAD"]],
  ])("stays if the table lists less than the vendor does: %s, of Revit only", (bundle, seats) => {
    const offer = (offering: string, price: number, covers: readonly string[]): Offer => ({
      offering,
      covers,
      pricePerYear: rate(price),
      reference: "a quote",
    });
    const analysis = analysed({
      use: daysOfUse("a@x", "AutoCAD", "2025-11-03", 300, "seat"),
      seats: [["a@x", bundle]],
      bought: [[bundle, 1, 3430]],
      period: ["2025-11-01", "2026-10-31"],
      rest: { offers: [offer(bundle, 3430, ["Revit"]), offer("AutoCAD", 1980, [])] },
    });
    expect(analysis.users[0]?.recommended.seats).toEqual(seats);
  });
});
