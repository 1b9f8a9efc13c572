import { currencyText } from "../engine/currency-codes";
import type { Analysis } from "../engine/analysis";
import { at } from "../engine/at";
import { readingIssues } from "../engine/evidence/tables-read";
import { DAYS_PER_YEAR, isoDay } from "../engine/calendar";
import { rulesWithout } from "../engine/pool/sizing";
import { figureText, type Headline } from "../engine/statements/headlines";
import type { Issue } from "../engine/issues";
import { boundInWords, type PoolReport } from "../engine/renewal/mix-report";
import { knownFirstYear, hasKnownCost, knownTotal } from "../engine/renewal/known-cost";
import type { Scenario } from "../engine/renewal/scenarios";
import { shownScenarios } from "../engine/renewal/variants";
import {
  hasSeats,
  lineNames,
  renewalLines,
  savedBy,
  tellByText as tellBy,
  type RenewalLine,
} from "../engine/renewal/renewal-lines";
import { headlinesAmong, ofKind, statementsOf, type Statement } from "../engine/statements/statements";
import { counted, finePercent, folded, forPool, listed, priceText, wholeNumber } from "../engine/wording";
import type { Run } from "../sheets/run";

const LINE_WIDTH = 100;

/** The answer as the terminal shows it: scenarios, best mix, orders, actions, token pool, and everything unknown. */
export function answer(run: Run): string {
  const { analysis, issues, counts } = run;
  const statements = statementsOf(run);
  const said = (kind: Statement["kind"]): string[] => ofKind(statements, kind).map(({ text }) => text);
  const used = counts.reduce((sum, count) => sum + count.used, 0);
  const skipped = counts.reduce((sum, count) => sum + count.skipped, 0);
  const source =
    `${counted(used, "row")} of ${counted(counts.length, "table")}` +
    (skipped > 0 ? ` (${counted(skipped, "row")} skipped)` : "");
  return [
    `As of ${isoDay(analysis.asOf)}, from ${source}; amounts in ${currencyText(analysis.assumptions.currency)}.`,
    ...said("result").flatMap((text) => folded(`${text}.`, LINE_WIDTH)),
    ...said("trust").flatMap((text) => folded(`${text}.`, LINE_WIDTH)),
    ...said("caution").flatMap((text) => folded(`! ${text}.`, LINE_WIDTH)),
    ...section("Headlines", headlineLines(headlinesAmong(statements))),
    ...section("What becomes of each contract line", renewalRows(analysis)),
    ...section("Renewal scenarios", scenarioLines(analysis)),
    ...section("From As is to the best mix, first year", bridgeLines(analysis)),
    ...section("Best mix, first year", mixLines(analysis)),
    ...section("What to order for the best mix", bullets(said("ask"))),
    ...section("What to ask the vendor for, each counted alone", bullets(said("concession"))),
    ...section("Act on", bullets(said("action"))),
    ...section("What changed since the last run", bullets(said("change"))),
    ...section("Next dates", bullets(said("date"))),
    ...section("Token pool for next year, if use stays the same", poolParagraph(analysis)),
    ...section(
      "Unknown, or worth checking",
      issueLines([...analysis.issues, ...readingIssues(issues, analysis)]),
    ),
  ].join("\n");
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];

const bullets = (sentences: readonly string[]): string[] => sentences.map((sentence) => `- ${sentence}`);

/** A row of a table of figures. */
interface FigureRow {
  readonly name: string;
  readonly cells: readonly (string | number)[];
  /** What stands behind the figures. */
  readonly after?: string;
}

/**
 * A table of figures: names, then cells right-aligned in columns of at least the given widths. A column is wider where
 * a figure needs it, so that two never run together.
 */
function figureTable(rows: readonly FigureRow[], widths: readonly number[], names = 24): string[] {
  const shown = rows.map(({ cells }) =>
    cells.map((cell) => (typeof cell === "number" ? wholeNumber(cell) : cell)),
  );
  const longest = (texts: readonly string[]): number =>
    texts.reduce((most, { length }) => Math.max(most, length), 0);
  const columns = widths.map((width, n) =>
    Math.max(width, longest(shown.map((cells) => cells[n] ?? "")) + 2),
  );
  const nameColumn = Math.max(names, longest(rows.map(({ name }) => name)) + 1);
  return rows.map(
    ({ name, after = "" }, i) =>
      name.padEnd(nameColumn) +
      at(shown, i)
        .map((cell, n) => cell.padStart(at(columns, n)))
        .join("") +
      after,
  );
}

