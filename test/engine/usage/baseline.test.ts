import fc from "fast-check";
import { isoDay, isoMonth, monthOf } from "../../../src/engine/calendar";
import type { SourceKind } from "../../../src/engine/estate/estate";
import type { DayNumber } from "../../../src/engine/units";
import { baselineOf, type Baseline } from "../../../src/engine/usage/baseline";
import { day, estateOf, windowMarks, type UseRow } from "../estate-of";

const gather = (
  use: readonly UseRow[],
): Baseline & { readonly pair: (person: string, product: string) => object | undefined } => {
  const estate = estateOf({ use });
  const baseline = baselineOf(estate.use, estate.people.length, estate.sources);
  const { pairs } = baseline;
  return {
    ...baseline,
    pair: (person, product) => {
      const i = pairs.person.findIndex(
        (p, at) =>
          estate.people[p]?.id === person && estate.products[pairs.product[at] as number] === product,
      );
      return i < 0
        ? undefined
        : {
            days: pairs.days[i],
            tokens: pairs.tokens[i],
            tokenDays: pairs.tokenDays[i],
            blankDays: pairs.blankDays[i],
            seatDays: pairs.seatDays[i],
          };
    },
  };
};

describe("the baseline", () => {
  it("counts a day once however many versions were used, and adds the tokens of its versions", () => {
    const { pair } = gather([
      ["ann@x", "Revit", "2026-01-05", "tokens", 10, 2025],
      ["ann@x", "Revit", "2026-01-05", "tokens", 0, 2026],
      ["ann@x", "Revit", "2026-01-06", "tokens", 10, 2026],
    ]);
    expect(pair("ann@x", "Revit")).toEqual({ days: 2, tokens: 20, tokenDays: 2, blankDays: 0, seatDays: 0 });
  });

  it("tells the first and the last day of each user and product", () => {
    const { pairs } = gather([
      ["ann@x", "Revit", "2026-01-05", "seat", null],
      ["ann@x", "Revit", "2026-03-09", "seat", null],
      ["bob@x", "Revit", "2026-02-01", "tokens", 10],
    ]);
    expect(pairs.firstDay).toEqual([day("2026-01-05"), day("2026-02-01")]);
    expect(pairs.lastDay).toEqual([day("2026-03-09"), day("2026-02-01")]);
  });

  it("keeps blank tokens, 0 tokens and seat days apart", () => {
    const { pair } = gather([
      ["ann@x", "Revit", "2026-01-05", "tokens", null],
      ["ann@x", "Revit", "2026-01-06", "tokens", 0],
      ["ann@x", "Revit", "2026-01-07", "seat", null],
      ["ann@x", "Revit", "2026-01-08", "seat", 0],
    ]);
    expect(pair("ann@x", "Revit")).toEqual({ days: 4, tokens: 0, tokenDays: 1, blankDays: 1, seatDays: 2 });
  });

  it("believes Usage before the exports of seats or tokens, and these before sessions, though they state more", () => {
    const believed = (kind: SourceKind, other: SourceKind) =>
      gather([
        ["ann@x", "Revit", "2026-01-05", "tokens", 20, 0, kind],
        ["ann@x", "Revit", "2026-01-05", "tokens", 10, 0, other],
      ]).pair("ann@x", "Revit");
    const ten = { days: 1, tokens: 10, tokenDays: 1, blankDays: 0, seatDays: 0 };
    expect([believed("Seat usage", "Usage"), believed("Token usage", "Usage")]).toEqual([ten, ten]);
    expect(believed("Sessions", "Token usage")).toEqual(ten);
    expect(believed("Token Flex", "Sessions")).toEqual(ten);
    expect(believed("Seat usage", "Token usage")).toEqual({ ...ten, tokens: 20 });
  });

  it("believes one kind of export where two state the same day", () => {
    const { pair } = gather([
      ["ann@x", "Revit", "2026-01-05", "tokens", 10, 0, "Usage"],
      ["ann@x", "Revit", "2026-01-05", "tokens", 10, 0, "Token usage"],
      ["ann@x", "Revit", "2026-01-06", "tokens", 10, 0, "Token usage"],
      ["ann@x", "Revit", "2026-01-06", "tokens", 20, 0, "Sessions"],
    ]);
    expect(pair("ann@x", "Revit")).toEqual({ days: 2, tokens: 20, tokenDays: 2, blankDays: 0, seatDays: 0 });
  });

  it("takes the last 365 days for the year when more was seen, and every month for the history", () => {
    const { windows, pair, months } = gather([
      ["ann@x", "Revit", "2025-10-31", "tokens", 10],
      ["ann@x", "Revit", "2025-11-01", "tokens", 10],
      ["ann@x", "Revit", "2026-10-31", "tokens", 10],
      ...windowMarks("2024-11-01", "2026-10-31"),
    ]);
    expect(windows.seats && isoDay(windows.seats.baselineFirst)).toBe("2025-11-01");
    expect(pair("ann@x", "Revit")).toMatchObject({ days: 2, tokens: 20 });
    expect(months.month.map((m) => isoMonth(m)).filter((_, i) => months.tokens[i] === 10)).toEqual([
      "2025-10",
      "2025-11",
      "2026-10",
    ]);
  });

  it("is the same for 40,000 rows in no order as for the same in order", () => {
    const products = ["Revit", "AutoCAD", "Maya"];
    const rows = Array.from({ length: 40_000 }, (_, i): UseRow => {
      const person = `p${String((i * 7919) % 311).padStart(3, "0")}@x`;
      const iso = isoDay((day("2024-06-01") + ((i * 104_729) % 800)) as DayNumber);
      return [person, products[(i * 31) % 3] as string, iso, i % 3 === 0 ? "seat" : "tokens", (i * 13) % 11];
    });
    const inOrder = [...rows].sort((a, b) => (a.slice(0, 3).join() < b.slice(0, 3).join() ? -1 : 1));
    const { pair: _one, ...shuffled } = gather(rows);
    const { pair: _other, ...sorted } = gather(inOrder);
    expect(shuffled).toEqual(sorted);
    expect(sum(sorted.months.days)).toBe(new Set(rows.map((row) => row.slice(0, 3).join())).size);
  });

  it("has no window without use", () => {
    expect(gather([]).windows).toEqual({ seats: null, tokens: null, nobody: null, all: null });
  });

  const row: fc.Arbitrary<UseRow> = fc.tuple(
    fc.constantFrom("ann@x", "bob@x", "cy@x"),
    fc.constantFrom("Revit", "AutoCAD", "Maya"),
    fc.integer({ min: day("2024-01-01"), max: day("2026-06-30") }).map((n) => isoDay(n as DayNumber)),
    fc.constantFrom("seat" as const, "tokens" as const),
    fc.constantFrom(null, 0, 6, 10),
    fc.integer({ min: 0, max: 2 }),
  );

  it("agrees with a plain count, conserves tokens from rows to months, and ignores the order of rows", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (use) => {
        const { months, pairs, windows } = gather(use);
        const stated = use.filter(([, , , access, n]) => n !== null && !(access === "seat" && n === 0));
        expect(sum(months.tokens)).toBe(sum(stated.map((one) => one[4] ?? 0)));
        const first = windows.seats?.baselineFirst ?? windows.nobody?.baselineFirst ?? 0;
        expect(sum(pairs.tokens)).toBe(
          sum(stated.filter((one) => day(one[2]) >= first).map((one) => one[4] ?? 0)),
        );
        expect(sum(months.days)).toBe(new Set(use.map(([p, q, d]) => `${p} ${q} ${d}`)).size);
        expect(months.month.length).toBe(
          new Set(use.map(([p, q, d]) => `${p} ${q} ${monthOf(day(d))}`)).size,
        );
        expect(sum(pairs.days)).toBe(
          new Set(use.filter((one) => day(one[2]) >= first).map(([p, q, d]) => `${p} ${q} ${d}`)).size,
        );
        const people = [...new Set(use.map(([p]) => p))].filter((p) => p !== "").sort();
        expect([...gather(use).daysWithUse]).toEqual(
          people.map(
            (p) =>
              new Set(use.filter((one) => one[0] === p && day(one[2]) >= first).map((one) => one[2])).size,
          ),
        );
        expect(gather([...use].reverse())).toEqual({ ...gather(use), pair: expect.anything() as unknown });
      }),
    );
  });
});

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
