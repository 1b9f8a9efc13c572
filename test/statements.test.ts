import { isoDay } from "../src/engine/calendar";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { random } from "../examples/sample/random";
import { answer } from "../src/cli/answer";
import { toJson } from "../src/cli/json";
import { figureText, type Headline } from "../src/engine/statements/headlines";
import { renewalLines } from "../src/engine/renewal/renewal-lines";
import { statementsOf, type Statement } from "../src/engine/statements/statements";
import { wholeNumber } from "../src/engine/wording";
import { newXlsx } from "../src/hosts/xlsx/xlsx";
import { report } from "../src/sheets/report/report";
import { runAnalysis, type Run } from "../src/sheets/run";
import { AnswerView } from "../src/taskpane/answer";
import { Job } from "../src/taskpane/job";
import { WorkHere } from "../src/taskpane/work-here";
import type { SheetReader } from "../src/workbook/reader";
import { APPEARANCE } from "../src/workbook/looks";
import type { SheetSpec } from "../src/workbook/spec";
import { textWidth } from "../src/workbook/text-width";
import { day } from "./engine/estate-of";
import { readersOf } from "./evidence/conclusions";
import { firm } from "./evidence/firm";
import { SPOILERS } from "./evidence/spoil";
import { sheetsOf } from "./sheets/read/sheets-of";
import { UNPRICED } from "./sheets/report/unpriced";

const TODAY = day("2026-10-31");

const spoilt = (seed: number, how: keyof typeof SPOILERS): (() => SheetReader[]) => {
  return () => readersOf(SPOILERS[how](firm(seed), random(seed)));
};

/** Estates whose answers differ in kind: whole, filtered, short, refused, unpriced, without use. */
const ESTATES: Readonly<Record<string, () => readonly SheetReader[]>> = {
  "a whole firm": () => readersOf(firm(6)),
  "a firm filtered by team": spoilt(9, "filtered by team"),
  "a firm of a few days": spoilt(21, "shortened"),
  "a firm with refused cells": spoilt(19, "with refused cells"),
  "a firm with unknown prices and rates": () => [sheetsOf(UNPRICED)],
  "seats without any use": () => [
    sheetsOf({
      Subscriptions: [
        ["offering_name", "seat_quantity", "Unit price", "end_date"],
        ["AutoCAD", 3, 1800, "2026-12-31"],
      ],
    }),
  ],
};

/** A text without the breaks and blanks by which a rendering lays it out. */
const plain = (text: string): string => text.replace(/\s+/g, " ");

/** What a reader sees of a statement: its text, and the figure of a headline. */
const shown = (one: Statement | Headline): string[] =>
  one.kind === "headline" ? [one.text, figureText(one), one.note] : [one.text];

/** The text of the Renewal sheet outside its tables. */
const sheetText = ({ cells }: SheetSpec): string =>
  plain(
    cells
      .flatMap(({ value, format }) => {
        if (value === null) return [];
        return typeof value === "number" &&
          (format === "money" || format === "whole" || format === "fine percent")
          ? figureText({ value, unit: format })
          : String(value);
      })
      .join("\n"),
  );

/** Checks that a rendering shows these texts in this order. */
function showsInOrder(rendering: string, texts: readonly string[]): void {
  let from = 0;
  for (const text of texts) {
    const at = rendering.indexOf(plain(text), from);
    expect([text, at >= 0]).toEqual([text, true]);
    from = at + plain(text).length;
  }
}

async function paneOf(readers: readonly SheetReader[]): Promise<string> {
  const place = {
    open: async () => ({ readers, workbook: newXlsx("new.xlsx") }),
    keep: async () => undefined,
  };
  const job = new Job({ work: new WorkHere(place), remark: null }, { today: () => TODAY });
  job.stateAsOf(isoDay(TODAY));
  await job.analyse();
  const { answer: inPane, notice } = job.current();
  expect(notice).toBeNull();
  return renderToStaticMarkup(
    createElement(AnswerView, { answer: inPane!, explain: async () => null, show: undefined }),
  );
}

