/** Events of an XML scan, in order. Names have no prefix. */
export interface XmlEvents {
  /** `attributes` is the raw text between the name and the end of the tag; `start` and `end` are places in the text. */
  open(name: string, attributes: string, start: number, end: number): void;
  /** Follows `open` at once if the tag closes itself; `start` and `end` are then equal. */
  close(name: string, start: number, end: number): void;
  /** Text between tags, with entities resolved. May come in several pieces. */
  text(text: string): void;
}

const LT = 60;
const GT = 62;
const SLASH = 47;
const BANG = 33;
const QUESTION = 63;
const QUOTE = 34;
const APOSTROPHE = 39;
const COLON = 58;
const SPACE = 32;

/** No tag, comment or text in a workbook is longer. The scan stops waiting for the end beyond it. */
const MAX_TOKEN_TEXT = 32 * 2 ** 20;

/**
 * Scans XML that arrives in pieces. Supports all XML syntax that Open XML allows (no document type). Does not
 * check nesting, so that sheets of 300 MB are read fast.
 */
export class XmlScanner {
  private pending = "";
  private at = 0;
  private scanned = 0;

  constructor(
    private readonly events: XmlEvents,
    /** Whether to pause; called after every event. */
    private readonly full: () => boolean,
    /** Creates the error for text that is not XML. */
    private readonly malformed: () => Error,
  ) {}

  /** Adds the next piece, to be read by `run`. */
  push(piece: string): void {
    this.scanned += this.at;
    this.pending = this.at < this.pending.length ? this.pending.slice(this.at) + piece : piece;
    this.at = 0;
    if (this.pending.length - piece.length > MAX_TOKEN_TEXT) throw this.malformed();
  }

  /** Reads up to the end of the pieces; false if it was paused before. */
  run(): boolean {
    while (this.step()) if (this.full()) return false;
    return true;
  }

  /** Checks that no text is left unread. */
  finish(): void {
    if (this.pending.slice(this.at).trim() !== "") throw this.malformed();
  }

  private step(): boolean {
    const { pending, at } = this;
    if (at >= pending.length) return false;
    if (pending.charCodeAt(at) !== LT) {
      const end = pending.indexOf("<", at);
      if (end < 0) return false;
      this.at = end;
      this.events.text(decoded(pending.slice(at, end)));
      return true;
    }
    const sign = pending.charCodeAt(at + 1);
    if (sign === SLASH) return this.closingTag();
    if (sign === QUESTION) return this.skipTo("?>");
    if (sign === BANG) return this.declaration();
    return this.openingTag();
  }

  private openingTag(): boolean {
    const { pending, at } = this;
    let nameStart = at + 1;
    let nameEnd = -1;
    let end = nameStart;
    for (; ; end++) {
      const code = pending.charCodeAt(end);
      if (code === GT) break;
      if (code !== code) return false;
      if (code === QUOTE || code === APOSTROPHE) {
        end = pending.indexOf(code === QUOTE ? '"' : "'", end + 1);
        if (end < 0) return false;
      } else if (nameEnd < 0) {
        if (code === COLON) nameStart = end + 1;
        else if (code <= SPACE || code === SLASH) nameEnd = end;
      } else if (code === LT) throw this.malformed();
    }
    const closed = pending.charCodeAt(end - 1) === SLASH;
    if (nameEnd < 0) nameEnd = end;
    const name = pending.slice(nameStart, nameEnd);
    if (name === "") throw this.malformed();
    this.at = end + 1;
    const after = this.scanned + end + 1;
    this.events.open(name, pending.slice(nameEnd, closed ? end - 1 : end), this.scanned + at, after);
    if (closed) this.events.close(name, after, after);
    return true;
  }

  private closingTag(): boolean {
    const { pending, at } = this;
    const end = pending.indexOf(">", at);
    if (end < 0) return false;
    const written = pending.slice(at + 2, end).trimEnd();
    this.at = end + 1;
    this.events.close(written.slice(written.indexOf(":") + 1), this.scanned + at, this.scanned + end + 1);
    return true;
  }

  private declaration(): boolean {
    const { pending, at } = this;
    if (pending.startsWith("<!--", at)) return this.skipTo("-->", 4);
    if (pending.startsWith("<![CDATA[", at)) {
      const end = pending.indexOf("]]>", at);
      if (end < 0) return false;
      this.at = end + 3;
      this.events.text(pending.slice(at + 9, end).replace(/\r\n?/g, "\n"));
      return true;
    }
    // A document type could define entities that expand without limit; Open XML forbids it.
    if (pending.length - at >= 9) throw this.malformed();
    return false;
  }

