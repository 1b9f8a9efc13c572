import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { isoDay } from "../../../src/engine/calendar";
import type { Contract, Estate, Offer, TokenEvent, TokenPack } from "../../../src/engine/estate/estate";
import { at } from "../../../src/engine/at";
import { oddPrices } from "../../../src/engine/evidence/odd-prices";
import { LEAST_MONTHS } from "../../../src/engine/rules/burn-forecast";
import { days, money, rate, tokens } from "../../../src/engine/units";
import { day, estateOf, type Given, type UseRow } from "../estate-of";

const ORIGIN = { source: 0, row: 2 };
const AS_OF = day("2026-10-31");

/** `n` tokens on the first day of each month of a year up to the as-of day. */
const monthly = (n: number, person = "ann@x", product = "AutoCAD"): UseRow[] =>
  Array.from({ length: 12 }, (_, i): UseRow => {
    const month = new Date(Date.UTC(2025, 10 + i, 1)).toISOString().slice(0, 10);
    return [person, product, month, "tokens", n];
  });

const pack = (purchased: string, n: number, more: Partial<TokenPack> = {}): TokenPack => ({
  purchased: day(purchased),
  tokens: tokens(n),
  price: money(n * 3),
  origin: { source: 0, row: n },
  ...more,
});

const contract = (name: string, more: Partial<Contract> = {}): Contract => ({
  contract: name,
  start: day("2026-01-01"),
  end: day("2026-12-31"),
  origin: ORIGIN,
  ...more,
});

const event = (
  iso: string,
  kind: TokenEvent["event"],
  n: number,
  more: Partial<TokenEvent> = {},
): TokenEvent => ({
  day: day(iso),
  event: kind,
  tokens: tokens(n),
  origin: ORIGIN,
  ...more,
});

const analysed = (given: Given, rest: Partial<Estate>, more = {}) =>
  analyse(estateOf({ period: ["2025-11-01", "2026-10-31"], ...given, rest }), AS_OF, {
    ...defaultAssumptions(),
    exportsComplete: "yes",
    ...more,
  });
const codes = ({ issues }: ReturnType<typeof analysed>): string[] =>
  issues.filter(({ code }) => /pack|token|expir|moved|twin|refill/.test(code)).map(({ code }) => code);
const messageOf = ({ issues }: ReturnType<typeof analysed>, wanted: string): string | undefined =>
  issues.find(({ code }) => code === wanted)?.message;

describe("packs that end with their contract", () => {
  const use = monthly(100);

  it("are warned about with the tokens that are likely lost", () => {
    // Bought in January, 1,600 tokens; 100 a month from January to December: 12 months, 400 are lost on 31 December.
    const given = { packs: [pack("2026-01-01", 1600, { contract: "C1", purchased: day("2026-01-15") })] };
    const ends = analysed(
      { use },
      { ...given, contracts: [contract("C1", { tokensEnd: "with the contract" })] },
    );
    const own = at(ends.tokenPlan.ledger!.packs, 0);
    // February to October are 9 months, November and December are forecast.
    expect([isoDay(own.lastDay), own.used, Math.round(own.willExpire!)]).toEqual(["2026-12-31", 900, 500]);
    expect(messageOf(ends, "pack-ends-with-contract")).toContain("500 tokens of them are lost");
  });

  it.each([
    ["2026-12-30", []],
    ["2026-12-29", ["pack-ends-with-contract"]],
  ])(
    "bought on 1 January of a contract until %s: only a day less than a year is no loss",
    (end, expected) => {
      const found = analysed(
        { use },
        {
          packs: [pack("2026-01-01", 1600, { contract: "C1" })],
          contracts: [contract("C1", { end: day(end), tokensEnd: "with the contract" })],
        },
      );
      expect(codes(found).filter((code) => code === "pack-ends-with-contract")).toEqual(expected);
    },
  );

  it("may do so where the contract does not say: then how many would be lost is said", () => {
    const given = { packs: [pack("2026-01-15", 1600, { contract: "C1" })], contracts: [contract("C1")] };
    const found = analysed({ use }, given);
    expect(isoDay(at(found.tokenPlan.ledger!.packs, 0).lastDay)).toBe("2027-01-14");
    expect(messageOf(found, "pack-end-unsaid")).toContain("500 tokens of them are likely lost");
    const said = analysed(
      { use },
      { ...given, contracts: [contract("C1", { tokensEnd: "after 12 months" })] },
    );
    expect(codes(said)).not.toContain("pack-end-unsaid");
  });

  it("lose only the tokens of the last month where the contract fills them up every month", () => {
    const refilled = contract("C1", { tokensEnd: "with the contract", monthlyRefill: true });
    const found = analysed(
      { use },
      { packs: [pack("2026-01-15", 1600, { contract: "C1" })], contracts: [refilled] },
    );
    // The last is of 15 December: 17 of 31 days of December draw 55 of the month's 100.
    expect(messageOf(found, "pack-ends-with-contract")).toContain(
      "At the forecast 1,545 tokens of them are lost",
    );
  });

  it("can be used in the days of grace, and the extension is asked for before the end", () => {
    const found = analysed(
      { use },
      {
        packs: [pack("2026-01-15", 5000, { contract: "C1" })],
        contracts: [contract("C1", { tokensEnd: "with the contract", graceDays: days(15) })],
      },
    );
    const own = at(found.tokenPlan.ledger!.packs, 0);
    expect([isoDay(own.pack.ends), isoDay(own.lastDay), isoDay(own.askBy!)]).toEqual([
      "2026-12-31",
      "2027-01-15",
      "2026-12-01",
    ]);
  });

  it("leave the balance unknown where they were bought after its end, and say so", () => {
    const found = analysed(
      { use },
      {
        packs: [pack("2026-01-15", 1600, { contract: "C1" })],
        contracts: [contract("C1", { end: day("2025-12-31"), tokensEnd: "with the contract" })],
      },
    );
    expect(found.tokenPlan.ledger).toBeNull();
    expect(found.tokenPlan.noLedger).toBe("the end of the pack bought on 2026-01-15 is unknown");
  });
});

