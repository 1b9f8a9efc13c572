import { auditExposure, exposureAfterChallenge } from "../../../src/engine/rules/audit-exposure";
import { fraction, rate, tokens } from "../../../src/engine/units";

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

  it("is nothing within the entitlement", () => {
    expect(exposure(50_000, 50_000, 0.5)).toBe(0);
    expect(exposure(40_000, 50_000, 0.5)).toBe(0);
  });
});
