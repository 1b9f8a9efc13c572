import type { DayNumber } from "../../src/engine/units";
import type { OfferingName, ProductName } from "./offerings";
import { between, random } from "./random";
import { day, FIRST_DAY, LAST_DAY } from "./workdays";

/** A person of the firm: seats, tokens and habits. */
export interface Staff {
  readonly number: number;
  readonly firstName: string;
  readonly lastName: string;
  /** The address as each export writes it; only the case differs. */
  readonly mail: string;
  readonly mailInUsers: string;
  readonly autodeskId: string;
  readonly hashedId: string;
  readonly department: string;
  readonly cohort: string;
  /** The seat held, now or until `seatUntil`. */
  readonly seat?: OfferingName;
  readonly seatSince?: DayNumber;
  readonly seatUntil?: DayNumber;
  readonly habits: readonly Habit[];
  /** First and last day of possible use. */
  readonly from: DayNumber;
  readonly until: DayNumber;
  /** The account is no longer active. */
  readonly left: boolean;
  /** Works full-time in the product: the whole year, and on some weekends. */
  readonly fullTime: boolean;
  /** From this day on, some days were started on tokens in spite of the seat. */
  readonly doubledFrom?: DayNumber;
  readonly critical: boolean;
  readonly exception?: string;
  readonly exceptionUntil?: DayNumber;
}

/** How often a product is opened, as a share of workdays, and whether a seat or tokens pay for it. */
export interface Habit {
  readonly product: ProductName;
  readonly share: number;
  readonly on: "seat" | "tokens";
}

type Use = readonly [product: ProductName, least: number, most: number];

/**
 * People with the same habits. `use` gives days per month for each product, from the fewest to the most among
 * them.
 */
interface Cohort {
  readonly name: string;
  readonly people: number;
  readonly departments: readonly string[];
  readonly seat?: OfferingName;
  readonly use: readonly Use[];
  readonly fullTime?: true;
}

const DESIGN = ["Architecture", "Architecture", "Structures", "Building Services"];

const COHORTS: readonly Cohort[] = [
  {
    name: "designers",
    people: 35,
    departments: DESIGN,
    seat: "AEC Collection",
    use: [
      ["Revit", 19, 20],
      ["AutoCAD", 2, 7],
      ["Navisworks Manage", 0.5, 2],
    ],
    fullTime: true,
  },
  {
    name: "civil engineers",
    people: 12,
    departments: ["Civil & Infrastructure"],
    seat: "AEC Collection",
    use: [
      ["Civil 3D", 18, 20],
      ["AutoCAD", 6, 12],
    ],
    fullTime: true,
  },
  {
    name: "visualisers",
    people: 6,
    departments: ["Visualisation"],
    seat: "AEC Collection",
    use: [
      ["3ds Max", 18.5, 20],
      ["Revit", 5, 9],
    ],
    fullTime: true,
  },
  {
    name: "Revit only on a collection",
    people: 8,
    departments: DESIGN,
    seat: "AEC Collection",
    use: [["Revit", 19, 20]],
    fullTime: true,
  },
  {
    name: "light AutoCAD on a collection",
    people: 9,
    departments: ["Project Management", "Project Management", "Architecture"],
    seat: "AEC Collection",
    use: [["AutoCAD", 2.5, 5]],
  },
  {
    name: "dormant on a collection",
    people: 3,
    departments: ["Project Management", "Architecture"],
    seat: "AEC Collection",
    use: [["Revit", 2, 5]],
  },
  { name: "starter", people: 1, departments: ["Structures"], seat: "AEC Collection", use: [] },
  {
    name: "drafters",
    people: 14,
    departments: ["Structures", "Building Services", "Architecture"],
    seat: "AutoCAD",
    use: [["AutoCAD", 11, 16]],
  },
  {
    name: "light on an AutoCAD seat",
    people: 4,
    departments: ["Project Management", "Building Services"],
    seat: "AutoCAD",
    use: [["AutoCAD", 2, 3.2]],
  },
  {
    name: "dormant on an AutoCAD seat",
    people: 2,
    departments: ["Building Services"],
    seat: "AutoCAD",
    use: [["AutoCAD", 3, 6]],
  },
  {
    name: "modellers",
    people: 10,
    departments: ["Structures", "Building Services"],
    seat: "Revit",
    use: [["Revit", 11, 17]],
  },
  {
    name: "LT drafters",
    people: 6,
    departments: ["Architecture", "Practice Operations"],
    seat: "AutoCAD LT",
    use: [["AutoCAD LT", 5, 12]],
  },
  {
    name: "surveyors",
    people: 4,
    departments: ["Civil & Infrastructure"],
    seat: "Civil 3D",
    use: [["Civil 3D", 11, 16]],
  },
  {
    name: "animators",
    people: 2,
    departments: ["Visualisation"],
    seat: "3ds Max",
    use: [["3ds Max", 10, 14]],
  },
  {
    name: "occasional AutoCAD on Flex",
    people: 11,
    departments: ["Project Management", "Practice Operations", "Architecture"],
    use: [["AutoCAD", 3.2, 6]],
  },
  {
    name: "occasional Revit on Flex",
    people: 7,
    departments: ["Architecture", "Project Management"],
    use: [["Revit", 3.2, 5]],
  },
  {
    name: "occasional Civil 3D on Flex",
    people: 3,
    departments: ["Civil & Infrastructure"],
    use: [["Civil 3D", 3.2, 5]],
  },
  {
    name: "rare on Flex",
    people: 5,
    departments: ["Practice Operations", "Project Management"],
    use: [["AutoCAD", 0.8, 2]],
  },
  {
    name: "heavy Revit on Flex",
    people: 3,
    departments: ["Architecture", "Structures"],
    use: [["Revit", 12, 16]],
  },
  {
    name: "heavy AutoCAD on Flex",
    people: 2,
    departments: ["Building Services"],
    use: [["AutoCAD", 13, 17]],
  },
  {
    name: "dormant on Flex",
    people: 3,
    departments: ["Practice Operations"],
    use: [["AutoCAD", 1, 3]],
  },
  {
    name: "left from a collection",
    people: 7,
    departments: DESIGN,
    seat: "AEC Collection",
    use: [
      ["Revit", 17, 19],
      ["AutoCAD", 2, 6],
    ],
  },
  {
    name: "left from AutoCAD",
    people: 3,
    departments: ["Structures", "Building Services"],
    seat: "AutoCAD",
    use: [["AutoCAD", 10, 15]],
  },
];

