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
    file: "src/engine/usage/demand.ts",
    code: "one.days <= (there ?? 0)",
    change: "0 → 1",
    why: "Days of an unknown period stay unknown on either path.",
  },
  {
    file: "src/engine/usage/demand.ts",
    code: "one.days <= (there ?? 0)",
    change: "0 → (-1)",
    why: "Days of an unknown period stay unknown on either path.",
  },
  {
    file: "src/engine/users.ts",
    code: "Math.max(bought - (assigned ?? 0), 0)",
    change: "0 → (-1)",
    why: "A negative share is left out as one of 0 is.",
  },
  {
    file: "src/engine/usage/baseline.ts",
    code: "sum <= best",
    change: "sum <= best → (sum < best)",
    why: "An equal sum of an equally believed export changes nothing.",
  },
  {
    file: "src/engine/usage/observed.ts",
    code: "lastUse > last",
    change: "lastUse > last → (lastUse >= last)",
    why: "The later of two equal days is either.",
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
    file: "src/engine/usage/order.ts",
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
    file: "src/engine/usage/demand.ts",
    code: "presentDays(one, presence) ?? 0",
    change: "0 → (-1)",
    why: "Fewer than the days of low confidence either way.",
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
];