  private skipTo(mark: string, from = 2): boolean {
    const end = this.pending.indexOf(mark, this.at + from);
    if (end < 0) return false;
    this.at = end + mark.length;
    return true;
  }
}

/** The value of an attribute in the raw text of a tag; absent if the tag has none of that name, prefix included. */
export function attribute(raw: string, name: string): string | undefined {
  for (let at = 0; ;) {
    const equals = raw.indexOf("=", at);
    if (equals < 0) return undefined;
    let nameStart = at;
    while (raw.charCodeAt(nameStart) <= SPACE) nameStart++;
    let nameEnd = equals;
    while (raw.charCodeAt(nameEnd - 1) <= SPACE) nameEnd--;
    let open = equals + 1;
    while (raw.charCodeAt(open) <= SPACE) open++;
    const close = raw.indexOf(raw.charCodeAt(open) === APOSTROPHE ? "'" : '"', open + 1);
    if (close < 0) return undefined;
    if (nameEnd - nameStart === name.length && raw.startsWith(name, nameStart)) {
      return decoded(raw.slice(open + 1, close));
    }
    at = close + 1;
  }
}

/**
 * Text without XML's white space around it. Other blanks, such as U+00A0 and U+3000, are content: `trim` would take
 * them too, and join the words of a text that is stored in runs.
 */
export function withoutSpaceAround(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

const isSpace = (code: number): boolean => code === 32 || code === 9 || code === 10 || code === 13;

/** All attributes in the raw text of a tag, with prefixes. */
export function attributes(raw: string): Map<string, string> {
  const all = new Map<string, string>();
  for (const match of raw.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    all.set(match[1] ?? "", decoded(match[2] ?? match[3] ?? ""));
  }
  return all;
}

const NAMED_ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Text with entities resolved and line ends normalised as XML defines. */
function decoded(raw: string): string {
  const text = raw.includes("\r") ? raw.replace(/\r\n?/g, "\n") : raw;
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#(\d+)|#x([0-9A-Fa-f]+)|(\w+));/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED_ENTITIES[name] ?? whole;
      const code = decimal === undefined ? parseInt(hex ?? "", 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
    },
  );
}

/** Control characters, lone surrogates and non-characters, which XML cannot store, and `\r`, which it would change. */
const UNWRITABLE = /(?![\t\n])\p{Cc}|[\p{Cs}\ufffe\uffff]/gu;

const ENTITY: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Most text has nothing to escape, which is found much faster than replaced. */
const NOTHING_TO_ESCAPE = /^[ !#-%'-;=?-~]*$/;

/** Text for an element or an attribute in double quotes. */
export const escaped = (text: string): string => (NOTHING_TO_ESCAPE.test(text) ? text : replaced(text));

const replaced = (text: string): string =>
  text.replace(UNWRITABLE, "\ufffd").replace(/[&<>"]/g, (sign) => ENTITY[sign] ?? sign);

/**
 * Text as Open XML stores it: characters that XML cannot store become `_xHHHH_`, and text that looks like that
 * is escaped.
 */
export const escapedText = (text: string): string =>
  NOTHING_TO_ESCAPE.test(text) && !text.includes("_x") ? text : escaped(guardedText(text));

/** The same, before it is escaped for XML. */
export const guardedText = (text: string): string =>
  text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(UNWRITABLE, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`);

/** Text as Open XML means it: `_xHHHH_` becomes the character. */
export const unescapedText = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;

/** The text of an XML part that is written in UTF-8, which its declaration then names. */
export const declaredUtf8 = (text: string): string =>
  text.replace(/^(<\?xml[^>]*encoding\s*=\s*["'])[\w.-]+/, "$1UTF-8");

/** A decoder for an XML part, by its byte order mark, its first sign or its declaration. */
export function xmlDecoder(head: Uint8Array): TextDecoder {
  const [first, second] = head;
  if ((first === 0xff && second === 0xfe) || (first === LT && second === 0))
    return new TextDecoder("utf-16le");
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === LT))
    return new TextDecoder("utf-16be");
  const declaration = new TextDecoder("latin1").decode(head.subarray(0, 200));
  const encoding = /^<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/.exec(declaration)?.[1];
  // A declaration that can be read byte by byte is in no encoding of two bytes, whatever it says.
  if (encoding !== undefined && /^(?:utf-?16|ucs-?2|iso-10646-ucs-2)/i.test(encoding))
    return new TextDecoder();
  try {
    return new TextDecoder(encoding ?? "utf-8");
  } catch {
    return new TextDecoder();
  }
}
