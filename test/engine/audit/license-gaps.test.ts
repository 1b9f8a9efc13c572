import { licenseGaps, type LicenseGap } from "../../../src/engine/audit/license-gaps";
import { invoiceVariances } from "../../../src/engine/audit/invoice-variances";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { contextOf } from "../../../src/engine/estate/context";
import type { Estate, InstalledProduct, OwnedLicense, Refusal } from "../../../src/engine/estate/estate";
import { isDiscrepancy, settleBy } from "../../../src/engine/rules/discrepancy";
import { reconcile } from "../../../src/engine/seats/reconciliation";
import { days, seats } from "../../../src/engine/units";
import { usageOf } from "../../../src/engine/usage/usage";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";

const AS_OF = day("2026-12-31");
const origin = { source: 0, row: 2 };

/** Ann holds a seat of AutoCAD, Tom draws tokens for it, Eve has neither. */
const GIVEN: Given = {
  use: [
    ...daysOfUse("ann@x", "AutoCAD", "2026-01-01", 360, "seat"),
    ...daysOfUse("tom@x", "AutoCAD", "2026-03-01", 60, "tokens", 7),
  ],
  people: { "eve@x": {} },
  seats: [["ann@x", "AutoCAD", "2025-01-01"]],
  bought: [["AutoCAD", 1, 1000, "C1", "2027-03-31", "2026-04-01"]],
};
const [ANN, EVE, TOM] = [0, 1, 2];

const contextWith = (rest: Partial<Estate>, given: Given = GIVEN) =>
  contextOf(estateOf({ ...given, rest: { ...given.rest, ...rest } }), AS_OF, defaultAssumptions());

function gaps(rest: Partial<Estate>, given: Given = GIVEN): unknown[] {
  const context = contextWith(rest, given);
  const usage = usageOf(context);
  const found = licenseGaps({ context, demands: usage.demands, reconciliations: reconcile(context, usage) });
  return found.map(({ product, licensedBy, owned, deployed, gap, cause }: LicenseGap) => [
    product,
    licensedBy,
    owned,
    deployed,
    gap,
    cause,
  ]);
}

const on = (machine: string, more: Partial<InstalledProduct> = {}): InstalledProduct => ({
  machine,
  product: "AutoCAD",
  origin,
  ...more,
});
const owned = (licenses: number, more: Partial<OwnedLicense> = {}): OwnedLicense => ({
  product: "AutoCAD",
  licenseType: "perpetual",
  licenses: seats(licenses),
  origin,
  ...more,
});