describe("why the balance is unknown", () => {
  const packs = [pack("2025-11-01", 5000)];
  const unrated: UseRow = ["ann@x", "Civil 3D", "2026-05-05", "tokens", null];

  it.each<[string, readonly UseRow[], readonly TokenPack[]]>([
    ["the tokens per day of Civil 3D are unknown", [...monthly(100), unrated], packs],
    ["no pack has begun that runs in the time of the exports", monthly(100), [pack("2026-11-20", 5000)]],
    ["no pack has begun that runs in the time of the exports", monthly(100), [pack("2024-01-01", 5000)]],
  ])("is %s", (why, use, bought) => {
    const { ledger, noLedger } = analysed({ use }, { packs: bought }).tokenPlan;
    expect([ledger, noLedger]).toEqual([null, why]);
  });
});

it("use of less than a token before the first pack is not told, and of a token is", () => {
  const told = (n: number): boolean =>
    codes(
      analysed(
        { use: [["ann@x", "AutoCAD", "2025-12-31", "tokens", n], ...monthly(10).slice(2)] },
        { packs: [pack("2026-01-01", 500)] },
      ),
    ).includes("use-before-packs");
  expect([told(0.5), told(1)]).toEqual([false, true]);
});

describe("a contract that fills its packs up every month", () => {
  it("needs one month: 42,000 × 1.15 is 48,300, and what a month leaves is lost", () => {
    const found = analysed(
      { use: monthly(42_000) },
      {
        packs: [pack("2025-11-01", 48_300, { contract: "C1", price: money(12 * 1000) })],
        contracts: [contract("C1", { monthlyRefill: true })],
      },
    );
    const { ledger, monthlyNeed } = found.tokenPlan;
    expect(monthlyNeed).toBe(48_300);
    // Twelve months of 48,300, of each 6,300 are lost; the last is left until its end.
    expect(ledger!.packs).toHaveLength(12);
    expect(ledger!.packs.map(({ expired }) => expired)).toEqual([
      ...Array.from({ length: 11 }, () => 6300),
      0,
    ]);
    expect([ledger!.left, ledger!.beyond]).toEqual([6300, 0]);
    expect(at(ledger!.packs, 0).pack.price).toBe(1000);
    expect(ledger!.packs.map(({ pack: { source } }) => source)).toEqual([
      "bought",
      ...Array.from({ length: 11 }, () => "refilled"),
    ]);
    expect(codes(found)).toContain("packs-refilled");
  });
});

it("a pack that is filled up every month has the price of all its tokens: 12 × 700 for 25,200 are 3.00 each", () => {
  const found = analysed(
    { use: monthly(600) },
    {
      packs: [pack("2025-11-01", 700, { contract: "C1", price: money(25_200) })],
      contracts: [contract("C1", { monthlyRefill: true })],
    },
  );
  expect([found.tokenUse.price, found.tokenUse.isPaid]).toEqual([3, true]);
  // 12 × 600 at 3.00 are charged, and not at 36.00.
  expect(found.tokenUse.chargeback!.by.product.map(({ lastYear }) => lastYear)).toEqual([7200]);
  const [first] = found.asIs.years;
  expect([first!.tokens, first!.cost]).toEqual([8400, 25_200]);
  expect(oddPrices(found)).toEqual([]);
  expect(found.tokenPlan.risk!.strategies.find(({ strategy }) => strategy === "today")!.bought).toBe(8400);
});

