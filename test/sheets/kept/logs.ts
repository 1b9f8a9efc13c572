import { toJson } from "../../../src/cli/json";
import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { toSerial } from "../../../src/engine/calendar";
import type { Estate } from "../../../src/engine/estate/estate";
import { statementsOf } from "../../../src/engine/statements/statements";
import { collectKept } from "../../../src/sheets/kept/collect";
import { withHarvestRecords } from "../../../src/sheets/kept/harvest-records";
import { withKept } from "../../../src/sheets/kept/merge";
import { decisionLogSheet } from "../../../src/sheets/report/decision-log-sheet";
import { harvestSheet } from "../../../src/sheets/report/harvest-sheet";
import { reconciliationLogSheet } from "../../../src/sheets/report/reconciliation-log-sheet";
import type { ReportInput } from "../../../src/sheets/report/report-input";
import type { Cell } from "../../../src/workbook/cells";
import { day, daysOfUse, estateOf } from "../../engine/estate-of";
import { readAll } from "../../hosts/contract";
import type { Desk } from "./contract";

type Holders = Readonly<Record<string, string>>;

/** Who holds an AutoCAD seat, and the first day of 40 days of use (empty for no use). */
const HOLDERS: Holders = { ann: "", bob: "", yves: "2026-09-10", zoe: "2026-09-10" };

/** The estate of a month: its exports cover the year to its last day. */
const estate = (
  to: string,
  holders: Holders,
  others: readonly string[] = [],
  unlisted: readonly string[] = [],
  seats: readonly (readonly [string, string])[] = [],
): Estate =>
  estateOf({
    use: Object.entries(holders).flatMap(([who, first]) =>
      first === "" ? [] : daysOfUse(who, "AutoCAD", first, 40, "seat"),
    ),
    people: Object.fromEntries([
      ...others.map((who) => [who, { listed: true }] as const),
      ...unlisted.map((who) => [who, {}] as const),
    ]),
    period: ["2025-11-01", to],
    seats: [...Object.keys(holders).map((who) => [who, "AutoCAD"] as const), ...seats],
    bought: [["AutoCAD", 4, 1800, "C1", "2027-03-01"]],
  });

const LOGS = ["Decision log", "Reconciliation log"] as const;

