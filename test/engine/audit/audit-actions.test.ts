import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import type { Audit, MeteredAudit } from "../../../src/engine/audit/audit";
import { auditActions } from "../../../src/engine/audit/audit-actions";
import type { InvoiceVariance } from "../../../src/engine/audit/invoice-variances";
import type { LicenseGap } from "../../../src/engine/audit/license-gaps";
import type { Estate, MeteredCharge, Session, TokenPack } from "../../../src/engine/estate/estate";
import { days, fraction, money, seats, tokens, type DayNumber, type Money } from "../../../src/engine/units";
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

/** A launch weeks before, so that no window of a time before the log reaches the charges. */
const EARLIER: Session = { ...LATE, start: (MON - 30) * 1440 + 540, end: (MON - 30) * 1440 + 600 };

/** Ten tokens of one pack for the time of the charges, at 3 each; others ended before, and begin after it. */
const PACKS = [
  pack("2026-01-01", 10, "2026-12-31"),
  pack("2025-01-01", 500, "2026-03-01"),
  pack("2026-03-04", 500, "2027-03-03"),
];

function analysed(rest: Partial<Estate>, charges = [metered(MON), metered(MON + 1)]) {
  const estate = estateOf({
    use: daysOfUse("ann@x", "AutoCAD", "2026-03-02", 2, "tokens", 7),
    rest: { meteredCharges: charges, sessions: [EARLIER, LATE], packs: PACKS, ...rest },
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

describe("what to do about an audit", () => {
  const EMPTY = analysed({}, []).audit;
  const said = (audit: Partial<Audit>, defenceCost: Money | null = money(5)): string[] =>
    auditActions({ ...EMPTY, metered: null, ...audit }, { auditDays: days(1), defenceCost });
  const SETTLE = { settleBy: day("2027-01-15") };

  it("is nothing where nothing is open", () => {
    expect(said({})).toEqual([]);
    expect(said(SETTLE)).toEqual([]);
  });

  it("is to answer the letter in time, or to correct its date", () => {
    expect(said({ answerBy: day("2026-11-16") })).toEqual([
      "Answer the auditor by 2026-11-16, 1 business day after the letter",
    ]);
    expect(said({ badLetter: "soon" })).toEqual([
      'Correct the assumption "Audit letter of": "soon" is no date',
    ]);
  });

  describe("with gaps of licenses", () => {
    const gap = (product: string, n: number | null, cause = "more devices than licenses"): LicenseGap => ({
      product,
      licensedBy: "perpetual",
      owned: null,
      deployed: null,
      withoutUser: 0,
      gap: n === null ? null : seats(n),
      cause,
      devices: [],
    });

    it("is to settle those above 0, and to find out about unknown ones", () => {
      expect(
        said({ ...SETTLE, gaps: [gap("Maya", 2), gap("Revit", 0), gap("Own", null, "state the type")] }),
      ).toEqual([
        "Settle by 2027-01-15 what is installed beyond what is owned: 2 of Maya by perpetual (more devices than licenses)",
        "Find out whether licenses suffice: Own: state the type",
      ]);
    });

    it("names four, and counts the others", () => {
      const named = (n: number) => {
        const gaps = Array.from({ length: n }, (_, i) => gap(`P${i}`, 1, "c"));
        return said({ ...SETTLE, gaps })[0]?.split(": ")[1];
      };
      const three = "1 of P0 by perpetual (c), 1 of P1 by perpetual (c), 1 of P2 by perpetual (c)";
      expect(named(4)).toBe(`${three} and 1 of P3 by perpetual (c)`);
      expect(named(5)).toBe(`${three}, 1 of P3 by perpetual (c) and 1 more`);
      expect(named(6)).toBe(`${three}, 1 of P3 by perpetual (c) and 2 more`);
    });
  });

  it("is to settle invoices that are flagged and known", () => {
    const variance = (offering: string, more: Partial<InvoiceVariance> = {}): InvoiceVariance => ({
      offering,
      invoiced: seats(7),
      inPortal: seats(1010),
      variance: 3,
      flagged: true,
      invoices: [],
      ...more,
    });
    const invoices = [
      variance("AutoCAD"),
      variance("Maya", { flagged: false }),
      variance("Revit", { invoiced: null }),
      variance("Own", { inPortal: null }),
    ];
    expect(said({ ...SETTLE, invoices })).toEqual([
      "Settle by 2027-01-15 invoices against the account portal: AutoCAD (7 invoiced, 1,010 in the portal)",
    ]);
    expect(said({ settleBy: null, invoices })).toEqual([]);
  });

  describe("with metered charges", () => {
    const METERED = analysed({}).audit.metered!;
    const dispute = (more: Partial<MeteredAudit>, defenceCost: Money | null = money(5)): string | undefined =>
      said({ metered: { ...METERED, atList: null, atPrice: null, ...more } }, defenceCost)[0];
    const exposure = (before: number, after: number, left: number | null) => ({
      before: money(before),
      after: money(after),
      recovered: money(before - after),
      left: left === null ? null : money(left),
    });
    const BASE = "Dispute 1 of 2 metered charges, 7 of 14 tokens (midnight 7)";

    it("disputes nothing without a reason", () => {
      expect(dispute({ byReason: new Map() })).toBeUndefined();
    });

    it("names the reason of most tokens first", () => {
      const byReason = new Map([
        ["rate", { lines: 3, tokens: tokens(2) }],
        ["midnight", { lines: 1, tokens: tokens(7) }],
        ["seat", { lines: 1, tokens: tokens(5) }],
      ] as const);
      expect(dispute({ byReason, disputed: tokens(14) })).toBe(
        "Dispute 5 of 2 metered charges, 14 of 14 tokens (midnight 7, seat 5 and rate 2)",
      );
    });

    it("says what is unknown and what could not be read", () => {
      expect(dispute({ unread: 1 })).toBe(`${BASE}; 1 further row could not be read and is left out`);
      expect(dispute({ unread: 2 })).toBe(`${BASE}; 2 further rows could not be read and are left out`);
      expect(dispute({ unknown: tokens(1) })).toBe(`${BASE}; the log says too little about 1 token`);
      expect(dispute({})).toBe(BASE);
    });

    it("says at which price the shortage costs what, and whether a defence pays", () => {
      expect(dispute({ atPrice: exposure(30, 10, 15) })).toBe(
        `${BASE}; the shortage costs at least 30 at your price, and 10 once they are disputed; a defence at 5 leaves 15 ` +
          "of the 20 that it recovers",
      );
      expect(dispute({ atPrice: exposure(30, 10, 15), atList: exposure(60, 20, -10) }, money(50))).toBe(
        `${BASE}; the shortage costs at least 60 at list price, and 20 once they are disputed; a defence at 50 costs more ` +
          "than the 40 that it recovers",
      );
      expect(dispute({ atPrice: exposure(30, 10, 0) }, money(20))).toContain(
        "a defence at 20 leaves 0 of the 20",
      );
      expect(dispute({ atPrice: exposure(30, 10, -1) }, money(21))).toContain(
        "a defence at 21 costs more than the 20",
      );
      expect(dispute({ atPrice: exposure(0, 0, -5) })).toBe(BASE);
    });

    it("does not know whether a defence pays whose cost is unknown", () => {
      const unknown =
        `${BASE}; the shortage costs at least 30 at your price, and 10 once they are disputed; whether the 20 are worth a ` +
        "defence is unknown, as its cost could not be read";
      expect(dispute({ atPrice: exposure(30, 10, null) }, null)).toBe(unknown);
      expect(dispute({ atPrice: exposure(30, 10, null) })).toBe(unknown);
    });
  });
});
