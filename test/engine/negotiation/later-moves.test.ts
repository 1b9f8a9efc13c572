import { laterMoves, trueDownAsks } from "../../../src/engine/negotiation/asks";
import { concessionText, worthAsking, type Concession } from "../../../src/engine/negotiation/concessions";
import type { UserPlan } from "../../../src/engine/renewal/plan";
import type { TrueDown } from "../../../src/engine/seats/droppable";
import { money, seats } from "../../../src/engine/units";
import { day } from "../estate-of";

const plans = (...covers: readonly (readonly string[])[]) =>
  covers.map((own) => ({ seats: own }) as UserPlan);

it("users whose seats change in a later year are counted by year", () => {
  const first = plans(["AutoCAD"], ["Maya"], []);
  expect(laterMoves([first, first, first])).toEqual([]);
  expect(laterMoves([first, plans(["AutoCAD"], ["Maya"], [])])).toEqual([]);
  expect(laterMoves([first, plans(["AutoCAD"], [], []), plans([], [], ["Maya"])])).toEqual([
    { text: "In year 2, 1 user changes again because committed seats expire", about: null },
    { text: "In year 3, 2 users change again because committed seats expire", about: null },
  ]);
});

it("a scenario that only drops seats asks for fewer, with contract and day as far as they are known", () => {
  const down = (
    droppable: number | null,
    contract: string | null,
    changes: string | null,
    renewal = changes,
  ) =>
    ({
      offering: "AutoCAD",
      droppable: droppable === null ? null : seats(droppable),
      contract,
      changes: changes === null ? null : day(changes),
      renewal: renewal === null ? null : day(renewal),
    }) as TrueDown;
  expect(
    trueDownAsks([
      down(1, "C1", "2027-03-31"),
      down(2, null, null),
      down(0, "C1", "2027-03-31"),
      down(null, "C1", "2027-03-31"),
      down(3, "C2", "2027-03-31", "2028-03-31"),
    ]).map(({ text, about }) => [text, about]),
  ).toEqual([
    ["Renew 1 fewer AutoCAD seat on contract C1 at the renewal of 2027-03-31", { seatsOf: "AutoCAD" }],
    ["Renew 2 fewer AutoCAD seats", { seatsOf: "AutoCAD" }],
    ["Renew 3 fewer AutoCAD seats on contract C2 at the anniversary of 2027-03-31", { seatsOf: "AutoCAD" }],
  ]);
});

it("concessions are worth asking for where they save money, and say what to offer", () => {
  const concession = (worth: number | null): Concession => ({
    id: "cap",
    contract: null,
    ask: "Lift the cap",
    worth: worth === null ? null : money(worth),
    basis: "",
    trade: "a longer term",
    say: "",
  });
  const worth = [concession(1234.5), concession(0), concession(-1), concession(null)];
  expect(worthAsking(worth)).toEqual([worth[0]]);
  expect(concessionText({ ...concession(1234.5), worth: money(1234.5) }, 1)).toBe(
    "Lift the cap: 1,235 over 1 year; offer a longer term",
  );
});
