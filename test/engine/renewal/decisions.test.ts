import fc from "fast-check";
import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { cautions } from "../../../src/engine/statements/cautions";
import type { Decision, Offer } from "../../../src/engine/estate/estate";
import { headlines } from "../../../src/engine/statements/headlines";
import { boundInWords } from "../../../src/engine/renewal/mix-report";
import { selfChecked } from "../../../src/engine/self-check/self-check";
import { money, rate } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";
import { analysed, OFFERINGS, RANDOM_ESTATES } from "./random-estates";

const AS_OF = day("2026-10-31");

const decision = (cover: Decision["cover"]): Decision => ({
  text: typeof cover === "string" ? "Keep" : cover.join("; ") || "Flex",
  cover,
  place: { file: "test.xlsx", sheet: "Users", row: 6, column: "Decision" },
});
const offer = (offering: string, price: number): Offer => ({
  offering,
  pricePerYear: rate(price),
  covers: [],
  reference: "quote",
});

/** Three people on Flex: 40, 100 and 10 days of Revit at 10 tokens, whose seat costs 700. */
const TEAM: Given = {
  period: ["2025-11-01", "2026-10-31"],
  use: [
    ...daysOfUse("ann@x", "Revit", "2026-07-01", 40, "tokens", 10),
    ...daysOfUse("bob@x", "Revit", "2026-05-01", 100, "tokens", 10),
    ...daysOfUse("cat@x", "Revit", "2026-10-01", 10, "tokens", 10),
  ],
};

function decided(decisions: Readonly<Record<string, Decision["cover"]>>, given: Given = TEAM): Analysis {
  const estate = estateOf({ ...given, rest: { offers: [offer("Revit", 700)], ...given.rest } });
  const person = (id: string): number => estate.people.findIndex((one) => one.id === id);
  const map = new Map(Object.entries(decisions).map(([id, cover]) => [person(id), decision(cover)]));
  return analyse({ ...estate, decisions: map }, AS_OF, { ...defaultAssumptions(), moveThreshold: money(0) });
}
const user = ({ users }: Analysis, id: string) => users.find((one) => one.user === id)!;

it("a decision is the cover, and its reason says what it costs", () => {
  // At 3.30 a token, 400 tokens cost 1,320; the seat costs 700, which is 620 less.
  const analysis = decided({ "ann@x": [] });
  expect(user(analysis, "ann@x")).toMatchObject({
    recommended: { seats: [], flex: ["Revit"], tokens: 400 },
    reasons: ["You decided Flex; the run would have recommended Revit, which costs 620 less."],
    decision: { text: "Flex", refused: null, instead: { seats: ["Revit"], more: -620 } },
  });
  expect(user(analysis, "bob@x").recommended.seats).toEqual(["Revit"]);
  expect(boundInWords(analysis.mix!)).toContain("no mix with your decisions costs less than");
  expect(cautions({ analysis, issues: [], counts: [], settingDoubts: [] })).toContain(
    "You overruled the run for 1 user: ann@x gets Flex, 620 a year more than Revit",
  );
});

it("a mix that a decision makes dearer than as is at renewal prices is not called the least", () => {
  // 100 tokens and the buffer are two packs, 600; the seat costs 700.
  const given: Given = { ...TEAM, use: daysOfUse("cat@x", "Revit", "2026-10-01", 10, "tokens", 10) };
  const { mix, ...analysis } = decided({ "cat@x": ["Revit"] }, given);
  expect(mix?.beatenBy).toEqual({ name: "As is at renewal prices", cost: 600 });
  expect(boundInWords(mix!)).toBe(
    "As is at renewal prices costs less, 600, so this mix is not called the least",
  );
  const notes = headlines({ ...analysis, mix }, "sure").map(({ note }) => note);
  expect(notes).toContain("a combination of covers for all users, with your decisions");
});

it("a seat decided on is bought, also for somebody who holds none", () => {
  // 100 tokens cost 330 on Flex, 370 less than the seat.
  const analysis = decided({ "cat@x": ["Revit"] });
  expect(user(analysis, "cat@x").reasons[0]).toBe(
    "You decided Revit; the run would have recommended Flex, which costs 370 less.",
  );
  expect(analysis.recommended?.years[0]).toMatchObject({ seats: 3, tokens: 0, cost: 2100 });
});

it("a decision for the recommended cover says so, and changes no figure", () => {
  const [free, same] = [decided({}), decided({ "ann@x": ["Revit"] })];
  expect(same.recommended?.years).toEqual(free.recommended?.years);
  expect(user(same, "ann@x").reasons).toEqual(["You decided Revit; the run recommends the same."]);
});

