import { brief, day, readSheets, table } from "./sheets-of";

const USAGE = table(`product_name,day_used,access_option,email,tokens_used
  AutoCAD,2026-10-01,Tokens,ann@x.example,7`);

describe("Holidays", () => {
  it("are days with a name, each once, in order", async () => {
    const { estate } = await readSheets({
      Usage: USAGE,
      Holidays: table("Holiday,Name\n2026-12-25,Christmas\n2026-05-01,Labour Day\n2026-05-01,May Day"),
    });
    expect(estate.holidays?.map(({ day: one, name }) => [one, name])).toEqual([
      [day("2026-05-01"), "Labour Day"],
      [day("2026-12-25"), "Christmas"],
    ]);
  });

  it("a day that cannot be read is an error, and the others count", async () => {
    const { estate, issues } = await readSheets({
      Usage: USAGE,
      Holidays: table("Holiday,Name\nEaster,Easter\n2026-05-01,Labour Day"),
    });
    expect(estate.holidays).toHaveLength(1);
    expect(brief(issues).some(([code]) => code === "not-a-date")).toBe(true);
  });
});