describe("tokens that come with seats", () => {
  const offer: Offer = {
    offering: "InfraWorks",
    pricePerYear: rate(2000),
    covers: [],
    tokensPerSeat: rate(100),
    reference: "test",
  };

  it("are packs of each year of the line's term", () => {
    const found = analysed(
      { use: monthly(10), bought: [["InfraWorks", 3, 2000, "C1", "2027-02-28", "2025-03-01"]] },
      { offers: [offer], packs: [] },
    );
    const packs = found.tokenPlan.ledger!.packs.map(({ pack: own }) => [
      isoDay(own.purchased),
      isoDay(own.lastDay),
      own.tokens,
      own.source,
    ]);
    expect(packs).toEqual([
      ["2025-03-01", "2026-02-28", 300, "with seats"],
      ["2026-03-01", "2027-02-28", 300, "with seats"],
    ]);
    expect(codes(found)).toContain("seat-tokens");
    expect(found.tokenPlan.ledger!.packs.some(({ pack: own }) => own.refilled)).toBe(false);
  });

  it("are none, and not said to be, where an offer brings 0 a seat", () => {
    const found = analysed(
      { use: monthly(10), bought: [["InfraWorks", 3, 2000, "C1", "2027-02-28", "2025-03-01"]] },
      { offers: [{ ...offer, tokensPerSeat: rate(0) }], packs: [pack("2025-11-01", 500)] },
    );
    expect(found.tokenPlan.ledger!.packs).toHaveLength(1);
    expect(codes(found)).not.toContain("seat-tokens");
  });

  it("are not in the balance where the line has no start, and that is said", () => {
    const found = analysed(
      { use: monthly(10), bought: [["InfraWorks", 3, 2000, "C1", "2027-02-28"]] },
      { offers: [offer], packs: [pack("2026-01-01", 500)] },
    );
    expect(found.tokenPlan.ledger!.packs).toHaveLength(1);
    expect(codes(found)).toContain("seat-tokens-without-start");
  });
});

describe("token events", () => {
  const use = monthly(100);

  it("that add tokens are the purchase of a pack, else a pack of unknown price", () => {
    const found = analysed(
      { use },
      {
        packs: [pack("2025-11-01", 1000)],
        tokenEvents: [event("2025-11-03", "added", 1000), event("2026-05-01", "added", 400)],
      },
    );
    const { packs, left } = found.tokenPlan.ledger!;
    expect(packs.map(({ pack: own }) => [own.tokens, own.source, own.price])).toEqual([
      [1000, "bought", 3000],
      [400, "added", undefined],
    ]);
    // 1,400 less twelve months of 100.
    expect(left).toBe(200);
    expect(codes(found)).toEqual(expect.arrayContaining(["added-without-pack"]));
    expect(codes(found)).not.toContain("pack-without-event");
  });

  it("close the ledger: bought + events − used − expired is what is left", () => {
    const found = analysed(
      { use },
      {
        packs: [pack("2025-11-01", 900, { ends: day("2026-04-30") }), pack("2026-05-01", 1000)],
        tokenEvents: [
          event("2025-11-01", "added", 900),
          event("2026-05-01", "added", 1000),
          event("2026-05-01", "expired", 250),
          event("2026-06-10", "moved", -150),
          event("2026-07-10", "moved", 50),
        ],
      },
    );
    const { packs, left } = found.tokenPlan.ledger!;
    const sum = (of: (one: (typeof packs)[number]) => number) => packs.reduce((all, one) => all + of(one), 0);
    // November to April use 600 of 900, 300 expire; May to October use 600 of 1,000, less 150 and 50 more.
    expect([sum((one) => one.pack.tokens), sum((one) => one.used), sum((one) => one.expired)]).toEqual([
      1950, 1200, 300,
    ]);
    expect([sum((one) => one.moved), left]).toEqual([150, 300]);
    expect(messageOf(found, "expiry-differs")).toContain("250 tokens expired");
    expect(messageOf(found, "expiry-differs")).toContain("a difference of 50");
    expect(messageOf(found, "moved-without-end")).toContain("2027-04-30");
  });

  it("that say what the replay says are no issue", () => {
    const found = analysed(
      { use },
      {
        packs: [pack("2025-11-01", 900, { ends: day("2026-04-30") }), pack("2026-05-01", 1000)],
        tokenEvents: [event("2026-05-02", "expired", 300)],
      },
    );
    expect(codes(found)).not.toContain("expiry-differs");
  });

  it.each([
    ["2026-05-04", []],
    ["2026-05-05", ["expiry-differs"]],
  ])("that state the expiry of a pack up to three days after its end mean it: %s", (on, expected) => {
    // 300 of the pack that ends on 30 April expire on 1 May; three days later is 4 May.
    const found = analysed(
      { use },
      {
        packs: [pack("2025-11-01", 900, { ends: day("2026-04-30") }), pack("2026-05-01", 1000)],
        tokenEvents: [event(on, "expired", 300)],
      },
    );
    expect([...new Set(codes(found).filter((code) => code === "expiry-differs"))]).toEqual(expected);
  });

  it.each([
    ["2026-10-31", ["expiry-differs"]],
    ["2026-11-01", []],
  ])(
    "that state an expiry after the as-of day say nothing of the replay, which ends with it: %s",
    (on, expected) => {
      // The pack of 1 November ends with 31 October, the as-of day: its tokens can still be used on it.
      const found = analysed(
        { use },
        {
          packs: [pack("2025-11-01", 2000)],
          tokenEvents: [event("2025-11-01", "added", 2000), event(on, "expired", 800)],
        },
      );
      expect(codes(found).filter((code) => code === "expiry-differs")).toEqual(expected);
    },
  );

  it.each([
    [undefined, undefined, false],
    ["North", undefined, false],
    [undefined, "North", false],
    ["North", "North", false],
    ["North", "South", true],
  ])(
    "that add tokens to pool %s are the purchase of a pack of pool %s: another one %s",
    (to, of, isOther) => {
      const poolNamed = (pool: string | undefined) => (pool === undefined ? {} : { pool });
      const found = analysed(
        { use },
        {
          packs: [pack("2025-11-01", 1000, poolNamed(of))],
          tokenEvents: [event("2025-11-01", "added", 1000, poolNamed(to))],
        },
      );
      expect(codes(found).includes("added-without-pack")).toBe(isOther);
    },
  );

  it("that move tokens from one pool to another change nothing in all", () => {
    const found = analysed(
      { use },
      {
        packs: [pack("2025-11-01", 2000)],
        tokenEvents: [
          event("2026-06-10", "moved", -150, { pool: "North" }),
          event("2026-06-10", "moved", 150, { pool: "South" }),
        ],
      },
    );
    expect(found.tokenPlan.ledger!.left).toBe(800);
  });
});

