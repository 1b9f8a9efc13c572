/** A number as a spreadsheet shows it in a narrow column. */
const ROUNDED = /^(\d)(?:[.,](\d+))?E\+(\d+)$/i;

/** A spelling as it is compared: without case, blanks, a mark of text before it, or the decimals of a whole number. */
const comparedNumber = (typed: string): string =>
  typed
    .toLowerCase()
    .replace(/^['’#]+|\s/g, "")
    .replace(/^(\d+)[.,]0+$/, "$1");

const isPlainer = (one: string, other: string): boolean =>
  one.length === other.length ? one < other : one.length < other.length;

/**
 * The contracts named in the files, compared without regard to case and blanks, and by the digits that a spreadsheet
 * kept of a number.
 */
export class ContractNumbers {
  private readonly spellings = new Map<string, string>();

  /** Notes the spelling of a contract. */
  add(typed: string): void {
    const key = comparedNumber(typed);
    const before = this.spellings.get(key);
    // The plainest of several spellings, so that the order of the rows does not matter.
    if (before === undefined || isPlainer(typed, before)) this.spellings.set(key, typed);
  }

  /** Whether a contract was met already, in any spelling. */
  has(typed: string): boolean {
    return this.spellings.has(comparedNumber(typed)) || this.candidates(typed).length > 0;
  }

  /** The contract of a spelling; final only after every table was read. */
  of(typed: string): string {
    const candidates = this.candidates(typed);
    if (candidates.length === 1) return candidates[0] as string;
    return this.spellings.get(comparedNumber(typed)) ?? typed;
  }

  /** Whether a spelling lost digits and fits no contract or several. */
  isAmbiguous(typed: string): boolean {
    return ROUNDED.test(typed) && this.candidates(typed).length !== 1;
  }

  /** The full contract numbers that a rounded number may stand for; none for a spelling that is not rounded. */
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
