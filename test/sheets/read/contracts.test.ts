import { brief, day, kinds, readCsv } from "./sheets-of";

describe("Contracts", () => {
  it("reads our columns, shares as 20 % or 0.2", async () => {
    const reading =
      await readCsv(`Contract,Start,End,Kind,Notice days,True-down cap,Floor,Fee follows quantity,Maintenance rate,Uplift,Overage price,Term years
      C1,2024-01-01,2026-12-31,subscription,45,20 %,10000,ja,0.2,5%,1900,3
      C2,2024-01-01,2026-12-31,,,,,,,,,
      C3,2024-01-01,2026-12-31,,,20,,,,,,
      C1,2024-01-01,2026-12-31,,,,,,,,,
      C4,2027-01-01,2026-12-31,,,,,,,,,`);
    expect(kinds(reading)).toEqual(["Contracts"]);
    expect(reading.estate.contracts).toEqual([
      {
        contract: "C1",
        start: day("2024-01-01"),
        end: day("2026-12-31"),
        kind: "subscription",
        noticeDays: 45,
        trueDownCap: 0.2,
        floor: 10000,
        feeFollowsQuantity: true,
        maintenanceRate: 0.2,
        uplift: 0.05,
        overagePrice: 1900,
        termYears: 3,
        origin: { source: 0, row: 2 },
      },
      { contract: "C2", start: day("2024-01-01"), end: day("2026-12-31"), origin: { source: 0, row: 3 } },
      { contract: "C3", start: day("2024-01-01"), end: day("2026-12-31"), origin: { source: 0, row: 4 } },
    ]);
    expect(reading.estate.refusals).toMatchObject([
      { fields: ["trueDownCap"], columns: ["True-down cap"], contract: "C3", origin: { row: 4 } },
      { fields: [], columns: [], contract: "C4", origin: { row: 6 } },
    ]);
    expect(brief(reading.issues)).toEqual([
      ["not-a-share", 4, "True-down cap"],
      ["doubled-entry", 5, undefined],
      ["ends-before-start", 6, undefined],
    ]);
    expect(reading.issues[0]?.message).toContain("write 20 % or 0.2");
  });

  it("reads the wording of the true-up, caps on price and seats, and the kind of contract", async () => {
    const reading =
      await readCsv(`Contract,Start,End,Kind,Notice days,True-down cap,Floor,Fee follows quantity,Maintenance rate,Uplift,Overage price,Term years,Maintenance follows quantity,Uplift cap,Overage cap,True-up by
      C1,2024-01-01,2026-12-31,Perpetual and maintenance,45,,,,,,1900,3,no,3 %,5,peak
      C2,2024-01-01,2026-12-31,lease,45,,,,,,1900,3,,,,yearly`);
    expect(reading.estate.contracts[0]).toMatchObject({
      kind: "perpetual + maintenance",
      maintenanceFollowsQuantity: false,
      upliftCap: 0.03,
      overageCap: 5,
      trueUpBy: "high-water mark",
    });
    expect(brief(reading.issues).filter(([, row]) => row === 3)).toEqual([
      ["unknown-contract-kind", 3, "Kind"],
      ["unknown-true-up-wording", 3, "True-up by"],
    ]);
  });

  it("reads other headers, and a notice in days or weeks", async () => {
    const reading =
      await readCsv(`Contract,Start date,End date,Notice period,Cap,Auto-renew,Fee follows quantity
      C1,2026-01-01,2026-12-31,8 weeks,20 %,yes,
      C2,2026-01-01,2026-12-31,60 days,,no,
      C3,2026-01-01,2026-12-31,30,,,
      C4,2026-01-01,2026-12-31,2,,,
      C5,2026-01-01,2026-12-31,2 months,,,`);
    const terms = reading.estate.contracts.map((one) => [one.noticeDays, one.trueDownCap, one.autoRenews]);
    expect(terms).toEqual([
      [56, 0.2, true],
      [60, undefined, false],
      [30, undefined, undefined],
      [undefined, undefined, undefined],
      [undefined, undefined, undefined],
    ]);
    expect(brief(reading.issues)).toEqual([
      ["notice-without-unit", 5, "Notice period"],
      ["not-a-number", 6, "Notice period"],
    ]);
    expect(reading.estate.refusals.map(({ contract, fields }) => [contract, fields])).toEqual([
      ["C4", ["noticePeriod"]],
      ["C5", ["noticePeriod"]],
    ]);
  });

  it("leaves the terms of a contract unknown in which two rows contradict each other, and no other", async () => {
    const reading = await readCsv(`Contract,Start,End,Notice days,True-down cap,Floor
      C1,2026-01-01,2026-12-31,45,20 %,10
      c1,2026-01-01,2026-12-31,60,20 %,
      C2,2026-01-01,2026-12-31,45,10 %,5
      C2,2026-01-01,2026-12-31,45,10 %,
      C3,2026-01-01,2026-12-31,45,,
      C3,2026-01-01,2026-12-31,45,10 %,`);
    expect(reading.issues.map(({ message }) => message)).toEqual([
      "The contract c1 is already in row 2, which says otherwise in Notice days, so it is not known which of the two " +
        "holds. Delete the wrong one.",
      "The contract C2 is already in row 4, which was used; this row was skipped. Delete one of them.",
      "The contract C3 is already in row 6, which says otherwise in True-down cap, so it is not known which of the two " +
        "holds. Delete the wrong one.",
    ]);
    // Only what differs is unknown; a cap that only the skipped row states is not the default.
    expect(reading.estate.refusals).toMatchObject([
      { kind: "Contracts", fields: ["noticeDays"], columns: ["Notice days"], contract: "C1" },
      { kind: "Contracts", fields: ["trueDownCap"], contract: "C3" },
    ]);
  });

  it("refuses a row that states two notices that differ: its terms are unknown", async () => {
    const reading = await readCsv(`Contract,Start,End,Notice days,Notice period,True-down cap,Floor
      C1,2026-01-01,2026-12-31,60,90 days,,
      C2,2026-01-01,2026-12-31,56,8 weeks,,
      C3,2026-01-01,2026-12-31,,90 days,,`);
    expect(reading.issues.map(({ message }) => message)).toEqual([
      "The row states a notice of 60 days and one of 90 days. Clear one of them.",
    ]);
    expect(reading.estate.contracts.map(({ contract, noticeDays }) => [contract, noticeDays])).toEqual([
      ["C2", 56],
      ["C3", 90],
    ]);
    expect(reading.estate.refusals).toMatchObject([{ kind: "Contracts", fields: [], contract: "C1" }]);
  });

  it("takes no term of 0 years or of many for one", async () => {
    const reading = await readCsv(`Contract,Start,End,Notice days,Term years,True-down cap,Floor
      C1,2026-01-01,2026-12-31,45,0,,
      C2,2026-01-01,2026-12-31,45,40,,
      C3,2026-01-01,2026-12-31,45,1.5,,`);
    expect(brief(reading.issues)).toEqual([
      ["zero-is-unknown", 2, "Term years"],
      ["too-many-years", 3, "Term years"],
    ]);
    expect(reading.estate.contracts.map(({ termYears }) => termYears)).toEqual([undefined, undefined, 1.5]);
    expect(reading.estate.refusals.map(({ fields }) => fields)).toEqual([["termYears"], ["termYears"]]);
  });

  it("leaves a word for Cap of or Reductions that means nothing unknown", async () => {
    const reading =
      await readCsv(`Contract,Start,End,Notice days,True-down cap,Cap of,Reductions,Vendor consent
      C1,2026-01-01,2026-12-31,45,20 %,moon,whenever,perhaps
      C2,2026-01-01,2026-12-31,45,-5 %,signing,each anniversary,no`);
    expect(brief(reading.issues)).toEqual([
      ["unknown-cap-of", 2, "Cap of"],
      ["unknown-reductions", 2, "Reductions"],
      ["not-yes-or-no", 2, "Vendor consent"],
      ["negative-number", 3, "True-down cap"],
    ]);
    expect(reading.estate.refusals.map(({ fields }) => fields)).toEqual([
      ["capOf", "reductions", "vendorConsent"],
      ["trueDownCap"],
    ]);
  });
});
