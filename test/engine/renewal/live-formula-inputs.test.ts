import fc from "fast-check";
import type { Analysis } from "../../../src/engine/analysis";
import { at } from "../../../src/engine/at";
import type { ContractLine } from "../../../src/engine/estate/contract-lines";
import type { LiveSeats } from "../../../src/engine/renewal/live-formula-inputs";
import type { SeatLine } from "../../../src/engine/renewal/scenario-cost";
import { boughtOn, orderOf, priceIn } from "../../../src/engine/seats/orders";
import { seats, wholeUp, type Seats } from "../../../src/engine/units";
import { analysed, OFFERINGS, RANDOM_ESTATES } from "./random-estates";

const CHEAP = { bought: 3, price: 300, contract: "C1", end: "2026-12-31" } as const;
const DEAR = { bought: 3, price: 800, contract: "C2", end: "2027-03-31" } as const;

const lineOf = ({ recommended }: Analysis, line: number | SeatLine): SeatLine =>
  typeof line === "number" ? at(recommended!.lines, line) : line;

const seatsOf = ({ others, least, most }: LiveSeats, needed: number): number =>
  Math.min(Math.max(needed - others, least), most ?? Infinity);

describe("the seats that follow a change of the Users sheet", () => {
  it("cost what the engine would order in the first year, where one offering changes, or are unknown", () => {
    let [known, all, among] = [0, 0, 0];
    fc.assert(
      fc.property(RANDOM_ESTATES, fc.constantFrom(...OFFERINGS), fc.nat(8), (drawn, offering, users) => {
        // Seats beyond the need, for a volume price or to fill a multiple, are not orders of a year.
        const offers = drawn.offers === "none" ? "none" : "single";
        const lines = [...drawn.lines, CHEAP, DEAR].map((one) => ({ ...one, offering }));
        const analysis = analysed({ ...drawn, offers, lines });
        const { liveFormulaInputs: live, recommended } = analysis;
        if (recommended === null) return;
        const growth = at(live.growth, 0);
        const count = (one: string): number =>
          analysis.users.filter(({ recommended: { seats: own } }) => own.includes(one)).length;
        const following = live.seats.map(({ line, years }) => ({
          line: lineOf(analysis, line),
          year: at(years, 0),
        }));
        const sources = [
          ...new Set(
            [...recommended.lines, ...following.map(({ line }) => line)].map(({ source }) => source),
          ),
        ].filter((source): source is ContractLine => source !== null);
        const needs = new Map<string, Seats>(
          [...new Set([...sources.map((one) => one.offering), offering])].map((one) => [
            one,
            wholeUp(seats((one === offering ? users : count(one)) * growth)),
          ]),
        );
        const order = orderOf(needs, sources, 1, boughtOn(sources));
        const needed = needs.get(offering)!;
        const own = following.filter(({ line, year }) => line.offering === offering && year !== null);
        all++;
        if (own.some(({ year }) => year!.onlyAt !== null && year!.onlyAt !== needed)) return;
        known++;
        among += Number(sources.filter((one) => one.offering === offering).length > 1);
        const priceOf = ({ source, unitPrice }: SeatLine): number =>
          (source && priceIn(source, 1)) ?? unitPrice ?? 0;
        const ordered = ({ source }: SeatLine): number =>
          source ? order.onLines.get(source.id)! : (order.fresh.get(offering) ?? 0);
        const cost = (count: (one: (typeof own)[number]) => number): number =>
          own.reduce((sum, one) => sum + count(one) * priceOf(one.line), 0);
        // Of lines at one price it does not matter which holds a seat.
        expect(cost(({ year }) => seatsOf(year!, needed))).toBeCloseTo(
          cost(({ line }) => ordered(line)),
          6,
        );
      }),
      { numRuns: 60 },
    );
    expect(known).toBeGreaterThan(0.8 * all);
    expect(among).toBeGreaterThan(all / 2);
  });
});
