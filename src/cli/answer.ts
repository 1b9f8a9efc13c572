import { actions } from "../engine/actions";
import type { Analysis } from "../engine/analysis";
import { DAYS_PER_YEAR, isoDay } from "../engine/calendar";
import type { Issue } from "../engine/issues";
import { boundInWords } from "../engine/renewal/mix-report";
import { counted, finePercent, forPool, priceText, wholeNumber } from "../engine/wording";
import type { Run } from "../sheets/run";

const WIDTH = 100;

/** The answer as a terminal shows it: what to order, what it saves, by when to act, and what is not known. */
export function answer({ analysis, issues, counts }: Run): string {
  const rows = counts.reduce((sum, { used }) => sum + used, 0);
  const skipped = counts.reduce((sum, one) => sum + one.skipped, 0);
  const { currency } = analysis.assumptions;
  return [
    `As of ${isoDay(analysis.asOf)}, from ${counted(rows, "row")} of ${counted(counts.length, "table")}${
      skipped > 0 ? ` (${counted(skipped, "row")} skipped)` : ""
    }; amounts in ${currency}.`,
    ...section("Renewal scenarios", scenarios(analysis)),
    ...section("Best mix, first year", best(analysis)),
    ...section("What to order for the best mix", order(analysis)),
    ...section(
      "Act on",
      actions(analysis).map((action) => `- ${action}`),
    ),
    ...section("Token pool for next year, if everybody goes on as now", pool(analysis)),
    ...section(
      "Not known, or to look at",
      known([...analysis.issues, ...issues.filter((one) => !analysis.issues.includes(one))]),
    ),
  ].join("\n");
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];

const right = (value: string | number, width: number): string =>
  (typeof value === "number" ? wholeNumber(value) : value).padStart(width);

function scenarios({ scenarios, assumptions, users }: Analysis): string[] {
  if (scenarios.length === 1) {
    return ["No table says who used what, so who should have which cover cannot be answered."];
  }
  return [
    `${"".padEnd(20)}${right("seats", 10)}${right("tokens", 13)}${right("first year", 14)}${right(`${assumptions.years} years`, 15)}${right(`${assumptions.years}-year saving`, 16)}`,
    ...scenarios.map(
      ({ name, years, total, savingVsAsIs, leftOut }) =>
        `${name.padEnd(20)}${right(years[0]?.seats ?? 0, 10)}${right(years[0]?.tokens ?? 0, 13)}${right(years[0]?.cost ?? 0, 14)}${right(total, 15)}${right(savingVsAsIs ?? "unknown", 16)}${leftOut.length > 0 ? " *" : ""}`,
    ),
    ...shortSight(users, assumptions),
    ...new Set(scenarios.flatMap(({ leftOut }) => leftOut.map((text) => `* not in the sums: ${text}`))),
  ];
}

/** How good the best mix is, and what the next step is worth. */
function best({ mix }: Analysis): string[] {
  if (mix === null) return [];
  const { total, gap, pools, merging } = mix;
  return [
    `${wholeNumber(total)}; ${boundInWords(mix)} (gap ${finePercent(gap)})`,
    ...pools.flatMap((one) => {
      const {
        bought,
        edges: [edge],
      } = one;
      return edge
        ? [
            `${wholeNumber(bought)} tokens to buy${forPool(one, pools.length)}; ${wholeNumber(edge.more)} more would reach the price of ${priceText(edge.tier.unitPrice)} and ${edge.costs < 0 ? "save" : "cost"} ${wholeNumber(Math.abs(edge.costs))}`,
          ]
        : [];
    }),
    ...(merging === null
      ? []
      : [
          `One token pool for all would ${merging.saving < 0 ? "cost" : "save"} ${wholeNumber(Math.abs(merging.saving))}`,
        ]),
  ];
}

/** A warning when the figures rest on little. */
function shortSight(users: Analysis["users"], assumptions: Analysis["assumptions"]): string[] {
  const used = users.filter(({ products }) => products.length > 0);
  const low = used.filter(({ confidence }) => confidence === "low").length;
  return low === 0
    ? []
    : [
        `${low} of ${counted(used.length, "user")} with use ${low === 1 ? "was" : "were"} seen for less than ${assumptions.lowConfidenceDays} days: low confidence in what ${low === 1 ? "that one needs" : "those need"} in a year`,
      ];
}

function order(analysis: Analysis): string[] {
  const best = analysis.scenarios.at(-1);
  if (!best || analysis.scenarios.length === 1) return [];
  return best.asks.map((ask) => `- ${ask}`);
}

function pool({ pool, consumption }: Analysis): string[] {
  if (pool.length === 0) return [];
  const { observed, observedDays, year, estimated } = consumption;
  const used = `${wholeNumber(observed)} tokens were drawn in ${counted(observedDays, "day")}${
    observedDays < DAYS_PER_YEAR ? `, which is ${wholeNumber(year)} a year` : ""
  }${estimated ? ", in part estimated from days" : ""}.`;
  return [
    used,
    `${"rule".padEnd(10)}${right("tokens", 12)}${right("would expire", 14)}${right("may run out", 13)}${right("cost", 14)}`,
    ...pool.map(
      ({ rule, tokens, expectedExpired, runOutRisk, cost }) =>
        `${rule.padEnd(10)}${right(tokens, 12)}${right(expectedExpired, 14)}${right(runOutRisk === null ? "unknown" : `${Math.round(runOutRisk * 100)} %`, 13)}${right(cost, 14)}`,
    ),
  ];
}

/** Issues of which each names another product. */
const NAMING = /^(unknown-rate|nothing-pays)/;

/** The gravest first; alike ones of a column as one line with their number. */
function known(issues: readonly Issue[]): string[] {
  const groups = new Map<string, Issue[]>();
  for (const issue of issues) {
    const { severity, code, file, column, row, message } = issue;
    if (severity === "info") continue;
    const key =
      row === undefined
        ? message
        : `${code} ${file ?? ""} ${column ?? ""} ${NAMING.test(code) ? message : ""}`;
    groups.set(key, [...(groups.get(key) ?? []), issue]);
  }
  const inOrder = [...groups.values()].sort(
    (a, b) => Number(b[0]?.severity === "error") - Number(a[0]?.severity === "error"),
  );
  const shown = inOrder.flatMap((group) => {
    const { severity, message, file, sheet, row, column } = group[0] as Issue;
    const place = [
      file,
      sheet === file ? undefined : sheet,
      row === undefined ? undefined : `row ${row}`,
      column,
    ]
      .filter(Boolean)
      .join(", ");
    const more =
      group.reduce((sum, { rows }) => sum + Math.max(rows, 1), 0) - Math.max((group[0] as Issue).rows, 1);
    return wrapped(
      `${severity === "error" ? "!" : "-"} ${message}${place ? ` (${place})` : ""}${more > 0 ? ` And ${counted(more, "more row")} like it.` : ""}`,
    );
  });
  const info = issues.filter(({ severity }) => severity === "info").length;
  return [
    ...shown,
    ...(info > 0
      ? [
          `${counted(info, "remark")} on how it was read ${info === 1 ? "is" : "are"} in the Data issues sheet`,
        ]
      : []),
  ];
}

/** A sentence over several lines, indented under its mark. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line && line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line];
}