describe("installed products against what is owned (DOMAIN §13)", () => {
  describe("a number of deployed devices without a list of them", () => {
    const numbered = (n: number, licenses: number) => owned(licenses, { deployed: seats(n) });

    it("is reconciled as it stands", () => {
      expect(gaps({ licenses: [numbered(7, 5)] })).toEqual([
        ["AutoCAD", "perpetual", 5, 7, 2, "more devices than licenses"],
      ]);
      expect(gaps({ licenses: [numbered(5, 5)] })).toEqual([["AutoCAD", "perpetual", 5, 5, 0, ""]]);
      // Two rows, as of two offices.
      expect(gaps({ licenses: [numbered(3, 2), numbered(4, 4)] })).toEqual([
        ["AutoCAD", "perpetual", 6, 7, 1, "more devices than licenses"],
      ]);
    });

    it("beside a list of other length is at least the larger and at most both", () => {
      const devices = [on("PC1", { licenseType: "perpetual" }), on("PC2", { licenseType: "perpetual" })];
      const apart = "Installed devices lists 2, and Licenses owned says that 3 are deployed";
      expect(gaps({ devices, licenses: [numbered(3, 4)] })).toEqual([
        ["AutoCAD", "perpetual", 4, 3, null, apart],
      ]);
      expect(gaps({ devices, licenses: [numbered(3, 5)] })).toEqual([["AutoCAD", "perpetual", 5, 3, 0, ""]]);
      expect(gaps({ devices, licenses: [numbered(3, 2)] })).toEqual([
        [
          "AutoCAD",
          "perpetual",
          2,
          3,
          1,
          `more devices than licenses; the gap may be larger, because ${apart}`,
        ],
      ]);
      expect(gaps({ devices, licenses: [numbered(2, 2)] })).toEqual([["AutoCAD", "perpetual", 2, 2, 0, ""]]);
    });

    it("that cannot be read leaves the gap unknown", () => {
      const refusals: Refusal[] = [
        {
          kind: "Licenses owned",
          origin,
          rows: 1,
          fields: ["deployed"],
          columns: ["Deployed"],
          product: "AutoCAD",
        },
      ];
      expect(gaps({ refusals, licenses: [owned(5)] })).toEqual([
        ["AutoCAD", "perpetual", null, null, null, "a cell of Deployed could not be read"],
      ]);
    });
  });

  it("devices of which nobody says who uses them leave it unknown whether seats suffice", () => {
    expect(gaps({ devices: [on("PC1", { person: ANN }), on("LAB1")] })).toEqual([
      ["AutoCAD", "seat or tokens", 1, 1, null, "state the user of 1 device"],
    ]);
  });

  it("counts devices of perpetual licenses, each once", () => {
    const perpetual = { licenseType: "perpetual" } as const;
    const devices = [
      on("PC1", perpetual),
      on("PC1", { ...perpetual, version: "2020" }),
      on("PC2", perpetual),
    ];
    expect(gaps({ devices, licenses: [owned(2)] })).toEqual([["AutoCAD", "perpetual", 2, 2, 0, ""]]);
    expect(gaps({ devices, licenses: [owned(1)] })).toEqual([
      ["AutoCAD", "perpetual", 1, 2, 1, "more devices than licenses"],
    ]);
    expect(gaps({ devices, licenses: [owned(1, { maintenanceUntil: day("2025-06-30") })] })).toEqual([
      ["AutoCAD", "perpetual", 1, 2, 1, "maintenance ended on 2025-06-30: a renewal may be missing"],
    ]);
    expect(gaps({ devices })).toEqual([
      ["AutoCAD", "perpetual", 0, 2, 2, "no license is owned: bought outside the records, or not at all"],
    ]);
    expect(gaps({ devices, licenses: [owned(5, { licenseType: "floating", peak: seats(3) })] })).toEqual([
      ["AutoCAD", "perpetual", 0, 2, 2, "licensing model: 5 licenses of the other type"],
      ["AutoCAD", "floating", 5, 3, 0, ""],
    ]);
  });

  it("counts floating licenses by the most in use at one time, never by devices", () => {
    const devices = ["PC1", "PC2", "PC3"].map((name) => on(name, { licenseType: "floating" }));
    expect(gaps({ devices, licenses: [owned(2, { licenseType: "floating" })] })).toEqual([
      ["AutoCAD", "floating", 2, null, null, "state Peak in use of the license server"],
    ]);
    expect(gaps({ devices, licenses: [owned(2, { licenseType: "floating", peak: seats(4) })] })).toEqual([
      ["AutoCAD", "floating", 2, 4, 2, "more in use at one time than licenses"],
    ]);
  });

  it("a user's seat or tokens license the user's devices", () => {
    const devices = [on("PC1", { person: ANN }), on("PC2", { person: ANN }), on("PC3", { person: TOM })];
    expect(gaps({ devices })).toEqual([["AutoCAD", "seat or tokens", 2, 2, 0, ""]]);
    expect(gaps({ devices: [...devices, on("PC4", { person: EVE })] })).toEqual([
      ["AutoCAD", "seat or tokens", 2, 3, 1, "more users than seats"],
    ]);
  });

  it("names the cause of a user without a seat", () => {
    const devices = [on("PC4", { person: EVE })];
    const cause = (given: Given): unknown => (gaps({ devices }, given)[0] as unknown[]).at(-1);
    expect(cause({ ...GIVEN, bought: [["AutoCAD", 3, 1000, "C1", "2027-03-31"]] })).toBe(
      "licensing model: not assigned, with 2 spare seats that would open it",
    );
    expect(cause({ ...GIVEN, bought: [["AutoCAD", 1, 1000, "C1", "2026-06-30"]] })).toBe(
      "missing renewal: AutoCAD ended on 2026-06-30",
    );
    expect(cause({ ...GIVEN, bought: [["Maya", 1, 1000, "C1", "2027-03-31"]] })).toBe(
      "no purchase opens it: bought outside the records, or not at all",
    );
  });

  it("does not claim a gap that the tables do not show", () => {
    expect(gaps({ devices: [on("PC1")], licenses: [owned(1)] })).toEqual([
      ["AutoCAD", "perpetual", 1, 0, 0, ""],
      ["AutoCAD", "not stated", null, 1, null, "state the License type"],
    ]);
    expect(gaps({ devices: [on("PC1", { product: "AutoCAD 2026 - English", person: EVE })] })).toEqual([
      [
        "AutoCAD 2026 - English",
        "seat or tokens",
        null,
        1,
        null,
        "no other table names it: another name of a product that you own, or bought outside the records",
      ],
    ]);
    expect(gaps({ devices: [on("PC1", { person: EVE })] }, { ...GIVEN, seats: [] })).toEqual([
      ["AutoCAD", "seat or tokens", null, 1, null, "no table says who holds seats"],
    ]);
    const refusals = [{ kind: "Licenses owned", origin, rows: 1, fields: [], columns: [] }] as const;
    expect(gaps({ devices: [on("PC1", { licenseType: "perpetual" })], refusals })).toEqual([
      ["AutoCAD", "perpetual", null, null, null, "a row of Licenses owned could not be read"],
    ]);
  });

  it("is at least what is known where devices could not be read, and unknown where nothing is known to lack", () => {
    const unread = (rows: number, more: Partial<Refusal> = {}): Partial<Estate> => ({
      refusals: [{ kind: "Installed devices", origin, rows, fields: [], columns: [], ...more }],
    });
    const perpetual = { licenseType: "perpetual" } as const;
    const devices = [on("PC1", perpetual), on("PC2", perpetual)];
    const found = (licenses: number, rest: Partial<Estate>): unknown => [
      ...gaps({ devices, licenses: [owned(licenses)], ...rest }),
    ];
    // Two devices are known; with two licenses the third device, which could not be read, may be the one beyond.
    expect(found(2, unread(1))).toEqual([
      [
        "AutoCAD",
        "perpetual",
        2,
        2,
        null,
        "1 row of Installed devices could not be read, so more may be installed",
      ],
    ]);
    expect(found(1, unread(3, { product: "AutoCAD" }))).toEqual([
      [
        "AutoCAD",
        "perpetual",
        1,
        2,
        1,
        "more devices than licenses; at least, because 3 rows of Installed devices could not be read",
      ],
    ]);
    expect(found(2, unread(1, { product: "Maya" }))).toEqual([["AutoCAD", "perpetual", 2, 2, 0, ""]]);
    // A device whose license type could not be read may be of any type.
    const untyped = { devices: [on("PC1", { person: ANN })], ...unread(1, { fields: ["licenseType"] }) };
    expect(gaps(untyped)).toEqual([["AutoCAD", "not stated", null, 1, null, "state the License type"]]);
  });
});

