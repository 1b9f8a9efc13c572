import type { SheetReader } from "../../workbook/reader";
import { plainText } from "./plain-text";

export type DecimalSign = SheetReader["decimalSign"];

const escapedSign = (sign: string): string => `\\${sign}`;

/** Digits in groups of three, as in 1,234,567. */
const digitGroups = (sign: string, groups: "one" | "some" | "many"): string =>
  `[1-9]\\d{0,2}(?:${escapedSign(sign)}\\d{3})${{ one: "", some: "+", many: "{2,}" }[groups]}`;

/**
 * The number in a text; undefined for other text. Blanks and apostrophes between groups of three digits are
 * dropped. Of two different separators, the last is the decimal sign. A separator that occurs twice separates
 * thousands. A single separator that can separate thousands (1.234) does so unless it is the file's decimal
 * sign; where that is unknown, it is ambiguous. Any other single separator is the decimal sign (16,2).
 */
export function numberIn(text: string, sign: DecimalSign): number | "ambiguous" | undefined {
  const plain = plainText(text)
    .replace(/^\u2212/, "-")
    .replace(/(?<=\d)[\s'’](?=\d{3}(?!\d))/g, "");
  const negative = plain.startsWith("-");
  const value = unsigned(negative ? plain.slice(1) : plain, sign);
  return negative && typeof value === "number" ? -value : value;
}

function unsigned(text: string, sign: DecimalSign): number | "ambiguous" | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const last = /[.,](?=[^.,]*$)/.exec(text)?.[0];
  if (last === undefined) return undefined;
  const other = last === "." ? "," : ".";
  const matches = (pattern: string): boolean => new RegExp(`^${pattern}$`).test(text);
  const joined = (): number => Number(text.replace(/[.,]/g, ""));
  const decimal = (): number => Number(text.replaceAll(other, "").replace(last, "."));

  if (text.includes(other)) {
    return matches(`${digitGroups(other, "some")}${escapedSign(last)}\\d+`) ? decimal() : undefined;
  }
  if (matches(digitGroups(last, "many"))) return joined();
  if (matches(digitGroups(last, "one")) && sign !== last) return sign === "unknown" ? "ambiguous" : joined();
  return matches(`\\d*${escapedSign(last)}\\d+`) ? decimal() : undefined;
}
