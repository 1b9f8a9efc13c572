/**
 * Invisible characters: soft hyphens, zero-width characters, marks of writing direction, variation selectors, control
 * characters other than blanks.
 */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|(?!\s)\p{Cc}/gu;
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}\p{Cc}]/u;

/**
 * Printable ASCII with single blanks inside. Most text is, and skipping the rest of the work keeps large files
 * fast.
 */
const ALREADY_PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/**
 * Text as it is compared and shown: composed (NFC), without invisible characters, with one space for each run
 * of blanks of any kind (U+00A0 and U+3000 too), and none around it. Spellings that look the same become the same
 * (DOMAIN §14, Identity). Everything that is read from a cell's text is read from this.
 */
export const plainText = (text: string): string =>
  ALREADY_PLAIN.test(text) ? text : text.normalize("NFC").replace(INVISIBLE, "").replace(/\s+/gu, " ").trim();

/** Whether a text shows nothing: it has blanks of any kind and invisible characters only. */
export const isBlank = (text: string): boolean => !VISIBLE.test(text);

/** UTF-8 that was read as Windows-1252, such as `jÃ¶rg`. */
const GARBLED = /Ã[\u0080-\u00BF\u0152-\u2122]|Â[\u00A0-\u00BF]|â€/;

/** Whether a text looks as if its file was decoded with the wrong character set. */
export const isGarbled = (text: string): boolean => GARBLED.test(text);
