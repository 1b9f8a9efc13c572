/**
 * A session log as a customer would send it: text with semicolons, days before months, decimal commas, two places with
 * half hours in their offsets, names by hash. What it holds was worked out by hand from the vendor's rules (DOMAIN §2,
 * §10); nothing of the product is used.
 */

export type Place = "St John's" | "Lord Howe";

export const ZONES: Readonly<Record<Place, string>> = {
  "St John's": "America/St_Johns",
  "Lord Howe": "Australia/Lord_Howe",
};

/** Offsets from UTC in minutes, with the moment in 2026 from which each holds, as the law of the place says. */
const OFFSETS: Readonly<Record<Place, readonly (readonly [from: string, minutes: number])[]>> = {
  // Clocks go to summer time on 8 March at 02:00, and back on 1 November at 02:00.
  "St John's": [
    ["2026-01-01T00:00Z", -210],
    ["2026-03-08T05:30Z", -150],
    ["2026-11-01T04:30Z", -210],
  ],
  // Half an hour: back on 5 April at 02:00, and on 4 October at 02:00 to summer time.
  "Lord Howe": [
    ["2026-01-01T00:00Z", 660],
    ["2026-04-04T15:00Z", 630],
    ["2026-10-03T15:30Z", 660],
  ],
};

const MINUTE = 60_000;

/** The moment of a local time such as "2026-07-06 09:00:30", which must not be in an hour that is repeated. */
function utc(place: Place, local: string): number {
  const shown = Date.parse(`${local.replace(" ", "T")}Z`);
  const fits = OFFSETS[place].filter(([from, minutes]) => shown - minutes * MINUTE >= Date.parse(from));
  return shown - (fits.at(-1)?.[1] ?? NaN) * MINUTE;
}

/** "06/07/2026 11:30:00", as spreadsheets of the place write it, in UTC. */
function dayFirst(moment: number): string {
  const [date = "", time = ""] = new Date(moment).toISOString().slice(0, 19).split("T");
  return `${date.split("-").reverse().join("/")} ${time}`;
}

export type Trap = "background" | "short" | "none";

interface Launch {
  /** Local times; a time of day alone is on the day of the plant, `+1 09:00` on the day after. */
  readonly from: string;
  readonly to: string;
  /** Version, machine, machine type, active minutes, logged in: as the cells of the log. */
  readonly cells?: readonly [
    version: string,
    machine: string,
    type: string,
    active: string,
    loggedIn: string,
  ];
}

/** A kind of use with what it must be charged, in order of time: when (local) and for which trap. */
interface Kind {
  readonly launches: readonly Launch[];
  readonly charges: readonly (readonly [at: string, trap: Trap])[];
  /** The day of the week on which it must begin; any working day else. */
  readonly weekday?: "Fri" | "Sat";
}

const AT_WORK = ["2025", "WS-7", "Desktop", "212,5", "yes"] as const;
const LOGGED_IN = ["2025", "WS-7", "Desktop", "", "yes"] as const;
const NOBODY = ["2025", "WS-7", "Desktop", "", "no"] as const;

const day = (
  from: string,
  to: string,
  trap: Trap | null,
  cells: NonNullable<Launch["cells"]> = AT_WORK,
): Kind => ({
  launches: [{ from, to, cells }],
  charges: trap === null ? [] : [[from, trap]],
});