/** Single people's histories, by cohort and place in it: joining, leaving, and the analyst's marks. */
interface Event {
  readonly joined?: string;
  readonly lastUse?: string;
  readonly left?: string;
  readonly doubledFrom?: string;
  readonly critical?: true;
  readonly exception?: readonly [reason: string, until: string];
  /** Had this seat until the day, and used tokens afterwards. */
  readonly movedFrom?: readonly [OfferingName, string];
  readonly neverUsed?: true;
}

const EVENTS: Readonly<Record<string, Readonly<Record<number, Event>>>> = {
  designers: {
    4: { lastUse: "2026-05-15", exception: ["Parental leave", "2027-02-28"] },
    7: { doubledFrom: "2026-03-02" },
    12: { doubledFrom: "2026-01-12" },
    30: { joined: "2025-03-03" },
    31: { joined: "2025-08-18" },
    32: { joined: "2026-01-05" },
    33: { joined: "2026-03-16" },
  },
  "civil engineers": { 2: { doubledFrom: "2026-04-06" }, 10: { joined: "2025-09-15" } },
  "light AutoCAD on a collection": { 0: { critical: true }, 5: { doubledFrom: "2026-02-09" } },
  "dormant on a collection": {
    0: { lastUse: "2026-03-13" },
    1: { lastUse: "2025-12-19" },
    2: { neverUsed: true },
  },
  starter: { 0: { joined: "2026-10-05" } },
  drafters: { 3: { doubledFrom: "2026-05-04" }, 12: { joined: "2026-02-02" }, 13: { joined: "2026-04-13" } },
  "dormant on an AutoCAD seat": { 0: { lastUse: "2026-06-26" }, 1: { lastUse: "2025-08-08" } },
  modellers: { 8: { joined: "2025-06-02" } },
  "occasional AutoCAD on Flex": { 0: { movedFrom: ["AutoCAD", "2026-02-27"] }, 9: { joined: "2025-10-06" } },
  "dormant on Flex": {
    0: { lastUse: "2025-07-18" },
    1: { lastUse: "2026-01-30" },
    2: { lastUse: "2026-05-29" },
  },
  "left from a collection": {
    0: { left: "2025-01-31" },
    1: { left: "2025-03-28" },
    2: { left: "2025-08-15" },
    3: { left: "2025-11-21" },
    4: { left: "2026-01-16" },
    5: { left: "2026-03-13" },
    6: { left: "2026-06-30" },
  },
  "left from AutoCAD": { 0: { left: "2025-06-27" }, 1: { left: "2026-01-30" }, 2: { left: "2026-04-10" } },
};

