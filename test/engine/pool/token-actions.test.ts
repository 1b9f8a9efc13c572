import { tokenActions } from "../../../src/engine/pool/token-actions";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { analyse } from "../../../src/engine/analyse";
import { money, tokens } from "../../../src/engine/units";
import { day, estateOf, type UseRow } from "../estate-of";

/** 100 tokens on the first of each of so many months, by turns 10 more or fewer where asked, the last of them another number. */
const use = (months: number, last = 100, swing = 0): UseRow[] =>
  Array.from({ length: months }, (_, i): UseRow => {
    const month = 2026 * 12 + 9 - (months - 1 - i);
    const iso = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-01`;
    return ["a@x", "AutoCAD", iso, "tokens", i === months - 1 ? last : 100 + (i % 2 ? swing : -swing)];
  });

const AS_OF = day("2026-10-31");

const said = (months: number, bought: number, last?: number, swing?: number) =>
  tokenActions(
    analyse(
      estateOf({
        period: [use(months)[0]![2], "2026-10-31"],
        use: use(months, last, swing),
        rest: {
          packs: [bought].filter(Boolean).map((n) => ({
            purchased: day(use(months)[0]![2]),
            ends: day("2027-03-31"),
            tokens: tokens(n),
            price: money(3 * n),
            origin: { source: 0, row: 2 },
          })),
        },
      }),
      AS_OF,
      defaultAssumptions(),
    ).tokenPlan,
    AS_OF,
  );

describe("what is said of the token packs", () => {
  it("is when they run out, if nothing is left over", () => {
    // 12 × 100 drawn of 1,450; 100 in each of November and December, and 50 of January's 100: its 17th day is short.
    expect(said(12, 1450)).toEqual([
      "250 tokens are left; at the forecast they run out on 2027-01-16 (2027-01-16 to 2027-01-16)",
      // Five days before, at 3 a token; 2 to 4 % of 300.
      "With today's covers buy 100 tokens by 2027-01-11 for 300, which a manager approves, and again whenever tokens run " +
        "low: a top-up costs no more for a token than an order for the year (3.00), so buy little and often",
      "Order the 100 tokens by 2027-01-11, in the vendor's last quarter, and ask for its discount: it may save 6 to 12",
    ]);
  });

  it("is what will expire, its price, and by when to ask for an extension", () => {
    // 800 left, 5 × 100 drawn to the end of March: 300 at 3 expire.
    expect(said(12, 2000)).toEqual([
      "800 tokens are left; at the forecast the last pack ends on 2027-03-31 before its tokens are used",
      "300 of the 2,000 tokens bought on 2025-11-01 will end unused on 2027-03-31 at the forecast, 900; " +
        "ask for an extension by 2027-03-01",
      expect.stringContaining("With today's covers buy 100 tokens by 2027-03-27 for 300"),
      "Order the 100 tokens by 2027-01-31, in the vendor's last quarter, and ask for its discount: it may save 6 to 12",
    ]);
  });

  it("is at most what will expire of a pack that ran on days that are in no export", () => {
    // Bought ten days before the exports begin; 800 left, and 5 × 100 drawn to the end of March.
    const pack = {
      purchased: day("2025-10-22"),
      ends: day("2027-03-31"),
      tokens: tokens(2000),
      price: money(6000),
      origin: { source: 0, row: 2 },
    };
    const { tokenPlan } = analyse(
      estateOf({ period: ["2025-11-01", "2026-10-31"], use: use(12), rest: { packs: [pack] } }),
      AS_OF,
      defaultAssumptions(),
    );
    expect(tokenActions(tokenPlan, AS_OF).slice(0, 2)).toEqual([
      "At most 800 tokens are left (10 days since the first purchase are in no export); at the forecast the last pack ends " +
        "on 2027-03-31 before its tokens are used",
      "At most 300 of the 2,000 tokens bought on 2025-10-22 will end unused on 2027-03-31 at the forecast, 900; " +
        "ask for an extension by 2027-03-01",
    ]);
  });

  it("is an order for a month where nothing is left, not a smallest pack and another one on the same day", () => {
    // 300 a month of which nothing is left: packs of 100 cost 3.00 a token, as any other number does.
    const rows = use(12).map(([who, product, on, access]): UseRow => [who, product, on, access, 300]);
    const pack = {
      purchased: day("2025-11-01"),
      tokens: tokens(3600),
      price: money(10_800),
      origin: { source: 0, row: 2 },
    };
    const { tokenPlan } = analyse(
      estateOf({ period: ["2025-11-01", "2026-10-31"], use: rows, rest: { packs: [pack] } }),
      AS_OF,
      defaultAssumptions(),
    );
    const purchases = (plan: typeof tokenPlan) =>
      plan.risk!.plan!.purchases.map(({ what, tokens: n }) => [what, n]);
    const topUps = Array.from({ length: 11 }, () => ["top-up", 300]);
    expect(purchases(tokenPlan)).toEqual([["first order", 300], ...topUps]);
    // Where a month is left, nothing is ordered before it is used.
    const more = { ...pack, tokens: tokens(3900), ends: day("2027-10-31") };
    const left = analyse(
      estateOf({ period: ["2025-11-01", "2026-10-31"], use: rows, rest: { packs: [more] } }),
      AS_OF,
      defaultAssumptions(),
    );
    expect(purchases(left.tokenPlan)).toEqual(topUps);
    expect(tokenActions(tokenPlan, AS_OF)).toContainEqual(
      "With today's covers buy 300 tokens by 2026-10-31 for 900, which a manager approves, and again whenever tokens run " +
        "low: a top-up costs no more for a token than an order for the year (3.00), so buy little and often",
    );
  });

  it("is that the day to ask for an extension has passed", () => {
    const { tokenPlan } = analyse(
      estateOf({
        period: ["2025-11-01", "2026-10-31"],
        use: use(12),
        rest: {
          packs: [
            {
              purchased: day("2025-11-01"),
              ends: day("2026-11-30"),
              tokens: tokens(2000),
              price: money(6000),
              origin: { source: 0, row: 2 },
            },
          ],
        },
      }),
      day("2026-11-05"),
      { ...defaultAssumptions(), exportsComplete: "yes" },
    );
    const asked = (asOf: string) =>
      tokenActions(tokenPlan, day(asOf)).find((text) => text.includes("extension"));
    // 30 days before its end is 31 October.
    expect(asked("2026-11-05")).toMatch(
      /; the last day to ask for an extension, 2026-10-31, has passed: ask at once$/,
    );
    expect(asked("2026-10-31")).toMatch(/; ask for an extension by 2026-10-31$/);
  });

  it("is that a month was unlike those before", () => {
    expect(said(12, 2000, 900, 10).at(-1)).toMatch(
      new RegExp(
        "^2026-10 drew 900 tokens, more than expected: the months before led to (9\\d|10\\d) \\(\\d+ to 1\\d\\d\\); " +
          "the largest part by product: AutoCAD drew 80\\d more than on average in the months before, " +
          "100\\.0 % of the change of all$",
      ),
    );
    expect(said(12, 2000, 5, 10).at(-1)).toContain("2026-10 drew 5 tokens, less than expected");
    expect(said(12, 2000, 110, 10).join()).not.toContain("expected:");
    // Months that were all the same say nothing of how much a month may differ.
    expect(said(12, 2000, 900).join()).not.toContain("expected:");
  });

  it("names the largest part of an unusual month with its figure, by product and by department", () => {
    // Both products draw 90 and 110 by turns; in the last month one draws 300 more than 100, the other 250.
    const two = use(12, 400, 10).flatMap((row, i): UseRow[] => [
      row,
      ["b@x", "Revit", row[2], row[3], i === 11 ? 350 : row[4]],
    ]);
    const people = { "a@x": { department: "Design" }, "b@x": { department: "Build" } };
    const { tokenPlan } = analyse(
      estateOf({ period: ["2025-11-01", "2026-10-31"], use: two, people }),
      day("2026-10-31"),
      defaultAssumptions(),
    );
    expect(tokenActions({ ...tokenPlan, noLedger: null, risk: null }, AS_OF)).toEqual([
      expect.stringMatching(
        new RegExp(
          "^2026-10 drew 750 tokens, more than expected: .*\\); " +
            // 300 of the 550 that both drew more.
            "the largest part by product: AutoCAD drew 30\\d more than on average in the months before, " +
            "54\\.\\d % of the change of all; " +
            "the largest part by department: Design drew 30\\d more than on average in the months before, " +
            "54\\.\\d % of the change of all$",
        ),
      ),
    ]);
  });

  it("names the pool of each sentence where pools are apart", () => {
    const rows = use(12).flatMap((row): UseRow[] => [row, ["b@x", "AutoCAD", row[2], "tokens", 100]]);
    const pack = (pool: string, n: number) => ({
      purchased: day("2025-11-01"),
      ends: day("2027-03-31"),
      tokens: tokens(n),
      price: money(3 * n),
      pool,
      origin: { source: 0, row: n },
    });
    const { tokenPlan } = analyse(
      estateOf({
        period: ["2025-11-01", "2026-10-31"],
        use: rows,
        people: { "a@x": { tokenPool: "North" }, "b@x": { tokenPool: "South" } },
        rest: { packs: [pack("North", 1450), pack("South", 2000)] },
      }),
      day("2026-10-31"),
      { ...defaultAssumptions(), exportsComplete: "yes" },
    );
    // As with 1,450 and 2,000 tokens alone (above): 250 and 800 are left, and South's last 300 expire. So North needs
    // 950 of its 1,200, South 700 of them: 1,650 at 3 are 4,950. As one pool all but 50 are used: 1,400 of 2,400 are 4,200.
    const often =
      "for 300, which a manager approves, and again whenever tokens run low: a top-up costs no more for a token than " +
      "an order for the year (3.00), so buy little and often";
    expect(tokenActions(tokenPlan, AS_OF)).toEqual([
      "1,050 tokens are left; at the forecast the first pool without tokens, on 2027-01-16: North",
      "Pool North: 250 tokens are left; at the forecast they run out on 2027-01-16 (2027-01-16 to 2027-01-16)",
      "Pool South: 800 tokens are left; at the forecast the last pack ends on 2027-03-31 before its tokens are used",
      "300 of the 2,000 tokens of pool South bought on 2025-11-01 will end unused on 2027-03-31 at the forecast, 900; " +
        "ask for an extension by 2027-03-01",
      `Pool North: With today's covers buy 100 tokens by 2027-01-11 ${often}`,
      "Pool North: Order the 100 tokens by 2027-01-11, in the vendor's last quarter, and ask for its discount: it may " +
        "save 6 to 12",
      `Pool South: With today's covers buy 100 tokens by 2027-03-27 ${often}`,
      "Pool South: Order the 100 tokens by 2027-01-31, in the vendor's last quarter, and ask for its discount: it may " +
        "save 6 to 12",
      "As one pool the 2 pools are expected to cost 750 less in the next twelve months (4,200 in place of 4,950)",
    ]);
  });

  it("is only what is left, where too few months are known", () => {
    expect(said(3, 1000)).toEqual([
      "700 tokens are left; too few whole months are known to say how long they last",
    ]);
  });

  it("is nothing without packs", () => {
    expect(said(12, 0)).toEqual([]);
  });
});
