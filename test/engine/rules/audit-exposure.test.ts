import {
  auditExposure,
  exposureAfterChallenge,
  leftAfterDefence,
  recoveredBy,
} from "../../../src/engine/rules/audit-exposure";
import { fraction, money, rate, tokens } from "../../../src/engine/units";

describe("audit exposure (DOMAIN §10)", () => {
  const exposure = (metered: number, entitled: number, discount: number) =>
    auditExposure(tokens(metered), tokens(entitled), rate(3), fraction(discount));

  it("20,000 tokens beyond the entitlement at 3: 60,000, and 120,000 to 150,000 at list when 50 to 60 % off", () => {
    expect(exposure(70_000, 50_000, 0)).toBe(60_000);
    expect(exposure(70_000, 50_000, 0.5)).toBe(120_000);
    expect(exposure(70_000, 50_000, 0.6)).toBe(150_000);
  });

  it("12,000 of 70,000 disputed, 50,000 entitled: 8,000 at 3, and 48,000 at list when 50 % off", () => {
    const after = (disputed: number, discount: number) =>
      exposureAfterChallenge(tokens(70_000), tokens(disputed), tokens(50_000), rate(3), fraction(discount));
    expect(after(12_000, 0)).toBe(24_000);
    expect(after(12_000, 0.5)).toBe(48_000);
    expect(after(20_000, 0.5)).toBe(0);
  });

  it("a defence at 25,000 leaves 47,000 of the 72,000 that it recovers, and does not pay where it recovers 8,000", () => {
    expect(recoveredBy(money(120_000), money(48_000))).toBe(72_000);
    expect(leftAfterDefence(money(120_000), money(48_000), money(25_000))).toBe(47_000);
    expect(leftAfterDefence(money(24_000), money(16_000), money(25_000))).toBe(-17_000);
  });

  it("is nothing within the entitlement", () => {
    expect(exposure(50_000, 50_000, 0.5)).toBe(0);
    expect(exposure(40_000, 50_000, 0.5)).toBe(0);
  });
});