function headlineLines(headlines: readonly Headline[]): string[] {
  return figureTable(
    headlines.map((one) => ({ name: one.text, cells: [figureText(one)], after: `  ${one.note}` })),
    [12],
  );
}

/** The renewal line by line, and what the lines save together. */
function renewalRows(analysis: Analysis): string[] {
  const lines = renewalLines(analysis);
  if (lines.length === 0) return [];
  const names = lineNames(lines);
  // "unknown" needs more room than a number of seats.
  const isAllKnown = lines.every((line) => !hasSeats(line) || line.have !== null);
  const widths = isAllKnown ? [6, 7, 6, 6, 14, 12] : [9, 9, 9, 9, 14, 12];
  const row = (name: string, cells: readonly (string | number)[], after: string): FigureRow => ({
    name,
    cells,
    after: `  ${after}`,
  });
  const shown = (n: number | null): string | number => n ?? "unknown";
  const seatsOf = (line: RenewalLine): (string | number)[] =>
    [line.have, line.renew, line.drop, line.add].map((n) => (hasSeats(line) ? shown(n) : ""));
  const rows = [
    row("", ["have", "renew", "drop", "add", "saves a year", "tell by"], ""),
    ...lines.map((line, i) =>
      row(at(names, i), [...seatsOf(line), shown(line.money), tellBy(line)], line.status),
    ),
    row("Together", ["", "", "", "", shown(savedBy(lines)), ""], ""),
  ];
  return figureTable(rows, widths).map((line) => line.trimEnd());
}

function scenarioLines(analysis: Analysis): string[] {
  const { assumptions, recommended } = analysis;
  if (recommended === null) return [];
  const scenarios = shownScenarios(analysis);
  const years = `${assumptions.years} years`;
  const rows: FigureRow[] = [
    { name: "", cells: ["seats", "tokens", "first year", years, `${assumptions.years}-year saving`] },
    ...scenarios.map((scenario) => ({
      name: scenario.name,
      cells: scenarioFigures(scenario),
      after: partial(scenario) ? " *" : "",
    })),
  ];
  return [
    ...figureTable(rows, [10, 13, 14, 15, 16]),
    ...new Set(scenarios.flatMap(({ leftOut }) => leftOut.map((text) => `* not in the sums: ${text}`))),
  ];
}

const partial = ({ leftOut }: Scenario): boolean => leftOut.length > 0;

function scenarioFigures(scenario: Scenario): (string | number)[] {
  const first = at(scenario.years, 0);
  const sums = [knownFirstYear(scenario), knownTotal(scenario), scenario.savingVsAsIs];
  return [first.seats, first.tokens, ...sums.map((sum) => sum ?? "unknown")];
}

/** The steps that change anything, rounded so that they add up as shown. */
function bridgeLines({ bridge, asIs, recommended }: Analysis): string[] {
  if (bridge === null || recommended === null) return [];
  const line = (name: string, amount: number | string): FigureRow => ({ name, cells: [amount] });
  let sum: number = bridge.from;
  const steps = bridge.steps.map(({ name, amount }) => {
    const before = Math.round(sum);
    sum += amount ?? 0;
    return { name, shown: amount === null ? "unknown" : Math.round(sum) - before };
  });
  const rows = [
    line(asIs.name, bridge.from),
    ...steps.filter(({ shown }) => shown !== 0).map(({ name, shown }) => line(name, shown)),
    line(recommended.name, bridge.to),
  ];
  return figureTable(rows, [12]);
}

function mixLines({ mix, recommended }: Analysis): string[] {
  if (mix === null || recommended === null || !hasKnownCost(recommended)) return [];
  const { total, gap, pools, merging, beatenBy } = mix;
  return [
    `${wholeNumber(total)}; ${boundInWords(mix)}${beatenBy === null ? ` (gap ${finePercent(gap)})` : ""}`,
    ...pools.flatMap((pool) => nextTier(pool, pools.length)),
    ...(merging === null
      ? []
      : [`One shared token pool would ${saveOrCost(merging)} ${wholeNumber(Math.abs(merging.saving))}`]),
  ];
}

