import { isoDay } from "../src/engine/calendar";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { random } from "../examples/sample/random";
import { answer } from "../src/cli/answer";
import { toJson } from "../src/cli/json";
import { figureText, type Headline } from "../src/engine/headlines";
import { statementsOf, type Statement } from "../src/engine/statements";
import { newXlsx } from "../src/hosts/xlsx/xlsx";
import { report } from "../src/sheets/report/report";
import { runAnalysis, type Run } from "../src/sheets/run";
import { AnswerView } from "../src/taskpane/answer";
import { Job } from "../src/taskpane/job";
import type { SheetReader } from "../src/workbook/reader";
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
  "a whole firm": () => readersOf(firm(9)),
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
  const place = { open: async () => ({ readers, workbook: newXlsx("new.xlsx") }), keep: () => undefined };
  const job = new Job(place, () => TODAY);
  job.stateAsOf(isoDay(TODAY));
  await job.analyse();
  const { answer: inPane, notice } = job.current();
  expect(notice).toBeNull();
  return renderToStaticMarkup(createElement(AnswerView, { answer: inPane!, show: undefined }));
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
  beforeAll(async () => {
    run = await runAnalysis(ESTATES[name]!(), { today: TODAY, asOf: TODAY, set: [] });
    statements = statementsOf(run);
  });

  it("begins with how far it can be trusted", () => {
    expect(statements[0]?.kind).toBe("trust");
    expect(statements[0]?.text).toMatch(/^(Use is known|No table shows)/);
  });

  it("says the same in the terminal, the pane, the Renewal sheet and the JSON", async () => {
    const texts = statements.flatMap(shown);
    showsInOrder(plain(answer(run)), texts);
    showsInOrder(pageText(await paneOf(ESTATES[name]!())), texts);

    const summary = report({ ...run, dateSystem: 1900 }).find(({ key }) => key === "renewal")!;
    const cells = summary.cells
      .map(({ value, format }) =>
        typeof value === "number" && (format === "money" || format === "whole" || format === "fine percent")
          ? figureText({ value, unit: format })
          : String(value),
      )
      .join("\n");
    showsInOrder(plain(cells), texts);

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

  describe("in the Renewal sheet", () => {
    let rows: readonly string[];
    beforeAll(() => {
      const { cells } = report({ ...run, dateSystem: 1900 }).find(({ key }) => key === "renewal")!;
      const said = cells.filter(({ row, column, look }) => row > 3 && column === 0 && look !== "heading");
      rows = said.map(({ value }) => String(value));
    });

    it("has no sentence or headline that is no statement", () => {
      const texts = statements.map(
        ({ kind, text }) => `${text}${["trust", "caution"].includes(kind) ? "." : ""}`,
      );
      expect(plain(rows.join(" "))).toBe(plain(texts.join(" ")));
    });

    it("has no row that a printed page would cut", () => {
      expect(Math.max(...rows.map(({ length }) => length))).toBeLessThan(75);
    });
  });
});
