import type { Session } from "../../../src/engine/estate/estate";
import {
  backgroundReason,
  isServiceMachine,
  NEVER_OPEN,
  showsPerson,
} from "../../../src/engine/waste/background";

const BY_DAY = { isOutside: () => false };
const BY_NIGHT = NEVER_OPEN;

const session = (signs: Partial<Session>): Session => ({
  person: 0,
  product: 0,
  start: 0,
  end: 60,
  origin: { source: 0, row: 2 },
  ...signs,
});

const NOBODY = { loggedIn: false };
const IDLE = { activeMinutes: 0 };
const SERVER = { machineType: "Render server" };

it.each<readonly [string, Partial<Session>, string | null, string | null, string | null]>([
  ["no sign", {}, null, null, null],
  ["nobody logged in", NOBODY, "outside business hours, nobody logged in", null, null],
  ["no active minute", IDLE, "outside business hours, no active minute", null, null],
  ["a server", SERVER, "outside business hours, machine type Render server", null, null],
  [
    "nobody and no minute",
    { ...NOBODY, ...IDLE },
    "outside business hours, nobody logged in, no active minute",
    "nobody logged in, no active minute",
    "nobody logged in, no active minute",
  ],
  [
    "nobody at a server",
    { ...NOBODY, ...SERVER },
    "outside business hours, nobody logged in, machine type Render server",
    "nobody logged in, machine type Render server",
    "nobody logged in, machine type Render server",
  ],
  // By day one of the two signs must be that nobody was logged in.
  [
    "no minute at a server",
    { ...IDLE, ...SERVER },
    "outside business hours, no active minute, machine type Render server",
    null,
    null,
  ],
  [
    "a minute of activity though nobody is logged in",
    { ...NOBODY, ...SERVER, activeMinutes: 1 },
    null,
    null,
    null,
  ],
  ["somebody at a shared machine", { loggedIn: true, machineType: "shared" }, null, null, null],
  [
    "somebody at a service machine",
    { loggedIn: true, machineType: "service" },
    "outside business hours, machine type service",
    null,
    null,
  ],
  [
    "somebody without an active minute",
    { loggedIn: true, ...IDLE },
    "outside business hours, no active minute",
    null,
    null,
  ],
])("%s", (_, signs, night, byDay, unknownHours) => {
  expect(backgroundReason(session(signs), BY_NIGHT)).toBe(night);
  expect(backgroundReason(session(signs), BY_DAY)).toBe(byDay);
  expect(backgroundReason(session(signs), null)).toBe(unknownHours);
});

it.each([
  [undefined, false],
  ["", false],
  ["desktop", false],
  ["Terminal Server", true],
  ["shared desk", true],
  ["Service", true],
  // The word begins a word.
  ["unshared", false],
  ["observer", false],
])("machine type %s serves several people or none: %s", (machineType, is) => {
  expect(isServiceMachine(session(machineType === undefined ? {} : { machineType }))).toBe(is);
});

it("active minutes decide whether a person used the product, and only without them who was logged in", () => {
  expect(showsPerson(session({ loggedIn: true }))).toBe(true);
  expect(showsPerson(session({ loggedIn: true, machineType: "desktop" }))).toBe(true);
  expect(showsPerson(session({ loggedIn: true, machineType: "SERVICE" }))).toBe(false);
  expect(showsPerson(session({ loggedIn: true, activeMinutes: 0 }))).toBe(false);
  expect(showsPerson(session({ loggedIn: false, activeMinutes: 1, machineType: "service" }))).toBe(true);
  expect(showsPerson(session({}))).toBe(false);
});