/** The text of a page, with the titles that appear under the pointer after the texts that they explain. */
const pageText = (markup: string): string =>
  plain(
    markup
      .replace(/<tr title="([^"]*)">(.*?)<\/tr>/g, "$2 $1 ")
      .replace(/<[^>]*>/g, " ")
      .replace(/&quot;/g, '"')
      .replace(/&#x27;/g, "'")
      .replace(/&amp;/g, "&"),
  );

describe.each(Object.keys(ESTATES))("the answer about %s", (name) => {
  let run: Run;
  let statements: readonly (Statement | Headline)[];
  let [terminal, pane] = ["", ""];
  let renewal: SheetSpec;
  beforeAll(async () => {
    const readers = ESTATES[name]!();
    run = await runAnalysis(readers, { today: TODAY, asOf: TODAY, set: [] });
    statements = statementsOf(run);
    terminal = plain(answer(run));
    pane = pageText(await paneOf(readers));
    renewal = report({ ...run, dateSystem: 1900 }).find(({ key }) => key === "renewal")!;
  });

  it("begins with the result and how far it can be trusted", () => {
    expect(statements.slice(0, 2).map(({ kind }) => kind)).toEqual(["result", "trust"]);
    expect(statements[0]?.text).toMatch(/^(Renewing as recommended|What renewing|These tables)/);
    expect(statements[1]?.text).toMatch(/^(Use is known|No table shows)/);
  });

  it("says the same in the terminal, the pane, the Renewal sheet and the JSON", () => {
    const texts = statements.flatMap(shown);
    showsInOrder(terminal, texts);
    showsInOrder(pane, texts);

    const sheet = sheetText(renewal);
    showsInOrder(sheet, [
      ...["result", "trust", "caution", "date"].flatMap((kind) => said(kind as Statement["kind"])),
      ...statements.filter(({ kind }) => kind === "headline" || kind === "action").flatMap(shown),
    ]);
    // Requests stand by their worth.
    for (const ask of said("ask")) expect(sheet).toContain(plain(ask));

    const json = JSON.parse(toJson(run)) as {
      statements: { kind: string; text: string; figure: { value: number | null; note: string } | null }[];
    };
    expect(json.statements.map(({ kind, text }) => [kind, text])).toEqual(
      statements.map(({ kind, text }) => [kind, text]),
    );
    expect(json.statements.flatMap(({ figure }) => (figure ? [[figure.value, figure.note]] : []))).toEqual(
      statements.flatMap((one) => (one.kind === "headline" ? [[one.value, one.note]] : [])),
    );
  });

  const said = (kind: Statement["kind"]): string[] =>
    statements.flatMap((one) => (one.kind === kind ? [one.text] : []));

  describe("in the Renewal sheet", () => {
    it("has no sentence that is no statement", () => {
      let rest = sheetText(renewal);
      for (const text of statements.flatMap(shown).sort((a, b) => b.length - a.length))
        rest = rest.replace(plain(text), "");
      expect(rest.replace(/[.\s\d,-]|unknown/g, "").length).toBeLessThan(700);
    });

    it("has no row that a printed page would cut", () => {
      const { cells, tables, widths } = renewal;
      const printed = widths.slice(0, tables[0]!.columns.length);
      for (const { column, row, value, look } of cells.filter(({ value }) => typeof value === "string")) {
        const room = printed.slice(column).reduce((sum, width) => sum + width, 0);
        const size = (look && APPEARANCE[look].size) ?? 11;
        expect([row, value, (textWidth(String(value)) * size) / 11 <= room]).toEqual([row, value, true]);
      }
    });
  });

  it("shows the same contract lines in the terminal, the pane and the Renewal sheet", () => {
    const lines = renewalLines(run.analysis);
    for (const { status, offering, money } of lines) {
      for (const rendering of [terminal, pane]) {
        expect(rendering).toContain(plain(status));
        expect(rendering).toContain(offering);
        expect(rendering).toContain(money === null ? "unknown" : wholeNumber(money));
      }
    }
    const table = renewal.tables.find((one) => one.name === "SeatwiseRenewal")!;
    expect(table.rows.map((row) => [row[1]?.value, row[7]?.value, row[9]?.value])).toEqual(
      lines.map(({ offering, money, status }) => [offering, money ?? "unknown", status]),
    );
  });
});
