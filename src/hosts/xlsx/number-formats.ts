import { soundOr } from "./package";
import type { Book } from "./book";
import { unescapedText } from "./xml";
import { childOf, childrenOf } from "./xml-text";

/** Numbers from here on are written into the workbook. */
export const FIRST_OWN_FORMAT = 164;

/** The formats that every workbook has by number (ECMA-376 part 1, 18.8.30), in the spelling of en-US. */
const BUILT_IN: Readonly<Record<number, string>> = {
  0: "General",
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  9: "0%",
  10: "0.00%",
  11: "0.00E+00",
  12: "# ?/?",
  13: "# ??/??",
  14: "mm-dd-yy",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: "m/d/yy h:mm",
  37: "#,##0 ;(#,##0)",
  38: "#,##0 ;[Red](#,##0)",
  39: "#,##0.00;(#,##0.00)",
  40: "#,##0.00;[Red](#,##0.00)",
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mmss.0",
  48: "##0.0E+0",
  49: "@",
};

const NUMBERS = new Map(Object.entries(BUILT_IN).map(([number, code]) => [code, Number(number)] as const));

/** The number of a format that every workbook has; undefined for others. */
export const builtInNumber = (code: string): number | undefined => NUMBERS.get(code);

/** The number format of a cell by the index of its style; undefined where a workbook does not say it. */
export function numberFormatsIn({ pkg, stylesPart }: Book): (style: number) => string | undefined {
  if (stylesPart === undefined) return () => undefined;
  return soundOr<(style: number) => string | undefined>(
    () => undefined,
    () => {
      const { root } = pkg.xml(stylesPart);
      const own = new Map(
        childrenOf(childOf(root, "numFmts"), "numFmt").map(({ attributes }) => [
          Number(attributes.get("numFmtId")),
          unescapedText(attributes.get("formatCode") ?? ""),
        ]),
      );
      const styles = childrenOf(childOf(root, "cellXfs"), "xf").map(({ attributes }) =>
        Number(attributes.get("numFmtId") ?? 0),
      );
      return (style) => {
        const number = styles[style];
        return number === undefined ? undefined : (own.get(number) ?? BUILT_IN[number]);
      };
    },
  );
}
