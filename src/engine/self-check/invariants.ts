import { at } from "../at";
import { CENT } from "../renewal/mix-report";
import { comparedOnBasis } from "../renewal/scenarios";
import { total, wholeDown, type Seats } from "../units";
import { wholeNumber } from "../wording";
import { differ, firstAnswer, isAtMost, isCount, notFinite, sumBy } from "./arithmetic";
import { invariant, type Invariant } from "./guards";

/** Every invariant of an answer. Each is checked in time linear in the answer. */
export const INVARIANTS: readonly Invariant[] = [
  invariant("table", "Used and skipped rows are all rows of a table", ({ rows, used, skipped }) =>
    [rows, used, skipped].every(isCount) && used + skipped === rows
      ? null
      : `${used} + ${skipped} of ${rows}`,
  ),

  invariant(
    "scenario",
    "Every figure of a scenario is a number",
    ({ years, total: all, presentValue, savingVsAsIs }) =>
      notFinite({ years, all, presentValue, savingVsAsIs }),
  ),
  invariant(
    "scenario",
    "No cost or quantity of a scenario is negative",
    ({ years, lines }) =>
      firstAnswer(years, ({ year, cost, seats, tokens, tokenCost }) =>
        Math.min(cost, seats, tokens, tokenCost) < 0 ? `year ${year}` : null,
      ) ?? firstAnswer(lines, ({ offering, seats }) => (seats.some((n) => n < 0) ? offering : null)),
  ),
  invariant("scenario", "The years of a scenario add up to its total", ({ years, total: all }) =>
    differ(total(years.map(({ cost }) => cost)), all),
  ),
  invariant(
    "scenario",
    "The present value is that of the years",
    ({ years, presentValue }, { assumptions }) =>
      differ(
        years.reduce((sum, { cost }, i) => sum + cost / (1 + assumptions.discountRate) ** i, 0),
        presentValue,
      ),
  ),
  invariant("scenario", "Seats and tokens add up to the cost of the first year", ({ lines, years }) => {
    const { tokenCost, cost } = at(years, 0);
    return differ(
      lines.reduce((sum, line) => sum + (line.unitPrice ?? 0) * at(line.seats, 0), 0) + tokenCost,
      cost,
    );
  }),
  invariant("scenario", "The lines of a scenario add up to its seats", ({ lines, years }) =>
    firstAnswer(years, ({ seats }, i) => differ(total(lines.map((line) => at(line.seats, i))), seats)),
  ),
  invariant("scenario", "The pools of a scenario add up to its tokens", ({ years }) =>
    firstAnswer(
      years,
      ({ pools, tokens, tokenCost }) =>
        differ(total(pools.map((pool) => pool.tokens)), tokens) ??
        differ(total(pools.map((pool) => pool.cost)), tokenCost),
    ),
  ),
  invariant("scenario", "A pool buys at least the tokens that it needs", ({ years }) =>
    firstAnswer(years, ({ pools }) =>
      firstAnswer(pools, ({ needed, tokens }) => (isAtMost(needed, tokens) ? null : against(tokens, needed))),
    ),
  ),
  invariant("scenario", "A saving is As is minus the scenario", ({ savingVsAsIs, total: all }, { asIs }) =>
    savingVsAsIs === null ? null : differ(asIs.total - all, savingVsAsIs),
  ),
  invariant("scenario", "No contract line has more seats than were bought on it", ({ lines }) =>
    firstAnswer(lines, ({ source, seats, offering }) =>
      source === null || seats.every((n) => isAtMost(n, source.bought)) ? null : offering,
    ),
  ),
  invariant("scenario", "No contract falls below its floor", ({ lines }, { trueDowns, estate }) => {
    const renewed = sumBy(
      lines,
      ({ source }) => source?.contract,
      (line) => at(line.seats, 0),
    );
    const bought = sumBy(
      trueDowns,
      ({ contract }) => contract,
      (line) => line.bought,
    );
    return firstAnswer(estate.contracts, ({ contract, floor }) => {
      const least = Math.min(floor ?? 0, bought.get(contract) ?? 0);
      return isAtMost(least, renewed.get(contract) ?? 0) ? null : contract;
    });
  }),
  invariant("scenario", "No contract line falls by more than its cap", ({ lines }) => {
    const renewed = sumBy(
      lines,
      ({ source }) => source?.id,
      (line) => at(line.seats, 0),
    );
    return firstAnswer(lines, ({ source, offering }) => {
      if (source === null) return null;
      const least = source.bought - wholeDown((source.bought * (source.cap ?? 0)) as Seats);
      return isAtMost(least, renewed.get(source.id) ?? 0) ? null : offering;
    });
  }),

  invariant(
    "proof",
    "The best mix is called least only where no scenario on the same basis costs less",
    (mix, { recommended, scenarios }) => {
      if (recommended === null) return null;
      const least = Math.min(mix.beatenBy?.cost ?? Infinity, at(recommended.years, 0).cost);
      return firstAnswer(comparedOnBasis({ scenarios }, recommended), ({ name, years }) =>
        least < at(years, 0).cost + CENT ? null : `${name} costs ${against(at(years, 0).cost, least)}`,
      );
    },
  ),
  invariant("proof", "The lower bound is at most the total", ({ total: all, moveThresholds, lowerBound }) =>
    lowerBound >= 0 && isAtMost(lowerBound, all + moveThresholds)
      ? null
      : against(lowerBound, all + moveThresholds),
  ),
  invariant(
    "proof",
    "The gap is that between the lower bound and the total",
    ({ total: all, moveThresholds, lowerBound, gap }) => {
      const sum = all + moveThresholds;
      return differ(sum > 0 ? (sum - lowerBound) / sum : 0, gap);
    },
  ),
  invariant("proof", "The total of the best mix is its first year", (mix, { recommended }) =>
    recommended === null ? null : differ(at(recommended.years, 0).cost, mix.total),
  ),
  invariant("proof", "Every figure of the proof is a number", (mix) => notFinite(mix)),

  invariant(
    "user",
    "Every cost of a user is a number",
    ({ drawnTokens, flexTokens, currentCost, seatCost, flexCost, cost, saving, runnerUp }) =>
      notFinite({ drawnTokens, flexTokens, currentCost, seatCost, flexCost, cost, saving, runnerUp }),
  ),
  invariant(
    "user",
    "A user's saving is the cost today minus the recommended cost",
    ({ currentCost, cost, saving }) => {
      if (saving === null) return null;
      return currentCost === null || cost === null
        ? "of an unknown cost"
        : differ(currentCost - cost, saving);
    },
  ),

  invariant(
    "offering",
    "Seats are counted in whole seats",
    ({ bought, assigned, active, kept, needed, shelfware }) =>
      firstAnswer([bought, assigned, active, kept, needed, shelfware], (n) =>
        n === null || isCount(n) ? null : String(n),
      ),
  ),
  invariant(
    "offering",
    "Every amount of an offering is a number",
    ({ variance, trueUpCost, monthsOver, shelfwareCost }) =>
      notFinite({ variance, trueUpCost, monthsOver, shelfwareCost }),
  ),
  invariant(
    "offering",
    "No more seats are active than kept, and no more kept than assigned",
    ({ active, kept, assigned }) =>
      isAtMost(active ?? 0, kept ?? active ?? 0) && isAtMost(kept ?? 0, assigned ?? kept ?? 0)
        ? null
        : `${String(active)}, ${String(kept)} and ${String(assigned)}`,
  ),
  invariant("offering", "The variance is assigned minus bought", ({ assigned, bought, variance }) =>
    variance === null || bought === null || assigned === null ? null : differ(assigned - bought, variance),
  ),
  invariant("offering", "Shelfware is bought minus active, at least 0", ({ bought, active, shelfware }) =>
    shelfware === null || bought === null || active === null
      ? null
      : differ(Math.max(bought - active, 0), shelfware),
  ),
  invariant(
    "offering",
    "A true-up is owed only for seats beyond those bought",
    ({ trueUpCost, variance, trueUps }) => {
      const isOver = variance !== null && variance > 0;
      const wasOver = trueUps.some(({ isAgreed, seats }) => isAgreed && seats.high !== 0);
      return trueUpCost === null || trueUpCost === 0 || (trueUpCost > 0 && (isOver || wasOver))
        ? null
        : wholeNumber(trueUpCost);
    },
  ),
  invariant("offering", "No wording of the true-up counts more than the high-water mark", ({ trueUps }) => {
    const mark = trueUps.find(({ wording }) => wording === "high-water mark");
    return firstAnswer(trueUps, ({ wording, seatMonths }) =>
      wording !== "rolling average" ||
      mark?.seatMonths.high == null ||
      isAtMost(seatMonths.high ?? 0, mark.seatMonths.high)
        ? null
        : wording,
    );
  }),
  invariant(
    "offering",
    "A true-up lies between its bounds, which are not negative",
    ({ trueUpLow, trueUpCost, trueUpHigh }) => {
      if (trueUpLow === null || trueUpHigh === null) return trueUpCost === null ? null : "without bounds";
      const cost = trueUpCost ?? trueUpLow;
      const isBetween = trueUpLow >= 0 && isAtMost(trueUpLow, cost) && isAtMost(cost, trueUpHigh);
      return isBetween ? null : [trueUpLow, cost, trueUpHigh].map(wholeNumber).join(", ");
    },
  ),
  invariant(
    "offering",
    "Seats over are owed, not needed, or have another reason",
    ({ bought, assigned, owed, idle, unsettled }) =>
      bought === null || assigned === null
        ? null
        : differ(Math.max(assigned - bought, 0), owed + idle + total(unsettled.map((one) => one.seats))),
  ),

  invariant("line", "A drop never exceeds the seats bought", ({ droppable, bought }) =>
    droppable === null || (droppable >= 0 && isAtMost(droppable, bought)) ? null : against(droppable, bought),
  ),
  invariant("line", "A saving of dropped seats is a number and not negative", ({ saving }) =>
    saving === null || (Number.isFinite(saving) && saving >= 0) ? null : String(saving),
  ),
  invariant("line", "What a drop surely saves is all of its saving, or nothing", ({ saving, sureSaving }) =>
    sureSaving === 0 || sureSaving === saving ? null : String(sureSaving),
  ),

  invariant("rule", "Every figure of a pool is a number", (rule) => notFinite(rule)),
  invariant("rule", "A pool loses no more tokens than it holds", ({ tokens, expectedExpired }) =>
    expectedExpired >= 0 && isAtMost(expectedExpired, tokens) ? null : against(expectedExpired, tokens),
  ),
  invariant("rule", "A risk is a share between 0 and 1", ({ runOutRisk }) =>
    runOutRisk === null || (runOutRisk >= 0 && runOutRisk <= 1) ? null : String(runOutRisk),
  ),
];

const against = (a: number, b: number): string => `${wholeNumber(a)} against ${wholeNumber(b)}`;
