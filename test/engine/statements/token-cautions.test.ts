import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { cautions } from "../../../src/engine/statements/cautions";
import type { Estate, Offer } from "../../../src/engine/estate/estate";
import { days, fraction, money, rate, tokens } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given, type UseRow } from "../estate-of";

const ORIGIN = { source: 0, row: 2 };

/** So many tokens of somebody, or of nobody, on the first of each of the months up to October 2026. */
const monthly = (drawn: readonly number[], person = "ann@x", product = "Revit"): UseRow[] =>
  drawn.map((n, i): UseRow => {
    const month = new Date(Date.UTC(2026, 10 - drawn.length + i, 1)).toISOString().slice(0, 10);
    return [person, product, month, "tokens", n];
  });

const TWELVE = Array.from({ length: 12 }, () => 100);

const analysed = (given: Given, rest: Partial<Estate> = {}, changed: Partial<Assumptions> = {}) =>
  analyse(estateOf({ period: ["2025-11-01", "2026-10-31"], ...given, rest }), day("2026-10-31"), {
    ...defaultAssumptions(),
    exportsComplete: "yes",
    ...changed,
  });
const warned = (analysis: ReturnType<typeof analysed>, about: RegExp): string[] =>
  cautions({ analysis, issues: [], counts: [], settingDoubts: [] }).filter((text) => about.test(text));

describe("planned use", () => {
  const planned = (more: object): Partial<Estate> => ({
    plannedUse: [
      {
        people: 2,
        product: "Revit",
        daysPerMonth: days(5),
        from: day("2026-12-01"),
        origin: ORIGIN,
        ...more,
      },
    ],
    rates: [{ product: "Revit", tokensPerDay: rate(10), flexEligible: true, reference: "" }],
  });

  const twice = /counts both the/;

  it("is warned of beside planned joiners, since the same people may be in both", () => {
    const [only] = warned(analysed({ use: monthly(TWELVE) }, planned({}), { plannedJoiners: 3 }), twice);
    expect(only).toBe(
      "The token forecast counts both the 3 planned joiners of the assumption and 2 people of Planned use: if they " +
        'are the same, set the assumption "Planned joiners" to 0',
    );
    expect(warned(analysed({ use: monthly(TWELVE) }, planned({})), twice)).toEqual([]);
    const ends = planned({ people: -2 });
    expect(warned(analysed({ use: monthly(TWELVE) }, ends, { plannedJoiners: 3 }), twice)).toEqual([]);
    // Who joins by the day of the analysis is no planned joiner any more.
    const on = (iso: string) =>
      warned(analysed({ use: monthly(TWELVE) }, planned({ from: day(iso) }), { plannedJoiners: 3 }), twice);
    expect([on("2026-10-30"), on("2026-10-31"), on("2026-11-01")].map(({ length }) => length)).toEqual([
      0, 0, 1,
    ]);
    const ended = planned({ from: day("2026-01-01"), to: day("2026-09-30") });
    expect(warned(analysed({ use: monthly(TWELVE) }, ended, { plannedJoiners: 3 }), twice)).toEqual([]);
  });

  it("that the forecast leaves out is a caution, row by row and then in number", () => {
    const row = { people: 1, daysPerMonth: days(5), from: day("2026-12-01"), origin: ORIGIN };
    const plannedUse = ["Alias", "VRED", "Flame", "Arnold", "Golaem"].map((product) => ({ ...row, product }));
    expect(warned(analysed({ use: monthly(TWELVE) }, { plannedUse }), /Planned use/)).toEqual([
      "Planned use is not all in the token forecast: 1 person on Alias from 2026-12-01: the rate of Alias is unknown; " +
        "1 person on VRED from 2026-12-01: the rate of VRED is unknown; " +
        "1 person on Flame from 2026-12-01: the rate of Flame is unknown; 2 more rows",
    ]);
  });
});

