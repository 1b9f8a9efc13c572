/**
 * Operations that a search may still take; one is about a nanosecond of work. Counts are the only limit of effort,
 * so that the same input gives the same answer on any machine. A budget is made once and handed down; a portion of it
 * draws on the whole, so that no part of an answer takes more than is left for all of it.
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

  /** Takes operations if so many are left; gives whether they were. A budget that cannot give them has ended. */
  spend(operations: number): boolean {
    const enough = operations <= this.remaining && (this.whole?.spend(operations) ?? true);
    this.remaining = enough ? this.remaining - operations : 0;
    return enough;
  }

  /** Counts operations without which there is no answer at all, also where the budget has ended. */
  charge(operations: number): void {
    this.remaining -= operations;
    this.whole?.charge(operations);
  }

  /** A budget of at most so much of what is left, which draws on this budget. */
  portion(share: number): Budget {
    return new Budget(this.left * share, this);
  }

  /** A budget of at most so many operations, which draws on this budget. */
  atMost(operations: number): Budget {
    return new Budget(operations, this);
  }
}