describe("token events that contradict the rest", () => {
  const use = monthly(100);
  const packs = [pack("2025-11-01", 2000, { contract: "C1" })];
  const people = { "ann@x": { tokenPool: "C1" } };
  const found = (events: readonly TokenEvent[]) => analysed({ use, people }, { packs, tokenEvents: events });

  it("of two equal additions one is the pack, and the other brings its own tokens", () => {
    const twice = found([event("2025-11-02", "added", 2000), event("2025-11-20", "added", 2000)]);
    // 4,000 less twelve months of 100.
    expect(twice.tokenPlan.ledger!.left).toBe(2800);
    expect(codes(twice)).toContain("added-without-pack");
  });

  it.each([
    ["2025-12-02", false],
    ["2025-12-03", true],
  ])("of a pack bought on 1 November are its addition up to a month later: on %s", (on, isOther) => {
    expect(codes(found([event(on, "added", 2000)])).includes("added-without-pack")).toBe(isOther);
  });

  it("that add what comes with seats or is filled up bring nothing more", () => {
    const refilled = analysed(
      { use },
      {
        packs: [pack("2025-11-01", 300, { contract: "C1" })],
        contracts: [contract("C1", { monthlyRefill: true })],
        tokenEvents: [event("2025-11-01", "added", 300), event("2025-12-01", "added", 300)],
      },
    );
    expect(codes(refilled)).not.toContain("added-without-pack");
    expect(refilled.tokenPlan.ledger!.packs).toHaveLength(12);
  });

  it("cannot move more than is there, or before the first pack", () => {
    const away = found([
      event("2025-10-01", "moved", -70, { contract: "C1" }),
      event("2026-01-10", "moved", -2500, { contract: "C1" }),
    ]);
    // Of 2,000 three months have drawn 300; 800 more than the rest are moved, and 70 before the pack.
    const { ledger } = away.tokenPlan;
    expect([ledger!.left, ledger!.movedBeyond, ledger!.beyond]).toEqual([0, 870, 900]);
    expect(messageOf(away, "moved-beyond-packs")).toMatch(
      /^The token events move 870 tokens away that no known pack held on that day, so they are not taken/,
    );
    expect(messageOf(away, "use-beyond-packs")).toMatch(/^900 tokens were drawn/);
  });

  it("that move tokens to a pool that nothing else names are asked about", () => {
    const lost = found([
      event("2026-01-10", "moved", -200, { contract: "C1" }),
      event("2026-01-10", "moved", 200, { pool: "Atlantis" }),
    ]);
    expect(messageOf(lost, "moved-to-unknown-pool")).toMatch(
      /^The token events move 200 tokens to pool Atlantis on 2026-01-10, but no pack and no user names that pool/,
    );
    const known = found([event("2026-01-10", "moved", 200, { contract: "C1" })]);
    expect(codes(known)).not.toContain("moved-to-unknown-pool");
    // A pack alone may name it, and the tokens that were moved do not.
    const ofPack = analysed(
      { use },
      {
        packs: [pack("2025-11-01", 2000, { pool: "North" })],
        tokenEvents: [event("2026-01-10", "moved", 200, { pool: "North" })],
      },
    );
    expect(codes(ofPack)).not.toContain("moved-to-unknown-pool");
  });

  it("that move or merge tokens within one pool change nothing, and that is said", () => {
    const self = found([
      event("2026-01-10", "merged", -200, { contract: "C1" }),
      event("2026-01-10", "merged", 300, { contract: "C1" }),
    ]);
    expect(messageOf(self, "moved-within-pool")).toMatch(
      /^The token events of 2026-01-10 move 200 tokens out of pool C1 and into it again/,
    );
    // 2,000 and 100 more, less 1,200.
    expect(self.tokenPlan.ledger!.left).toBe(900);
    const between = found([
      event("2026-01-10", "moved", -200, { contract: "C1" }),
      event("2026-01-10", "moved", 200, { pool: "C2" }),
    ]);
    expect(codes(between)).not.toContain("moved-within-pool");
  });

  it("that bring tokens of several ends on one day keep each end, less what leaves, first to end first", () => {
    const both = found([
      event("2026-01-10", "moved", 300, { contract: "C1", ends: day("2026-12-31") }),
      event("2026-01-10", "moved", 200, { contract: "C1", ends: day("2026-06-30") }),
      event("2026-01-10", "moved", -50, { contract: "C1" }),
    ]);
    const came = both.tokenPlan.ledger!.packs.filter(({ pack: own }) => own.source === "moved in");
    expect(came.map(({ pack: own }) => [own.tokens, isoDay(own.ends)])).toEqual([
      [150, "2026-06-30"],
      [300, "2026-12-31"],
    ]);
  });
});

