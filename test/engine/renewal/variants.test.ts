import type { Analysis } from "../../../src/engine/analysis";
import type { OwnScenario, QuoteRow } from "../../../src/engine/estate/estate";
import { dearerBy, quoteLines } from "../../../src/engine/renewal/quotes";
import type { Variant } from "../../../src/engine/renewal/variants";
import { fraction, rate, seats, tokens, type Money, type Tokens } from "../../../src/engine/units";
import { daysOfUse, type Given } from "../estate-of";
import { GOLDEN, origin, run } from "./firm";

const own = (terms: Partial<OwnScenario>): OwnScenario => ({
  scenario: "Ours",
  keep: [],
  drop: [],
  origin,
  ...terms,
});

const withRows = (rows: Partial<Given["rest"]>, given: Given = GOLDEN): Given => ({
  ...given,
  rest: { ...given.rest, ...rows },
});

const ours = (terms: Partial<OwnScenario>): Variant | undefined =>
  run(withRows({ ownScenarios: [own(terms)] })).variants[0];

const seatsOf = ({ agreed }: Variant): number[] => agreed.years.map(({ seats: n }) => n);
const costs = ({ agreed }: Variant): number[] => agreed.years.map(({ cost }) => cost);
const why = ({ leftOutVariants }: Analysis): string[] => leftOutVariants.map((one) => one.why);

describe("a scenario of the analyst's", () => {
  // As is costs 90 × 1,000 × 3 = 270,000, the best mix of the run 141,000
  it("on other terms is the best mix on them; refused, the best mix of the run remains", () => {
    const uncapped = ours({ cap: fraction(1), contract: "C1" });
    expect(uncapped?.agreed).toMatchObject({ name: "Ours", total: 120_000, savingVsAsIs: 150_000 });
    expect(uncapped).toMatchObject({
      needsConsent: true,
      walkAway: { total: 141_000, savingVsAsIs: 129_000 },
    });
  });

  it("asks for its own terms first, and for nothing where it has none", () => {
    const asked = (terms: Partial<OwnScenario>): string[] => ours(terms)!.agreed.asks.map(({ text }) => text);
    const terms = { cap: fraction(0.3), floor: seats(30), uplift: fraction(0.02), termYears: 2 };
    expect(asked({ ...terms, contract: "C1" }).slice(0, 4)).toEqual([
      "Agree that up to 30.0 % of the seats may go a year on contract C1",
      "Agree a floor of 30 seats on contract C1",
      "Agree that prices of seats change by 2.0 % a year",
      "Commit all seats for 2 years at the price of the first",
    ]);
    expect(asked({ cap: fraction(1) })[0]).toBe(
      "Agree that up to 100.0 % of the seats may go a year on every contract",
    );
    expect(asked({ growth: fraction(0.5) }).filter((text) => /^(Agree|Commit)/.test(text))).toEqual([]);
  });

  it("with a floor of 50 on every contract pays for 50 on each at least, but for no more than are there", () => {
    // C1 70 → 56 → 50 (45) → 50; C2 has 20 seats, which stay
    expect(costs(ours({ floor: seats(50) })!)).toEqual([76_000, 70_000, 70_000]);
  });

  it("with a rise of seat prices has it from year 2 on, on every line", () => {
    // 56 × 1,000, 45 × 1,100, 40 × 1,210
    expect(costs(ours({ uplift: fraction(0.1) })!).map(Math.round)).toEqual([56_000, 49_500, 48_400]);
  });

  it("with a term pays for the seats of its first year at their price, and then for fewer at a higher one", () => {
    // Two years at 56 × 1,000; then the 40 seats of year 3 at 1,210
    const termed = ours({ uplift: fraction(0.1), termYears: 2 })!;
    expect(seatsOf(termed)).toEqual([56, 56, 40]);
    expect(costs(termed).map(Math.round)).toEqual([56_000, 56_000, 48_400]);
    expect(seatsOf(ours({ termYears: 3 })!)).toEqual([56, 56, 56]);
  });

  it("with other growth is compared with As is at that growth", () => {
    // 30 seats needed grow by half a year: 45, 67.5, 101.25; As is needs 90, 90 and then 102 of those assigned
    const grown = ours({ growth: fraction(0.5) })!;
    expect(seatsOf(grown)).toEqual([56, 68, 102]);
    expect(grown).toMatchObject({ needsConsent: false, walkAway: null, asIs: { name: "As is: Ours" } });
    expect(grown.agreed.savingVsAsIs).toBe(grown.asIs.total - grown.agreed.total);
  });

  it("beyond the twentieth is named and not priced", () => {
    const many = Array.from({ length: 22 }, (_, i) => own({ scenario: `S${i}` }));
    const analysis = run(withRows({ ownScenarios: many }));
    expect(analysis.variants).toHaveLength(20);
    expect(analysis.leftOutVariants).toMatchObject([
      { name: "S20", why: "only the first 20 are compared" },
      { name: "S21", why: "only the first 20 are compared" },
    ]);
  });

  it("that keeps an offering pays for all of its seats", () => {
    expect(costs(ours({ keep: ["AutoCAD"] })!)).toEqual([90_000, 90_000, 90_000]);
    expect(costs(ours({ keep: ["AutoCAD"], cap: fraction(1) })!)).toEqual([90_000, 90_000, 90_000]);
  });

  it("that drops an offering keeps only what the contracts hold", () => {
    // 30 people need a seat, and C1 holds 56, 45 and 40: all of them have one, and nobody draws tokens
    const dropped = ours({ drop: ["AutoCAD"] })!;
    expect(seatsOf(dropped)).toEqual([56, 45, 40]);
    expect(dropped.agreed.total).toBe(141_000);
  });

  it("both on needs and on terms has a walk-away of its own", () => {
    const both = ours({ keep: ["AutoCAD"], uplift: fraction(0.1) })!;
    expect(both.walkAway).toMatchObject({ name: "Ours, refused", total: 270_000, savingVsAsIs: 0 });
    expect(both.agreed.total).toBeCloseTo(90_000 * 3.31, 6);
  });

  it("that names what no table knows is not compared, and an issue says why", () => {
    const bad = run(
      withRows({ ownScenarios: [own({ contract: "C9", cap: fraction(1) }), own({ keep: ["Maya"] })] }),
    );
    expect(bad.variants).toEqual([]);
    expect(why(bad)).toEqual(["no running contract is called C9", "no table knows Maya"]);
    expect(
      bad.issues.filter(({ code }) => code === "scenario-left-out").map(({ message }) => message),
    ).toEqual([
      "The scenario Ours is not compared: no running contract is called C9.",
      "The scenario Ours is not compared: no table knows Maya.",
    ]);
  });

  it("that only repeats the run's terms costs what the best mix costs", () => {
    expect(ours({ growth: fraction(0) })?.agreed.total).toBe(141_000);
    expect(ours({ cap: fraction(0.2), contract: "C1" })?.agreed.total).toBe(141_000);
  });
});

