/** A number as a spreadsheet shows it when the column is too narrow for its digits. */
const ROUNDED = /^(\d)(?:[.,](\d+))?E\+(\d+)$/i;

/** The contracts met while reading: compared without regard to case, and by the digits that a spreadsheet left of a number. */
export class ContractNumbers {
  private readonly spellings = new Map<string, string>();

  /** Notes a contract as a table spells it. */
  add(typed: string): void {
    const key = typed.toLowerCase();
    const before = this.spellings.get(key);
    // The smallest of several spellings, so that the order of the rows does not matter.
    if (before === undefined || typed < before) this.spellings.set(key, typed);
  }

  /** Whether a contract was met already, in any spelling. */
  has(typed: string): boolean {
    return this.spellings.has(typed.toLowerCase()) || this.candidates(typed).length > 0;
  }

  /** The contract that a spelling names; final only when every table was read. */
  of(typed: string): string {
    const candidates = this.candidates(typed);
    if (candidates.length === 1) return candidates[0] as string;
    return this.spellings.get(typed.toLowerCase()) ?? typed;
  }

  /** Whether a spelling lost digits and does not lead to exactly one contract. */
  isAmbiguous(typed: string): boolean {
    return ROUNDED.test(typed) && this.candidates(typed).length !== 1;
  }

  /** The whole contract numbers that a rounded one may stand for; none for a spelling that is not rounded. */
  private candidates(typed: string): string[] {
    const [, , decimals = "", exponent] = ROUNDED.exec(typed) ?? [];
    if (exponent === undefined) return [];
    const rounded = (whole: string): string => Number(whole).toExponential(decimals.length).toUpperCase();
    const shown = typed.replace(",", ".").toUpperCase().replace(/E\+0+/, "E+");
    return [...this.spellings.values()]
      .filter((whole) => /^\d+$/.test(whole) && whole.length === Number(exponent) + 1)
      .filter((whole) => rounded(whole) === shown)
      .sort();
  }
}
