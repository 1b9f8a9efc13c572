/** A change that no test can show, since the program means the same with it. */
export interface Equivalent {
  readonly file: string;
  /** A part of the changed line that tells it from others. */
  readonly code: string;
  /** As the report prints it. */
  readonly change: string;
  readonly why: string;
}

export const EQUIVALENTS: readonly Equivalent[] = [
  {
    file: "src/engine/rules/price-tiers.ts",
    code: "if (to > from) cost +=",
    change: "to > from → (to >= from)",
    why: "A part of no units adds 0.",
  },
  {
    file: "src/engine/rules/price-tiers.ts",
    code: "its < cost - 1e-9",
    change: "its < cost - 1e-9 → (its <= cost - 1e-9)",
    why: "Prices do not differ by exactly 1e-9.",
  },
  {
    file: "src/engine/usage/partition-by-person.ts",
    code: "i < length; i++",
    change: "i < length → (i <= length)",
    why: "No row stands after the last, and undefined is neither less nor more than anything.",
  },
  {
    file: "src/engine/analyse.ts",
    code: "transition(context",
    change:
      "recommended ? transition(context, members, plans.best, users, spares) : [] → (transition(context, members, plans.best, users, spares))",
    why: "Without a recommended scenario everybody keeps today's cover, so nobody moves.",
  },
  {
    file: "src/engine/seats/double-coverage.ts",
    code: 'one.daily || one.access !== "tokens"',
    change: 'one.daily || one.access !== "tokens" → (one.daily)',
    why: "Use of a seat has 0 tokens, and is left out for that.",
  },
  {
    file: "src/engine/seats/orders.ts",
    code: '(a.contract ?? "") < (b.contract ?? "")',
    change: '(a.contract ?? "") < (b.contract ?? "") → ((a.contract ?? "") <= (b.contract ?? ""))',
    why: "Two lines of one offering, contract, end and price are one line.",
  },
  {
    file: "src/engine/usage/charge-windows.ts",
    code: "start >= windowEnd",
    change: "start >= windowEnd → (start > windowEnd)",
    why: "A launch at the end of a window is charged at that moment by the loop below.",
  },
  {
    file: "src/engine/usage/partition-by-person.ts",
    code: "new Uint32Array(sizes.length + 1)",
    change: "1 → 2",
    why: "The place more is not read.",
  },
  {
    file: "src/engine/radix-order.ts",
    code: "new Uint32Array(digits + 1)",
    change: "1 → 2",
    why: "The place more is not read.",
  },
  {
    file: "src/engine/usage/partition-by-person.ts",
    code: "let i = 0; i < length",
    change: "0 → (-1)",
    why: "No row stands before the first, and undefined is neither less nor more than anything.",
  },
  {
    file: "src/engine/users.ts",
    code: "oneFewer.get(offering) ?? price, 0), price)",
    change: "0 → (-1)",
    why: "One seat fewer never saves less than nothing.",
  },
  {
    file: "src/engine/pool/sizing.ts",
    code: "peak !== null && peak > 0",
    change: "0 → (-1)",
    why: "Without use in any month there are no rules at all.",
  },
  {
    file: "src/engine/seats/double-coverage.ts",
    code: "if (holdings.of(person).length === 0) return;",
    change: "if (holdings.of(person).length === 0) return; → if (false) return;",
    why: "A shortcut: who holds nothing has no seat on any day.",
  },
  {
    file: "src/engine/mix/knapsack.ts",
    code: "Math.abs(best.value)",
    change: "Math.abs(best.value) → (best.value)",
    why: "No cost is below 0.",
  },
  {
    file: "src/engine/mix/knapsack.ts",
    code: "best.value >= tangent - 1e-9",
    change: "tangent - 1e-9 * (1 + Math.abs(tangent)) → (tangent + 1e-9 * (1 + Math.abs(tangent)))",
    why: "The search for the price then ends by its number of rounds, at the same price.",
  },
  {
    file: "src/engine/mix/knapsack.ts",
    code: "if (net < purchase)",
    change: "net < purchase → (net <= purchase)",
    why: "Of purchases worth the same, any gives the same bound.",
  },
  {
    file: "src/engine/mix/knapsack.ts",
    code: "let [purchase, bought] = [Infinity, 0];",
    change: "0 → 1",
    why: "The first purchase takes its place.",
  },
  {
    file: "src/engine/mix/knapsack.ts",
    code: "over < (ways.get(key)?.over ?? Infinity)",
    change: "over < (ways.get(key)?.over ?? Infinity) → (over <= (ways.get(key)?.over ?? Infinity))",
    why: "Of ways that cost the same, any is the cheapest.",
  },
  {
    file: "src/engine/mix/knapsack.ts",
    code: "this.layersOf(dual, most, 0)",
    change: "0 → (-1)",
    why: "Covers that draw the same are then tried too, and never better.",
  },
  {
    file: "src/engine/mix/pool-choices.ts",
    code: "budget.charge(pool.columns.size * 20);",
    change: "budget.charge(pool.columns.size * 20); → ;",
    why: "A charge for work, which bounds effort and no answer.",
  },
  {
    file: "src/engine/mix/pool-choices.ts",
    code: "slack < 1e-6",
    change: "slack < 1e-6 → (slack <= 1e-6)",
    why: "No slack is exactly 1e-6.",
  },
  {
    file: "src/engine/mix/pool-choices.ts",
    code: "known.fixedCost <= column.fixedCost) return false",
    change: "false → true",
    why: "The table of columns is made anew, and is the same.",
  },
  {
    file: "src/engine/mix/pool-choices.ts",
    code: "let [value, cover] = [Infinity, -1];",
    change: "1 → (0)",
    why: "The first cover takes its place.",
  },
  {
    file: "src/engine/mix/reduced-costs.ts",
    code: "this.losses[cover]! - least, 0)",
    change: "0 → (-1)",
    why: "A loss below 0 is rounding noise.",
  },
  {
    file: "src/engine/mix/groups.ts",
    code: "known.set(key, ways);",
    change: "known.set(key, ways); → ;",
    why: "A cache.",
  },
  {
    file: "src/engine/renewal/left-out.ts",
    code: "a < b",
    change: "a < b → (a <= b)",
    why: "Each product stands once.",
  },
  {
    file: "src/engine/pool/consumption.ts",
    code: "one.person === NOBODY && drawsTokens(one)",
    change: "one.person === NOBODY && drawsTokens(one) → (drawsTokens(one))",
    why: "Of the sums, only that without users is read, which counts rows without a user alone.",
  },
  {
    file: "src/engine/pool/ledger.ts",
    code: "drawn === undefined && day > draws.last",
    change: "drawn === undefined && day > draws.last → (day > draws.last)",
    why: "No day after the last of the draws has a draw.",
  },
  {
    file: "src/engine/pool/burn.ts",
    code: "if (open <= 0) break;",
    change: "if (open <= 0) break; → if (false) break;",
    why: "A shortcut: the next pack has tokens left, gives none, and ends the loop.",
  },
  {
    file: "src/engine/pool/burn.ts",
    code: "whole++;",
    change: "whole++; → ;",
    why: "A pack of which nothing is used any more gives nothing back, whether it is still in the list or not.",
  },
  {
    file: "src/engine/pool/known-supply.ts",
    code: "<= SAME_NEED) add(a, b)",
    change:
      "Math.abs(middle.need - (a.need + b.need) / 2) <= SAME_NEED → (Math.abs(middle.need - (a.need + b.need) / 2) < SAME_NEED)",
    why: "No distance from a chord is exactly a thousandth of a token.",
  },
  {
    file: "src/engine/pool/pool-spend.ts",
    code: "Math.max(Math.ceil(most / COMPARED), 1)",
    change: "Math.ceil(most / COMPARED) → Math.floor(most / COMPARED)",
    why: "The first round compares a few orders more.",
  },
  {
    file: "src/engine/pool/pool-spend.ts",
    code: "packs > 0 && packs * packSize < terms.smallest",
    change: "packs > 0 && packs * packSize < terms.smallest → (packs * packSize < terms.smallest)",
    why: "The search begins with an order of nothing where one is possible.",
  },
  {
    file: "src/engine/pool/burn-alert.ts",
    code: "change * direction > (most === null",
    change: "most.change * direction → (most.change / direction)",
    why: "A direction is 1 or -1.",
  },
  {
    file: "src/engine/pool/simulation.ts",
    code: "pairs: Math.ceil(years / 2)",
    change: "years / 2 → (years * 2)",
    why: "The pairs that no year needs are drawn after the others.",
  },
  {
    file: "src/engine/negotiation/clause-values.ts",
    code: "if (short <= 0) break;",
    change: "0 → (-1)",
    why: "With nothing short, nothing is filled up.",
  },
  {
    file: "src/engine/negotiation/cost-of-delay.ts",
    code: "Math.max(goesOn - asOf, 0)",
    change: "0 → 1",
    why: "A line that runs lets seats go on a later day.",
  },
  {
    file: "src/engine/negotiation/cost-of-delay.ts",
    code: "due.filter((one) => one.isMissed === isMissed)",
    change: "one.isMissed === isMissed → (one.isMissed !== isMissed)",
    why: "The two kinds change places, and are told apart afterwards.",
  },
  {
    file: "src/engine/negotiation/contract-concessions.ts",
    code: "Math.min(...caps)",
    change: "Math.min(...caps) → Math.max(...caps)",
    why: "The lines of a contract share its cap.",
  },
  {
    file: "src/engine/negotiation/contract-concessions.ts",
    code: "const LIFTED = fraction(1);",
    change: "1 → 2",
    why: "No more seats can go than all.",
  },
  {
    file: "src/engine/negotiation/contract-concessions.ts",
    code: "held.feeStays ? [feeChange(held)]",
    change: "held.feeStays ? [feeChange(held)] : [] → ([feeChange(held)])",
    why: "A change of terms that hold already is searched and worth nothing.",
  },
  {
    file: "src/engine/negotiation/contract-concessions.ts",
    code: "return paid > 0 && paid <= floor;",
    change: "paid > 0 && paid <= floor → (paid > 0)",
    why: "A change of a floor that holds nothing is searched and worth nothing.",
  },
  {
    file: "src/engine/harvest/since-last-run.ts",
    code: 'change > 0 ? "more" : lower',
    change: "change > 0 → (change >= 0)",
    why: "No change is told before.",
  },
  {
    file: "src/engine/negotiation/clause-values.ts",
    code: "const floor = seats(Math.max(0,",
    change: "0 → (-1)",
    why: "A floor that is not stated counts as 0.",
  },
  {
    file: "src/engine/negotiation/contract-concessions.ts",
    code: "floor !== null &&",
    change:
      "floor !== null && years.some((year) => { const paid = t …  paid > 0 && paid <= floor; }) → (floor !== null)",
    why: "A change of a floor that holds nothing is searched and worth nothing.",
  },
  {
    file: "src/engine/negotiation/clause-values.ts",
    code: "const BUDGET = 2_000_000;",
    change: "2_000_000 → 2000001",
    why: "A limit of effort: the futures are as many, unless the draws divide 2,000,001.",
  },
  {
    file: "src/engine/rules/pool-size.ts",
    code: "const FARTHEST = 8.3;",
    change: "8.3 → (7.300000000000001)",
    why: "Beyond 7.3 standard deviations the share is 1.4e-13, which no figure shows.",
  },
  {
    file: "src/engine/rules/term-flexibility.ts",
    code: "const HALVINGS = 20;",
    change: "20 → (19)",
    why: "The crossing is then known to two millionths.",
  },
  {
    file: "src/engine/harvest/judged-seat.ts",
    code: '"days of use not known"',
    change: '"days of use not known" → ""',
    why: "A seat without a rate has no class of which the rate is told.",
  },
];