const quoteRow = (offering: string, n: number, price: number, more: Partial<QuoteRow> = {}): QuoteRow =>
  ({
    quote: "Q1",
    offering,
    seats: seats(n),
    price: rate<Money, ReturnType<typeof seats>>(price),
    origin,
    ...more,
  }) as QuoteRow;
const tokenRow = (n: number, price: number): QuoteRow => ({
  quote: "Q1",
  offering: null,
  tokens: tokens(n),
  price: rate<Money, Tokens>(price),
  origin,
});

const quoted = (rows: readonly QuoteRow[], given: Given = GOLDEN): Analysis =>
  run(withRows({ quotes: rows }, given));

describe("a quote", () => {
  it("that is signed is paid for whole, for its term, and replaces the lines of its offerings", () => {
    // 60 seats at 900 less 10 % for 3 years: 48,600 a year, although 30 are needed
    const [signed] = quoted([
      quoteRow("AutoCAD", 60, 900, { termYears: 3, discount: fraction(0.1) }),
    ]).variants;
    expect(costs(signed!)).toEqual([48_600, 48_600, 48_600]);
    expect(signed).toMatchObject({
      of: "quote",
      needsConsent: false,
      agreed: { name: "Quote Q1", savingVsAsIs: 124_200 },
    });
    expect(signed?.walkAway).toMatchObject({ total: 141_000 });
  });

  it("of one year keeps what is needed in the later years, at its price and the assumed rise", () => {
    const one = run(withRows({ quotes: [quoteRow("AutoCAD", 60, 900)] }), { seatUplift: fraction(0.1) });
    // 60 × 900, then 30 × 990 and 30 × 1,089
    expect(costs(one.variants[0]!).map(Math.round)).toEqual([54_000, 29_700, 32_670]);
  });

  it("of too few seats has the others bought at its price", () => {
    expect(costs(quoted([quoteRow("AutoCAD", 10, 900, { termYears: 3 })]).variants[0]!)).toEqual([
      27_000, 27_000, 27_000,
    ]);
  });

  it("of tokens buys at least what it sells, at its price", () => {
    // 140 tokens with 10 % are 200 in packs; the quote sells 500 at 2 for the first year, and 200 at 2 are bought later
    const light: Given = { use: daysOfUse("ann@x", "AutoCAD", "2026-06-01", 20, "tokens", 7) };
    expect(costs(quoted([tokenRow(500, 2)], light).variants[0]!)).toEqual([1000, 400, 400]);
  });

  it("that cannot be priced whole is in no scenario, and an issue says why", () => {
    const { price: _, ...unpriced } = quoteRow("AutoCAD", 5, 900);
    const unknown = quoted([unpriced]);
    expect(unknown.variants).toEqual([]);
    expect(why(unknown)).toEqual(["its price or quantity of AutoCAD is unknown"]);
    expect(why(quoted([quoteRow("Blender", 5, 900)]))).toEqual(["no table knows Blender"]);
    expect(unknown.issues.find(({ code }) => code === "quote-not-priced")?.message).toBe(
      "The quote Q1 is in no scenario: its price or quantity of AutoCAD is unknown.",
    );
  });

  it("of which a row was skipped is in no scenario, as nobody knows whose row it was", () => {
    const refusals = [
      { kind: "Quotes" as const, origin: { source: 0, row: 9 }, rows: 1, fields: [], columns: ["Quote"] },
    ];
    expect(why(run(withRows({ quotes: [quoteRow("AutoCAD", 60, 900)], refusals })))).toEqual([
      expect.stringContaining("row 9"),
    ]);
  });

  it("is compared line by line with what is needed", () => {
    // The best mix orders 56 seats of AutoCAD in year 1, at 1,000, and no tokens
    const lines = quoteLines(quoted([quoteRow("AutoCAD", 60, 900), tokenRow(500, 2)]));
    expect(lines).toMatchObject([
      { quote: "Q1", offering: "AutoCAD", offered: 60, needed: 56, price: 900, ownPrice: 1000 },
      { quote: "Q1", offering: null, offered: 500, needed: 0, price: 2 },
    ]);
    expect(lines.map(dearerBy)[0]).toBe(-6000);
  });
});