/** Business hours are 08:00 to 18:00. */
export const KINDS: Readonly<Record<string, Kind>> = {
  work: day("09:00", "17:00", "none"),
  "nobody at night": day("03:00", "04:00", "background", NOBODY),
  "a terminal server on Saturday": {
    ...day("10:00", "12:00", "background", ["2025", "TS-1", "Terminal server", "", ""]),
    weekday: "Sat",
  },
  "logged in without an active minute": day("18:00", "19:30", "background", [
    "2025",
    "WS-7",
    "Desktop",
    "0",
    "yes",
  ]),
  "ends as business begins": day("06:30", "08:00", "background", NOBODY),
  "a minute before opening": day("07:59", "08:40", "none", NOBODY),
  "opens, and runs for one minute of business": day("06:40", "08:01", "none", NOBODY),
  "the last minute of business": day("17:59", "19:00", "none", NOBODY),
  "a night shift": day("22:00", "+1 05:00", "none"),
  "half an active minute at night": day("02:00", "02:45", "none", ["2025", "WS-7", "Desktop", "0,5", "no"]),
  "29 minutes": day("10:00", "10:29", "short"),
  "30 minutes": day("10:00", "10:30", "none"),
  "4 minutes 59 seconds": day("10:00", "10:04:59", null),
  "5 minutes": day("10:00", "10:05", "short"),
  "twice 15 minutes": {
    launches: [
      { from: "10:00", to: "10:15", cells: AT_WORK },
      { from: "16:00", to: "16:15", cells: AT_WORK },
    ],
    charges: [["10:00", "none"]],
  },
  "15 minutes, and a second less": {
    launches: [
      { from: "10:00", to: "10:15", cells: AT_WORK },
      { from: "16:00", to: "16:14:59", cells: AT_WORK },
    ],
    charges: [["10:00", "short"]],
  },
  "a relaunch in the last second": {
    launches: [
      { from: "09:00", to: "10:00", cells: AT_WORK },
      { from: "+1 08:59:59", to: "+1 09:40", cells: AT_WORK },
    ],
    charges: [
      ["09:00", "none"],
      ["+1 09:00", "none"],
    ],
  },
  "a relaunch in the last second for five minutes": {
    launches: [
      { from: "09:00", to: "10:00", cells: AT_WORK },
      { from: "+1 08:59:59", to: "+1 09:04:59", cells: AT_WORK },
    ],
    charges: [
      ["09:00", "none"],
      ["+1 09:00", "short"],
    ],
  },
  "a relaunch as the window ends": {
    launches: [
      { from: "09:00", to: "10:00", cells: AT_WORK },
      { from: "+1 09:00", to: "+1 11:00", cells: AT_WORK },
    ],
    charges: [
      ["09:00", "none"],
      ["+1 09:00", "none"],
    ],
  },
  "the vendor's two days": {
    launches: [
      { from: "08:00", to: "17:00", cells: AT_WORK },
      { from: "+1 07:00", to: "+1 17:00", cells: AT_WORK },
    ],
    charges: [
      ["08:00", "none"],
      ["+1 08:00", "none"],
    ],
  },
  "the vendor's night": day("19:00", "+1 17:00", "none", LOGGED_IN),
  "open over the weekend": {
    launches: [{ from: "15:00", to: "+3 10:00", cells: LOGGED_IN }],
    charges: [
      ["15:00", "none"],
      ["+1 15:00", "none"],
      ["+2 15:00", "none"],
    ],
    weekday: "Fri",
  },
  "nobody over the weekend": {
    launches: [{ from: "19:00", to: "+2 20:00", cells: NOBODY }],
    charges: [
      ["19:00", "background"],
      ["+1 19:00", "background"],
      ["+2 19:00", "background"],
    ],
    weekday: "Fri",
  },
  "a service, then a person": {
    launches: [
      { from: "02:00", to: "03:00", cells: NOBODY },
      { from: "13:00", to: "15:00", cells: AT_WORK },
    ],
    charges: [["02:00", "none"]],
  },
  "two launches at once": {
    launches: [
      { from: "09:00", to: "12:00", cells: AT_WORK },
      { from: "11:00", to: "14:00", cells: ["2024", "WS-7", "Desktop", "30", "yes"] },
    ],
    charges: [["09:00", "none"]],
  },
};

