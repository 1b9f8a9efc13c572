import { readinessOf } from "../../../src/engine/audit/readiness";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { contextOf } from "../../../src/engine/estate/context";
import type { Estate, EvidenceKind } from "../../../src/engine/estate/estate";
import { seats } from "../../../src/engine/units";
import { day, daysOfUse, estateOf } from "../estate-of";
import { DORMANT_SEAT } from "../harvest/dormant-seat";

const AS_OF = day("2026-12-31");
const origin = { source: 0, row: 2 };
const PEOPLE = { "ann@x": { department: "Roads" }, "bob@x": { department: "Rail" } };

function readiness(rest: Partial<Estate> = {}, first = "2026-01-01", count = 365) {
  const estate = estateOf({
    use: daysOfUse("ann@x", "AutoCAD", first, count, "seat"),
    people: PEOPLE,
    bought: [
      ["AutoCAD", 1, 1000, "C1", "2027-03-31"],
      ["Revit", 1, 1000, "C2", "2027-03-31"],
    ],
    rest,
  });
  const context = contextOf(estate, AS_OF, defaultAssumptions());
  const { evidence, score } = readinessOf(context, { rows: estate.use });
  return { score, share: new Map(evidence.map(({ what, share, note }) => [what, [share, note]])) };
}

const document = (kind: EvidenceKind, iso: string, about?: string) => ({
  kind,
  day: day(iso),
  ...(about === undefined ? {} : { about }),
  origin,
});

