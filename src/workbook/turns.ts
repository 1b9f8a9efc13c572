/** How long work may keep the thread before other work, such as a click on Cancel, gets a turn. */
const LONGEST_TURN_MS = 50;

/** Lets the event loop run whenever work has kept the thread for 50 ms. */
export class Turns {
  private since = performance.now();

  get due(): boolean {
    return performance.now() - this.since > LONGEST_TURN_MS;
  }

  async give(): Promise<void> {
    if (!this.due) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.since = performance.now();
  }
}
