import { isoDay } from "../engine/calendar";
import { unreadTables } from "../engine/evidence/tables-read";
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

/** What was refused or is not covered, in parts of a sentence; empty if nothing was. */
function gapsOf({ analysis, unrecognised }: Run): string[] {
  const { unknownHolders, tooShort, days, gaps, tokensCovered } = analysis.coverage;
  const sheets = unrecognised.length;
  return [
    ...unreadTables(analysis.estate),
    ...(sheets === 0 ? [] : [`${counted(sheets, "sheet")} ${sheets === 1 ? "was" : "were"} not recognised`]),
    ...(unknownHolders.size === 0
      ? []
      : [`the use of ${listed([...unknownHolders.keys()].sort())} seats may be missing from the exports`]),
    ...(tokensCovered || analysis.keptTokens === 0 ? [] : ["the exports may leave out tokens"]),
    ...gaps.map(({ of, first, last }) => `no ${of} was exported from ${isoDay(first)} to ${isoDay(last)}`),
    ...(tooShort ? [`the exports cover only ${counted(days ?? 0, "day")}`] : []),
  ];
}
