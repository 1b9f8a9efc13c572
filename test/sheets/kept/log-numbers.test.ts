import fc from "fast-check";
import { logIssues } from "../../../src/sheets/kept/log-issues";
import { numbersIn } from "../../../src/sheets/kept/log-numbers";
import { grownLog, type LogCells } from "../../../src/sheets/report/growing-log";
import { RECONCILIATION_LOG as LOG } from "../../../src/sheets/report/tables";

/** Lines 1 to `count` as runs write them. */
const written = (count: number): LogCells[] =>
  grownLog(
    LOG,
    {},
    Array.from({ length: count }, (_, i) => [
      [LOG.no, i + 1] as const,
      [LOG.asOf, "2026-10-31"] as const,
      [LOG.of, "Seats"] as const,
      [LOG.offering, `Offering ${i + 1}`] as const,
    ]),
  );

const edited = (line: LogCells, header: string, value: string | number): LogCells =>
  new Map([...line, [header, value]]);

const messages = (lines: readonly LogCells[]): string[] =>
  logIssues(
    lines.map((cells, i) => ({
      table: LOG.tableName,
      cells,
      place: { file: "a.xlsx", sheet: "Reconciliation log", row: i + 3 },
    })),
  ).map(({ code, message }) => `${code}: ${message.split(". ")[0]!}`);

describe("the numbers of a log", () => {
  const [one, two, three, four] = written(4) as [LogCells, LogCells, LogCells, LogCells];
  const numbered = (line: LogCells, no: number | string) => edited(line, LOG.no.header, no);

  it("a line whose number became 900 was line 3, and no line is missing", () => {
    const lines = [one, two, numbered(three, 900), four];
    expect(messages(lines)).toEqual([
      "changed-log-line: 1 line is not as a run wrote it into the reconciliation log: line 900, which was line 3",
    ]);
    expect(numbersIn(LOG, lines)).toMatchObject({ highest: 4, lost: 0, beforeGap: 2 });
  });

  it("the last line, too: the next number is that of the line after it", () => {
    const lines = [one, two, three, numbered(four, 900)];
    expect(numbersIn(LOG, lines)).toMatchObject({ highest: 4, lost: 0, beforeGap: null });
    expect([...numbersIn(LOG, lines).written.values()]).toEqual([4]);
  });

  it("a line changed in its number and elsewhere may be the missing one, or the last", () => {
    const moved = edited(numbered(three, 900), LOG.offering.header, "Another");
    expect(messages([one, two, moved, four])).toEqual([
      "changed-log-line: 1 line is not as a run wrote it into the reconciliation log: line 900",
    ]);
    const last = edited(numbered(four, 900), LOG.offering.header, "Another");
    expect(numbersIn(LOG, [one, two, three, last])).toMatchObject({ highest: 4, lost: 0 });
  });

  it("a line with the number of another is no work of two workbooks", () => {
    expect(messages([one, two, numbered(three, 2), four])).toEqual([
      "changed-log-line: 1 line is not as a run wrote it into the reconciliation log: line 2, which was line 3",
    ]);
  });

  it("a line that cannot be read is not missing", () => {
    const lines = [one, edited(two, LOG.asOf.header, "soon"), numbered(three, "three"), four];
    expect(messages(lines)).toHaveLength(1);
    expect(messages(lines)[0]).toMatch(/^unread-log-line: 2 lines/);
  });

  it("two lines that were taken out are missing, also beside one that was changed in place", () => {
    const [, , , , five, six] = written(6);
    const lines = [one, four, edited(five!, LOG.offering.header, "Another"), six!];
    expect(messages(lines).map((text) => text.split(":")[0])).toEqual([
      "changed-log-line",
      "missing-log-lines",
    ]);
    expect(numbersIn(LOG, lines)).toMatchObject({ highest: 6, lost: 2, beforeGap: 1 });
    expect(numbersIn(LOG, [two, three])).toMatchObject({ lost: 1, beforeGap: null });
  });

  it("a number beyond any log is none, even with a right seal", () => {
    const cells = [LOG.no, 5e9] as const;
    const [far] = grownLog(LOG, {}, [[cells, [LOG.asOf, "2026-10-31"], [LOG.of, "Seats"]]]);
    expect(numbersIn(LOG, [one, far!, two])).toMatchObject({ highest: 2, lost: 0 });
  });

  it("ten thousand lines whose offerings were changed are all changed, and none is missing", () => {
    const lines = written(10_000).map((line) => edited(line, LOG.offering.header, "Another"));
    expect(numbersIn(LOG, lines)).toMatchObject({ highest: 10_000, lost: 0, changed: lines });
  });

  it("never says that more lines are missing than were taken out", () => {
    const kinds = fc.constantFrom("stays", "stays", "taken out", "number", "cell", "both");
    fc.assert(
      fc.property(fc.array(fc.tuple(kinds, fc.integer({ min: 1, max: 40 })), { maxLength: 12 }), (fates) => {
        const all = written(fates.length);
        const lines = all.flatMap((line, i): LogCells[] => {
          const [fate, no] = fates[i]!;
          const other = fate === "number" || fate === "both" ? numbered(line, no) : line;
          if (fate === "taken out") return [];
          return [fate === "cell" || fate === "both" ? edited(other, LOG.offering.header, `${no}`) : other];
        });
        const { lost, highest } = numbersIn(LOG, lines);
        const takenOut = fates.filter(([fate]) => fate === "taken out").length;
        expect(lost).toBeLessThanOrEqual(takenOut);
        expect(highest).toBeLessThanOrEqual(fates.length);
        if (lines.every((line) => all.includes(line))) {
          const last = fates.map(([fate]) => fate).lastIndexOf("stays");
          expect(lost).toBe(last + 1 - lines.length);
        }
      }),
    );
  });
});
