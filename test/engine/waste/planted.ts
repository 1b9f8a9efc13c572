import fc from "fast-check";
import type { Session } from "../../../src/engine/estate/estate";
import type { ChargeTrap } from "../../../src/engine/waste/judged-charges";

const DAY = 1440;
const minuteOf = (utc: string): number => Date.parse(`${utc}Z`) / 60_000;

/** The changes of the clocks in Berlin in 2026, as the law states them: 29 March and 25 October at 01:00 UTC. */
const SUMMER = minuteOf("2026-03-29T01:00:00");
const WINTER = minuteOf("2026-10-25T01:00:00");

/** A moment from a local time in Berlin, such as "2026-07-06 09:00". */
export function berlin(local: string): number {
  const minute = minuteOf(local.replace(" ", "T"));
  const isSummer = minute - 60 >= SUMMER && minute - 120 < WINTER;
  return minute - (isSummer ? 120 : 60);
}

/** A charge as it was planted: its moment, and the trap that it is in. */
export interface PlantedCharge {
  readonly at: number;
  readonly trap: ChargeTrap | null;
  readonly isStillOpen: boolean;
}

/** Sessions of one user and product in one week, the charges that they cause, and what closing at 23:59 would save. */
interface Plant {
  readonly sessions: readonly Omit<Session, "person" | "product" | "origin">[];
  readonly charges: readonly PlantedCharge[];
  readonly saved: number;
}

type Signs = Pick<Session, "loggedIn" | "activeMinutes" | "machine" | "machineType">;

const charge = (at: number, trap: ChargeTrap | null = null, isStillOpen = false): PlantedCharge => ({
  at,
  trap,
  isStillOpen,
});

const one = (from: number, to: number, trap: ChargeTrap | null, signs: Signs = {}): Plant => ({
  sessions: [{ start: from, end: to, ...signs }],
  charges: [charge(from, trap)],
  saved: 0,
});

/** A day of a week of 2026, from a Monday, as "2026-07-06"; `n` counts from that Monday. */
const dayAfter = (monday: string, n: number): string =>
  new Date(Date.parse(`${monday}T00:00:00Z`) + n * DAY * 60_000).toISOString().slice(0, 10);

const NOBODY_THERE: Signs = { loggedIn: false, machine: "PC-1" };
const SOMEBODY: Signs = { loggedIn: true, activeMinutes: 100, machine: "PC-1" };

/** The kinds of use, by name: each trap, and near-misses on every edge of it. */
export const KINDS: Readonly<Record<string, (monday: string) => Plant>> = {
  "a working day": (m) => one(berlin(`${m} 09:00`), berlin(`${m} 17:00`), null, SOMEBODY),
  "nobody logged in at night": (m) =>
    one(berlin(`${m} 02:00`), berlin(`${m} 04:00`), "background", NOBODY_THERE),
  "a service machine on Saturday": (m) =>
    one(berlin(`${dayAfter(m, 5)} 10:00`), berlin(`${dayAfter(m, 5)} 12:00`), "background", {
      machine: "SRV",
      machineType: "Service",
    }),
  "no active minute in the evening": (m) =>
    one(berlin(`${m} 21:00`), berlin(`${m} 23:00`), "background", { loggedIn: true, activeMinutes: 0 }),
  "ends as business begins": (m) =>
    one(berlin(`${m} 05:00`), berlin(`${m} 07:00`), "background", NOBODY_THERE),
  "begins as business ends": (m) =>
    one(berlin(`${m} 19:00`), berlin(`${m} 20:00`), "background", NOBODY_THERE),
  "a service machine and nobody, by day": (m) =>
    one(berlin(`${m} 10:00`), berlin(`${m} 12:00`), "background", { ...NOBODY_THERE, machineType: "server" }),
  "no active minute at a service machine, by day": (m) =>
    one(berlin(`${m} 10:00`), berlin(`${m} 12:00`), null, { activeMinutes: 0, machineType: "service" }),
  "a minute before opening": (m) => one(berlin(`${m} 06:59`), berlin(`${m} 07:40`), null, NOBODY_THERE),
  "the last minute before closing": (m) =>
    one(berlin(`${m} 18:59`), berlin(`${m} 20:00`), null, NOBODY_THERE),
  "a night shift": (m) =>
    one(berlin(`${m} 22:00`), berlin(`${dayAfter(m, 1)} 05:00`), null, {
      loggedIn: true,
      activeMinutes: 300,
    }),
  "a night shift at a shared machine": (m) =>
    one(berlin(`${m} 22:00`), berlin(`${dayAfter(m, 1)} 05:00`), null, {
      loggedIn: true,
      machineType: "shared",
    }),
  "a person after a service in one window": (m) => ({
    sessions: [
      { start: berlin(`${m} 03:00`), end: berlin(`${m} 04:00`), ...NOBODY_THERE },
      { start: berlin(`${m} 09:00`), end: berlin(`${m} 12:00`), ...SOMEBODY },
    ],
    charges: [charge(berlin(`${m} 03:00`))],
    saved: 0,
  }),
  "29 minutes": (m) => one(berlin(`${m} 10:00`), berlin(`${m} 10:29`), "short", SOMEBODY),
  "10 and 15 minutes": (m) => ({
    sessions: [
      { start: berlin(`${m} 10:00`), end: berlin(`${m} 10:10`), ...SOMEBODY },
      { start: berlin(`${m} 15:00`), end: berlin(`${m} 15:15`), ...SOMEBODY },
    ],
    charges: [charge(berlin(`${m} 10:00`), "short")],
    saved: 0,
  }),
  "the same 20 minutes in two versions": (m) => ({
    sessions: [
      { start: berlin(`${m} 10:00`), end: berlin(`${m} 10:20`), version: "2025" },
      { start: berlin(`${m} 10:00`), end: berlin(`${m} 10:20`), version: "2026" },
    ],
    charges: [charge(berlin(`${m} 10:00`), "short")],
    saved: 0,
  }),
  "30 minutes": (m) => one(berlin(`${m} 10:00`), berlin(`${m} 10:30`), null, SOMEBODY),
  "15 and 15 minutes": (m) => ({
    sessions: [
      { start: berlin(`${m} 10:00`), end: berlin(`${m} 10:15`), ...SOMEBODY },
      { start: berlin(`${m} 15:00`), end: berlin(`${m} 15:15`), ...SOMEBODY },
    ],
    charges: [charge(berlin(`${m} 10:00`))],
    saved: 0,
  }),
  "four minutes": (m) => ({
    sessions: [{ start: berlin(`${m} 10:00`), end: berlin(`${m} 10:04`) }],
    charges: [],
    saved: 0,
  }),
  "a relaunch in the last second of a window": (m) => {
    const start = berlin(`${m} 09:00`);
    return {
      sessions: [
        { start, end: start + 60, ...SOMEBODY },
        { start: start + DAY - 1 / 60, end: start + DAY + 60, ...SOMEBODY },
      ],
      charges: [charge(start), charge(start + DAY, null, true)],
      saved: 0,
    };
  },
  "closed as the window ends": (m) => {
    const start = berlin(`${m} 09:00`);
    return {
      sessions: [
        { start, end: start + 60, ...SOMEBODY },
        { start: start + DAY - 20, end: start + DAY, ...SOMEBODY },
      ],
      charges: [charge(start)],
      saved: 0,
    };
  },
  // Closed on Friday and opened on Monday at 07:00 it is charged twice, not three times.
  "open over the weekend": (m) => {
    const start = berlin(`${dayAfter(m, 4)} 16:00`);
    return {
      sessions: [{ start, end: start + 2 * DAY + 18 * 60, loggedIn: true }],
      charges: [charge(start), charge(start + DAY, null, true), charge(start + 2 * DAY, null, true)],
      saved: 1,
    };
  },
  // Opened again on Tuesday at 07:00 inside the window, and still open when that ends: nothing is saved.
  "open over night and all day": (m) => {
    const start = berlin(`${m} 16:00`);
    return {
      sessions: [{ start, end: start + DAY + 60, loggedIn: true }],
      charges: [charge(start), charge(start + DAY, null, true)],
      saved: 0,
    };
  },
};

