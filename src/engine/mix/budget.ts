/**
 * The operations that a search may still take; an operation is about a nanosecond of work. Effort is limited by such
 * counts alone, so that the same input gives the same answer on any machine. One budget is made for a whole answer; a
 * portion also draws on the budget it was taken from.
 */
export class Budget {
  constructor(
    private remaining: number,
    private readonly whole: Budget | null = null,
  ) {}

  /** Operations that are left, never below 0. */
  get left(): number {
    return Math.max(this.whole ? Math.min(this.remaining, this.whole.left) : this.remaining, 0);
  }

  /** Takes operations if so many are left, and returns whether they were. If they were not, the budget has ended. */
  spend(operations: number): boolean {
    const enough = operations <= this.remaining && (this.whole?.spend(operations) ?? true);
    this.remaining = enough ? this.remaining - operations : 0;
    return enough;
  }

  /** Takes operations that every answer needs, even if the budget has ended. */
  charge(operations: number): void {
    this.remaining -= operations;
    this.whole?.charge(operations);
  }

  /** A budget of a share of the operations left, which draws on this budget. */
  portion(share: number): Budget {
    return new Budget(this.left * share, this);
  }

  /** A budget of at most this many operations, which draws on this budget. */
  atMost(operations: number): Budget {
    return new Budget(operations, this);
  }
}
