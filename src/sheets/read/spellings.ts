/** Names that are one whatever their case: each is shown in one of its spellings, whatever the order of the rows. */
export class Spellings {
  private readonly shown = new Map<string, string>();

  /** Notes a spelling; a blank is none. */
  add(typed: string | undefined): void {
    if (typed === undefined) return;
    const key = typed.toLowerCase();
    const before = this.shown.get(key);
    if (before === undefined || typed < before) this.shown.set(key, typed);
  }

  /** The spelling that is shown; final only after every table was read. */
  of = (typed: string): string => this.shown.get(typed.toLowerCase()) ?? typed;
}
