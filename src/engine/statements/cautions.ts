import type { Analysis } from "../analysis";
import { addMonths, isoDay, MONTHS_A_YEAR } from "../calendar";
import { whyNoBestMix } from "../evidence/statements";
import type { Issue } from "../issues";
import { nameOfCover } from "../renewal/reasons";
import { isWithheld } from "../self-check/self-check";
import type { Answered } from "./statements";
import { tokenCautions } from "./token-cautions";
import { scale, type DayNumber } from "../units";
import { counted, listed, percentText, poolName, wholeNumber } from "../wording";

/** What is missing from the answer or weakens it, in sentences without a full stop. */
export function cautions(answered: Answered): string[] {
  const { analysis, issues } = answered;
  const failed = issues.filter(({ code }) => code === "self-check");
  const errors = issues.filter(({ severity }) => severity === "error").length - failed.length;
  const why = isWithheld(answered) ? null : whyNoBestMix(analysis);
  return [
    ...failed.map(({ message }) => message.replace(/\.$/, "")),
    ...(why === null ? [] : [why]),
    ...sheetsLeftOut(issues),
    ...issues.flatMap(({ code, message }) =>
      code === "hashed-and-named" ? [message.replace(/\.$/, "")] : [],
    ),
    ...shortHistory(analysis),
    ...lateFirstYear(analysis),
    ...overruled(analysis),
    ...dryPools(analysis),
    ...tokenCautions(analysis),
    ...ofPeoplesWork(issues),
    ...(errors === 0 ? [] : [`${counted(errors, "error")} in the data, listed under Data issues`]),
  ];
}

/** Where the first renewal is more than a year away, so that the first year of the scenarios is not the coming one. */
function lateFirstYear({ trueDowns, recommended, asOf }: Analysis): string[] {
  if (recommended === null || trueDowns.length === 0) return [];
  const first = Math.min(...trueDowns.map(({ changes }) => changes ?? asOf)) as DayNumber;
  return first <= addMonths(asOf, MONTHS_A_YEAR)
    ? []
    : [
        `The first year begins after the first renewal, on ${isoDay(first)}: until then today's seats stay paid for, ` +
          "nothing is saved on them, and new seats are an additional cost",
      ];
}

/** How many sheets a sentence names. */
const NAMED_SHEETS = 3;

/** Sheets that are damaged, hidden or without a known table: they may hold what the answer lacks. */
function sheetsLeftOut(issues: Answered["issues"]): string[] {
  const damaged = issues.filter(({ code }) => code === "damaged-sheet");
  const isDamaged = (one: Issue) =>
    damaged.some(({ file, sheet }) => file === one.file && sheet === one.sheet);
  const unknown = issues.filter((one) => one.code === "unrecognised-sheet" && !isDamaged(one));
  const hidden = issues.filter(({ code }) => code === "hidden-table");
  const verb = damaged.length === 1 ? "it is" : "they are";
  return [
    ...(damaged.length === 0 ? [] : [`Not read to the end, because ${verb} damaged: ${sheetNames(damaged)}`]),
    ...(hidden.length === 0
      ? []
      : [
          `Not read, because ${hidden.length === 1 ? "it is" : "they are"} hidden, though a table is on ` +
            `${hidden.length === 1 ? "it" : "them"}: ${sheetNames(hidden)}`,
        ]),
    ...(unknown.length === 0
      ? []
      : [
          `Not read, because no table on ${unknown.length === 1 ? "it" : "them"} is known: ${sheetNames(unknown)}`,
        ]),
  ];
}

function sheetNames(issues: readonly Issue[]): string {
  const names = issues.slice(0, NAMED_SHEETS).map(({ file, sheet }) => `"${sheet}" of ${file}`);
  const more = issues.length - names.length;
  return listed(more === 0 ? names : [...names, counted(more, "more sheet")]);
}

