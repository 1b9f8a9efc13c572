import { licenseGaps, type LicenseGap } from "../../../src/engine/audit/license-gaps";
import { invoiceVariances } from "../../../src/engine/audit/invoice-variances";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { contextOf } from "../../../src/engine/estate/context";
import type {
  InvoiceLine,
  Estate,
  InstalledProduct,
  OwnedLicense,
  Refusal,
} from "../../../src/engine/estate/estate";
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

describe("the cause of a gap of perpetual licenses", () => {
  const perpetual = { licenseType: "perpetual" } as const;
  const devices = ["PC1", "PC2", "PC3"].map((name) => on(name, perpetual));
  const cause = (...licenses: readonly OwnedLicense[]): unknown =>
    (gaps({ devices, licenses })[0] as unknown[]).at(-1);
  const until = (iso: string) => owned(1, { maintenanceUntil: day(iso) });

  it.each([
    ["2026-12-30", "maintenance ended on 2026-12-30: a renewal may be missing"],
    ["2026-12-31", "more devices than licenses"],
    ["2027-01-01", "more devices than licenses"],
  ])("maintenance until %s, on 2026-12-31", (iso, expected) => {
    expect(cause(until(iso))).toBe(expected);
  });

  it("names the last of several ends", () => {
    expect(cause(until("2025-06-30"), until("2024-06-30"))).toContain("ended on 2025-06-30");
    expect(cause(until("2024-06-30"), until("2025-06-30"))).toContain("ended on 2025-06-30");
  });

  it("names licenses of the other type only where none of its own is owned", () => {
    const floating = (n: number) => owned(n, { licenseType: "floating", peak: seats(1) });
    expect(cause(floating(1))).toBe("licensing model: 1 license of the other type");
    expect(cause(floating(1), floating(2))).toBe("licensing model: 3 licenses of the other type");
    expect(cause(floating(1), owned(1))).toBe("more devices than licenses");
  });

  it("floating licenses in use are added, and unknown where one server does not report", () => {
    const floating = (n: number, peak: number | null): OwnedLicense =>
      owned(n, { licenseType: "floating", ...(peak === null ? {} : { peak: seats(peak) }) });
    expect(gaps({ licenses: [floating(2, 3), floating(4, 4)] })).toEqual([
      ["AutoCAD", "floating", 6, 7, 1, "more in use at one time than licenses"],
    ]);
    expect(gaps({ licenses: [floating(2, 3), floating(4, null)] })).toEqual([
      ["AutoCAD", "floating", 6, null, null, "state Peak in use of the license server"],
    ]);
    const licensedByServer = [on("PC1", { licenseType: "floating" })];
    expect(gaps({ devices: licensedByServer })).toEqual([
      ["AutoCAD", "floating", 0, null, null, "state Peak in use of the license server"],
    ]);
    // Devices that could not be read are none of a license server.
    const refusals = [{ kind: "Installed devices", origin, rows: 1, fields: [], columns: [] }] as const;
    expect(gaps({ refusals, licenses: [floating(2, 2)] })).toEqual([["AutoCAD", "floating", 2, 2, 0, ""]]);
  });
});