/** A second and a third run in a host: what the logs hold, whatever a person does to them. */
export function describeLogs(name: string, make: () => Promise<Desk>): void {
  describe(`logs that only grow: ${name}`, () => {
    let desk: Desk;
    beforeEach(async () => {
      desk = await make();
    });

    async function run(
      asOf: string,
      holders: Holders,
      ...rest: readonly [
        others?: readonly string[],
        unlisted?: readonly string[],
        seats?: readonly (readonly [string, string])[],
      ]
    ): Promise<ReportInput> {
      const kept = await collectKept([desk.workbook]);
      const reading = { asOf: day(asOf), dateSystem: () => desk.workbook.dateSystem };
      const recorded = withHarvestRecords(estate(asOf, holders, ...rest), kept, reading);
      const analysis = analyse(recorded.estate, day(asOf), defaultAssumptions());
      const input: ReportInput = {
        analysis,
        kept,
        dateSystem: desk.workbook.dateSystem,
        issues: [...kept.issues, ...recorded.issues, ...analysis.issues],
        counts: [],
        references: new Map(),
        settingDoubts: [],
        statedAsOf: null,
        unrecognised: [],
      };
      const sheets = [harvestSheet, decisionLogSheet, reconciliationLogSheet].map((sheet) => sheet(input));
      await desk.workbook.write(withKept(kept, sheets).specs);
      return input;
    }

    /** The rows of a log by header, as they stand in the workbook. */
    async function rowsOf(log: (typeof LOGS)[number]): Promise<ReadonlyMap<string, Cell>[]> {
      const rows = await readAll(desk.workbook, log);
      const header = rows.find(({ cells }) => cells.includes("No."))!;
      return rows
        .filter(({ row }) => row > header.row)
        .map(({ cells }) => new Map(header.cells.map((head, i) => [String(head), cells[i] ?? null])));
    }
    const both = async () => [await rowsOf(LOGS[0]), await rowsOf(LOGS[1])] as const;
    const told = async (log: (typeof LOGS)[number], ...headers: readonly string[]) =>
      (await rowsOf(log)).map((row) => headers.map((header) => row.get(header)));
    const codes = ({ issues }: ReportInput) => issues.map(({ code }) => code);

    /** The row of the sheet and the column of the first cell that shows a text, below a row. */
    async function cellOf(
      sheet: string,
      text: Cell,
    ): Promise<{ readonly row: number; readonly column: number }> {
      for (const { row, cells } of await readAll(desk.workbook, sheet))
        if (cells.includes(text)) return { row, column: cells.indexOf(text) };
      throw new Error(`No cell of ${sheet} shows ${String(text)}`);
    }
    async function typeFor(user: string, header: string, value: Cell): Promise<void> {
      const { row } = await cellOf("Harvest", user);
      const { column } = await cellOf("Harvest", header);
      await desk.type("Harvest", row, column, value);
    }

    it("the first run begins them, and the same run twice more adds nothing", async () => {
      await run("2026-10-31", HOLDERS);
      const first = await both();
      expect(await told("Decision log", "No.", "As of", "User", "Event", "Action")).toEqual([
        [1, "2026-10-31", "ann", "Found", "Reclaim"],
        [2, "2026-10-31", "bob", "Found", "Reclaim"],
        [3, "2026-10-31", "yves", "Found", "Monitor"],
        [4, "2026-10-31", "zoe", "Found", "Monitor"],
      ]);
      expect(await told("Reconciliation log", "No.", "Of", "Bought", "Active", "People with use")).toEqual([
        [1, "Seats", 4, 2, null],
        [2, "Tokens", null, null, null],
        [3, "All together", 4, 2, 2],
      ]);
      await run("2026-10-31", HOLDERS);
      await run("2026-10-31", HOLDERS);
      expect(await both()).toEqual(first);
    });

    it("a later run adds what changed behind the lines that stand, and says what changed", async () => {
      await run("2026-10-31", HOLDERS);
      const first = await both();
      const { ann: _, ...left } = HOLDERS;
      const input = await run("2026-11-30", left, ["ann"]);
      const second = await both();
      first.forEach((lines, log) => expect(second[log]!.slice(0, lines.length)).toEqual(lines));
      expect((await told("Decision log", "No.", "User", "Event")).slice(4)).toEqual([
        [5, "ann", "Reclaimed"],
      ]);
      expect(second[1].length).toBe(6);
      const said = statementsOf(input).filter(({ kind }) => kind === "change");
      expect(said.map(({ text }) => text)).toEqual([
        "Since the run of 2026-10-31: 2 people used a product (as then), 4 seats are bought (as then), " +
          "3 seats are assigned (1 fewer), 0 tokens a year are drawn (as then) and 7,200 USD a year are paid for " +
          "seats and tokens (as then); 1 seat came back",
        "Seats that came back since 2026-10-31: 1, 50.0 % of the 2 seats bought and not active then; a first year " +
          "usually brings back 25.0 % to 35.0 % [E]; the year ends on 2027-10-30",
      ]);
      expect(JSON.parse(toJson(input))).toMatchObject({
        sinceLastRun: { since: "2026-10-31", decisions: [5] },
        reclaimedSoFar: { seats: 1, over: 2, share: 0.5, notListed: 0 },
      });
      await run("2026-11-30", left, ["ann"]);
      expect(await both()).toEqual(second);
    });

    it("a user whom no table names any more is not called reclaimed", async () => {
      await run("2026-10-31", HOLDERS);
      const { ann: _, ...left } = HOLDERS;
      const input = await run("2026-11-30", left);
      expect((await told("Decision log", "User", "Event")).at(-1)).toEqual(["ann", "No longer listed"]);
      expect(JSON.parse(toJson(input))).toMatchObject({ reclaimedSoFar: { seats: 0, notListed: 1 } });
    });

    it("a user whom only the use names is not called reclaimed, and is none of the seats to come back anew", async () => {
      await run("2026-10-31", HOLDERS);
      const { bob: _, zoe: __, ...left } = HOLDERS;
      // A table of users that is filtered by team: Bob and Zoe still stand in the export of use.
      const input = await run("2026-11-30", left, [], ["bob", "zoe"]);
      expect((await told("Decision log", "User", "Event")).slice(4)).toEqual([
        ["bob", "No longer listed"],
        ["zoe", "No longer listed"],
      ]);
      expect(JSON.parse(toJson(input))).toMatchObject({ reclaimedSoFar: { seats: 0, notListed: 2 } });
      const whole = await run("2026-12-31", HOLDERS);
      expect((await told("Decision log", "User", "Event")).slice(6, 8)).toEqual([
        ["bob", "Changed"],
        ["zoe", "Changed"],
      ]);
      const [said] = statementsOf(whole).filter(({ kind }) => kind === "change");
      expect(said!.text).not.toMatch(/came back/);
      expect(JSON.parse(toJson(whole))).toMatchObject({ reclaimedSoFar: { seats: 0, notListed: 0 } });
    });

    it("the seats of an offering that no table of users lists any more are not called reclaimed", async () => {
      await run("2026-10-31", HOLDERS);
      const input = await run("2026-11-30", {}, Object.keys(HOLDERS), [], [["ann", "Revit"]]);
      const lines = (await told("Decision log", "Seat", "Event")).slice(4);
      expect(lines.filter(([seat]) => seat === "AutoCAD").map(([, event]) => event)).toEqual(
        Object.keys(HOLDERS).map(() => "No longer listed"),
      );
      expect(JSON.parse(toJson(input))).toMatchObject({ reclaimedSoFar: { seats: 0, notListed: 4 } });
    });

    it("no new line gets the number of a line that cannot be read", async () => {
      await run("2026-10-31", HOLDERS);
      const { row, column } = await cellOf("Decision log", "Event").then(async (head) => ({
        row: (await cellOf("Decision log", "zoe")).row,
        column: head.column,
      }));
      await desk.type("Decision log", row, column, "elsewhere");
      await run("2026-10-31", HOLDERS);
      expect((await told("Decision log", "No.", "User")).slice(3)).toEqual([
        [4, "zoe"],
        [5, "zoe"],
      ]);
    });

    it("what is typed into Harvest is followed and logged, once", async () => {
      await run("2026-10-31", HOLDERS);
      await typeFor("ann", "Decision", "keep");
      await typeFor("ann", "Owner", "Eve");
      await typeFor("bob", "Notice sent", toSerial(day("2026-10-20"), desk.workbook.dateSystem));
      await run("2026-10-31", HOLDERS);
      const lines = await told(
        "Decision log",
        "User",
        "Event",
        "Action",
        "Decision",
        "Owner",
        "Reclaim from",
      );
      expect(lines.slice(4)).toEqual([
        ["ann", "Decided", "Keep", "Keep", "Eve", null],
        ["bob", "Decided", "Reclaim", null, null, "2026-11-19"],
      ]);
      await run("2026-10-31", HOLDERS);
      expect((await rowsOf("Decision log")).length).toBe(6);
    });

    it("what cannot be used is said, and stays in its cell", async () => {
      await run("2026-10-31", HOLDERS);
      await typeFor("ann", "Decision", "perhaps");
      await typeFor("bob", "Notice sent", toSerial(day("2026-11-01"), desk.workbook.dateSystem));
      const input = await run("2026-10-31", HOLDERS);
      expect(codes(input)).toEqual(expect.arrayContaining(["unused-harvest-decision", "unused-notice-date"]));
      expect((await rowsOf("Decision log")).length).toBe(4);
      expect((await cellOf("Harvest", "perhaps")).row).toBe((await cellOf("Harvest", "ann")).row);
    });

    it("a run as of an earlier day adds nothing, and says so", async () => {
      await run("2026-10-31", HOLDERS);
      const first = await both();
      const input = await run("2026-10-30", { ...HOLDERS, ann: "2026-09-10" });
      expect(await both()).toEqual(first);
      expect(codes(input)).toContain("log-ahead");
    });

    it("a line that a person changed stays as it stands, and is named by every run", async () => {
      await run("2026-10-31", HOLDERS);
      const { row } = await cellOf("Decision log", "ann");
      const { column } = await cellOf("Decision log", "Why");
      await desk.type("Decision log", row, column, "she asked me to");
      for (const asOf of ["2026-10-31", "2026-11-30"]) {
        const input = await run(asOf, HOLDERS);
        expect((await told("Decision log", "No.", "User", "Why"))[0]).toEqual([1, "ann", "she asked me to"]);
        const [issue] = input.issues.filter(({ code }) => code === "changed-log-line");
        expect(issue).toMatchObject({ sheet: "Decision log", rows: 1 });
        expect(issue!.message).toContain("line 1");
      }
      // What the changed line said is said anew, once.
      expect((await told("Decision log", "No.", "User", "Event")).slice(4)).toEqual([[5, "ann", "Found"]]);
    });

    it("no sum counts a line that a person changed", async () => {
      await run("2026-10-31", HOLDERS);
      const { ann: _, ...left } = HOLDERS;
      await run("2026-11-30", left, ["ann"]);
      // Ann's seat came back. Somebody writes so of Bob, who holds his.
      const { row } = await cellOf("Decision log", "bob");
      const { column } = await cellOf("Decision log", "Event");
      await desk.type("Decision log", row, column, "Reclaimed");
      const input = await run("2026-12-31", left, ["ann"]);
      expect(JSON.parse(toJson(input))).toMatchObject({
        decisionLog: { leftOut: 1 },
        reclaimedSoFar: { seats: 1, over: 2, share: 0.5 },
      });
      expect(statementsOf(input).find(({ text }) => text.startsWith("Seats that came back"))!.text).toMatch(
        /; 1 line of the decision log was changed or lost, and no figure counts it$/,
      );
    });

    it("what was too many at first is not known once a line of the reconciliation log was changed", async () => {
      await run("2026-10-31", HOLDERS);
      const { row } = await cellOf("Reconciliation log", "Seats");
      const { column } = await cellOf("Reconciliation log", "Active");
      await desk.type("Reconciliation log", row, column, 4);
      const input = await run("2026-11-30", HOLDERS);
      expect(JSON.parse(toJson(input))).toMatchObject({
        reconciliationLog: { leftOut: 1 },
        reclaimedSoFar: { seats: 0, over: null, share: null },
      });
    });

    it("lines out of order are in order again, each as it was; a line that is lost is said", async () => {
      await run("2026-10-31", HOLDERS);
      const before = await rowsOf("Decision log");
      const { row } = await cellOf("Decision log", "ann");
      const heads = [...before[0]!.keys()];
      // The first two lines change places.
      for (const [i, line] of [before[1]!, before[0]!].entries())
        for (const [column, head] of heads.entries())
          await desk.type("Decision log", row + i, column, line.get(head) ?? null);
      const input = await run("2026-10-31", HOLDERS);
      expect(await rowsOf("Decision log")).toEqual(before);
      expect(codes(input)).not.toContain("changed-log-line");
      // The second line is overwritten by a copy of the first.
      for (const [column, head] of heads.entries())
        await desk.type("Decision log", row + 1, column, before[0]!.get(head) ?? null);
      const lost = await run("2026-10-31", HOLDERS);
      expect(codes(lost)).toContain("missing-log-lines");
    });

    it("a line whose number was changed is named as such, and the log goes on where it was", async () => {
      await run("2026-10-31", HOLDERS);
      const { row } = await cellOf("Decision log", "bob");
      await desk.type("Decision log", row, 0, 900);
      const input = await run("2026-11-30", HOLDERS);
      const [issue] = input.issues.filter(({ code }) => code === "changed-log-line");
      expect(issue!.message).toContain("line 900, which was line 2.");
      expect(codes(input)).not.toContain("missing-log-lines");
      expect(JSON.parse(toJson(input))).toMatchObject({ decisionLog: { leftOut: 1 } });
      expect((await told("Decision log", "No.", "User")).slice(-2)).toEqual([
        [900, "bob"],
        [5, "bob"],
      ]);
    });

    it("a line without a number stays as it stands and counts for nothing", async () => {
      await run("2026-10-31", HOLDERS);
      const { row } = await cellOf("Reconciliation log", "Tokens");
      await desk.type("Reconciliation log", row, 0, "two");
      const input = await run("2026-10-31", HOLDERS);
      expect(codes(input)).toContain("unread-log-line");
      expect((await rowsOf("Reconciliation log")).map((line) => line.get("No."))).toContain("two");
    });
  });
}
