import { readCsv } from "./sheets-of";

const said = async (lines: string) =>
  (await readCsv(lines)).issues.map(({ severity, message }) => `${severity}: ${message}`);

describe("a column that is not read", () => {
  it("is named with what it looks like", async () => {
    expect(
      await said(`Product,,Checked,Cost,Owner,Ticket,Empty,Tokens per day
        Revit,x,2026-01-05,12.5,x@y.com,a9Fk28dmQpLs7,,10
        Maya,,2026-02-05,9,z@y.com,b8Gk28dmQpLs7,,6`),
    ).toEqual([
      'warning: Not read: "Cost" (numbers), which look like prices, quantities or terms of a contract. If they should ' +
        "count, give them headers of the template.",
      'info: Not read: column B without a header (text), "Checked" (dates), "Owner" (mail ' +
        'addresses), "Ticket" (long IDs) and "Empty" (blank). If one of them matters, give it a header of ' +
        "the template.",
    ]);
  });

  it.each(["Cap", "Min. seats", "notice_period", "Auto-renewal", "Committed", "Kündigungsfrist"])(
    "is a warning where its header %s may be a term of the contract",
    async (header) => {
      const [remark] = await said(`Product,${header},Tokens per day\nRevit,0.2,10`);
      expect(remark).toContain(`warning: Not read: "${header}"`);
    },
  );

  it.each([
    ["Min. seats", ["trueDownCap", "floor"]],
    ["notice_weeks", ["noticeDays"]],
    ["Kündigungsfrist", ["noticeDays"]],
  ])("leaves the term of each contract unknown that its header %s may be", async (header, fields) => {
    const { estate } = await readCsv(`Contract,Start,End,Fee follows quantity,${header}
      C-1,2026-01-01,2026-12-31,yes,8
      C-2,2026-01-01,2026-12-31,yes,9`);
    expect(estate.refusals).toMatchObject(
      ["C-1", "C-2"].map((contract) => ({ kind: "Contracts", contract, fields, columns: [header] })),
    );
    const lines = await readCsv(`Offering,Seats,Contract,${header}\nRevit,8,C-1,8`);
    expect(lines.estate.refusals).toMatchObject([{ kind: "Subscriptions", fields, columns: [header] }]);
  });

  it("leaves nothing unknown where it is blank, or where the table is of no contract", async () => {
    expect(
      (await readCsv("Contract,Start,End,Fee follows quantity,Cap\nC-1,2026-01-01,2026-12-31,yes,")).estate
        .refusals,
    ).toEqual([]);
    expect((await readCsv("Product,Cap,Tokens per day\nRevit,0.2,10")).estate.refusals).toEqual([]);
  });

  it.each(["Captain", "Mint", "Recapture"])("is a remark where %s only begins like one", async (header) => {
    const [remark] = await said(`Product,${header},Tokens per day\nRevit,x,10`);
    expect(remark).toContain(`info: Not read: "${header}"`);
  });

  it("is asked about where it seems to name people whom the table lacks", async () => {
    const remarks = await said(`Login,Product,Day used\na@x.com,Revit,2026-01-05`);
    expect(remarks.join("\n")).toContain(
      'warning: The column "Login" holds mail addresses, but was not read.',
    );
    expect(await said("Email,Boss,Product,Day used\na@x.com,b@x.com,Revit,2026-01-05")).toEqual([
      'info: Not read: "Boss" (mail addresses). If one of them matters, give it a header of the template.',
    ]);
  });
});

test("a column of texts apart from the table is named, a few notes are not", async () => {
  const notes = (count: number) =>
    said(
      `Product,Tokens per day,,\n${Array.from({ length: 6 }, (_, n) => `P${n},1,,${n < count ? "see mail" : ""}`).join("\n")}`,
    );
  expect(await notes(3)).toEqual([]);
  expect((await notes(4)).join()).toContain("4 rows in D2:D5");
});
