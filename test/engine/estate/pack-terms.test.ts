import { isoDay } from "../../../src/engine/calendar";
import type { Contract, Estate, TokenPack } from "../../../src/engine/estate/estate";
import { packsWithoutEnd, packTerms } from "../../../src/engine/estate/pack-terms";
import { Unknowns } from "../../../src/engine/evidence/refusals";
import { days, tokens } from "../../../src/engine/units";
import { day, estateOf } from "../estate-of";

const origin = { source: 0, row: 2 };
const pack = (more: Partial<TokenPack> = {}): TokenPack => ({
  purchased: day("2026-01-15"),
  tokens: tokens(1000),
  contract: "C1",
  origin,
  ...more,
});
const contract = (more: Partial<Contract> = {}): Contract => ({
  contract: "C1",
  start: day("2026-01-01"),
  end: day("2026-12-31"),
  origin,
  ...more,
});
const termOf = (one: TokenPack, ...contracts: readonly Contract[]) => {
  const [{ ends, endsBy, lastDay, refilled } = never()] = packTerms({ packs: [one], contracts });
  return [isoDay(ends), endsBy, isoDay(lastDay), refilled];
};
const never = (): never => {
  throw new Error("no pack");
};

describe("the term of a token pack", () => {
  it("is a year, also where its contract ends before and says nothing of tokens", () => {
    expect(termOf(pack())).toEqual(["2027-01-14", "a year", "2027-01-14", false]);
    expect(termOf(pack(), contract())).toEqual(["2027-01-14", "a year", "2027-01-14", false]);
    expect(termOf(pack(), contract({ tokensEnd: "after 12 months" }))[1]).toBe("a year");
  });

  it.each([
    ["2027-03-01", "2028-02-29"],
    ["2027-02-28", "2028-02-27"],
    ["2028-02-29", "2029-02-27"],
    ["2028-03-01", "2029-02-28"],
    ["2026-01-01", "2026-12-31"],
  ])("is twelve months, over a leap day too: from %s to %s", (purchased, ends) => {
    expect(termOf(pack({ purchased: day(purchased) }))[0]).toBe(ends);
  });

  it("ends with the contract that says so, and with no other", () => {
    const ends = contract({ tokensEnd: "with the contract" });
    expect(termOf(pack(), ends)).toEqual(["2026-12-31", "its contract", "2026-12-31", false]);
    expect(termOf(pack({ contract: "C2" }), ends)[1]).toBe("a year");
  });

  it("is that of its row where the row states an end", () => {
    const stated = pack({ ends: day("2026-10-31") });
    expect(termOf(stated, contract({ tokensEnd: "with the contract" }))[1]).toBe("its row");
  });

  it("lasts the days of grace beyond its end", () => {
    const graced = contract({ tokensEnd: "with the contract", graceDays: days(15) });
    expect(termOf(pack(), graced)).toEqual(["2026-12-31", "its contract", "2027-01-15", false]);
  });
});

describe("a token pack without a known end", () => {
  const without = (rest: Partial<Estate>) => {
    const estate = estateOf({ rest });
    return packsWithoutEnd(estate, new Unknowns(estate)).length;
  };
  const refused = (field: string, more: object = {}) => ({
    kind: "Contracts" as const,
    origin,
    rows: 1,
    fields: [field],
    columns: [field],
    ...more,
  });

  it("is one of a contract whose words on tokens could not be read", () => {
    const refusals = [refused("tokensEnd", { contract: "C1" })];
    expect(without({ packs: [pack()], contracts: [contract()], refusals })).toBe(1);
    expect(without({ packs: [pack({ contract: "C2" })], contracts: [contract()], refusals })).toBe(0);
    expect(without({ packs: [pack()], contracts: [contract()] })).toBe(0);
  });

  it("is one that ends with a contract of unknown end", () => {
    const { end: _, ...endless } = contract({ tokensEnd: "with the contract" });
    expect(without({ packs: [pack()], contracts: [endless] })).toBe(1);
    expect(without({ packs: [pack({ ends: day("2026-10-31") })], contracts: [endless] })).toBe(0);
  });
});