describe("invoices against the account portal (DOMAIN §12)", () => {
  const invoice = (n: number, from: string, to: string, offering = "AutoCAD") => ({
    invoice: `I${n}`,
    day: day(from),
    offering,
    seats: seats(n),
    from: day(from),
    to: day(to),
    origin,
  });

  it("3 seats more or fewer are a discrepancy, 2 are not; it is due in 15 days", () => {
    expect([7, 8, 12, 13].map((n) => isDiscrepancy(seats(n), seats(10), seats(2)))).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(settleBy(day("2026-12-31"), days(15))).toBe(day("2027-01-15"));
  });

  it("counts invoices whose term runs on the day of the analysis, and every offering of either side", () => {
    const given: Given = {
      ...GIVEN,
      bought: [
        ["AutoCAD", 10, 1000, "C1", "2027-03-31"],
        ["Maya", 3],
      ],
    };
    const invoices = [invoice(6, "2026-01-01", "2026-12-31"), invoice(9, "2025-01-01", "2025-12-31")];
    expect(invoiceVariances(contextWith({ invoices }, given))).toEqual([
      { offering: "AutoCAD", invoiced: 6, inPortal: 10, variance: 4, flagged: true, invoices: ["I6"] },
      { offering: "Maya", invoiced: 0, inPortal: 3, variance: 3, flagged: true, invoices: [] },
    ]);
    expect(invoiceVariances(contextWith({}, given))).toEqual([]);
  });

  it("is unknown where a row could not be read", () => {
    const refusals = [{ kind: "Invoices", origin, rows: 1, fields: [], columns: [] }] as const;
    const invoices = [invoice(6, "2026-01-01", "2026-12-31")];
    expect(invoiceVariances(contextWith({ invoices, refusals }))).toMatchObject([
      { invoiced: null, variance: null, flagged: false },
    ]);
  });
});
