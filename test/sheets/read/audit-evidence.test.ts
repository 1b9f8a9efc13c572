import { brief, day, readSheets, table } from "./sheets-of";

const USAGE = table(`product_name,day_used,access_option,email,tokens_used
  AutoCAD,2026-10-01,Tokens,ann@x.example,7`);

describe("Installed devices, Licenses owned, Invoices, Evidence on file", () => {
  it("are read, each under its own headers", async () => {
    const { estate, issues } = await readSheets({
      Usage: USAGE,
      Devices: table("Device,Software,License type,User,SKU\nPC1,autocad,Network,ann@x.example,057"),
      Licenses: table("Product,License type,Licenses,Peak in use,Deployed\nAutoCAD,multi-user,5,7,30"),
      Invoices: table("Invoice,Invoice date,Offering,Seats\nI1,2026-03-01,AutoCAD,5"),
      Documents: table("Evidence,Evidence date,About\n30-day notice,2026-05-01,Roads"),
    });
    expect(brief(issues)).toEqual([]);
    expect(estate.devices).toMatchObject([
      { machine: "PC1", product: "AutoCAD", licenseType: "floating", person: 0, sku: "057" },
    ]);
    expect(estate.licenses).toMatchObject([{ product: "AutoCAD", licenses: 5, peak: 7, deployed: 30 }]);
    // Without a term of its own a line pays for a year.
    expect(estate.invoices).toMatchObject([{ from: day("2026-03-01"), to: day("2027-02-28"), seats: 5 }]);
    expect(estate.evidence).toMatchObject([{ kind: "notice", day: day("2026-05-01"), about: "Roads" }]);
  });

  it("a word that nobody knows is an error; the device counts without its license type", async () => {
    const { estate, issues } = await readSheets({
      Usage: USAGE,
      Devices: table("Machine,Product,License type\nPC1,AutoCAD,rented"),
      Licenses: table("Product,License type,Licenses\nAutoCAD,named-user,5"),
      Invoices: table("Invoice,Invoice date,Offering,Seats,To\nI1,2026-03-01,AutoCAD,5,2026-01-01"),
      Documents: table("Evidence,Evidence date\ngossip,2026-05-01"),
    });
    expect(
      brief(issues)
        .map(([code]) => code)
        .sort(),
    ).toEqual(["ends-before-start", "license-not-owned", "unknown-evidence", "unknown-license-type"]);
    expect(estate.devices).toHaveLength(1);
    expect([estate.licenses, estate.invoices, estate.evidence]).toEqual([[], [], []]);
  });

  it("rows that repeat count once", async () => {
    const { estate } = await readSheets({
      Usage: USAGE,
      Devices: table("Machine,Product,License type\nPC1,AutoCAD,perpetual\nPC1,AutoCAD,perpetual"),
      Invoices: table(
        "Invoice,Invoice date,Offering,Seats\nI1,2026-03-01,AutoCAD,5\nI1,2026-03-01,AutoCAD,5",
      ),
    });
    expect([estate.devices?.length, estate.invoices?.length]).toEqual([1, 1]);
  });

  it("credit notes have seats below 0; half a seat is still an error", async () => {
    const { estate, issues } = await readSheets({
      Usage: USAGE,
      Invoices: table(`Invoice,Invoice date,Offering,Seats,Credited invoice
        I1,2026-03-01,AutoCAD,5,
        C1,2026-04-01,AutoCAD,-3,I1
        C2,2026-04-01,AutoCAD,-2 seats,
        C3,2026-04-01,AutoCAD,-1.5,`),
    });
    expect(estate.invoices?.map(({ invoice, seats, credits }) => [invoice, seats, credits])).toEqual([
      ["I1", 5, undefined],
      ["C1", -3, "I1"],
      ["C2", -2, undefined],
    ]);
    expect(brief(issues)).toEqual([["not-whole", 5, "Seats"]]);
  });

  it("a machine that two people share is a row for each of them", async () => {
    const { estate, issues } = await readSheets({
      Usage: USAGE,
      Devices: table(
        "Machine,Product,License type,User\nHOST,AutoCAD,,ann@x.example\nHOST,AutoCAD,,tom@x.example",
      ),
    });
    expect(brief(issues)).toEqual([]);
    expect(estate.devices?.map(({ person }) => person)).toEqual([0, 1]);
  });
});