/** Use that only one day of the year can have, by place: moments in UTC, as local times would not be single. */
const DATED: readonly {
  readonly place: Place;
  readonly from: string;
  readonly to: string;
  readonly cells: NonNullable<Launch["cells"]>;
  readonly trap: Trap;
}[] = [
  // 01:30 in summer time to 01:15 in winter time are 45 minutes; then 29 minutes, of which the clocks show -31.
  { place: "St John's", from: "2026-11-01T04:00Z", to: "2026-11-01T04:45Z", cells: AT_WORK, trap: "none" },
  { place: "St John's", from: "2026-11-01T04:10Z", to: "2026-11-01T04:39Z", cells: AT_WORK, trap: "short" },
  // 07:30 to 07:59 on the Monday after; by the offset of the week before business had begun.
  {
    place: "St John's",
    from: "2026-11-02T11:00Z",
    to: "2026-11-02T11:29Z",
    cells: NOBODY,
    trap: "background",
  },
  // 18:00 to 18:45 on the Monday after the clocks went forward by an hour.
  {
    place: "St John's",
    from: "2026-03-09T20:30Z",
    to: "2026-03-09T21:15Z",
    cells: NOBODY,
    trap: "background",
  },
  // A holiday on a Wednesday.
  {
    place: "St John's",
    from: "2026-06-24T12:30Z",
    to: "2026-06-24T14:30Z",
    cells: NOBODY,
    trap: "background",
  },
  { place: "St John's", from: "2026-06-24T12:30Z", to: "2026-06-24T14:30Z", cells: AT_WORK, trap: "none" },
  // The half hour that is repeated.
  { place: "Lord Howe", from: "2026-04-04T14:50Z", to: "2026-04-04T15:19Z", cells: AT_WORK, trap: "short" },
  { place: "Lord Howe", from: "2026-04-04T14:45Z", to: "2026-04-04T15:15Z", cells: AT_WORK, trap: "none" },
  // 18:00 to 18:45 on the Monday after the change; by the offset of the week before it was 17:30.
  {
    place: "Lord Howe",
    from: "2026-10-05T07:00Z",
    to: "2026-10-05T07:45Z",
    cells: NOBODY,
    trap: "background",
  },
  // 17:45 to 18:30 on the Monday after the clocks went back; by the offset of the week before it was 18:15.
  { place: "Lord Howe", from: "2026-04-06T07:15Z", to: "2026-04-06T08:00Z", cells: NOBODY, trap: "none" },
];

export const HOLIDAY = "24/06/2026";

/** A charge that must be found: whose, of which product, at which moment (UTC), for which trap. */
export interface Expected {
  readonly user: string;
  readonly product: string;
  readonly at: number;
  readonly trap: Trap;
}

/** One use with all its charges. */
export interface Plant {
  readonly kind: string;
  readonly charges: readonly Expected[];
}

export interface CustomerLog {
  readonly rows: readonly string[];
  readonly users: readonly { readonly user: string; readonly place: Place }[];
  readonly plants: readonly Plant[];
}

export const expectedIn = ({ plants }: Pick<CustomerLog, "plants">): Expected[] =>
  plants.flatMap(({ charges }) => charges);

export const LOG_HEADER =
  "User name;product_name;Start time;End time;Version;Machine;Machine type;Active minutes;Logged in";

const PRODUCTS = ["AutoCAD", "Revit", "Maya"] as const;