describe("users of devices without a seat", () => {
  const eve = [on("PC4", { person: EVE })];
  const cause = (given: Given, rest: Partial<Estate> = {}): unknown =>
    (gaps({ devices: eve, ...rest }, { ...GIVEN, ...given })[0] as unknown[]).at(-1);

  it("a device of a user who draws tokens is licensed, by an unknown number too; by none it is not", () => {
    const drawn = (n: number | null) => {
      const use = [
        ...daysOfUse("ann@x", "AutoCAD", "2026-01-01", 360, "seat"),
        ...daysOfUse("tom@x", "AutoCAD", "2026-03-01", 60, "tokens", n),
      ];
      const rest = { rates: [{ product: "AutoCAD", flexEligible: true, reference: "test" }] };
      return gaps({ devices: [on("PC3", { person: TOM })], ...rest }, { ...GIVEN, use })[0] as unknown[];
    };
    expect(drawn(7).slice(2, 5)).toEqual([1, 1, 0]);
    expect(drawn(null).slice(2, 5)).toEqual([1, 1, 0]);
    expect(drawn(0).slice(2, 5)).toEqual([0, 1, 1]);
    // Tom draws tokens of AutoCAD, not of Maya.
    const maya = gaps(
      { devices: [on("PC3", { person: TOM, product: "Maya" })] },
      { ...GIVEN, bought: [["Maya", 1, 1000, "C1", "2027-03-31"]] },
    );
    expect((maya[0] as unknown[]).slice(2, 5)).toEqual([0, 1, 1]);
  });

  it.each([
    ["2026-12-30", "missing renewal: AutoCAD ended on 2026-12-30"],
    ["2026-12-31", "more users than seats"],
    ["2027-01-01", "more users than seats"],
  ])("one seat bought until %s, on 2026-12-31", (end, expected) => {
    expect(cause({ bought: [["AutoCAD", 1, 1000, "C1", end, "2026-01-01"]] })).toBe(expected);
  });

  it("of two ended purchases that which ended last is named, wherever it stands", () => {
    const ended = ["AutoCAD", 1, 1000, "C1", "2025-03-31", "2024-04-01"] as const;
    const later = ["AutoCAD", 1, 1000, "C2", "2026-03-31", "2025-04-01"] as const;
    const future = ["AutoCAD", 1, 1000, "C3", "2028-03-31", "2027-04-01"] as const;
    expect(cause({ bought: [ended, later] })).toBe("missing renewal: AutoCAD ended on 2026-03-31");
    expect(cause({ bought: [later, ended] })).toBe("missing renewal: AutoCAD ended on 2026-03-31");
    expect(cause({ bought: [ended, later, future] })).toBe("missing renewal: AutoCAD ended on 2026-03-31");
  });

  it("a purchase that was renewed is not missing, whatever its history", () => {
    const ended = ["AutoCAD", 1, 1000, "C1", "2025-12-31", "2025-01-01"] as const;
    const runs = ["AutoCAD", 1, 1000, "C1", "2027-12-31", "2026-01-01"] as const;
    expect(cause({ bought: [ended, runs] })).toBe("more users than seats");
    // A term without an end has not ended.
    expect(cause({ bought: [["AutoCAD", 1, 1000, "C1", null, "2027-01-01"]] })).toBe("more users than seats");
  });

  it("a collection with a spare seat opens the product", () => {
    // Ann's seat is one of the two.
    const offers = [{ offering: "AEC Collection", covers: ["AutoCAD"] }] as unknown as Estate["offers"];
    expect(cause({ bought: [["AEC Collection", 2, 3000, "C1", "2027-03-31"]] }, { offers })).toBe(
      "licensing model: not assigned, with 1 spare seat that would open it",
    );
  });

  it.each<readonly [string, Given, Partial<Estate>]>([
    ["an export of use", { use: daysOfUse("ann@x", "Plant", "2026-01-01", 1, "seat") }, {}],
    ["the price list", {}, { offers: [{ offering: "Plant", covers: [] }] as unknown as Estate["offers"] }],
    [
      "a collection of the price list",
      {},
      { offers: [{ offering: "Set", covers: ["Plant"] }] as unknown as Estate["offers"] },
    ],
    ["a purchase", { bought: [["Plant", 1, 1000, "C1", "2027-03-31"]] }, {}],
    ["the rates", {}, { rates: [{ product: "Plant", flexEligible: true, reference: "test" }] }],
  ])("a product is known by %s", (_, given, rest) => {
    const found = gaps(
      { devices: [on("PC4", { person: EVE, product: "Plant" })], ...rest },
      { ...GIVEN, ...given },
    );
    expect((found[0] as unknown[])[3]).toBe(1);
    expect((found[0] as unknown[])[5]).not.toContain("no other table names it");
  });

  it("are counted beside devices without a user, which leave only no gap unknown", () => {
    const devices = [...eve, on("LAB1"), on("LAB2"), on("PC1", { person: ANN }), on("PC9", { person: ANN })];
    expect(gaps({ devices })).toEqual([["AutoCAD", "seat or tokens", 1, 2, 1, "more users than seats"]]);
    expect(gaps({ devices: devices.slice(1) })).toEqual([
      ["AutoCAD", "seat or tokens", 1, 1, null, "state the user of 2 devices"],
    ]);
  });

  it("stand in order of product and license type", () => {
    const devices = [
      on("PC1", { product: "Maya", person: ANN }),
      on("PC2", { person: ANN }),
      on("PC3", { licenseType: "floating" }),
    ];
    expect(gaps({ devices, licenses: [owned(1)] }).map((one) => (one as unknown[]).slice(0, 2))).toEqual([
      ["AutoCAD", "perpetual"],
      ["AutoCAD", "floating"],
      ["AutoCAD", "not stated"],
      ["Maya", "seat or tokens"],
    ]);
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

  it("is unknown where an invoice without an end may pay for a term of several years", () => {
    const over = { ...invoice(10, "2025-01-01", "2025-12-31"), isEndAssumed: true } as const;
    const threeYears: Given = { ...GIVEN, bought: [["AutoCAD", 10, 1000, "C1", "2027-12-31"]] };
    const invoiced = (...invoices: readonly InvoiceLine[]) =>
      invoiceVariances(contextWith({ invoices }, threeYears))[0]?.invoiced;
    expect(invoiced(over)).toBeNull();
    // Stated ends, and an invoice of the year after, tell that each year is invoiced.
    expect(invoiced(invoice(10, "2025-01-01", "2025-12-31"))).toBe(0);
    expect(invoiced(over, invoice(9, "2026-01-01", "2026-12-31"))).toBe(9);
    // A line without an end may run on, too.
    const endless = contextWith({ invoices: [over] }, { ...GIVEN, bought: [["AutoCAD", 10, 1000]] });
    expect(invoiceVariances(endless)[0]?.invoiced).toBeNull();
  });

  it("is unknown where a row could not be read", () => {
    const refusals = [{ kind: "Invoices", origin, rows: 1, fields: [], columns: [] }] as const;
    const invoices = [invoice(6, "2026-01-01", "2026-12-31")];
    expect(invoiceVariances(contextWith({ invoices, refusals }))).toMatchObject([
      { invoiced: null, variance: null, flagged: false },
    ]);
  });

  it.each([
    ["2026-12-30", 0],
    ["2026-12-31", 10],
    ["2027-01-01", 10],
  ])("an invoice until %s, on 2026-12-31", (to, invoiced) => {
    expect(invoiceVariances(contextWith({ invoices: [invoice(10, "2026-01-01", to)] }))[0]).toMatchObject({
      invoiced,
    });
  });

  it.each([
    ["2026-12-30", 10],
    ["2026-12-31", 10],
    ["2027-01-01", 0],
  ])("an invoice from %s on, on 2026-12-31", (from, invoiced) => {
    expect(invoiceVariances(contextWith({ invoices: [invoice(10, from, "2027-12-31")] }))[0]).toMatchObject({
      invoiced,
    });
  });

  it("adds the invoices and purchases of an offering, and names each invoice once, in order", () => {
    const given: Given = {
      ...GIVEN,
      bought: [
        ["AutoCAD", 4, 1000, "C1", "2027-03-31"],
        ["AutoCAD", 5, 1000, "C2", "2027-03-31"],
        ["AutoCAD", 100, 1000, "C3", "2026-12-30"],
      ],
    };
    const year = ["2026-01-01", "2026-12-31"] as const;
    const invoices = [invoice(6, ...year), invoice(2, ...year), invoice(2, ...year)];
    expect(invoiceVariances(contextWith({ invoices }, given))).toEqual([
      {
        offering: "AutoCAD",
        invoiced: 10,
        inPortal: 9,
        variance: -1,
        flagged: false,
        invoices: ["I2", "I6"],
      },
    ]);
  });

  it("is unknown for the offering of a row that could not be read, and only for that", () => {
    const refused = (more: Partial<Refusal>): Refusal[] => [
      { kind: "Invoices", origin, rows: 1, fields: [], columns: [], ...more },
    ];
    const invoices = [invoice(6, "2026-01-01", "2026-12-31")];
    const invoiced = (refusals: Refusal[]) =>
      invoiceVariances(contextWith({ invoices, refusals }))[0]?.invoiced;
    expect(invoiced(refused({ offering: "AutoCAD" }))).toBeNull();
    expect(invoiced(refused({ offering: "Maya" }))).toBe(6);
    expect(invoiced(refused({ fields: ["day"] }))).toBe(6);
    const [portal] = invoiceVariances(
      contextWith({ invoices, refusals: refused({ kind: "Subscriptions" }) }),
    );
    expect(portal).toMatchObject({ invoiced: 6, inPortal: null, variance: null, flagged: false });
  });
});