describe("credits", () => {
  it("without an earlier draw are in no balance, and that is said", () => {
    const found = analysed(
      { use: [["ann@x", "Fusion", "2025-11-02", "tokens", -400], ...monthly(100)] },
      { packs: [pack("2025-11-01", 2000)] },
    );
    // On the first of November 100 were drawn: so much of the 400 is given back.
    const { ledger } = found.tokenPlan;
    expect([ledger!.left, ledger!.creditedBeyond]).toEqual([900, 300]);
    expect(messageOf(found, "credited-beyond-packs")).toMatch(
      /^300 tokens were given back that no running pack had paid for, so they are not in the balance/,
    );
  });
});

describe("charges by result and by hour", () => {
  const result = (product: string, iso: string, n: number): UseRow => [
    "ann@x",
    product,
    iso,
    "tokens",
    n,
    1,
    "Token usage",
    true,
  ];
  const packs = [pack("2025-11-01", 1000)];

  it("are in the balance, and in no number of days; a study that failed is no use", () => {
    const rows: UseRow[] = [
      result("CFD", "2026-10-05", 35),
      result("Flow Wedging", "2026-10-05", 6.5),
      result("Fusion", "2026-10-06", 11),
      result("Fusion", "2026-10-07", -11),
      ["ann@x", "AutoCAD", "2026-10-08", "tokens", 7],
    ];
    const found = analysed({ use: rows }, { packs });
    expect(found.tokenPlan.ledger!.left).toBeCloseTo(1000 - 48.5, 6);
    // 7 tokens on the one day of a product that is charged by days.
    expect(found.consumption).toMatchObject({ observed: 48.5, adjusted: 0, perUserDay: 7 });
    expect(found.consumption.months.at(-1)).toMatchObject({ tokens: 48.5 });
    expect(found.users[0]!.daysPerMonth).toBeCloseTo(30.4375 / 365, 6);
  });

  it("are forecast as the months drew them: of two studies a month one fails, so 11 are expected, not 22", () => {
    const months = monthly(0).map(([, , first]) => first.slice(0, 7));
    const use = months.flatMap((month) => [
      result("Fusion", `${month}-05`, 11),
      result("Fusion", `${month}-06`, 11),
      result("Fusion", `${month}-07`, -11),
    ]);
    const found = analysed({ use }, { packs });
    expect(found.tokenPlan.ledger!.left).toBe(1000 - 132);
    expect(found.consumption).toMatchObject({ year: 132, peak: 11 });
    expect(found.tokenPlan.forecast!.months.map(({ expected }) => expected)).toEqual(
      Array.from({ length: 12 }, () => 11),
    );
    const [charged] = found.tokenUse.chargeback!.by.product;
    expect(charged).toMatchObject({ name: "Fusion", tokens: 132 });
  });
});

