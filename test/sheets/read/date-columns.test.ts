import { DateColumns } from "../../../src/sheets/read/date-columns";
import { read } from "../../../src/sheets/read/read";
import { brief, day, LATEST, readCsv, sheetsOf, table } from "./sheets-of";

const packs = (...dates: readonly string[]): string =>
  [
    "Purchased,Tokens,Ends,Price,Contract",
    ...dates.map((line, i) => line.replace(/ |$/, `,${100 + i},`)),
  ].join("\n");

describe("dates with slashes", () => {
  it("follow the one date of their column that can only be month first, wherever it stands", async () => {
    const reading = await readCsv(packs("1/2/2026", "3/4/2026", "1/31/2026"));
    expect(reading.estate.packs.map(({ purchased }) => purchased)).toEqual(
      ["2026-01-02", "2026-01-31", "2026-03-04"].map(day),
    );
    expect(brief(reading.issues)).toEqual([]);
    expect(reading.counts).toMatchObject([{ rows: 3, used: 3, skipped: 0 }]);
  });

  it("follow the one date that can only be day first", async () => {
    const reading = await readCsv(packs("1/2/2026", "31/1/2026"));
    expect(reading.estate.packs.map(({ purchased }) => purchased)).toEqual(
      ["2026-01-31", "2026-02-01"].map(day),
    );
  });

  it("follow another column of their table where their own proves nothing", async () => {
    const reading = await readCsv(packs("1/2/2026 1/31/2027", "3/4/2026 2/28/2027"));
    expect(reading.estate.packs.map(({ purchased }) => purchased)).toEqual(
      ["2026-01-02", "2026-03-04"].map(day),
    );
  });

  it("are asked about once where nothing decides them, and every row is counted", async () => {
    const reading = await readCsv(packs("1/2/2026", "3/4/2026", "2026-05-06"));
    expect(reading.issues).toMatchObject([{ code: "ambiguous-date", row: 2, column: "Purchased", rows: 2 }]);
    expect(reading.counts).toMatchObject([{ rows: 3, used: 1, skipped: 2 }]);
  });

  it("follow the assumption where nothing else decides them", async () => {
    const readers = [sheetsOf({ csv: table(packs("1/2/2026", "3/4/2026")) })];
    const reading = await read(readers, { latest: LATEST, dateOrder: "day first" });
    expect(reading.estate.packs.map(({ purchased }) => purchased)).toEqual(
      ["2026-02-01", "2026-04-03"].map(day),
    );
    const stated = await read(
      [...readers, sheetsOf({ Assumptions: table("Name,Value\nDates are,month first") })],
      {
        latest: LATEST,
      },
    );
    expect(stated.estate.packs.map(({ purchased }) => purchased)).toEqual(
      ["2026-01-02", "2026-03-04"].map(day),
    );
  });

  it("are refused where their column contradicts itself, but for those that can be read in one way only", async () => {
    const reading = await readCsv(packs("1/31/2026", "31/1/2026", "1/2/2026"));
    expect(brief(reading.issues)).toEqual([["mixed-dates", 4, "Purchased"]]);
    expect(reading.estate.packs.map(({ purchased }) => purchased)).toEqual(
      ["2026-01-31", "2026-01-31"].map(day),
    );
  });
});

test("no more rows wait than the limit, so that a column of any length fits", () => {
  const dates = new DateColumns([{ header: "Start", place: 0 }], 2);
  const waits = ["01/02/2026", "03/04/2026", "05/06/2026", "2026-01-31"].map((cell, n) =>
    dates.keepsWaiting({ row: n + 2, cells: [cell] }),
  );
  expect(waits).toEqual([true, true, false, false]);
  expect(dates.waiting.map(({ row }) => row)).toEqual([2, 3]);
});
