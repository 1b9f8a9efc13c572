import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { auditActions } from "../../../src/engine/audit/audit-actions";
import type { Estate, MeteredCharge, Session, TokenPack } from "../../../src/engine/estate/estate";
import { fraction, money, tokens, type DayNumber } from "../../../src/engine/units";
import { day, daysOfUse, estateOf } from "../estate-of";

const origin = { source: 0, row: 2 };
const MON = day("2026-03-02");

const pack = (purchased: string, n: number, ends: string): TokenPack => ({
  purchased: day(purchased),
  tokens: tokens(n),
  price: money(3 * n),
  ends: day(ends),
  origin,
});

const metered = (on: number, amount = 7): MeteredCharge => ({
  person: 0,
  product: 0,
  day: on as DayNumber,
  tokens: tokens(amount),
  origin,
});

/** Monday 19:00 to Tuesday 17:00: one charge, which the vendor metered on both days. */
const LATE: Session = { person: 0, product: 0, start: MON * 1440 + 1140, end: MON * 1440 + 2460, origin };

/** Ten tokens of one pack for the time of the charges, at 3 each; others ended before, and begin after it. */
const PACKS = [
  pack("2026-01-01", 10, "2026-12-31"),
  pack("2025-01-01", 500, "2026-03-01"),
  pack("2026-03-04", 500, "2027-03-03"),
];

function analysed(rest: Partial<Estate>, charges = [metered(MON), metered(MON + 1)]) {
  const estate = estateOf({
    use: daysOfUse("ann@x", "AutoCAD", "2026-03-02", 2, "tokens", 7),
    rest: { meteredCharges: charges, sessions: [LATE], packs: PACKS, ...rest },
  });
  const assumptions = { ...defaultAssumptions(), discountInside: fraction(0.5), defenceCost: money(5) };
  const { audit } = analyse(estate, day("2026-03-31"), assumptions);
  return { audit, said: auditActions(audit, assumptions) };
}

describe("what to do about metered charges", () => {
  // 14 metered, 10 entitled: 4 × 3 ÷ 0.5 = 24 at list. Seven are disputed, so that no shortage is left.
  it("disputes with the tokens of each reason, the shortage, and what a defence leaves", () => {
    const { audit, said } = analysed({});
    expect(audit.metered).toMatchObject({ tokens: 14, disputed: 7, unknown: 0, entitled: 10, unread: 0 });
    expect(said).toEqual([
      "Dispute 1 of 2 metered charges, 7 of 14 tokens (midnight 7); the shortage costs at least 24 at list price, and 0 " +
        "once they are disputed; a defence at 5 leaves 19 of the 24 that it recovers",
    ]);
  });

  it("names the tokens about which the log says too little, and the rows that are in no sum", () => {
    const refusals = [{ kind: "Metered charges", origin, rows: 3, fields: [], columns: ["Tokens"] }] as const;
    const { said } = analysed({ refusals }, [metered(MON), metered(MON + 1), metered(MON + 9)]);
    expect(said[0]).toContain(
      "7 of 21 tokens (midnight 7); the log says too little about 7 tokens; 3 further rows could not be read and are left out",
    );
  });

  it("knows no entitlement where rows of packs could not be read, or a contract fills packs up", () => {
    const refusals = [{ kind: "Token packs", origin, rows: 1, fields: [], columns: [] }] as const;
    expect(analysed({ refusals }).audit.metered).toMatchObject({
      entitled: null,
      atPrice: null,
      atList: null,
    });
    const contracts = [{ contract: "F", monthlyRefill: true, origin }];
    const packs = [{ ...PACKS[0]!, contract: "F" }];
    expect(analysed({ contracts, packs }).audit.metered?.entitled).toBeNull();
  });
});