it("keeping today's cover keeps a seat that nobody used, and no drop counts on it", () => {
  const given: Given = {
    ...TEAM,
    seats: [["dan@x", "Revit", "2024-01-01"]],
    bought: [["Revit", 1, 700, "C1", "2026-12-31"]],
  };
  const [free, kept] = [decided({}, given), decided({ "dan@x": "keep" }, given)];
  expect(user(free, "dan@x").recommended.seats).toEqual([]);
  expect(user(kept, "dan@x").recommended.seats).toEqual(["Revit"]);
  expect(free.trueDowns[0]?.droppable).toBe(1);
  expect(kept.trueDowns[0]?.droppable).toBe(0);
});

it.each([
  ["an offering that no table names", ["Rivet"], 'no table names the offering "Rivet"'],
  ["an offering without a price", ["Vault"], "the price of Vault is not known"],
])("%s is not used, and the recommendation stands", (_, cover, why) => {
  const vault: Offer = { offering: "Vault", covers: [], reference: "quote" };
  const given: Given = { ...TEAM, rest: { offers: [offer("Revit", 700), vault] } };
  const analysis = decided({ "ann@x": cover }, given);
  expect(user(analysis, "ann@x")).toMatchObject({
    recommended: { seats: ["Revit"] },
    decision: { refused: why, instead: null },
  });
  expect(user(analysis, "ann@x").reasons[0]).toBe(`The decision "${cover.join("; ")}" was not used: ${why}.`);
  expect(analysis.issues.filter(({ code }) => code === "unused-decision")).toMatchObject([
    { severity: "error", file: "test.xlsx", sheet: "Users", row: 6, column: "Decision" },
  ]);
});

it("a cover without a seat for a product that is not on Flex is not used", () => {
  const rates = [{ product: "Revit", flexEligible: false, reference: "quote" }];
  const analysis = decided({ "ann@x": [] }, { ...TEAM, rest: { offers: [offer("Revit", 700)], rates } });
  expect(user(analysis, "ann@x").decision?.refused).toBe("Revit cannot be on Flex");
});

it("somebody who has left gets nothing, whatever was decided", () => {
  const analysis = decided({ "ann@x": ["Revit"] }, { ...TEAM, people: { "ann@x": { inactive: true } } });
  expect(user(analysis, "ann@x")).toMatchObject({
    recommended: { seats: [] },
    decision: { refused: "the person has left" },
  });
});

const again = ({ estate, asOf, assumptions }: Analysis, decisions: ReadonlyMap<number, Decision>): Analysis =>
  analyse({ ...estate, decisions }, asOf, assumptions);

it("with the recommendations as decisions nothing changes", () => {
  fc.assert(
    fc.property(RANDOM_ESTATES, (drawn) => {
      const free = analysed(drawn, { moveThreshold: money(0) });
      // Somebody who changes again in a later year is kept on the cover decided on.
      fc.pre(!free.recommended?.asks.some(({ text }) => text.startsWith("In year")));
      const all = free.users.map((one, i) => [i, decision(one.recommended.seats)] as const);
      const same = again(free, new Map(all));
      expect(same.users.map(({ recommended }) => recommended)).toEqual(
        free.users.map(({ recommended }) => recommended),
      );
      expect(same.recommended?.years).toEqual(free.recommended?.years);
    }),
    { numRuns: 30 },
  );
});

it("any decisions are followed, cost no less than the best mix, and every sum holds", () => {
  const covers = fc.array(
    fc.option(fc.oneof(fc.constant("keep" as const), fc.subarray([...OFFERINGS])), { freq: 1 }),
    { minLength: 8, maxLength: 8 },
  );
  fc.assert(
    fc.property(RANDOM_ESTATES, covers, (drawn, chosen) => {
      const free = analysed(drawn, { moveThreshold: money(0) });
      // Rules may ask for more than the use needs, and a decision beats them.
      const byCost = free.users.flatMap(({ segment }, i) =>
        segment !== "New" && drawn.people[i]?.critical === false ? [i] : [],
      );
      const decisions = new Map(
        byCost.flatMap((i) => {
          const cover = chosen[i];
          return cover == null ? [] : [[i, decision(cover)] as const];
        }),
      );
      const analysis = again(free, decisions);
      analysis.users.forEach((one, i) => {
        const cover = decisions.get(i)?.cover;
        if (cover === undefined || one.decision?.refused !== null) return;
        expect(one.recommended.seats).toEqual(cover === "keep" ? one.heldSeats : [...cover].sort());
      });
      const { mix, bridge } = analysis;
      if (mix && free.mix) expect(free.mix.lowerBound).toBeLessThanOrEqual(mix.total + 0.01);
      if (bridge?.steps.every(({ amount }) => amount !== null)) {
        const sum = bridge.steps.reduce((all, { amount }) => all + (amount ?? 0), Number(bridge.from));
        expect(sum).toBeCloseTo(bridge.to, 2);
      }
      const { issues } = selfChecked({ analysis, issues: [], counts: [], settingDoubts: [] });
      expect(issues.filter(({ code }) => code === "self-check")).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
