import { whyNoBestMix } from "./evidence/statements";
import type { Answered } from "./statements";
import { counted, listed } from "./wording";

/** What is missing from the answer or weakens it, in sentences without a full stop. */
export function cautions({ analysis, issues }: Answered): string[] {
  const failed = issues.filter(({ code }) => code === "self-check");
  const errors = issues.filter(({ severity }) => severity === "error").length - failed.length;
  const isWithheld = failed.length > 0 && analysis.users.some(({ products }) => products.length > 0);
  const why = isWithheld ? null : whyNoBestMix(analysis);
  return [
    ...failed.map(({ message }) => message.replace(/\.$/, "")),
    ...(why === null ? [] : [why]),
    ...sheetsLeftOut(issues),
    ...shortHistory(analysis),
    ...(errors === 0 ? [] : [`${counted(errors, "error")} in the data, listed under Data issues`]),
  ];
}

/** How many sheets a sentence names. */
const NAMED_SHEETS = 3;

/** Sheets without a known table: they may hold what the answer lacks. */
function sheetsLeftOut(issues: Answered["issues"]): string[] {
  const sheets = issues.filter(({ code }) => code === "unrecognised-sheet");
  if (sheets.length === 0) return [];
  const names = sheets.slice(0, NAMED_SHEETS).map(({ file, sheet }) => `"${sheet}" of ${file}`);
  const more = sheets.length - names.length;
  const all = more === 0 ? names : [...names, counted(more, "more sheet")];
  return [`Not read, because no table on ${sheets.length === 1 ? "it" : "them"} is known: ${listed(all)}`];
}

/** Users with little history, where there is a best mix to rely on. */
function shortHistory({ users, recommended, assumptions }: Answered["analysis"]): string[] {
  if (recommended === null) return [];
  const used = users.filter(({ products }) => products.length > 0);
  const low = used.filter(({ confidence }) => confidence === "low").length;
  if (low === 0) return [];
  return [
    `${low} of ${counted(used.length, "user")} with use ${low === 1 ? "has" : "have"} less than ` +
      `${counted(assumptions.lowConfidenceDays, "day")} of history: low confidence in their yearly need`,
  ];
}
