import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { Access, type Estate, type Offer } from "../../../src/engine/estate/estate";
import { days, money, rate, tokens } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";

const AS_OF = day("2026-12-31");
/** The reasons of Ann; Bob is always there with some use. */
const reasons = (given: Given, changed: Partial<Assumptions> = {}): string => {
  const estate = estateOf({
    period: ["2026-01-01", "2026-12-31"],
    ...given,
    use: [...(given.use ?? []), ["bob@x", "Mudbox", "2026-12-01", "tokens", 1]],
  });
  return told(estate, changed);
};
const told = (estate: Estate, changed: Partial<Assumptions> = {}): string => {
  const { users } = analyse(estate, AS_OF, { ...defaultAssumptions(), ...changed });
  return users.find((one) => one.user === "ann@x")?.reasons.join(" ") ?? "";
};
const autocad = (count: number, access: "seat" | "tokens" = "tokens", first = "2026-12-01") =>
  daysOfUse("ann@x", "AutoCAD", first, count, access, access === "tokens" ? 7 : null);
const seat: NonNullable<Given["seats"]> = [["ann@x", "AutoCAD", "2025-01-01"]];

describe("a user who keeps or loses everything", () => {
  it("has left: by the account, or without a seat any more, with the last use", () => {
    expect(reasons({ people: { "ann@x": { inactive: true } } })).toMatch(/^Has left .*account is not active/);
    expect(reasons({ people: { "ann@x": { inactive: true } } })).not.toContain("last use");
    const gone: Given = { use: autocad(3), seats: [["ann@x", "AutoCAD", "2025-01-01", "2026-12-10"]] };
    expect(reasons(gone)).toMatch(/^Has left .*no seat any more.* last use 2026-12-03/);
    expect(reasons(gone)).not.toContain("account");
  });

  it("is excepted, for what reason and until when", () => {
    const leave = { exception: "parental leave" };
    expect(reasons({ seats: seat, people: { "ann@x": leave } })).toMatch(/^Exception \(parental leave\): /);
    expect(
      reasons({ seats: seat, people: { "ann@x": { ...leave, exceptionUntil: day("2027-02-01") } } }),
    ).toMatch(/^Exception \(parental leave\) until 2027-02-01: /);
  });

  it("is of a segment that keeps what it has", () => {
    expect(reasons({ seats: seat }, { keptSegments: "Rare; Dormant" })).toMatch(/^Dormant users keep/);
    expect(reasons({ seats: seat }, { keptSegments: "Rare" })).not.toContain("users keep");
  });

  it("is in a report of unknown period", () => {
    const estate = estateOf({
      people: { "ann@x": {} },
      rest: {
        products: ["AutoCAD"],
        reportedUse: [
          { person: 0, product: 0, access: Access.seat, daysUsed: days(5), origin: { source: 0, row: 2 } },
        ],
      },
    });
    expect(told(estate)).toContain("period of the Usage Report is unknown");
    expect(told(estate, { usageReportDays: days(365) })).not.toContain(
      "period of the Usage Report is unknown",
    );
  });
});

describe("a user without use", () => {
  it("has never used anything, or not for so many days: the seat can go, the seats can go", () => {
    expect(reasons({ seats: seat })).toBe("No use was seen: the AutoCAD seat can go.");
    expect(reasons({ seats: [...seat, ["ann@x", "Maya"]] })).toContain("the AutoCAD and Maya seats can go");
    const old = reasons({ use: [["ann@x", "AutoCAD", "2025-12-01", "seat", null]], seats: seat });
    expect(old).toBe("Last use 2025-12-01, 395 days ago: the AutoCAD seat can go.");
    expect(reasons({ people: { "ann@x": {} } })).toBe("No use was seen.");
  });

  it("is new, or critical", () => {
    const made = (iso: string) => reasons({ seats: seat, people: { "ann@x": { accountSince: day(iso) } } });
    expect(reasons({ people: { "ann@x": { accountSince: day("2026-12-01") } } })).toMatch(/^New account/);
    expect(made("2026-12-01")).not.toContain("New account");
    expect(reasons({ seats: seat, people: { "ann@x": { critical: true } } })).toMatch(/^Critical and unused/);
  });
});

