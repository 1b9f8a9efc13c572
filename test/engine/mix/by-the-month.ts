import { random } from "../../../examples/sample/random";
import { opens, type MixOffering, type MixProblem, type MixUser } from "../../../src/engine/mix/problem";
import { seats } from "../../../src/engine/units";
import { step } from "./organisation";

const MONTHS = [1, 3, 6] as const;

/** A problem with seats by the month of its first two offerings, each for those users only whom it fits. */
export function byTheMonth(seed: number, problem: MixProblem): MixProblem {
  const draw = random(seed);
  const name = (offering: string, months: number): string => `${offering} ${months} months`;
  const base = problem.offerings.slice(0, 2);
  const monthly = base.flatMap(({ offering, covers, steps }): MixOffering[] =>
    MONTHS.map((months) => ({
      offering: name(offering, months),
      covers: [offering, ...covers],
      steps: [step(0, Math.round((steps.at(-1)?.unitPrice ?? 0) * months * (0.1 + 0.1 * draw())))],
      kind: "all units",
      floor: seats(0),
      restricted: true,
    })),
  );
  const users = problem.users.map((user): MixUser => {
    const mayTake = base.flatMap((offering) => {
      const months = MONTHS[Math.floor(draw() * MONTHS.length * 1.5)];
      const isUsed = user.needs.some(({ product }) => opens(offering, product));
      return months === undefined || !isUsed ? [] : [name(offering.offering, months)];
    });
    return mayTake.length === 0 ? user : { ...user, mayTake };
  });
  return { ...problem, users, offerings: [...problem.offerings, ...monthly] };
}