/** Use that only one day of the year can have. */
const DATED: Readonly<Record<string, () => Plant>> = {
  "nobody on a holiday": () =>
    one(berlin("2026-05-01 10:00"), berlin("2026-05-01 12:00"), "background", NOBODY_THERE),
  "work on a holiday": () => one(berlin("2026-05-01 10:00"), berlin("2026-05-01 12:00"), null, SOMEBODY),
  "nobody in the hour that is repeated": () =>
    one(minuteOf("2026-10-25T00:30:00"), minuteOf("2026-10-25T01:30:00"), "background", NOBODY_THERE),
  // 02:45 in summer time to 02:25 in winter time: 40 minutes, though the clocks show fewer.
  "40 minutes of work in the hour that is repeated": () =>
    one(minuteOf("2026-10-25T00:45:00"), minuteOf("2026-10-25T01:25:00"), null, SOMEBODY),
  "29 minutes of work in the hour that is repeated": () =>
    one(minuteOf("2026-10-25T00:45:00"), minuteOf("2026-10-25T01:14:00"), "short", SOMEBODY),
  // 06:30 in summer time would be 07:30 in winter time: the Monday after the change.
  "nobody before opening after the clocks went back": () =>
    one(minuteOf("2026-10-26T05:00:00"), minuteOf("2026-10-26T05:59:00"), "background", NOBODY_THERE),
};

export const HOLIDAY = "2026-05-01";

/** A planted log: sessions in any order, and the charges of each user and product. */
export interface Planted {
  readonly sessions: readonly Session[];
  /** By `person product`. */
  readonly charges: ReadonlyMap<string, readonly PlantedCharge[]>;
  readonly saved: number;
}

/** Every fourth week from 5 January on, so that no window reaches into the next plant. */
const MONDAYS = Array.from({ length: 11 }, (_, n) => dayAfter("2026-01-05", 28 * n)).filter(
  // 2026-04-27 is the week of the holiday, 2026-10-12 is before the change of the clocks.
  (monday) => monday !== "2026-04-27",
);

const WEEKS = fc.array(fc.option(fc.constantFrom(...Object.keys(KINDS))), {
  minLength: MONDAYS.length,
  maxLength: MONDAYS.length,
});

/** Logs of a few users with two products each. */
export const PLANTED: fc.Arbitrary<Planted> = fc
  .array(fc.record({ weeks: WEEKS, dated: fc.option(fc.constantFrom(...Object.keys(DATED))) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((users) => {
    const charges = new Map<string, readonly PlantedCharge[]>();
    const sessions: Session[] = [];
    let saved = 0;
    users.forEach(({ weeks, dated }, i) => {
      const [person, product] = [Math.floor(i / 2), i % 2];
      const plants = [
        ...weeks.flatMap((kind, week) => (kind === null ? [] : [KINDS[kind]!(MONDAYS[week]!)])),
        ...(dated === null ? [] : [DATED[dated]!()]),
      ];
      charges.set(
        `${person} ${product}`,
        plants.flatMap((plant) => plant.charges).sort((a, b) => a.at - b.at),
      );
      for (const plant of plants) {
        saved += plant.saved;
        for (const session of plant.sessions)
          sessions.unshift({ ...session, person, product, origin: { source: 0, row: sessions.length + 2 } });
      }
    });
    return { sessions, charges, saved };
  });
