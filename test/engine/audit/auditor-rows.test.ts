import type { UserAnalysis } from "../../../src/engine/analysis";
import { auditorRows } from "../../../src/engine/audit/auditor-rows";
import type { Estate, InstalledProduct, OwnedLicense } from "../../../src/engine/estate/estate";
import { days, seats, tokens } from "../../../src/engine/units";
import { day, estateOf } from "../estate-of";

const origin = { source: 0, row: 2 };
const [ANN, BOB] = [0, 1];

type Used = readonly [product: string, drawn: number | null, days: number | null];

const user = (
  name: string,
  held: readonly string[],
  used: readonly Used[],
  more: Partial<UserAnalysis> = {},
) =>
  ({
    user: name,
    department: null,
    team: null,
    heldSeats: held,
    daysPerMonth: 5,
    products: used.map(([product, drawn, n]) => ({
      product,
      drawn: drawn === null ? null : tokens(drawn),
      days: n === null ? null : days(n),
    })),
    ...more,
  }) as UserAnalysis;

const rowsOf = (users: readonly UserAnalysis[], rest: Partial<Estate> = {}) =>
  auditorRows(users, estateOf({ people: { "ann@x": {}, "bob@x": {} }, rest })).map((one) => [
    one.product,
    one.sku,
    one.licenseType,
    one.user,
    one.department,
    one.daysPerMonth === null ? null : Math.round(one.daysPerMonth * 1000) / 1000,
    one.since,
  ]);

const on = (machine: string, more: Partial<InstalledProduct> = {}): InstalledProduct => ({
  machine,
  product: "AutoCAD",
  licenseType: "perpetual",
  origin,
  ...more,
});
const owned = (sku: string, licenseType: OwnedLicense["licenseType"] = "perpetual"): OwnedLicense => ({
  product: "AutoCAD",
  licenseType,
  licenses: seats(1),
  sku,
  origin,
});

describe("the rows that an auditor asks for", () => {
  it("are one for each seat held and each product on tokens; a month has 30.4375 of 365 days", () => {
    const ann = user(
      "ann@x",
      ["AEC Collection"],
      [
        ["AutoCAD", 14, 24],
        ["Revit", 0, 100],
        ["Maya", null, 3],
        ["Inventor", 1, null],
      ],
      { daysPerMonth: 17.5 },
    );
    // 24 × 30.4375 ÷ 365 = 2.001.
    expect(rowsOf([ann])).toEqual([
      ["AEC Collection", null, "named-user", "ann@x", null, 17.5, null],
      ["AutoCAD", null, "subscription", "ann@x", null, 2.001, null],
      ["Inventor", null, "subscription", "ann@x", null, null, null],
    ]);
  });

  it("name the department, or the team where there is none", () => {
    const [roads, north] = [{ department: "Roads", team: "North" }, { team: "North" }];
    const used: Used[] = [["AutoCAD", 7, 0]];
    expect(rowsOf([user("ann@x", ["Maya"], used, roads), user("bob@x", ["Maya"], used, north)])).toEqual([
      ["Maya", null, "named-user", "ann@x", "Roads", 5, null],
      ["AutoCAD", null, "subscription", "ann@x", "Roads", 0, null],
      ["Maya", null, "named-user", "bob@x", "North", 5, null],
      ["AutoCAD", null, "subscription", "bob@x", "North", 0, null],
    ]);
  });

  it("are one for each user of devices with perpetual or floating licenses, or for the device without a user", () => {
    const ann = user("ann@x", [], [["AutoCAD", 0, 73]], { department: "Roads" });
    const devices = [
      on("PC1", { person: ANN, installed: day("2020-05-01") }),
      on("PC2", { person: ANN }),
      on("PC3", { person: ANN, licenseType: "floating" }),
      on("PC4", { person: ANN, product: "Maya" }),
      on("PC5"),
      on("PC5", { version: "2020" }),
      on("PC6", { person: BOB, department: "Rail", licenseType: "named-user" }),
      on("PC7", { person: BOB, department: "Rail" }),
    ];
    // 73 × 30.4375 ÷ 365 = 6.0875.
    expect(rowsOf([ann, user("bob@x", [], [])], { devices })).toEqual([
      ["AutoCAD", null, "perpetual", "ann@x", "Roads", 6.088, day("2020-05-01")],
      ["AutoCAD", null, "floating", "ann@x", "Roads", 6.088, null],
      ["Maya", null, "perpetual", "ann@x", "Roads", null, null],
      ["AutoCAD", null, "perpetual", "PC5", null, null, null],
      ["AutoCAD", null, "perpetual", "bob@x", "Rail", null, null],
    ]);
  });

  describe("and the SKU", () => {
    const skus = (rest: Partial<Estate>) =>
      rowsOf([user("ann@x", ["AutoCAD"], [["AutoCAD", 7, 1]])], rest).map(([, sku, type]) => [type, sku]);

    it("is that of the device, else what all rows of the license type state", () => {
      const devices = [on("PC1", { sku: "P1", person: ANN }), on("PC2", { person: BOB })];
      expect(skus({ devices })).toEqual([
        ["named-user", null],
        ["subscription", null],
        ["perpetual", "P1"],
        ["perpetual", "P1"],
      ]);
      expect(skus({ devices: [on("PC2")], licenses: [owned("L1"), owned("F1", "floating")] })[2]).toEqual([
        "perpetual",
        "L1",
      ]);
      const floating = [on("PC2", { licenseType: "floating" })];
      expect(skus({ devices: floating, licenses: [owned("L1"), owned("F1", "floating")] })[2]).toEqual([
        "floating",
        "F1",
      ]);
    });

    it("is not known where rows state several", () => {
      const devices = [on("PC1", { sku: "P1" }), on("PC2", { sku: "P2" }), on("PC3")];
      expect(skus({ devices }).slice(2)).toEqual([
        ["perpetual", "P1"],
        ["perpetual", "P2"],
        ["perpetual", null],
      ]);
      expect(skus({ devices: [on("PC3")], licenses: [owned("L1"), owned("L1")] })[2]).toEqual([
        "perpetual",
        "L1",
      ]);
    });

    it("of a seat is that of any device that is licensed by its user, and of the same product", () => {
      const seat = { licenseType: "named-user", sku: "S1" } as const;
      const [named, tokensToo] = skus({ devices: [on("PC1", seat)] });
      expect([named, tokensToo]).toEqual([
        ["named-user", "S1"],
        ["subscription", "S1"],
      ]);
      const { licenseType: _, ...untyped } = on("PC2", { sku: "S2" });
      expect(skus({ devices: [untyped] })[0]).toEqual(["named-user", "S2"]);
      const floating = on("PC3", { licenseType: "floating" });
      expect(skus({ devices: [on("PC1", seat), floating, on("PC4")] }).slice(2)).toEqual([
        ["floating", null],
        ["perpetual", null],
      ]);
      expect(skus({ devices: [on("PC1", { ...seat, product: "Maya" })] })[0]).toEqual(["named-user", null]);
    });
  });
});
