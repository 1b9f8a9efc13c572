import { isoDay } from "../engine/calendar";
import { settingDoubt } from "../engine/evidence/settings";
import { groupGapText } from "../engine/evidence/statements";
import { unreadTables } from "../engine/evidence/tables-read";
import type { Issue } from "../engine/issues";
import { counted, listed } from "../engine/wording";
import type { Run } from "../sheets/run";

/** Why an analysis that was written is a failure all the same, a line each, and the exit code: 0 if it is none. */
export function failuresOf(
  run: Run,
  strict: boolean,
): { readonly messages: readonly string[]; readonly exitCode: number } {
  const failed = run.issues.filter(({ code }) => code === "self-check");
  if (failed.length > 0) return { messages: failed.map(({ message }) => message), exitCode: 1 };
  const gaps = strict ? gapsOf(run) : [];
  return gaps.length === 0
    ? { messages: [], exitCode: 0 }
    : { messages: [`--strict: ${gaps.join("; ")}.`], exitCode: 3 };
}

/** Issues of tables that are there and were not read. */
const UNSEEN: ReadonlySet<Issue["code"]> = new Set<Issue["code"]>(["hidden-table", "outside-tables"]);

/** What was refused or is not covered, in parts of a sentence; empty if nothing was. */
function gapsOf({ analysis, issues, settingDoubts, unrecognised }: Run): string[] {
  const { unknownHolders, tooShort, tokensTooShort, days, gaps, groupGaps, tokensCovered } =
    analysis.coverage;
  const sheets = unrecognised.length;
  const unseen = issues.filter(({ code }) => UNSEEN.has(code)).map(({ sheet }) => `"${sheet ?? ""}"`);
  return [
    ...settingDoubts.map(settingDoubt),
    ...unreadTables(analysis.estate),
    ...(days === null && analysis.estate.reportedUse.length === 0 ? ["no table shows any use"] : []),
    ...(sheets === 0 ? [] : [`${counted(sheets, "sheet")} ${sheets === 1 ? "was" : "were"} not recognised`]),
    ...(issues.some(({ code }) => code === "hashed-and-named")
      ? ["people are shown by name and behind a hash"]
      : []),
    ...(unseen.length === 0 ? [] : [`a table on ${listed(unseen)} was not read`]),
    ...(unknownHolders.size === 0
      ? []
      : [`the use of ${listed([...unknownHolders.keys()].sort())} seats may be missing from the exports`]),
    ...(tokensCovered || analysis.keptTokens === 0 ? [] : ["the exports may leave out tokens"]),
    ...gaps.map(({ of, first, last }) => `no ${of} was exported from ${isoDay(first)} to ${isoDay(last)}`),
    ...groupGaps.map(groupGapText),
    ...(tokensTooShort && !tooShort ? ["the exports show tokens on too few days to size a pool"] : []),
    ...(tooShort ? [`the exports cover only ${counted(days ?? 0, "day")}`] : []),
  ];
}
