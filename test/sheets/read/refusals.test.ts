import { Unknowns } from "../../../src/engine/evidence/refusals";
import { readSheets } from "./sheets-of";

const SUBSCRIPTIONS = ["Offering", "Seats", "Contract", "End", "Auto-renew date", "Unit price", "Status"];
const CONTRACTS = ["Contract", "Start", "End", "Notice days", "True-down cap", "Floor", "Uplift"];

describe("a row of which some cells cannot be read", () => {
  it("is used without the cells that a record survives without, and says which they were", async () => {
    const { estate, counts } = await readSheets({
      Subscriptions: [SUBSCRIPTIONS, ["Revit", 10, "C1", "soon", "maybe", "much", { error: "#N/A" }]],
      Contracts: [CONTRACTS, ["C1", "2026-01-01", "2026-12-31", "two months", 20, 9, "-"]],
    });
    expect(counts.map(({ used, skipped }) => [used, skipped])).toEqual([
      [1, 0],
      [1, 0],
    ]);
    expect(estate.subscriptions).toMatchObject([{ offering: "Revit", seats: 10, contract: "C1" }]);
    expect(estate.contracts).toMatchObject([{ contract: "C1", floor: 9 }]);
    expect(estate.refusals).toMatchObject([
      {
        kind: "Subscriptions",
        fields: ["end", "autoRenewal", "status", "unitPrice"],
        columns: ["End", "Auto-renew date", "Status", "Unit price"],
        offering: "Revit",
        contract: "C1",
        origin: { source: 0, row: 2 },
        rows: 1,
      },
      { kind: "Contracts", fields: ["noticeDays", "trueDownCap"], contract: "C1" },
    ]);
  });

  it("is skipped without a necessary cell, and its other cells say what it would have governed", async () => {
    const { estate, counts } = await readSheets({
      Subscriptions: [
        SUBSCRIPTIONS,
        ["Revit", "ten", "C1", null, null, null, null],
        ["Revit", 0, "C1", null, null, null, null],
        [null, 5, "C2", null, null, null, null],
        ["Flex", "many", "C3", "2027-01-01", null, null, null],
      ],
    });
    expect(counts).toMatchObject([{ rows: 4, used: 0, skipped: 4 }]);
    expect(estate.sources).toMatchObject([{ rows: 4, used: 0 }]);
    expect(estate.refusals).toMatchObject([
      { kind: "Subscriptions", fields: [], offering: "Revit", contract: "C1", rows: 2 },
      { kind: "Subscriptions", fields: [], contract: "C2", rows: 1 },
      { kind: "Token packs", fields: [], contract: "C3", origin: { row: 5 } },
    ]);
    expect(estate.refusals[1]).not.toHaveProperty("offering");
  });

  it("names the person and product of use that could not be read; rows that say the same are one refusal", async () => {
    const { estate } = await readSheets({
      Usage: [
        ["Email", "Product", "Day used", "Access option", "Tokens used"],
        ["a@x.com", "Revit", "someday", "Seats", null],
        ["A@x.com", "Revit", "another day", "Seats", null],
        [null, "Revit", "2026-07-01", "Seats", null],
        ["b@x.com", null, "2026-07-01", "Tokens", 7],
        ["b@x.com", "Maya", "2026-07-01", "Tokens", "some"],
      ],
    });
    expect(estate.people.map(({ id }) => id)).toEqual(["a@x.com", "b@x.com"]);
    expect(estate.refusals.map(({ person, product, rows }) => [person, product, rows])).toEqual([
      [1, undefined, 1],
      [1, "Maya", 1],
      [undefined, "Revit", 1],
      [0, "Revit", 2],
    ]);
  });

  it("loses only its dates where nothing decides which number is the month", async () => {
    const { estate, counts, issues } = await readSheets({
      Contracts: [CONTRACTS, ["C1", "1/9/2024", "1/8/2027", 30, 0.2, 40, null]],
    });
    expect(counts).toMatchObject([{ used: 1 }]);
    expect(estate.contracts).toMatchObject([{ contract: "C1", noticeDays: 30, trueDownCap: 0.2, floor: 40 }]);
    expect(estate.refusals).toMatchObject([{ fields: ["start", "end"], contract: "C1" }]);
    expect(issues.map(({ code }) => code)).toEqual(["ambiguous-date"]);
  });

  it("names no contract where a spreadsheet rounded the number and several contracts fit", async () => {
    const { estate } = await readSheets({
      Subscriptions: [SUBSCRIPTIONS, ["Revit", 10, "1.10001E+11", null, null, null, null]],
      Contracts: [
        CONTRACTS,
        ["110001234567", "2026-01-01", "2026-12-31", 30, 0.2, 9, null],
        ["110001111111", "2026-01-01", "2026-12-31", 60, 0.1, 5, null],
      ],
    });
    expect(estate.refusals).toMatchObject([
      { kind: "Subscriptions", fields: ["contract"], offering: "Revit" },
    ]);
  });
});