/** What a person should know of what was typed into the sheets of an earlier run, before they are written again. */
const ABOUT_PEOPLES_WORK: ReadonlySet<Issue["code"]> = new Set([
  "copied-result",
  "disputed-decision",
  "frozen-formula",
  "kept-without-place",
  "renamed-column",
  "unused-decision",
]);

const ofPeoplesWork = (issues: readonly Issue[]): string[] =>
  issues.flatMap(({ code, message }) => (ABOUT_PEOPLES_WORK.has(code) ? [message.replace(/\.$/, "")] : []));

/** How many overruled covers a sentence names. */
const NAMED_COVERS = 5;

/** The covers on which the analyst decided against the run, and what they cost; the dearest first. */
function overruled({ users }: Answered["analysis"]): string[] {
  const covers = users.flatMap(({ user, recommended, decision }) => {
    const instead = decision?.instead ?? null;
    if (instead === null) return [];
    return [{ user, recommended, instead, costs: instead.more === null ? null : scale(instead.more, -1) }];
  });
  if (covers.length === 0) return [];
  const inOrder = [...covers].sort((a, b) => (b.costs ?? Infinity) - (a.costs ?? Infinity));
  const named = inOrder.slice(0, NAMED_COVERS).map(({ user, recommended, instead, costs }) => {
    const more = costs === null ? "at an unknown difference in cost from" : moreThan(costs);
    return `${user} gets ${nameOfCover(recommended)}, ${more} ${nameOfCover(instead)}`;
  });
  const others = covers.length - named.length;
  const rest = others === 0 ? [] : [counted(others, "more user")];
  return [`You overruled the run for ${counted(covers.length, "user")}: ${[...named, ...rest].join("; ")}`];
}

/** "738 a year more than". */
function moreThan(costs: number): string {
  if (Math.abs(costs) < 0.5) return "for the same cost as";
  return `${wholeNumber(Math.abs(costs))} a year ${costs > 0 ? "more" : "less"} than`;
}

/** How many pools a sentence names. */
const NAMED_POOLS = 3;

/** Pools of the best mix that run dry too often in the simulated years, the likeliest first. */
function dryPools({ mix, assumptions }: Answered["analysis"]): string[] {
  const pools = mix?.pools ?? [];
  const dry = pools
    .flatMap((pool) => (pool.cover === null ? [] : [{ ...pool, cover: pool.cover }]))
    .filter(({ bought, cover }) => bought > 0 && cover.dryChance > assumptions.mostDryChance)
    .sort((a, b) => b.cover.dryChance - a.cover.dryChance);
  if (dry.length === 0) return [];
  const named = dry.slice(0, NAMED_POOLS).map((pool) => {
    const { dryChance, use } = pool.cover;
    const whose = pools.length === 1 ? "" : ` of ${poolName(pool, pools.length)}`;
    return (
      `the ${wholeNumber(pool.bought)} tokens${whose} with a chance of ${percentText(dryChance)} ` +
      `(a middle year draws ${wholeNumber(use.p50)}, one year in ten more than ${wholeNumber(use.p90)})`
    );
  });
  const others = dry.length - named.length;
  const rest = others === 0 ? [] : [counted(others, "more pool")];
  return [
    `By the forecast the best mix's tokens may run dry within the year: ${[...named, ...rest].join("; ")}`,
  ];
}

/** Users with little history, where there is a best mix to rely on. */
function shortHistory({ users, recommended, assumptions }: Answered["analysis"]): string[] {
  if (recommended === null) return [];
  const used = users.filter(({ products }) => products.length > 0);
  const low = used.filter(({ confidence }) => confidence === "low").length;
  if (low === 0) return [];
  return [
    `${wholeNumber(low)} of ${counted(used.length, "user")} with use ${low === 1 ? "has" : "have"} less than ` +
      `${counted(assumptions.lowConfidenceDays, "day")} of history: low confidence in their yearly need`,
  ];
}
