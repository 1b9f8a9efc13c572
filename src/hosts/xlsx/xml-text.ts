import { attributes, escaped, XmlScanner } from "./xml";

/** An element and its place in the text. */
export interface XmlElement {
  readonly name: string;
  /** With its colon (`x:`), or empty. New siblings must have the same prefix. */
  readonly prefix: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly inside, with entities resolved. */
  readonly text: string;
  readonly start: number;
  readonly openEnd: number;
  readonly closeStart: number;
  readonly end: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface Growing extends Mutable<Omit<XmlElement, "children">> {
  children: Growing[];
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
    malformed: () => Error,
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

function parse(source: string, malformed: () => Error): XmlElement {
  let root: Growing | undefined;
  const open: Growing[] = [];
  const scanner = new XmlScanner(
    {
      open(name, raw, start, end) {
        const prefix = source.startsWith(name, start + 1)
          ? ""
          : source.slice(start + 1, source.indexOf(":", start) + 1);
        const element: Growing = {
          name,
          prefix,
          attributes: attributes(raw),
          children: [],
          text: "",
          start,
          openEnd: end,
          closeStart: end,
          end,
        };
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