describe("a name that no other table knows", () => {
  const USERS = [
    ["Email", "Product", "Account status"],
    ["a@x.com", "Revit", "Active"],
  ];

  it("leaves the seats bought unknown, of it and of what is held and named on no line", async () => {
    const { estate, counts, issues } = await readSheets({
      Users: USERS,
      Subscriptions: [
        ["Offering", "Seats", "Contract number", "Autorenew date"],
        ["see note", 10, "C1", null],
        ["Maya", 2, "C1", null],
      ],
    });
    expect(counts.map(({ used }) => used)).toEqual([1, 2]);
    expect(issues.map(({ code }) => code)).toEqual(["unnamed-offering"]);
    expect(estate.refusals.map(({ fields, offering }) => [fields, offering])).toEqual([
      [["offering"], "Revit"],
      [["offering"], "see note"],
    ]);
  });

  it("leaves the coverage unknown where a whole list of products means nothing", async () => {
    const offers = (covers: string) =>
      readSheets({
        Users: USERS,
        Offers: [
          ["Offering", "Price per year", "Covers"],
          ["AEC Collection", 3430, covers],
        ],
      });
    expect((await offers("see note")).estate.refusals).toMatchObject([
      { kind: "Offers", fields: ["covers"], offering: "AEC Collection" },
    ]);
    expect((await offers("Revit; see note")).estate.refusals).toEqual([]);
  });

  it("leaves the terms unknown where a contract number of a subscription goes on after a listed one", async () => {
    const { estate, issues } = await readSheets({
      Subscriptions: [
        ["Offering", "Seats", "Contract number", "Autorenew date"],
        ["Revit", 10, "110001234561", null],
        ["Maya", 10, "110001234561 units", null],
      ],
      Contracts: [
        ["Contract", "Start", "End", "True-down cap"],
        ["110001234561", "2026-01-01", "2026-12-31", 0.2],
      ],
    });
    expect(issues.map(({ code }) => code)).toEqual(["near-contract"]);
    const unknowns = new Unknowns(estate);
    const caps = ["110001234561", "110001234561 units"].map(
      (contract) => unknowns.because("cap", { contract }).length,
    );
    expect(caps).toEqual([0, 1]);
  });

  it.each(["0110001234561", "110,001,234,561", "110-001-234561", "No. 110001234561"])(
    "leaves the terms unknown where the digits are those of a listed contract: %s",
    async (typed) => {
      const { issues } = await readSheets({
        Subscriptions: [
          ["Offering", "Seats", "Contract number", "Autorenew date"],
          ["Revit", 10, "110001234561", null],
          ["Maya", 10, typed, null],
        ],
        Contracts: [
          ["Contract", "Start", "End", "True-down cap"],
          ["110001234561", "2026-01-01", "2026-12-31", 0.2],
        ],
      });
      expect(issues.map(({ code }) => code)).toEqual(["near-contract"]);
    },
  );

  it("takes N/A for unknown in a term of a contract, and for a blank elsewhere", async () => {
    const { estate, issues } = await readSheets({
      Contracts: [
        ["Contract", "Start", "End", "True-down cap", "Overage price"],
        ["C1", "2026-01-01", "2026-12-31", "N/A", "N/A"],
      ],
    });
    expect(issues.map(({ code, column }) => [code, column])).toEqual([["not-available", "True-down cap"]]);
    expect(estate.refusals).toMatchObject([{ kind: "Contracts", contract: "C1", fields: ["trueDownCap"] }]);
  });

  it("leaves the terms unknown where a contract fits no subscription and a subscription no contract", async () => {
    const contracts = (contract: string) =>
      readSheets({
        Subscriptions: [
          ["Offering", "Seats", "Contract number", "Autorenew date"],
          ["Revit", 10, "C1", null],
        ],
        Contracts: [
          ["Contract", "Start", "End", "True-down cap"],
          [contract, "2026-01-01", "2026-12-31", 0.2],
        ],
      });
    const { estate, issues } = await contracts("C-1");
    expect(estate.refusals).toMatchObject([{ kind: "Contracts", fields: ["contract"], origin: { row: 2 } }]);
    expect(estate.refusals[0]).not.toHaveProperty("contract");
    expect(issues.map(({ code }) => code)).toEqual(["unmatched-contract"]);
    expect((await contracts("c1")).estate.refusals).toEqual([]);
    expect((await contracts("#N/A")).estate.refusals).toMatchObject([{ kind: "Contracts", fields: [] }]);
  });

  it("leaves the terms unknown of a purchase that names no contract, where no purchase names the contract that is listed", async () => {
    const { estate, issues } = await readSheets({
      Subscriptions: [
        ["offering_name", "seat_quantity", "end_date", "Contract"],
        ["Revit", 10, "2026-12-31", null],
        ["AutoCAD", 10, "2026-12-31", "C2"],
      ],
      Contracts: [
        ["Contract", "Start", "End", "True-down cap"],
        ["C1", "2026-01-01", "2026-12-31", 0.2],
        ["C2", "2026-01-01", "2026-12-31", 0.5],
      ],
    });
    expect(issues.map(({ code }) => code)).toEqual(["unnamed-contract"]);
    const unknowns = new Unknowns(estate);
    expect(unknowns.because("cap", { contract: null })).toHaveLength(1);
    expect(unknowns.because("cap", { contract: "C2" })).toEqual([]);
    const table = {
      kind: "Contracts",
      fields: [],
      columns: [],
      origin: { source: 1, row: 1 },
      rows: 1,
    } as const;
    const without = new Unknowns({ ...estate, contracts: [], refusals: [table] });
    expect(without.because("cap", { contract: null })).toHaveLength(1);
  });
});
