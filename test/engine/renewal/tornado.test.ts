import type { Analysis } from "../../../src/engine/analysis";
import { tornadoText } from "../../../src/engine/renewal/tornado";
import { fraction } from "../../../src/engine/units";
import { GOLDEN, origin, run as runOf } from "./firm";

const run = (...[given, changed]: Parameters<typeof runOf>): Analysis =>
  runOf(given, changed, { swings: true });

const swings = ({ tornado }: Analysis) =>
  Object.fromEntries(
    (tornado?.swings ?? []).map(({ name, savingIfLower, savingIfHigher }) => [
      name,
      [Math.round(savingIfLower), Math.round(savingIfHigher)],
    ]),
  );

// As is 90 × 1,000 × 3 = 270,000; the best mix pays for 56, 45 and 40 seats: 141,000. It saves 129,000
const golden = run(GOLDEN);

it("a tenth of the seat price moves what the renewal costs, and not what As is costs today", () => {
  // 141 × 900 = 126,900 and 141 × 1,100 = 155,100
  expect(swings(golden)["Price: AutoCAD"]).toEqual([143_100, 114_900]);
});

it("three points of uplift move both sums in years 2 and 3", () => {
  // At 3 %: 90,000 × (1 + 1.03 + 1.0609) = 278,181 less 56,000 + 46,350 + 42,436 = 144,786
  // At -3 %: 90,000 × (1 + 0.97 + 0.9409) = 261,981 less 56,000 + 43,650 + 37,636 = 137,286
  expect(swings(golden)["Seat price uplift"]).toEqual([124_695, 133_395]);
});

it("names the assumptions that move the saving, most first, and none that leaves it as it is", () => {
  expect(golden.tornado?.saving).toBe(129_000);
  expect(Object.keys(swings(golden))).toEqual(["Price: AutoCAD", "Seat price uplift"]);
  expect(golden.tornado?.unmoved).toEqual([]);
  expect(tornadoText(golden.tornado!, 3)).toBe(
    "The saving of 129,000 over 3 years moves most with Price: AutoCAD (± 10 %: from 114,900 to 143,100), then " +
      "with Seat price uplift (± 3 points: from 124,695 to 133,395)",
  );
});

it("says where so many users keep their covers", () => {
  expect(golden.tornado?.keepsCovers).toBe(false);
  expect(tornadoText({ ...golden.tornado!, swings: [], keepsCovers: true }, 3)).toBe(
    "No step of an assumption moves the saving; everybody keeps the cover of this run: beyond 10,000 users none is " +
      "chosen again",
  );
});

it("says which values are given, and moves each from its value", () => {
  const given = run(GOLDEN, { seatUplift: fraction(0.02) });
  const rise = ({ tornado }: Analysis) => tornado?.swings.find(({ name }) => name === "Seat price uplift");
  expect(rise(golden)).toMatchObject({ value: 0, isGiven: false });
  expect(rise(given)).toMatchObject({ value: 0.02, isGiven: true });
  expect(rise(given)?.lower).toBeCloseTo(-0.01, 9);
  // At 5 %: 90,000 × 3.1525 = 283,725 less 56,000 + 47,250 + 44,100 = 147,350
  expect(swings(given)["Seat price uplift"]?.[1]).toBe(136_375);
});

it("says of a setting that could not be read that nobody gave its value", () => {
  const refusal = {
    kind: "Assumptions",
    origin,
    rows: 1,
    fields: ["seatUplift"],
    columns: ["Value"],
  } as const;
  const { contracts } = GOLDEN.rest!;
  const { tornado } = run({ ...GOLDEN, rest: { contracts: contracts!, refusals: [refusal] } });
  expect(tornado?.swings.find(({ name }) => name === "Seat price uplift")).toMatchObject({
    isGiven: false,
    reference: "what was typed could not be read",
  });
});

it("growth that needs more seats than the contracts hold costs what the further seats cost", () => {
  // At 50 %, need 45, 68, 102: the best mix pays for 56, 68 and 102, As is for 90, 90 and 102.
  // At 55 %, need 47, 73 (72.075), 112 (111.7): 56, 73 and 112 against 90, 90 and 112. Both save 56,000.
  // At 45 %, need 44, 64 (63.075), 92 (91.5): 56, 64 and 92 against 90, 90 and 92: 60,000
  const growing = run(GOLDEN, { growth: fraction(0.5) });
  expect(growing.tornado?.saving).toBe(56_000);
  expect(swings(growing)["Growth"]).toEqual([60_000, 51_000]);
});

it("stands in a run of one year without the rises, and is absent without a saving", () => {
  expect(Object.keys(swings(run(GOLDEN, { years: 1 })))).toEqual(["Price: AutoCAD"]);
  expect(run({ ...GOLDEN, use: [] }).tornado).toBeNull();
});
