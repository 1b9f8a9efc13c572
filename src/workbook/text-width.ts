/** Widths in digits of the normal font, as columns have them: about what Calibri's letters take. */
const NARROW = 0.6;
const SMALL = 0.95;
const CAPITAL = 1.15;
const WIDE_LETTER = 1.6;
const IDEOGRAPH = 2;

const ASCII = Float64Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  if (/[ijlftrI .,:;'`|!()[\]{}/-]/.test(sign)) return NARROW;
  if (/[mwMW@%]/.test(sign)) return WIDE_LETTER;
  if (/[a-z]/.test(sign)) return SMALL;
  return /[A-Z&]/.test(sign) ? CAPITAL : 1;
});

/** From here on come the scripts of East Asia, whose signs are as wide as high. */
const FIRST_IDEOGRAPH = 0x2e80;

/** The width of text in the normal font. */
export function textWidth(text: string): number {
  let width = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    width += ASCII[code] ?? (code < FIRST_IDEOGRAPH ? CAPITAL : IDEOGRAPH);
  }
  return width;
}
