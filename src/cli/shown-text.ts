import type { TextStream } from "./session";

/**
 * Control characters but the line feed (C0, DEL, C1), and marks of writing direction. A terminal obeys them: text of a
 * file could clear the screen, or show a figure in another order than it has.
 */
const OBEYED = /(?!\n)\p{Cc}|[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Text as a terminal may show it: what a terminal would obey stands as a sign for an unknown character. */
export const shownText = (text: string): string => text.replace(OBEYED, "\ufffd");

/** The same value as JSON text in which no character is one that a terminal obeys. */
export const shownJson = (json: string): string =>
  json.replace(OBEYED, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** A stream that shows text. Bytes go through as they are. */
export const showing = (stream: TextStream): TextStream => ({
  isTTY: stream.isTTY === true,
  write: (text) => stream.write(typeof text === "string" ? shownText(text) : text),
});