const FIRST_NAMES = [
  "Aisha",
  "Alan",
  "Amara",
  "Ana",
  "Anders",
  "Beatrice",
  "Ben",
  "Carla",
  "Cedric",
  "Chloe",
  "Daniel",
  "Dario",
  "Deepa",
  "Elena",
  "Emil",
  "Esther",
  "Farid",
  "Fiona",
  "Gareth",
  "Grace",
  "Hana",
  "Hugo",
  "Imani",
  "Ines",
  "Isaac",
  "Jana",
  "Jonas",
  "Joy",
  "Kai",
  "Kamil",
  "Lena",
  "Liam",
  "Lucia",
  "Maja",
  "Marcus",
  "Mei",
  "Nadia",
  "Noah",
  "Olga",
  "Omar",
  "Paula",
  "Petra",
  "Priya",
  "Quentin",
  "Rana",
  "Rafael",
  "Sara",
  "Simon",
  "Tara",
  "Tomas",
  "Uma",
  "Vera",
  "Viktor",
  "Wendy",
  "Yara",
  "Yusuf",
  "Zoe",
] as const;
const LAST_NAMES = [
  "Abbott",
  "Adeyemi",
  "Almeida",
  "Baker",
  "Bergstrom",
  "Bianchi",
  "Brandt",
  "Castillo",
  "Chen",
  "Cohen",
  "Dasgupta",
  "Dubois",
  "Eriksen",
  "Farrell",
  "Fischer",
  "Fontaine",
  "Garcia",
  "Greene",
  "Gupta",
  "Haddad",
  "Holm",
  "Hughes",
  "Ibrahim",
  "Ito",
  "Jansen",
  "Keller",
  "Kowalski",
  "Larsen",
  "Lopez",
  "Mbeki",
  "Meyer",
  "Moreau",
  "Nakamura",
  "Novak",
  "Okafor",
  "Olsen",
  "Park",
  "Patel",
  "Quinn",
  "Reyes",
  "Rossi",
  "Santos",
  "Schmidt",
  "Silva",
  "Svensson",
  "Takahashi",
  "Tran",
  "Underwood",
  "Vasquez",
  "Walsh",
  "Weber",
  "Xu",
  "Yilmaz",
] as const;

/** Workdays in an average month, without closed days and holidays. */
const WORKDAYS_A_MONTH = 19.9;

/** Everyone in the order of the cohorts: the 150 people of today, and those who left. */
export function staff(): readonly Staff[] {
  const everyone: Staff[] = [];
  for (const cohort of COHORTS) {
    for (let place = 0; place < cohort.people; place++) {
      everyone.push(staffOf(everyone.length, place, cohort, EVENTS[cohort.name]?.[place] ?? {}));
    }
  }
  return everyone;
}

function staffOf(number: number, place: number, cohort: Cohort, event: Event): Staff {
  const draw = random(1_000 + number);
  // 57 and 53 have no common divisor, so no two of the people share both names.
  const firstName = FIRST_NAMES[(number * 23) % FIRST_NAMES.length] ?? "";
  const lastName = LAST_NAMES[(number * 31) % LAST_NAMES.length] ?? "";
  const mail = `${firstName}.${lastName}@example.com`;
  const [seat, seatUntil] = event.movedFrom ?? [cohort.seat, event.left];
  const joined = event.joined === undefined ? undefined : day(event.joined);
  const lastUse = event.left ?? event.lastUse;
  return {
    number,
    firstName,
    lastName,
    mail: number % 9 === 4 ? mail : mail.toLowerCase(),
    mailInUsers: number % 7 === 2 ? mail : mail.toLowerCase(),
    autodeskId: signs(draw, "23456789ABCDEFGHJKLMNPQRSTUVWXYZ", 12),
    hashedId: signs(draw, "0123456789abcdef", 32),
    department: cohort.departments[place % cohort.departments.length] ?? "",
    cohort: cohort.name,
    ...(seat === undefined ? {} : { seat, seatSince: joined ?? seatSince(draw()) }),
    ...(seatUntil === undefined ? {} : { seatUntil: day(seatUntil) }),
    habits: event.neverUsed ? [] : cohort.use.map((use) => habitOf(use, draw(), cohort, seat !== undefined)),
    from: joined ?? FIRST_DAY,
    until: lastUse === undefined ? LAST_DAY : day(lastUse),
    left: event.left !== undefined,
    fullTime: cohort.fullTime === true,
    ...(event.doubledFrom === undefined ? {} : { doubledFrom: day(event.doubledFrom) }),
    critical: event.critical === true,
    ...(event.exception === undefined
      ? {}
      : { exception: event.exception[0], exceptionUntil: day(event.exception[1]) }),
  };

  /** People without a date of joining have had the seat since a day in the year before the exports begin. */
  function seatSince(drawn: number): DayNumber {
    return Math.floor(FIRST_DAY - 30 - drawn * 300) as DayNumber;
  }
}

function habitOf([product, least, most]: Use, drawn: number, cohort: Cohort, seated: boolean): Habit {
  const share = between(() => drawn, least, most) / WORKDAYS_A_MONTH;
  return { product, share: cohort.fullTime ? Math.min(share, 0.99) : share, on: seated ? "seat" : "tokens" };
}

const signs = (draw: () => number, alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[Math.floor(draw() * alphabet.length)]).join("");