describe("credits and adjustments", () => {
  const given = { use: monthly(100) };
  const packs = [pack("2025-11-01", 5000)];
  const credit: UseRow = ["ann@x", "AutoCAD", "2026-04-20", "tokens", -500];

  it("change the balance and what is charged, and not what is expected to be drawn", () => {
    const plain = analysed(given, { packs });
    const found = analysed({ use: [...monthly(100), credit] }, { packs });
    // 1,200 drawn of 5,000, and 500 given back in April, when 600 had been drawn.
    expect([plain.tokenPlan.ledger!.left, found.tokenPlan.ledger!.left]).toEqual([3800, 4300]);
    const forecastOf = ({ tokenPlan }: typeof found) =>
      tokenPlan.forecast!.months.map(({ expected }) => expected);
    expect(forecastOf(found)).toEqual(Array.from({ length: 12 }, () => 100));
    expect(found.consumption).toMatchObject({ year: 1200, leastYear: 1200, peak: 100, adjusted: -500 });
    expect(found.consumption.history.map(({ tokens: n }) => n)).toEqual(
      plain.consumption.history.map(({ tokens: n }) => n),
    );
    const [charged] = found.tokenUse.chargeback!.by.product;
    expect([charged!.tokens, charged!.share]).toEqual([700, 1]);
    expect(found.users).toEqual(plain.users);
    expect(messageOf(found, "tokens-adjusted")).toMatch(
      /^Credits and adjustments give back 500 tokens in all, /,
    );
    expect(messageOf(plain, "tokens-adjusted")).toBeUndefined();
  });

  it("on a day of use leave that day as it is", () => {
    const found = analysed(
      { use: [...monthly(100), ["ann@x", "AutoCAD", "2026-05-01", "tokens", -30]] },
      { packs },
    );
    expect(found.tokenPlan.ledger!.left).toBe(5000 - 1200 + 30);
    expect(found.consumption.months.map(({ tokens: n }) => n)).toEqual(Array.from({ length: 12 }, () => 100));
  });

  it("that name nobody count, although people use the product, unless people have them too", () => {
    const left = (more: readonly UseRow[]): number =>
      analysed({ use: [...monthly(100), ...more] }, { packs }).tokenPlan.ledger!.left;
    const ofNobody: UseRow = ["", "AutoCAD", "2026-04-20", "tokens", -500];
    expect(left([ofNobody])).toBe(4300);
    expect(left([ofNobody, credit])).toBe(4300);
  });
});