describe("readiness for an audit ([E])", () => {
  it("counts the months of use, and names the missing ones; the month of the analysis is not asked for", () => {
    expect(readiness().share.get("24 months of use by day")).toEqual([
      11 / 24,
      "no rows in 2024-12 to 2025-12",
    ]);
    expect(readiness({}, "2024-12-01", 730).share.get("24 months of use by day")).toEqual([
      1,
      "every month has rows",
    ]);
  });

  it("counts documents by month, department and offering, if they are not too old", () => {
    const { share } = readiness({
      evidence: [
        document("reconciliation", "2026-10-31"),
        document("reconciliation", "2026-11-30"),
        document("reconciliation", "2026-11-02"),
        document("attestation", "2026-05-01", "roads"),
        document("approval", "2023-05-01", "Roads"),
        document("notice", "2026-05-01"),
        document("proof of purchase", "2026-05-01", "C2"),
      ],
    });
    expect(share.get("Monthly reconciliations")?.[0]).toBeCloseTo(2 / 24);
    expect(share.get("Attestations of department heads")).toEqual([
      0.5,
      "enter in Evidence on file those of Rail",
    ]);
    expect(share.get("Approvals of the departments' licenses")?.[0]).toBe(0);
    expect(share.get("Notices of 30 days to inactive users")?.[0]).toBe(1);
    expect(share.get("Decision log of reclaimed seats")?.[0]).toBe(0);
    expect(share.get("Proof of purchase")).toEqual([
      0.5,
      "no invoice or document of AutoCAD: add Invoices, or Evidence on file",
    ]);
  });

  it("counts the lines of the logs that earlier runs wrote, not those of later days", () => {
    const decision = { ...DORMANT_SEAT, user: "ann@x" };
    const state = { no: 1, of: "all", offering: "", bought: null, assigned: null, active: null } as const;
    const none = { needed: null, variance: null, people: null, tokens: null, cost: null } as const;
    const logs = (asOf: string, noticeSent: string | null) => ({
      harvest: {
        decided: [],
        decisions: [
          { ...decision, asOf: day(asOf), noticeSent: noticeSent === null ? null : day(noticeSent) },
        ],
        reconciliations: [{ ...state, ...none, asOf: day(asOf) }],
        leftOut: { decisions: 0, reconciliations: 0 },
        highest: { decisions: 1, reconciliations: 1 },
      },
    });
    const shares = (rest: Partial<Estate>) =>
      [
        "Monthly reconciliations",
        "Decision log of reclaimed seats",
        "Notices of 30 days to inactive users",
      ].map((what) => readiness(rest).share.get(what)?.[0]);
    expect(shares(logs("2026-11-30", "2026-11-02"))).toEqual([1 / 24, 1, 1]);
    expect(shares(logs("2026-11-30", null))).toEqual([1 / 24, 1, 0]);
    expect(shares(logs("2027-01-31", "2026-11-02"))).toEqual([0, 0, 0]);
  });

  it("takes invoices for proof of purchase, and inventories for what they are", () => {
    const { share } = readiness({
      invoices: ["AutoCAD", "Revit"].map((offering) => ({
        ...{ invoice: "I1", day: day("2026-01-02"), offering, seats: seats(1), origin },
        ...{ from: day("2026-01-02"), to: day("2027-01-01") },
      })),
      devices: [{ machine: "PC1", product: "AutoCAD", origin }],
      licenses: [{ product: "AutoCAD", licenseType: "perpetual", licenses: seats(1), origin }],
    });
    expect(share.get("Proof of purchase")?.[0]).toBe(1);
    expect(share.get("SAM tool: installed devices")?.[0]).toBe(1);
    expect(share.get("Manual inventory: perpetual and floating licenses")?.[0]).toBe(1);
  });

  it("reaches 100 % with all of it", () => {
    const each = Array.from({ length: 24 }, (_, n) => {
      const month = 11 + n;
      return document(
        "reconciliation",
        `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-15`,
      );
    });
    const kinds = ["Usage", "Sessions"] as const;
    const { score } = readiness(
      {
        sources: kinds.map((kind) => ({ file: "test", sheet: kind, kind })),
        evidence: [
          ...each,
          document("decision log", "2026-05-01"),
          document("notice", "2026-05-01"),
          ...["Roads", "Rail"].flatMap((name) => [
            document("approval", "2026-05-01", name),
            document("attestation", "2026-05-01", name),
          ]),
          document("proof of purchase", "2026-05-01", "AutoCAD"),
          document("proof of purchase", "2026-05-01", "Revit"),
        ],
        devices: [{ machine: "PC1", product: "AutoCAD", origin }],
        licenses: [{ product: "AutoCAD", licenseType: "perpetual", licenses: seats(1), origin }],
        contracts: [{ contract: "C1", origin }],
      },
      "2024-12-01",
      730,
    );
    expect(score).toBe(1);
  });

  const NONE: Partial<Estate> = { sources: [], subscriptions: [] };

  it("names what to enter where nothing is there, and what holds it where it is", () => {
    const notes = (rest: Partial<Estate>) => [...readiness(rest, "2026-01-01", 1).share];
    expect(notes(NONE).slice(1)).toEqual([
      ["Account portal: exports of use and users", [0, "export Usage and Users"]],
      ["License reporting tool: launches, machines, versions", [0, "add a Sessions table"]],
      ["SAM tool: installed devices", [0, "add an Installed devices table"]],
      ["Manual inventory: perpetual and floating licenses", [0, "add a Licenses owned table"]],
      ["Proof of purchase", [0, "add an Invoices table"]],
      ["Contracts with their terms", [0, "add a Contracts table"]],
      [
        "Monthly reconciliations",
        [
          0,
          "no reconciliation in 2024-12 to 2026-11: a run each month logs one; or enter it in Evidence on file",
        ],
      ],
      ["Decision log of reclaimed seats", [0, "enter them in Evidence on file"]],
      ["Notices of 30 days to inactive users", [0, "enter them in Evidence on file"]],
      ["Approvals of the departments' licenses", [0, "enter in Evidence on file those of Rail and Roads"]],
      ["Attestations of department heads", [0, "enter in Evidence on file those of Rail and Roads"]],
    ]);
    const all = new Map(
      notes({
        ...NONE,
        sources: (["Users", "Sessions"] as const).map((kind) => ({ file: "test", sheet: kind, kind })),
        devices: ["PC1", "PC2"].map((machine) => ({ machine, product: "AutoCAD", origin })),
        licenses: [{ product: "AutoCAD", licenseType: "perpetual", licenses: seats(1), origin }],
        contracts: [{ contract: "C1", origin }],
        evidence: [
          document("notice", "2026-05-01"),
          document("proof of purchase", "2026-05-01"),
          ...["Roads", "Rail"].map((name) => document("approval", "2026-05-01", name)),
        ],
      }),
    );
    expect(all.get("Account portal: exports of use and users")).toEqual([1, "read"]);
    expect(all.get("License reporting tool: launches, machines, versions")).toEqual([1, "read as Sessions"]);
    expect(all.get("SAM tool: installed devices")).toEqual([1, "2 rows of Installed devices"]);
    expect(all.get("Manual inventory: perpetual and floating licenses")).toEqual([
      1,
      "1 row of Licenses owned",
    ]);
    expect(all.get("Proof of purchase")).toEqual([1, "Invoices, or Evidence on file"]);
    expect(all.get("Contracts with their terms")).toEqual([1, "read"]);
    expect(all.get("Notices of 30 days to inactive users")).toEqual([1, "Evidence on file"]);
    expect(all.get("Approvals of the departments' licenses")).toEqual([
      1,
      "Evidence on file, for every department",
    ]);
  });

  it.each([
    ["Usage Report", 1],
    ["Usage", 1],
    ["Seat usage", 1],
    ["Token usage", 1],
    ["Users", 1],
    ["Sessions", 0],
    ["Subscriptions", 0],
  ] as const)("an export of %s is one of the account portal or not", (kind, share) => {
    const sources = [{ file: "test", sheet: kind, kind }];
    expect(readiness({ sources }).share.get("Account portal: exports of use and users")?.[0]).toBe(share);
  });

  it.each([
    // 24 months before December 2026 is December 2024; the day of the analysis counts.
    ["2024-11-30", 0],
    ["2024-12-01", 1],
    ["2026-12-31", 1],
    ["2027-01-01", 0],
  ])("a document of %s is one of the last 24 months or not", (iso, share) => {
    const { share: found } = readiness({ evidence: [document("notice", iso)] });
    expect(found.get("Notices of 30 days to inactive users")?.[0]).toBe(share);
  });

  it("names months without use as spans", () => {
    const use = (months: readonly string[]) => {
      const rows = months.flatMap((month) => daysOfUse("ann@x", "AutoCAD", `${month}-15`, 1, "seat"));
      const context = contextOf(estateOf({ use: rows }), AS_OF, defaultAssumptions());
      return readinessOf(context, { rows: context.estate.use }).evidence[0];
    };
    const all = Array.from({ length: 25 }, (_, n) => {
      const month = 11 + n;
      return `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
    });
    const without = (...lacking: readonly string[]) => use(all.filter((month) => !lacking.includes(month)));
    expect(without()).toMatchObject({ isThere: true, share: 1, note: "every month has rows" });
    expect(without("2026-12")).toMatchObject({ share: 1 });
    expect(without("2024-12")).toMatchObject({ isThere: false, share: 23 / 24, note: "no rows in 2024-12" });
    expect(without("2026-11")).toMatchObject({ note: "no rows in 2026-11" });
    expect(without("2025-01", "2025-02", "2025-04")).toMatchObject({
      note: "no rows in 2025-01 to 2025-02, 2025-04",
    });
  });

  it("needs approvals of departments only where there are some", () => {
    const people = [{ id: "ann@x", hashed: false, inactive: false, critical: false }];
    const evidence = [document("approval", "2026-05-01")];
    const { share } = readiness({ people, evidence });
    expect(share.get("Approvals of the departments' licenses")).toEqual([1, "Evidence on file"]);
    expect(share.get("Attestations of department heads")).toEqual([0, "enter them in Evidence on file"]);
  });

  describe("proof of purchase", () => {
    const invoice = (offering: string) => ({
      ...{ invoice: "I1", day: day("2026-01-02"), offering, seats: seats(1), origin },
      ...{ from: day("2026-01-02"), to: day("2027-01-01") },
    });
    const proof = (rest: Partial<Estate>) => readiness(rest).share.get("Proof of purchase");

    it("is asked for what runs on the day of the analysis", () => {
      const [autocad, revit] = estateOf({
        bought: [
          ["AutoCAD", 1, 1000, "C1", "2026-12-31"],
          ["Revit", 1, 1000, "C2", "2026-12-30"],
        ],
      }).subscriptions;
      const subscriptions = [autocad!, revit!];
      expect(proof({ subscriptions, invoices: [invoice("AutoCAD")] })?.[0]).toBe(1);
      expect(proof({ subscriptions, invoices: [invoice("Revit")] })).toEqual([
        0,
        "no invoice or document of AutoCAD: add Invoices, or Evidence on file",
      ]);
    });

    it("is a document about the offering or about its contract", () => {
      const about = (name: string) =>
        proof({ evidence: [document("proof of purchase", "2026-05-01", name)] });
      const lacking = "no invoice or document of Revit: add Invoices, or Evidence on file";
      expect(about("AUTOCAD")).toEqual([0.5, lacking]);
      expect(about("c1")).toEqual([0.5, lacking]);
      expect(about("C9")).toEqual([
        0,
        "no invoice or document of AutoCAD and Revit: add Invoices, or Evidence on file",
      ]);
    });

    it("of nothing bought is any invoice or document", () => {
      const none = { subscriptions: [] };
      expect(proof(none)?.[0]).toBe(0);
      expect(proof({ ...none, invoices: [invoice("AutoCAD")] })?.[0]).toBe(1);
      expect(proof({ ...none, evidence: [document("proof of purchase", "2026-05-01")] })?.[0]).toBe(1);
      expect(proof({ ...none, evidence: [document("notice", "2026-05-01")] })?.[0]).toBe(0);
    });
  });
});
