/** Numbers and lists as the sentences of the engine write them: en-US, whatever machine writes them. */

/** A whole number with thousands separators: 1234.5 is "1,235". From 1e21 on it has an exponent: "1.235e+21". */
export const wholeNumber = (n: number): string => {
  const digits = String(Math.round(n));
  return digits.includes("e") ? n.toExponential(3) : digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
};

/** The currencies whose smallest unit is one (ISO 4217, minor unit 0). */
const WITHOUT_MINOR_UNIT = new Set(
  "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" "),
);

/** Whether amounts of a currency have decimals. */
export const hasMinorUnit = (currency: string): boolean =>
  !WITHOUT_MINOR_UNIT.has(currency.trim().toUpperCase());

/** A price of a seat: 2030 is "2,030", 2030.5 is "2,030.50"; in yen it is "2,031". */
export const amountText = (price: number, currency: string): string =>
  Number.isInteger(price) || !hasMinorUnit(currency)
    ? wholeNumber(price)
    : price.toFixed(2).replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ",");

/**
 * A price for one: 2.7 is "2.70", 2.695 is "2.695". One of 100 or more has no decimals: tokens cost that only in
 * currencies without a smaller unit.
 */
export const priceText = (price: number): string =>
  price >= 100 ? wholeNumber(price) : price.toFixed(4).replace(/0{1,2}$/, "");

/** A share with one decimal: 0.179 is "17.9 %". */
export const percentText = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** A small share: 0.00012 is "0.012 %". */
export const finePercent = (share: number): string => `${(share * 100).toFixed(3)} %`;

/** "1 user", "2 users". */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${wholeNumber(n)} ${Math.round(n) === 1 ? one : many}`;

/** What a token pool of so many is called where no table names it. */
export const poolName = ({ pool }: { readonly pool: string | null }, pools: number): string =>
  pool ?? (pools > 1 ? "no pool named" : "one for all");

/** " for North"; nothing where there is one pool. */
export const forPool = (of: { readonly pool: string | null }, pools: number): string =>
  pools > 1 ? ` for ${poolName(of, pools)}` : "";

const LONGEST_NAME = 100;

/** A name within a sentence: a cell holds a long text of ours beside it. */
export const shortened = (name: string): string =>
  name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME)}…`;

/** "A", "A and B", "A, B and C". */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;

/** Names in quotes, as a list. */
export const inQuotes = (names: readonly string[]): string => listed(names.map((name) => `"${name}"`));

/** A sentence broken at blanks into lines of a width, in characters or as measured; further lines are indented. */
export function folded(
  text: string,
  width: number,
  measure: (text: string) => number = ({ length }) => length,
): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line ? `${line} ${word}` : word;
    if (line && measure(longer) > width) {
      lines.push(line);
      line = `  ${word}`;
    } else line = longer;
  }
  return [...lines, line];
}

/** "begin to move users" as it begins a cell or an entry of a calendar. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
