import type { Analysis } from "../engine/analysis";
import { clock, explainedCharge, type ChargeStep } from "../engine/waste/explained-charge";

/** More users and charges than this are in the Waste sheet. */
export const MOST_CHOICES = 500;

/** The first users with charges in the session log, and how many there are. */
export interface ChargedUsers {
  readonly first: readonly string[];
  readonly all: number;
}

/** The first charges of a user, and how many there are. */
export interface UserCharges {
  readonly first: readonly ExplainedCharge[];
  readonly all: number;
}

/** How one charge came about. */
export interface ExplainedCharge {
  readonly name: string;
  readonly steps: readonly ChargeStep[];
}

/** An analysis, as far as its charges are explained. */
export type Charged = Pick<Analysis, "waste" | "estate">;

export function chargedUsers({ waste, estate }: Charged): ChargedUsers {
  const ids = new Set(Array.from(waste.judgedLog.places(), ({ own }) => estate.people[own.person]?.id ?? ""));
  const users = [...ids].filter((id) => id !== "").sort();
  return { first: users.slice(0, MOST_CHOICES), all: users.length };
}

export function explainedCharges(user: string, { waste, estate }: Charged): UserCharges {
  const own = waste.judged.filter(({ charge }) => estate.people[charge.person]?.id === user);
  const first = own.slice(0, MOST_CHOICES).map((one): ExplainedCharge => ({
    name: `${clock(one.charge.window.start)} ${estate.products[one.charge.product] ?? ""}`,
    steps: explainedCharge(one, waste, estate),
  }));
  return { first, all: own.length };
}