describe("a user whose cover is chosen by cost", () => {
  it("is told the days, both costs, and the next best with its difference", () => {
    // 20 × 7 tokens at 3.30 are 462.
    expect(reasons({ use: autocad(20) })).toMatch(
      /^AutoCAD 20 days a year cost 462 in tokens or 2,030 in seats \(AutoCAD\)\. Best is Flex; next best is AutoCAD, 1,5\d\d more\./,
    );
    expect(reasons({ use: autocad(1) })).toContain("AutoCAD 1 day a year cost");
  });

  it("is told that there is no seat today only if one is recommended and none is held", () => {
    const much = autocad(200, "seat", "2026-06-01");
    expect(reasons({ use: much })).toContain("Has no seat today.");
    expect(reasons({ use: much, seats: seat })).not.toContain("Has no seat today.");
    expect(reasons({ use: autocad(20) })).not.toContain("Has no seat today.");
  });

  it("is told of low confidence under 90 observed days only", () => {
    const seen = (first: string) =>
      told(estateOf({ period: [first, "2026-12-31"], use: autocad(5, "tokens", "2026-12-01") }));
    expect(seen("2026-10-04")).toContain("low confidence");
    expect(seen("2026-10-03")).not.toContain("low confidence");
  });

  it("is told of tokens burned beside a seat that stays, only from half a token on", () => {
    const both = [...autocad(200, "seat", "2026-05-01"), ...autocad(2)];
    expect(reasons({ use: both, seats: seat })).toMatch(/Burned 14 tokens a year on AutoCAD, .*AutoCAD seat/);
    expect(reasons({ use: autocad(200, "seat", "2026-05-01"), seats: seat })).not.toContain("Burned");
    expect(reasons({ use: both })).not.toContain("Burned");
    const other = [...both, ...daysOfUse("ann@x", "Mudbox", "2026-12-05", 3, "tokens", 1)];
    expect(reasons({ use: other, seats: seat })).not.toContain("on Mudbox");
  });

  it("is told why a product is not on Flex, only where it is not", () => {
    const ineligible = [
      { product: "AutoCAD", tokensPerDay: undefined, flexEligible: false, reference: "test" },
    ];
    const rates = ineligible.map(({ tokensPerDay: _tokensPerDay, ...rate }) => rate);
    expect(reasons({ use: autocad(20), rest: { rates } })).toContain("AutoCAD is not available on Flex.");
    const open = rates.map((rate) => ({ ...rate, flexEligible: true }));
    expect(reasons({ use: autocad(20, "seat"), rest: { rates: open } })).toContain(
      "tokens per day of AutoCAD are not known",
    );
    expect(reasons({ use: autocad(20) })).not.toMatch(/not available|unknown|not known|not considered/);
    const suite = daysOfUse("ann@x", "AEC Collection", "2026-12-01", 20, "seat");
    expect(reasons({ use: suite })).toContain("counts days of AEC Collection as a whole");
  });

  it("is told that nothing can pay for a product", () => {
    const vault = daysOfUse("ann@x", "Vault", "2026-12-01", 20, "seat");
    expect(reasons({ use: vault })).toMatch(
      /^Vault 20 days a year\. Best is nothing\. .*The cost of Vault is unknown/,
    );
    expect(reasons({ use: autocad(5) })).not.toContain("in no sum");
  });

  it("keeps a seat of unknown price, and is told so", () => {
    const vault = daysOfUse("ann@x", "Vault", "2026-12-01", 20, "seat");
    const held: Given = { use: vault, seats: [["ann@x", "Vault"]], bought: [["Vault", 1]] };
    expect(reasons(held)).toContain("The price of Vault seats is unknown");
    expect(reasons(held)).not.toContain("costs less");
    expect(reasons({ use: autocad(200, "seat", "2026-05-01"), seats: seat })).not.toContain("The price of");
  });

  it("is critical: a seat whatever it costs", () => {
    const people = { "ann@x": { critical: true } };
    expect(reasons({ use: autocad(20), people })).toMatch(
      /^Critical: .*AutoCAD 20 days a year\. Best is AutoCAD; .* Has no seat today\.$/,
    );
  });

  it("stays where a move would save less than a move must save", () => {
    // The seat costs 700, and 20 × 7 tokens at 3.30 are 462: in packs of 100, 200 tokens for 600.
    const given: Given = { use: autocad(20, "seat"), seats: seat, bought: [["AutoCAD", 1, 700]] };
    expect(reasons(given)).toMatch(/Best is Flex/);
    const held = reasons(given, { moveThreshold: money(600) });
    expect(held).toMatch(
      /AutoCAD stays: Flex would save \d+ a year, less than the 600 that a move must save/,
    );
    expect(held).not.toContain("usually stays on Flex");
  });
});

describe("the label against the cost (DOMAIN §4)", () => {
  it("a Power user on Flex, where tokens are cheap", () => {
    const cheap = {
      tokenTiers: [{ minimum: tokens(0), unitPrice: rate<never, never>(0.5), reference: "quote" }],
    };
    const power = autocad(240, "tokens", "2026-05-01");
    expect(reasons({ use: power, rest: cheap })).toContain("A Power user is usually given a seat");
    expect(reasons({ use: power })).not.toContain("is usually given a seat");
    expect(reasons({ use: autocad(200, "tokens", "2026-05-01"), rest: cheap })).not.toContain("usually");
  });

  it("an Occasional or Rare user with a seat, where seats are cheap", () => {
    const offer: Offer = { offering: "AutoCAD", covers: [], reference: "quote", pricePerYear: rate(50) };
    const cheap = { offers: [offer] };
    // 3 days a month are 36 a year.
    expect(reasons({ use: autocad(40, "tokens", "2026-11-01"), rest: cheap })).toContain(
      "An Occasional user usually stays on Flex",
    );
    expect(reasons({ use: autocad(20), rest: cheap })).toContain("A Rare user usually stays on Flex");
    expect(reasons({ use: autocad(100, "tokens", "2026-09-01"), rest: cheap })).not.toContain("usually");
    expect(reasons({ use: autocad(20) })).not.toContain("usually");
  });

  it("a dormant user is planned for the last year's use", () => {
    expect(reasons({ use: autocad(20, "tokens", "2026-01-01") })).toContain("Dormant today; planned");
    expect(reasons({ use: autocad(20) })).not.toContain("Dormant today");
  });
});