describe("a forecast unlike the year by which the scenarios buy", () => {
  const about = /^Every scenario rests on/;

  it("is warned of where it is far below: more would expire than usually does", () => {
    const fallen = [...Array.from({ length: 8 }, () => 1000), 100, 100, 100, 100];
    const [only] = warned(analysed({ use: monthly(fallen) }), about);
    // 8,400 a year; the pool with a tenth more is 9,240.
    expect(only).toContain(
      "Every scenario rests on the days seen, in which today's covers draw 8,400 tokens a year; by the forecast",
    );
    expect(only).toMatch(/with its buffer \d\d\.\d % would expire, so settle why use fell before you order$/);
    expect(warned(analysed({ use: monthly(fallen) }, {}, { mostExpiring: fraction(1) }), about)).toEqual([]);
  });

  it("counts what is planned, which no scenario does, and leaves out joiners and growth, which all do", () => {
    const fallen = monthly([...Array.from({ length: 8 }, () => 1000), 100, 100, 100, 100]);
    const row = { product: "Revit", daysPerMonth: days(10), from: day("2026-12-01"), origin: ORIGIN };
    const planned = (people: number): Partial<Estate> => ({
      plannedUse: [{ ...row, people }],
      rates: [{ product: "Revit", tokensPerDay: rate(10), flexEligible: true, reference: "" }],
    });
    const drawn = (rest: Partial<Estate> = {}, changed: Partial<Assumptions> = {}): number => {
      const [text] = warned(analysed({ use: fallen }, rest, changed), about);
      return Number(/twelve months draw ([\d,]+)/.exec(text!)![1]!.replace(",", ""));
    };
    // A person draws 10 tokens on 10 days of each of the 11 months from December to October.
    expect(drawn(planned(1)) - drawn()).toBe(1100);
    // Eight of them are 8,800 tokens more, and too few would expire.
    expect(warned(analysed({ use: fallen }, planned(8)), about)).toEqual([]);
    const growing = { growth: fraction(0.5) };
    expect(drawn({}, growing)).toBe(drawn());
    expect(warned(analysed({ use: fallen }, {}, growing), about)[0]).toContain(
      "by the forecast, without joiners and growth, the next twelve months draw",
    );
  });

  it("is warned of where it is above the pool with its buffer and the mix has no chance of its own", () => {
    const risen = [...Array.from({ length: 8 }, () => 100), 1000, 1000, 1000, 1000];
    const nobody = analysed({ use: monthly(risen, "") });
    expect(nobody.mix?.pools.every(({ cover }) => cover === null)).toBe(true);
    expect(warned(nobody, about)).toEqual([expect.stringMatching(/with its buffer would run dry$/)]);
    // Of a product that no seat opens the mix knows the months, and says itself that its pool may run dry.
    const byDay = monthly(risen, "ann@x", "Golaem").flatMap(([person, product, first, access, n]) =>
      daysOfUse(person, product, first, n! / 100, access, 100),
    );
    const flex = analysed({ use: byDay });
    expect([warned(flex, about), warned(flex, /may run dry/).length]).toEqual([[], 1]);
    // And where it buys no tokens, none run dry.
    expect(warned(analysed({ use: monthly(risen) }), about)).toEqual([]);
  });

  it("is not warned of where the months stay as they were", () => {
    expect(warned(analysed({ use: monthly(TWELVE) }), about)).toEqual([]);
  });
});

describe("tokens that reach the pool without being bought", () => {
  const offers: Offer[] = [
    {
      offering: "InfraWorks",
      pricePerYear: rate(2000),
      covers: [],
      tokensPerSeat: rate(100),
      reference: "",
    },
  ];
  const use = monthly(TWELVE);
  const pack = { purchased: day("2025-11-01"), tokens: tokens(1200), price: money(3600), origin: ORIGIN };

  it("come with seats, and every scenario that buys by need says that it buys them again", () => {
    const given: Given = { use, bought: [["InfraWorks", 3, 2000, "C1", "2027-02-28", "2025-03-01"]] };
    const found = analysed(given, { offers, packs: [pack] });
    // 3 seats × 100 tokens; 3 a token.
    expect(warned(found, /come with seats/)).toEqual([
      "300 tokens a year come with seats of InfraWorks, and every scenario but As is buys tokens as if they did not: " +
        "while those seats stay, it costs up to 900 a year less than shown, and the gap that is proven does not " +
        "count them",
    ]);
    const again = "300 tokens a year that come with today's seats and are bought again here";
    expect(found.scenarios.map(({ leftOut }) => leftOut.includes(again))).toEqual([
      false,
      ...found.scenarios.slice(1).map(() => true),
    ]);
    // The saving is at least what it shows.
    expect(found.recommended!.savingVsAsIs).not.toBeNull();
    const withoutPacks = analysed(given, { offers });
    expect(withoutPacks.asIs.leftOut).toContain(again);
    expect(warned(withoutPacks, /come with seats/)[0]).toContain("and every scenario buys tokens");
  });

  it.each([
    [0.9, []],
    [1, [expect.stringMatching(/^1 token a year come with seats of InfraWorks/)]],
  ])("are none where seats bring less than one: %d", (tokensPerSeat, expected) => {
    const given: Given = { use, bought: [["InfraWorks", 1, 2000, "C1", "2027-02-28", "2025-03-01"]] };
    const found = analysed(given, {
      offers: [{ ...offers[0]!, tokensPerSeat: rate(tokensPerSeat) }],
      packs: [pack],
    });
    expect(warned(found, /come with seats/)).toEqual(expected);
  });

  it("do not come with lines that have ended", () => {
    const given: Given = { use, bought: [["InfraWorks", 3, 2000, "C1", "2026-02-28", "2025-03-01"]] };
    const found = analysed(given, { offers, packs: [pack] });
    expect(warned(found, /come with seats/)).toEqual([]);
    expect(found.issues.map(({ code }) => code)).not.toContain("seat-tokens");
  });

  it("are filled up by a contract, and no saving compares a year's purchase with that", () => {
    const found = analysed(
      { use },
      {
        packs: [{ ...pack, contract: "C1" }],
        contracts: [
          {
            contract: "C1",
            start: day("2025-11-01"),
            end: day("2027-10-31"),
            monthlyRefill: true,
            origin: ORIGIN,
          },
        ],
      },
    );
    // The peak month of 100 with 15 % more is 115: two packs of 100.
    expect(warned(found, /filled up/)).toEqual([
      "Token packs are filled up every month by contract, and every scenario but As is buys the tokens of a whole " +
        "year, so their costs cannot be compared with As is: if that goes on, a pack of 200 tokens is enough by the " +
        "peak rule",
    ]);
    expect(found.scenarios.slice(1).map(({ savingVsAsIs }) => savingVsAsIs)).toEqual(
      found.scenarios.slice(1).map(() => null),
    );
  });
});
