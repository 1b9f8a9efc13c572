import type { Context } from "../estate/context";
import type { PersonIndex, Session } from "../estate/estate";
import { grouped } from "../grouped";
import type { DayNumber } from "../units";
import { FREE_MINUTES } from "../usage/charge-windows";
import { dayOfMinute, type SessionCharges } from "../usage/charges";
import { backgroundReason, isServiceMachine } from "./background";
import type { WorkHours } from "./business-hours";

/** An account that was used on two machines at once, so that several people may share it. */
export interface SharedAccount {
  readonly person: PersonIndex;
  readonly machines: readonly string[];
  /** UTC days on which sessions on two machines ran at the same time. */
  readonly days: readonly DayNumber[];
  /** Two sessions that ran at the same time, as evidence. */
  readonly example: readonly [Session, Session];
}

/**
 * The accounts used on two machines at once on as many days as the assumption says, in order of days. Background use
 * and shared or service machines are left out, as no second person is needed for them.
 */
export function sharedAccounts(
  { assumptions: { sharedDays } }: Context,
  charged: readonly SessionCharges[],
  hours: WorkHours,
): SharedAccount[] {
  const byPerson = grouped(charged, ({ person }) => person);
  return [...byPerson]
    .flatMap(([person, own]) => {
      const sessions = own
        .flatMap((one) => one.sessions)
        .filter((one) => one.machine !== undefined && !isServiceMachine(one))
        .filter((one) => backgroundReason(one, hours.of(person)) === null)
        .sort((a, b) => a.start - b.start);
      const shared = atOnce(sessions);
      return shared === null || shared.days.length < sharedDays ? [] : [{ person, ...shared }];
    })
    .sort((a, b) => b.days.length - a.days.length || a.person - b.person);
}

/** Simultaneous sessions that are compared with each other: the ones that end last. */
const MOST_AT_ONCE = 20;

/** Sessions on two machines that share 5 minutes or more; sessions are in order of their start. */
function atOnce(sessions: readonly Session[]): Omit<SharedAccount, "person"> | null {
  const days = new Set<DayNumber>();
  const machines = new Set<string>();
  let example: readonly [Session, Session] | null = null;
  let running: Session[] = [];
  for (const session of sessions) {
    running = running
      .filter(({ end }) => end > session.start)
      .sort((a, b) => b.end - a.end)
      .slice(0, MOST_AT_ONCE);
    for (const other of running) {
      if (other.machine === session.machine) continue;
      if (Math.min(other.end, session.end) - session.start < FREE_MINUTES) continue;
      days.add(dayOfMinute(session.start));
      for (const { machine = "" } of [other, session]) machines.add(machine);
      example ??= [other, session];
    }
    running.push(session);
  }
  return example === null
    ? null
    : { machines: [...machines].sort(), days: [...days].sort((a, b) => a - b), example };
}
