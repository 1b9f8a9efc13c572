/** Characters of a footer, with its codes, that Excel takes. */
const MAX_FOOTER = 255;

/** The middle of every footer is the file's name, and the right the page. */
export const FOOTER = { center: "&F", right: "Page &P of &N" } as const;

/** The text of a footer's left. `&` stands for itself where it is doubled; what Excel has no room for is cut. */
export function footerLeft(text: string): string {
  const room = MAX_FOOTER - `&L&C${FOOTER.center}&R${FOOTER.right}`.length;
  let left = "";
  for (const sign of text) {
    const code = sign === "&" ? "&&" : sign;
    if (left.length + code.length >= room) return `${left}…`;
    left += code;
  }
  return left;
}