describe("pools apart", () => {
  const packs = [
    pack("2025-11-01", 600, { contract: "C1" }),
    pack("2025-11-02", 3000, { contract: "C2", purchased: day("2025-11-01") }),
  ];
  const use = [...monthly(100), ...monthly(100, "bob@x")];
  const people = { "ann@x": { tokenPool: "C1" }, "bob@x": { tokenPool: "C2" } };

  it("have a ledger each: the tokens of one contract pay for no use of another", () => {
    const found = analysed({ use, people }, { packs });
    const { pools, ledger, merging, together } = found.tokenPlan;
    expect(pools.map(({ pool, ledger: own }) => [pool, own.left, own.beyond])).toEqual([
      ["C1", 0, 600],
      ["C2", 1800, 0],
    ]);
    expect([ledger!.left, ledger!.beyond, together]).toEqual([1800, 600, null]);
    // As one pool the 600 would have been paid by C2's packs.
    expect([merging!.merged.left, merging!.merged.beyond]).toEqual([1200, 0]);
    expect(merging!.expiredApart - merging!.expiredMerged).toBeGreaterThan(0);
    for (const month of ledger!.months)
      expect(month.opened + month.bought - month.moved - month.drawn - month.expired).toBeCloseTo(
        month.closed,
        5,
      );
  });

  it("would save what does not expire if they were one: 600 tokens, which cost 1,800", () => {
    const { merging } = analysed({ use, people }, { packs }).tokenPlan;
    // Apart C2's last 1,800 of 3,000 expire, as one pool 3,600 less 2,400; each token cost 3. The year ahead needs
    // twelve times 200 in both cases, as all packs end with October.
    expect(merging).toMatchObject({ expiredApart: 1800, expiredMerged: 1200, worth: 1800 });
    expect([merging!.toBuyApart, merging!.toBuyMerged].map((n) => Math.round(n!))).toEqual([2400, 2400]);
  });

  it("have a utilisation of what was used of all that was used or expired", () => {
    const ending = pack("2025-11-01", 900, { contract: "C1", ends: day("2026-04-30") });
    const found = analysed({ use, people }, { packs: [ending, at(packs, 0), at(packs, 1)] });
    // C1 used 600 of 900 to the end of April, and 600 from then on; C2 used 1,200: 2,400 of 2,700.
    expect(found.tokenPlan.ledger!.utilisation).toBeCloseTo(2400 / 2700, 9);
  });

  it("are named in every issue on their packs, events and use", () => {
    const found = analysed(
      { use, people },
      {
        packs: [...packs, pack("2026-11-20", 40, { contract: "C1" })],
        tokenEvents: [
          event("2025-11-01", "added", 600, { contract: "C1" }),
          event("2025-12-05", "added", 70, { contract: "C1" }),
          event("2026-01-05", "moved", 80, { contract: "C2" }),
          event("2026-05-05", "moved", -5000, { contract: "C2" }),
          event("2026-06-05", "expired", 33, { contract: "C2" }),
        ],
      },
    );
    expect(found.tokenPlan.pools.map(({ pool }) => pool)).toEqual(["C1", "C2"]);
    const said = found.issues.filter(({ code }) => /pack|moved|expir|twin/.test(code));
    expect(said.map(({ code }) => code).sort()).toEqual([
      "added-without-pack",
      "expiry-differs",
      "moved-beyond-packs",
      "moved-without-end",
      "pack-not-begun",
      "pack-without-event",
      "use-beyond-packs",
      "use-beyond-packs",
    ]);
    for (const { message } of said) expect(message).toMatch(/ of pool C[12]\b/);
  });

  it("are replayed as one where use names no pool, or the analyst merges them, and that is said", () => {
    const unnamed = analysed({ use }, { packs });
    expect([unnamed.tokenPlan.pools, unnamed.tokenPlan.ledger!.left]).toEqual([[], 1200]);
    expect(messageOf(unnamed, "packs-together")).toContain("some use names no pool");
    const strange = analysed({ use, people: { ...people, "bob@x": { tokenPool: "C9" } } }, { packs });
    expect(strange.tokenPlan.together).toBe("some use is of C9, for which no pack is known");
    const strangeTo = (count: number) => {
      const names = ["ann@x", "bob@x", "cy@x", "di@x", "ed@x"].slice(0, count);
      const pools = Object.fromEntries(names.map((name, i) => [name, { tokenPool: `P${i}` }]));
      return analysed({ use: names.flatMap((name) => monthly(10, name)), people: pools }, { packs }).tokenPlan
        .together;
    };
    expect([2, 3, 5].map(strangeTo)).toEqual([
      "some use is of P0 and P1, for which no pack is known",
      "some use is of P0, P1 and P2, for which no pack is known",
      "some use is of P0, P1, P2 and 2 more, for which no pack is known",
    ]);
    const merged = analysed({ use, people }, { packs }, { tokenPools: "merged" });
    expect(merged.tokenPlan.together).toBe('the assumption "Token pools" is merged');
  });

  it.each<[string, Partial<Estate>]>([
    [
      "only some packs of C1 name a pool",
      { packs: [...packs, pack("2026-01-01", 50, { contract: "C1", pool: "C2" })] },
    ],
    ["no pack of C3 has begun", { packs: [...packs, pack("2026-11-15", 50, { contract: "C3" })] }],
    [
      "a pack or token event names neither a pool nor a contract",
      { packs, tokenEvents: [event("2026-06-10", "moved", -150)] },
    ],
    [
      "no pack of West has begun",
      { packs, tokenEvents: [event("2026-06-10", "moved", -150, { pool: "West" })] },
    ],
    [
      "some use is of C2, for which no pack is known",
      { packs: [at(packs, 0), pack("2023-11-01", 3000, { contract: "C2" })] },
    ],
  ])("are replayed as one rather than with tokens left out: %s", (why, rest) => {
    const { pools, together } = analysed({ use, people }, rest).tokenPlan;
    expect([pools, together]).toEqual([[], why]);
  });

  it("keep the tokens that move from one to another, also into a pool without a pack of its own", () => {
    const moved = (to: string) => [
      event("2026-06-10", "moved", -150, { pool: "C2" }),
      event("2026-06-10", "moved", 150, { pool: to }),
    ];
    // C2 has 3,000 less 1,200; C1 drew its 600 in six months to April, and the 150 pay for two later draws, of 100 and 50.
    const within = analysed({ use, people }, { packs, tokenEvents: moved("C1") }).tokenPlan;
    expect(within.pools.map(({ pool, ledger: own }) => [pool, own.left, own.beyond])).toEqual([
      ["C1", 0, 450],
      ["C2", 1650, 0],
    ]);
    const beside = analysed({ use, people }, { packs, tokenEvents: moved("C3") }).tokenPlan;
    expect(beside.pools.map(({ pool, ledger: own }) => [pool, own.left])).toEqual([
      ["C1", 0],
      ["C2", 1650],
      ["C3", 150],
    ]);
    expect(beside.ledger!.left).toBe(1800);
  });
});