/** Numbers that look random, the same for the same seed (Lehmer). */
export function numbers(seed: number): (below: number) => number {
  let state = seed % 2147483647;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

const FIRST_MONDAY = Date.parse("2026-01-12T00:00Z");
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The place of a local time of a plant in the calendar: "+1 09:00" on 2026-07-06 is 2026-07-07 09:00. */
function onDay(first: number, time: string): string {
  const [, ahead = "0", clock = ""] = /^(?:\+(\d) )?(.*)$/.exec(time) ?? [];
  const date = new Date(first + Number(ahead) * 1440 * MINUTE).toISOString().slice(0, 10);
  return `${date} ${clock}`;
}

/** A year of use of some users, each kind at a random time in a fortnight of its own. */
export function customerLog(seed: number, userCount: number): CustomerLog {
  const random = numbers(seed);
  const rows: string[] = [];
  const users: { user: string; place: Place }[] = [];
  const plants: Plant[] = [];
  const names = Object.keys(KINDS);
  const write = (
    user: string,
    product: string,
    from: number,
    to: number,
    cells: NonNullable<Launch["cells"]>,
  ) =>
    rows.splice(
      random(rows.length + 1),
      0,
      [user, product, dayFirst(from), dayFirst(to), ...cells].join(";"),
    );
  for (let n = 0; n < userCount; n++) {
    const place: Place = n % 2 === 0 ? "St John's" : "Lord Howe";
    const user = n % 3 === 0 ? `${"0123456789abcdef".repeat(2)}${n}` : `Drafter.${n}@Harbour.Example`;
    users.push({ user, place });
    const product = PRODUCTS[n % PRODUCTS.length]!;
    for (let fortnight = 0; fortnight < 24; fortnight++) {
      const name = names[random(names.length)]!;
      const kind = KINDS[name]!;
      const weekday = kind.weekday === undefined ? random(4) : WEEKDAYS.indexOf(kind.weekday);
      const first = FIRST_MONDAY + (fortnight * 14 + weekday) * 1440 * MINUTE;
      const moment = (time: string): number => utc(place, onDay(first, time));
      // The weeks of the holiday and of the changes of the clocks have plants of their own.
      const date = new Date(first).toISOString().slice(0, 10);
      if (["03-0", "04-0", "06-2", "10-0", "10-3", "11-0"].some((part) => date.slice(5).startsWith(part)))
        continue;
      for (const { from, to, cells } of kind.launches)
        write(user, product, moment(from), moment(to), cells ?? AT_WORK);
      const charges = kind.charges.map(([at, trap]): Expected => ({ user, product, at: moment(at), trap }));
      plants.push({ kind: name, charges });
    }
  }
  DATED.forEach(({ place, from, to, cells, trap }, i) => {
    const user = `dated${i}@harbour.example`;
    users.push({ user, place });
    const at = Date.parse(from);
    write(user, "AutoCAD", at, Date.parse(to), cells);
    plants.push({ kind: "dated", charges: [{ user, product: "AutoCAD", at, trap }] });
  });
  return { rows, users, plants };
}

/** What the vendor metered, with faults of its meter, and what must come of each line. */
export interface CustomerBill {
  readonly rows: readonly string[];
  readonly accepted: number;
  readonly unknown: number;
  /** By reason, the number of lines and the tokens of them that can be disputed. */
  readonly disputed: ReadonlyMap<string, readonly [lines: number, tokens: number]>;
  /** Charges of the log that have no line, between the first and the last day of the bill. */
  readonly unmetered: number;
}

const DAY = 1440 * MINUTE;

/** Bills each charge of a log, many of them wrongly. */
export function customerBill(
  { plants }: Pick<CustomerLog, "plants">,
  rates: Readonly<Record<string, number>>,
  seed: number,
): CustomerBill {
  const random = numbers(seed);
  const rows: string[] = [];
  const disputed = new Map<string, readonly [number, number]>();
  let [accepted, unknown] = [0, 0];
  const days: number[] = [];
  const missing: number[] = [];
  const write = (user: string, product: string, at: number, amount: number, version = ""): void => {
    const utcDay = Math.floor(at / DAY);
    days.push(utcDay);
    const date = dayFirst(utcDay * DAY).slice(0, 10);
    rows.splice(random(rows.length + 1), 0, `${user};${product};${date};${amount};${version}`);
  };
  const dispute = (reason: string, amount: number): void => {
    const [lines, sum] = disputed.get(reason) ?? [0, 0];
    disputed.set(reason, [lines + 1, sum + amount]);
  };
  for (const { kind, charges } of plants) {
    const [first] = charges;
    if (first === undefined) continue;
    const { user, product, at, trap } = first;
    const perDay = rates[product]!;
    const fault = random(6);
    const isSingle = charges.length === 1;
    if (isSingle && fault === 0) {
      missing.push(Math.floor(at / DAY));
      continue;
    }
    // A rate of 3 more on the first charge, or its date a day later, as that of a place to the east.
    const more = fault === 1 ? 3 : 0;
    const late = isSingle && fault === 2 ? DAY : 0;
    for (const charge of charges) {
      const amount = perDay + (charge === first ? more : 0);
      write(user, product, charge.at + late, amount);
      if (charge.trap === "background") dispute("background", amount);
      else accepted += perDay;
    }
    if (more > 0 && trap !== "background") dispute("rate", more);
    if (fault === 3 && late === 0) {
      write(user, product, at, perDay, "2023");
      dispute("duplicate", perDay);
    }
    if (kind === "the vendor's night" && late === 0) {
      write(user, product, at + DAY, perDay);
      dispute("midnight", perDay);
    }
    if (fault === 4) {
      // A week after: the log shows nothing there, which proves nothing.
      write(user, product, at + 7 * DAY, perDay);
      unknown += perDay;
    }
  }
  write("nobody.known@harbour.example", "Revit", Date.parse("2026-05-20T00:00Z"), 10);
  const [from, to] = [Math.min(...days), Math.max(...days)];
  const unmetered = missing.filter((utcDay) => utcDay >= from && utcDay <= to).length;
  return { rows, accepted, unknown: unknown + 10, disputed, unmetered };
}

export const BILL_HEADER = "User name;product_name;Date;Tokens;Version";
