import { brief, readCsv, readSheets, table } from "./sheets-of";

const total = ({ estate }: Awaited<ReturnType<typeof readCsv>>): number =>
  [...estate.use.tokens].reduce((sum, tokens) => sum + tokens, 0);

describe("equal charges by result", () => {
  const RESULTS = `Email,Product,Day used,Feature,Tokens used
    a@x.com,CFD,2026-01-05,Solve,5
    a@x.com,CFD,2026-01-05,Solve,5
    a@x.com,CFD,2026-01-05,Solve,10
    a@x.com,CFD,2026-01-06,Solve,5`;

  it("are repeats where a feature says what was charged", async () => {
    const reading = await readCsv(RESULTS);
    expect([total(reading), brief(reading.issues)]).toEqual([
      25,
      [["charges-by-result", undefined, undefined]],
    ]);
  });

  it("count once where two exports state them", async () => {
    const more = RESULTS.replace("2026-01-06,Solve,5", "2026-01-05,Solve,5");
    const reading = await readSheets({ A: table(RESULTS), B: table(more) });
    // Three charges of 5 and one of 10 on the fifth, one of 5 on the sixth.
    expect(total(reading)).toBe(30);
  });

  it("are repeats where an amount is a fraction, and credits stay", async () => {
    expect(
      total(
        await readCsv(`Email,Product,Day used,Tokens used
          a@x.com,Docs,2026-01-05,0.5
          a@x.com,Docs,2026-01-05,0.5
          a@x.com,Fusion,2026-01-05,11
          a@x.com,Fusion,2026-01-05,-11`),
      ),
    ).toBe(1);
  });

  it("are doubled rows where the tokens pay for a day", async () => {
    const reading = await readCsv(`Email,Product,Day used,Tokens used
      a@x.com,Revit,2026-01-05,10
      a@x.com,Revit,2026-01-05,10`);
    expect([total(reading), brief(reading.issues)]).toEqual([10, [["doubled-row", 3, undefined]]]);
  });
});

describe("the vendor's words for tokens", () => {
  it.each([
    "Flex",
    "Prepaid Flex",
    "Autodesk Flex",
    "Token Flex",
    "Flex tokens",
    "FlexTokens",
    "TokenFlex",
    "Flex (prepaid)",
  ])("%s is tokens", async (name) => {
    const { estate } = await readCsv(`offering_name,seat_quantity,start_date\n${name},5000,2026-01-05`);
    expect([estate.packs.length, estate.subscriptions.length]).toEqual([1, 0]);
    const use = await readCsv(`Email,Product,Day used,Access option\na@x.com,Revit,2026-01-05,${name}`);
    expect([...use.estate.use.access]).toEqual([2]);
  });

  it.each(["FlexSim", "Revit", "AEC Collection"])("%s is a seat", async (name) => {
    const { estate } = await readCsv(`offering_name,seat_quantity,start_date\n${name},5,2026-01-05`);
    expect([estate.packs.length, estate.subscriptions.length]).toEqual([0, 1]);
  });

  it.each(["Pay-as-you-go", "Pay as You Go", "EBA", "Enterprise Business Agreement", "Cloud credits"])(
    "%s is asked about, and its row is kept aside and counted",
    async (name) => {
      const reading = await readCsv(
        `offering_name,seat_quantity,start_date\nRevit,2,2026-01-05\n${name},5000,2026-01-05`,
      );
      expect(brief(reading.issues)).toEqual([["way-to-pay", 3, undefined]]);
      expect(reading.counts).toEqual([{ source: 0, rows: 2, used: 1, skipped: 1 }]);
    },
  );
});
