import { isDeepStrictEqual } from "node:util";
import { random } from "../../examples/sample/random";
import type { Certainty } from "../../src/engine/evidence/certainty";
import { NothingToAnalyse } from "../../src/sheets/run";
import { conclusionsOf, runOn, type Conclusion } from "./conclusions";
import { firm, type Firm } from "./firm";
import { SPOILERS, type SpoilerName, type Spoilt } from "./spoil";

/** What the answers about spoilt exports recommend, against what the whole exports support. */
export interface Accuracy {
  answers: number;
  /** Runs that refuse to answer at all. */
  refused: number;
  /** Answers with a recommendation that goes beyond the whole one, by how sure they call it. */
  readonly wrong: Record<Certainty, number>;
  /** Seats that the whole exports drop, and those among them that the spoilt ones do not. */
  seatsToDrop: number;
  withheld: number;
  /** The wrong recommendations that are called sure. */
  readonly examples: string[];
}

const nothing = (): Accuracy => ({
  answers: 0,
  refused: 0,
  wrong: { sure: 0, estimated: 0, "if complete": 0, "if the vendor agrees": 0 },
  seatsToDrop: 0,
  withheld: 0,
  examples: [],
});

/** Tokens that an estimate may order beyond the whole answer: a tenth, and a pack. */
const tokensSpared = (whole: number): number => whole * 1.1 + 100;

/**
 * Spoils the firms of some seeds in every way, and judges each answer by the answer about the whole firm. Exports that
 * a way leaves as they are (a report without days has no gap) need no run of their own.
 */
export async function accuracyOf(
  seeds: readonly number[],
  judged: (seed: number, found: ReadonlyMap<SpoilerName, Accuracy>) => void = () => {},
): Promise<Map<SpoilerName, Accuracy>> {
  const found = new Map<SpoilerName, Accuracy>();
  for (const seed of seeds) {
    const whole = firm(seed);
    const supported = conclusionsOf((await runOn(whole)).analysis);
    const same = (spoilt: Spoilt): boolean => isDeepStrictEqual(runOf(spoilt), runOf(whole));
    for (const name of Object.keys(SPOILERS) as SpoilerName[]) {
      const accuracy = found.get(name) ?? nothing();
      found.set(name, accuracy);
      const spoilt = SPOILERS[name](whole, random(seed * 1000 + 7));
      const concluded = same(spoilt) ? supported : await conclusions(spoilt);
      judge(accuracy, `firm ${seed}, ${spoilt.how}`, supported, concluded);
    }
    judged(seed, found);
  }
  return found;
}

/** What a run reads. */
const runOf = ({ exports, asOf }: Firm): Pick<Firm, "exports" | "asOf"> => ({ exports, asOf });

/** Null where the product refuses to answer. */
async function conclusions(spoilt: Spoilt): Promise<readonly Conclusion[] | null> {
  try {
    return conclusionsOf((await runOn(spoilt)).analysis);
  } catch (error) {
    if (error instanceof NothingToAnalyse) return null;
    throw error;
  }
}

function judge(
  accuracy: Accuracy,
  how: string,
  supported: readonly Conclusion[],
  concluded: readonly Conclusion[] | null,
): void {
  const wholes = quantities(supported);
  const drops = [...wholes].filter(([key]) => key.startsWith("drop"));
  accuracy.answers++;
  accuracy.seatsToDrop += drops.reduce((sum, [, n]) => sum + n, 0);
  const found = quantities(concluded ?? []);
  accuracy.withheld += drops.reduce((sum, [key, n]) => sum + Math.max(n - (found.get(key) ?? 0), 0), 0);
  if (concluded === null) accuracy.refused++;
  const wrong = new Set<Certainty>();
  const counted = new Map<string, number>();
  for (const one of concluded ?? []) {
    const key = keyOf(one);
    const whole = wholes.get(key) ?? 0;
    const most = one.subject === "tokens" ? tokensSpared(whole) : whole;
    // The sure seats of a drop come first, so that the others are judged as what they add to them.
    counted.set(key, (counted.get(key) ?? 0) + one.quantity);
    if (counted.get(key)! <= most) continue;
    wrong.add(one.certainty);
    if (one.certainty === "sure") accuracy.examples.push(`${how}: ${key} ${counted.get(key)!} for ${whole}`);
  }
  for (const certainty of wrong) accuracy.wrong[certainty]++;
}

const keyOf = ({ what, subject }: Conclusion): string => `${what} ${subject}`;

function quantities(list: readonly Conclusion[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const one of list) sums.set(keyOf(one), (sums.get(keyOf(one)) ?? 0) + one.quantity);
  return sums;
}

/** The table of docs/evidence.md. */
export function accuracyTable(found: ReadonlyMap<SpoilerName, Accuracy>): string {
  const rows = [...found].map(([name, { answers, refused, wrong, seatsToDrop, withheld }]) => {
    const share = seatsToDrop === 0 ? 0 : (100 * withheld) / seatsToDrop;
    return `| ${name} | ${answers} | ${refused} | ${wrong.sure} | ${wrong.estimated} | ${wrong["if complete"]} | ${withheld} of ${seatsToDrop} (${share.toFixed(0)} %) |`;
  });
  return [
    "| exports | answers | refused | wrong and sure | wrong, estimated | wrong, if complete | right drops withheld (seats) |",
    "|---|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}
