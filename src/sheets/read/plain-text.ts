/** Invisible characters: soft hyphens, zero-width characters, marks of writing direction. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;

/**
 * Printable ASCII with single blanks inside. Most text is, and skipping the rest of the work keeps large files
 * fast.
 */
const ALREADY_PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/**
 * Text as it is compared and shown: composed (NFC), without invisible characters, with one space for each run
 * of blanks, trimmed. Spellings that look the same become the same (DOMAIN §14, Identity).
 */
export const plainText = (text: string): string =>
  ALREADY_PLAIN.test(text) ? text : text.normalize("NFC").replace(INVISIBLE, "").replace(/\s+/gu, " ").trim();

/** UTF-8 that was read as Windows-1252, such as `jÃ¶rg`. */
const GARBLED = /Ã[\u0080-\u00BF\u0152-\u2122]|Â[\u00A0-\u00BF]|â€/;

/** Whether a text looks as if its file was decoded with the wrong character set. */
export const isGarbled = (text: string): boolean => GARBLED.test(text);