/** The tokens to buy, and how far the next price tier is. */
function nextTier(pool: PoolReport, pools: number): string[] {
  const [edge] = pool.edges;
  if (!edge) return [];
  const { tier, more, costs } = edge;
  return [
    `${wholeNumber(pool.bought)} tokens to buy${forPool(pool, pools)}; ${wholeNumber(more)} more would reach ` +
      `the price of ${priceText(tier.unitPrice)} and ${costs < 0 ? "save" : "cost"} ${wholeNumber(Math.abs(costs))}`,
  ];
}

const saveOrCost = ({ saving }: { readonly saving: number }): "save" | "cost" =>
  saving < 0 ? "cost" : "save";

function poolParagraph({ pool, consumption, coverage, tokenPlan }: Analysis): string[] {
  const { observed, observedDays, year, leastYear, unknown, estimated } = consumption;
  if (year === null || observed === null) {
    const missing = unknown.map(({ product, days }) => `${counted(days, "day")} of ${product}`);
    return coverage.tooShort
      ? []
      : [
          `unknown: no rate turns ${listed(missing)} into tokens. At least ${counted(leastYear, "token")} a year.`,
        ];
  }
  if (pool.length === 0) return [];
  const perYear = observedDays < DAYS_PER_YEAR ? `, which is ${wholeNumber(year)} a year` : "";
  const drawn = `${counted(observed, "token")} drawn in ${counted(observedDays, "day")}${perYear}`;
  const line = (name: string, cells: readonly (string | number)[]): FigureRow => ({ name, cells });
  const rows = [
    line("rule", ["tokens", "would expire", "may run out", "cost", "year's spend"]),
    ...pool.map(({ rule, tokens, expectedExpired, runOutRisk, cost, simulated }) => {
      const risk = runOutRisk === null ? "unknown" : `${Math.round(runOutRisk * 100)} %`;
      const spend = simulated?.expectedSpend ?? "unknown";
      return line(rule === "risk" ? "risk, first order" : rule, [
        tokens,
        expectedExpired,
        risk,
        cost ?? "unknown",
        spend,
      ]);
    }),
  ];
  return [
    `${drawn}${estimated ? ", partly estimated from days" : ""}.`,
    ...figureTable(rows, [12, 14, 13, 14, 16], 18),
    "Cost is that of the tokens in the row; the year's spend has the top-ups of an average year in it.",
    ...rulesWithout(consumption, pool, tokenPlan.risk),
  ];
}

/** Errors first; similar issues of one column are one line with their number. */
function issueLines(issues: readonly Issue[]): string[] {
  const groups = new Map<string, Issue[]>();
  for (const issue of issues) {
    if (issue.severity === "info") continue;
    const key = similar(issue);
    groups.set(key, [...(groups.get(key) ?? []), issue]);
  }
  const isError = (group: readonly Issue[]): number => Number(group[0]?.severity === "error");
  const infos = issues.filter(({ severity }) => severity === "info").length;
  const verb = infos === 1 ? "is" : "are";
  return [
    ...[...groups.values()]
      .sort((a, b) => isError(b) - isError(a))
      .flatMap((group) => folded(groupText(group), LINE_WIDTH)),
    ...(infos > 0 ? [`${counted(infos, "remark")} about reading ${verb} in the Data issues sheet`] : []),
  ];
}

/** Codes of issues that each name another product. */
const NAMES_A_PRODUCT = /^(unknown-rate|nothing-pays)/;

/** The key that similar issues share. */
function similar({ code, file, column, row, message }: Issue): string {
  if (row === undefined) return message;
  return `${code} ${file ?? ""} ${column ?? ""} ${NAMES_A_PRODUCT.test(code) ? message : ""}`;
}

function groupText(group: readonly Issue[]): string {
  const first = at(group, 0);
  const { severity, message, file, sheet, row, column } = first;
  const place = [
    file,
    sheet === file ? undefined : sheet,
    row === undefined ? undefined : `row ${row}`,
    column,
  ]
    .filter(Boolean)
    .join(", ");
  const touched = (issue: Issue): number => Math.max(issue.rows, 1);
  const more = group.reduce((sum, issue) => sum + touched(issue), 0) - touched(first);
  return [
    `${severity === "error" ? "!" : "-"} ${message}`,
    ...(place ? [`(${place})`] : []),
    ...(more > 0 ? [`And ${counted(more, "more row")} like it.`] : []),
  ].join(" ");
}
