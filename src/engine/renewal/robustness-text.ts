import { at } from "../at";
import { grouped } from "../grouped";
import { counted, listed, wholeNumber } from "../wording";
import type { Robustness, RobustWindow, WindowMix } from "./robustness";
import type { UseWindow } from "./use-windows";

/** "3 months", or for the time of the exports "243 days". */
export const windowName = ({ months, days }: Pick<UseWindow, "months" | "days">): string =>
  months === null ? counted(days, "day") : `${months} months`;

/** "3, 6 and 12 months". */
const windowsInWords = (windows: readonly UseWindow[]): string =>
  windows.every(({ months }) => months !== null)
    ? `${listed(windows.map(({ months }) => String(months)))} months`
    : listed(windows.map(windowName));

/** A window that is known, and its place among all. */
interface KnownWindow {
  readonly window: RobustWindow;
  readonly best: WindowMix;
  readonly place: number;
}

/** Whether other months of use would lead to other covers, in a sentence without a full stop. */
export function robustnessText({ windows, changes }: Robustness): string {
  const known = windows.flatMap((window, place): KnownWindow[] =>
    window.best === null ? [] : [{ window, best: window.best, place }],
  );
  const unknown = unknownTexts(windows);
  const [first, ...others] = known;
  if (first === undefined || others.length === 0)
    return `Whether other months of use would give other covers is unknown: ${unknown.join("; ")}`;
  const last = `on the last ${windowsInWords(known.map(({ window }) => window))}`;
  return [
    `${haveSameMix(known) ? "The same" : "Not the same"} seats are best ${last}`,
    ...(changes.length === 0 ? ["nobody's seats change"] : [changingText(changes), regretText(known)]),
    ...idleText([first, ...others]),
    ...unknown,
  ].join("; ");
}

/** Whether as many seats of each offering are ordered in all. */
const haveSameMix = (known: readonly KnownWindow[]): boolean =>
  new Set(known.map(({ best }) => JSON.stringify([...best.seats]))).size === 1;

const changingText = ({ length }: Robustness["changes"]): string =>
  `the seats of ${counted(length, "user")} change`;

/** The users who have no cover in the shortest time, as they did not use anything in it. */
function idleText([{ window, best }]: readonly [KnownWindow, ...KnownWindow[]]): string[] {
  if (best.idle === 0) return [];
  const have = best.idle === 1 ? "has" : "have";
  return [
    `${counted(best.idle, "user")} without use in the last ${windowName(window)} ${have} no cover there`,
  ];
}

/** What the seats of this run cost more than the best on other months. */
function regretText(known: readonly KnownWindow[]): string {
  const own = known.find(({ window }) => window.isOfRun) ?? at(known, 0);
  const others = known.filter((one) => one !== own);
  const regrets = others.map(({ place }) => at(own.best.regrets, place));
  const open = others.filter((_, i) => at(regrets, i) === null).map(({ window }) => window);
  if (open.length > 0)
    return (
      `what this run's seats cost more than the best on the last ${windowsInWords(open)} is unknown, as the two sums ` +
      "leave different costs out"
    );
  const worst = Math.max(...regrets.map(Number));
  if (Math.round(worst) <= 0) return "this run's seats are among the best on each";
  const where = at(
    others,
    regrets.findIndex((regret) => regret === worst),
  ).window;
  return `this run's seats cost up to ${wholeNumber(worst)} a year more than the best (on ${windowName(where)})`;
}

/** "24 months are unknown, because the exports cover the last 365 days only". */
const unknownTexts = (windows: readonly RobustWindow[]): string[] =>
  [
    ...grouped(
      windows.filter(({ unknown }) => unknown !== null),
      ({ unknown }) => unknown ?? "",
    ),
  ].map(([why, own]) => `${windowsInWords(own)} are unknown, because ${why}`);
