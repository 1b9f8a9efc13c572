import { attributes, escaped, XmlScanner } from "./xml";

/** An element and its place in the text. */
export interface XmlElement {
  readonly name: string;
  /** With its colon (`x:`), or empty. New siblings must have the same prefix. */
  readonly prefix: string;
  /** Parsed at each call: the maps of a part with many elements would take more memory than all else of it. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly inside, with entities resolved. */
  readonly text: string;
  readonly start: number;
  readonly openEnd: number;
  readonly closeStart: number;
  readonly end: number;
}

/**
 * What no part that is read as a whole exceeds in real workbooks: a style sheet of 65,490 styles has some 150,000
 * elements, and a drawing is some 30 deep. Without limits, 60 KB of zip become several GB of elements.
 */
export const XML_LIMITS = { elements: 1_000_000, depth: 256, attributes: 1_000, characters: 2 ** 20 };

const NOT_WELL_FORMED = "is not well-formed XML";
const OVER_A_LIMIT = "has more elements, attributes or levels than any workbook needs";

/** Creates the error for a text; `what` says what is wrong with it. */
export type Malformed = (what: string) => Error;

class Growing implements XmlElement {
  readonly children: Growing[] = [];
  text = "";
  closeStart: number;
  end: number;

  constructor(
    readonly name: string,
    readonly prefix: string,
    private readonly raw: string,
    readonly start: number,
    readonly openEnd: number,
  ) {
    this.closeStart = openEnd;
    this.end = openEnd;
  }

  get attributes(): ReadonlyMap<string, string> {
    return attributes(this.raw);
  }
}

/**
 * The XML of a part as text with edits. Everything that is not edited stays as written, character for
 * character, with prefixes, extensions and the order of attributes.
 */
export class XmlText {
  readonly root: XmlElement;
  private readonly edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];

  constructor(
    private readonly source: string,
    malformed: Malformed,
  ) {
    this.root = parse(source, malformed);
  }

  /** Adds XML as the last child of an element. */
  append(parent: XmlElement, xml: string): void {
    if (parent.openEnd < parent.end) {
      this.splice(parent.closeStart, parent.closeStart, xml);
      return;
    }
    const slash = parent.end - 2;
    const opened = this.edits.findIndex((edit) => edit.start === slash);
    const before = opened < 0 ? ">" : this.edits.splice(opened, 1)[0]!.text.replace(/<\/[^<]*$/, "");
    this.splice(slash, parent.end, `${before}${xml}</${parent.prefix}${parent.name}>`);
  }

  /** Adds XML after the last child whose name is in `before`, or as the first child. */
  insertAfter(parent: XmlElement, before: readonly string[], xml: string): void {
    const previous = parent.children.filter((child) => before.includes(child.name)).at(-1);
    const at = previous ? previous.end : parent.openEnd;
    if (!previous && parent.openEnd === parent.end) this.append(parent, xml);
    else this.splice(at, at, xml);
  }

  remove(element: XmlElement): void {
    this.splice(element.start, element.end, "");
  }

  setText(element: XmlElement, text: string): void {
    this.splice(element.openEnd, element.closeStart, escaped(text));
  }

  setAttribute(element: XmlElement, name: string, value: string): void {
    const tag = this.source.slice(element.start, element.openEnd);
    const written = new RegExp(`(\\s${name}\\s*=\\s*)(?:"[^"]*"|'[^']*')`).exec(tag);
    if (written) {
      const start = element.start + written.index;
      this.splice(start, start + written[0].length, `${written[1]}"${escaped(value)}"`);
    } else {
      const at = element.start + 1 + element.prefix.length + element.name.length;
      this.splice(at, at, ` ${name}="${escaped(value)}"`);
    }
  }

  /** The text of an element as written. */
  written(element: XmlElement): string {
    return this.source.slice(element.start, element.end);
  }

  toString(): string {
    const ordered = this.edits
      .map((edit, order) => ({ ...edit, order }))
      .sort((a, b) => a.start - b.start || a.end - b.end || a.order - b.order);
    let text = "";
    let at = 0;
    for (const edit of ordered) {
      // Edits inside a removed element are dropped.
      if (edit.start < at) continue;
      text += this.source.slice(at, edit.start) + edit.text;
      at = edit.end;
    }
    return text + this.source.slice(at);
  }

  private splice(start: number, end: number, text: string): void {
    this.edits.push({ start, end, text });
  }
}

/** The children of an element by name; none without an element. */
export const childrenOf = (parent: XmlElement | undefined, name: string): readonly XmlElement[] =>
  parent?.children.filter((child) => child.name === name) ?? [];

/** The first child of an element by name. */
export const childOf = (parent: XmlElement | undefined, name: string): XmlElement | undefined =>
  parent?.children.find((child) => child.name === name);

/** Whether an attribute is true, in any spelling of XML. */
export const isTrue = (value: string | undefined): boolean =>
  value === "1" || value === "true" || value === "on";

function parse(source: string, malformedAs: Malformed): XmlElement {
  let root: Growing | undefined;
  let elements = 0;
  const open: Growing[] = [];
  const malformed = (): Error => malformedAs(NOT_WELL_FORMED);
  const scanner = new XmlScanner(
    {
      open(name, raw, start, end) {
        if (++elements > XML_LIMITS.elements || open.length >= XML_LIMITS.depth || hasTooManyAttributes(raw))
          throw malformedAs(OVER_A_LIMIT);
        const prefix = source.startsWith(name, start + 1)
          ? ""
          : source.slice(start + 1, source.indexOf(":", start) + 1);
        const element = new Growing(name, prefix, raw, start, end);
        const parent = open.at(-1);
        if (parent) parent.children.push(element);
        else if (root) throw malformed();
        else root = element;
        open.push(element);
      },
      close(name, start, end) {
        const element = open.pop();
        if (element?.name !== name) throw malformed();
        element.closeStart = start;
        element.end = end;
      },
      text(text) {
        const parent = open.at(-1);
        if (parent) parent.text += text;
      },
    },
    () => false,
    malformed,
  );
  scanner.push(source);
  scanner.run();
  scanner.finish();
  if (!root || open.length > 0) throw malformed();
  return root;
}

/** Whether the attributes of a tag are beyond the limits. Each has an equals sign, in most tags few. */
function hasTooManyAttributes(raw: string): boolean {
  if (raw.length > XML_LIMITS.characters) return true;
  let signs = 0;
  for (let at = raw.indexOf("="); at >= 0; at = raw.indexOf("=", at + 1)) signs++;
  return signs > XML_LIMITS.attributes && attributes(raw).size > XML_LIMITS.attributes;
}