describe("the last months against their forecasts", () => {
  it("name the product and the department that made most of an unexpected month", () => {
    const use = [
      ...monthly(200),
      ...monthly(50, "bob@x", "Revit").filter(([, , iso]) => !iso.startsWith("2026-10")),
      ["ann@x", "AutoCAD", "2026-02-05", "tokens", 3] as const,
      ["ann@x", "AutoCAD", "2026-06-05", "tokens", 5] as const,
      ["bob@x", "Revit", "2026-10-05", "tokens", 900] as const,
    ];
    const people = { "ann@x": { department: "Design" }, "bob@x": { department: "Sales" } };
    const found = analysed({ use, people }, {});
    const { burn, lastMonth } = found.tokenPlan;
    expect(burn.length).toBeGreaterThan(2);
    expect(lastMonth).toMatchObject({
      drawn: 1100,
      verdict: "more than expected",
      product: { name: "Revit", change: 850 },
      department: { name: "Sales", change: 850 },
    });
  });
});

describe("use that no pack pays for", () => {
  it("before the first pack is said, and the balance begins with the pack", () => {
    const found = analysed({ use: monthly(100) }, { packs: [pack("2026-03-01", 5000)] });
    expect(found.tokenPlan.ledger).toMatchObject({ before: 400, beyond: 0, left: 4200 });
    expect(messageOf(found, "use-before-packs")).toContain("400 tokens were drawn before 2026-03-01");
  });

  it("is never a balance below 0", () => {
    const found = analysed({ use: monthly(100) }, { packs: [pack("2025-11-01", 250)] });
    expect(found.tokenPlan.ledger).toMatchObject({ beyond: 950, left: 0 });
    expect(messageOf(found, "use-beyond-packs")).toContain("950 tokens were drawn");
  });
});

it("charges by result and credits are in the balance, and in no day of use", () => {
  const use: UseRow[] = [
    ...monthly(100),
    ["ann@x", "CFD", "2026-05-05", "tokens", 10, 1],
    ["ann@x", "CFD", "2026-05-05", "tokens", 10, 2],
    ["ann@x", "CFD", "2026-05-06", "tokens", -10, 3],
  ];
  const found = analysed({ use }, { packs: [pack("2025-11-01", 5000)] });
  expect(found.tokenPlan.ledger!.left).toBe(5000 - 1200 - 10);
});

it("credits that exceed the draws of a month before the baseline year are in the balance", () => {
  const use: UseRow[] = [
    ...monthly(100),
    ["ann@x", "AutoCAD", "2025-01-10", "tokens", 300],
    ["ann@x", "AutoCAD", "2025-03-10", "tokens", 20],
    ["ann@x", "AutoCAD", "2025-03-11", "tokens", -120],
  ];
  const found = analysed(
    { use, period: ["2024-11-01", "2026-10-31"] },
    { packs: [pack("2024-11-01", 5000, { ends: day("2027-10-31") })] },
  );
  // 1,200 in the baseline year, 300 in January and −100 in March before it.
  expect(found.tokenPlan.ledger!.left).toBeCloseTo(5000 - 1200 - 300 + 100, 3);
});

it("each whole month stands beside what the months before it led to, once those are enough", () => {
  const { months } = analysed({ use: monthly(100) }, {}).tokenUse;
  expect(months.map(({ expected }) => expected?.expected ?? null)).toEqual([
    ...Array.from({ length: LEAST_MONTHS }, () => null),
    ...Array.from({ length: 12 - LEAST_MONTHS }, () => 100),
  ]);
});

it("the last days before the packs run out are shown one by one", () => {
  const found = analysed(
    { use: monthly(100) },
    { packs: [pack("2025-11-01", 1300, { ends: day("2027-10-31") })] },
  );
  const { nearZero, runOut } = found.tokenPlan.ledger!;
  expect(nearZero).toHaveLength(45);
  expect(at(nearZero, 44).day).toBe(runOut!.expected);
  nearZero.forEach((one, i) => {
    expect(one.closed).toBeGreaterThanOrEqual(0);
    if (i > 0) expect(one.opened).toBe(at(nearZero, i - 1).closed);
  });
  expect(at(nearZero, 44).beyond).toBeGreaterThan(0);
});

describe("use that no pack pays", () => {
  const beyond = (bought: number) =>
    messageOf(analysed({ use: monthly(100) }, { packs: [pack("2025-11-01", bought)] }), "use-beyond-packs");

  it("is told with its tokens, and not where the packs pay all", () => {
    expect(beyond(1200)).toBeUndefined();
    expect(beyond(1140)).toMatch(/^60 tokens/);
  });
});

describe("a pack that no event of tokens adds", () => {
  const found = (events: readonly TokenEvent[]) =>
    messageOf(
      analysed(
        { use: monthly(100) },
        { packs: [pack("2025-11-01", 2000), pack("2026-03-01", 500)], tokenEvents: events },
      ),
      "pack-without-event",
    );

  it("is told where an event adds another pack and the events cover its day, and not where they add none", () => {
    const credits = [event("2025-11-01", "merged", 10), event("2026-05-01", "merged", 10)];
    expect(found(credits)).toBeUndefined();
    expect(found([...credits, event("2025-11-01", "added", 2000)])).toMatch(/500/);
  });
});
