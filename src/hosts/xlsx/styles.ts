import { isForNumbers, type NumberFormat } from "../../workbook/spec";
import {
  APPEARANCE,
  BOX_COLOR,
  LINK_COLOR,
  MARKS,
  type Appearance,
  type LookName,
  type Mark,
} from "../../workbook/looks";
import { builtInNumber, FIRST_OWN_FORMAT } from "./number-formats";
import { XML_DECLARATION } from "./vocabulary";
import { escaped } from "./xml";
import { childOf, XmlText, type XmlElement, type Malformed } from "./xml-text";

/** The look of a cell: a look of the spec, of a table, or of a link. */
export interface CellStyle {
  readonly format: NumberFormat;
  /** The number format: that of `format`, or a person's own. */
  readonly code: string;
  readonly look: LookName;
  readonly link: boolean;
  /** Whether its content stands at the top of the row. */
  readonly top: boolean;
}

/** The collections of a style sheet, in the order of the schema. */
const ORDER = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"];

/** The parts of the plain font. */
const PLAIN_FONT: Readonly<Record<string, string>> = {
  sz: `<sz val="11"/>`,
  name: `<name val="Calibri"/>`,
  family: `<family val="2"/>`,
};

/** What each list holds where nobody chose a look. */
const PLAIN = {
  fonts: `<font>${Object.values(PLAIN_FONT).join("")}</font>`,
  fills: `<fill><patternFill patternType="none"/></fill>`,
  borders: `<border><left/><right/><top/><bottom/><diagonal/></border>`,
  cellStyleXfs: `<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>`,
  cellXfs: `<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`,
  cellStyles: `<cellStyle name="Normal" xfId="0" builtinId="0"/>`,
} as const;

/** Programs show the fills 0 and 1 as these, whatever the list says. */
const RESERVED_FILLS = [PLAIN.fills, `<fill><patternFill patternType="gray125"/></fill>`];

/** Excel allows no more entries in a list of styles; an index beyond them is no reason to lengthen one. */
export const MOST_ENTRIES = 65_000;

/** A style sheet without lists, which `Styles` fills. */
export const emptyStyles = (namespace: string): string =>
  `${XML_DECLARATION}<styleSheet xmlns="${namespace}"></styleSheet>`;

/**
 * Adds our cell styles to a workbook's style sheet, each of them once. A list that is missing, or shorter than
 * what refers to it, is first filled with plain entries: an entry of ours in such a place would change the look
 * of the user's cells.
 */
export class Styles {
  private readonly xml: XmlText;
  private readonly collections = new Map<string, Collection>();
  /** Number formats by code. */
  private readonly formats: Map<string, number>;
  private readonly known = new Map<string, number>();
  /** The same by object, because the cells of a column share one. */
  private readonly shared = new WeakMap<CellStyle, number>();
  private isWhole = false;

  constructor(
    text: string,
    malformed: Malformed,
    /** The highest style index of any cell; asked only of a sheet as bare as writers without styles leave it. */
    private readonly highestCellStyle: () => number,
  ) {
    this.xml = new XmlText(text, malformed);
    this.formats = new Map(
      this.collection("numFmts")
        .elements()
        .map(({ attributes }) => [attributes.get("formatCode") ?? "", Number(attributes.get("numFmtId"))]),
    );
  }

  /** The index of a cell style. */
  index(style: CellStyle): number {
    const shared = this.shared.get(style);
    if (shared !== undefined) return shared;
    const { format, code, look, link, top } = style;
    if (code === "General" && look === "plain" && !link && !top) return 0;
    const key = `${format} ${look} ${link} ${top} ${code}`;
    let index = this.known.get(key);
    if (index === undefined) this.known.set(key, (index = this.add(style)));
    this.shared.set(style, index);
    return index;
  }

  /** The index of the look of marked cells. */
  mark(mark: Mark): number {
    const { color, fill } = MARKS[mark];
    return this.collection("dxfs").index(
      this.prefixed(
        `<dxf><font><color rgb="FF${color}"/></font><fill><patternFill><bgColor rgb="FF${fill}"/>` +
          `</patternFill></fill></dxf>`,
      ),
    );
  }

  toString(): string {
    if (this.collection("cellXfs").elements().length === 0) this.fillUp();
    for (const name of ORDER) this.collections.get(name)?.writeCount();
    return this.xml.toString();
  }

  /** Fills the lists up to the last entry that anything refers to. */
  private fillUp(): void {
    if (this.isWhole) return;
    this.isWhole = true;
    const hasNamedStyles = childOf(this.xml.root, "cellStyles") !== undefined;
    this.lengthen("cellXfs", this.count("cellXfs") < 2 ? this.highestCellStyle() : 0);
    this.lengthen("cellStyleXfs", this.highest("xfId", "cellXfs", "cellStyles"));
    this.lengthen("fonts", this.highest("fontId", "cellXfs", "cellStyleXfs"));
    this.lengthen("fills", Math.max(1, this.highest("fillId", "cellXfs", "cellStyleXfs")));
    this.lengthen("borders", this.highest("borderId", "cellXfs", "cellStyleXfs"));
    if (!hasNamedStyles) this.lengthen("cellStyles", 0);
  }

  private count(list: string): number {
    return this.collection(list).elements().length;
  }

  /** The highest index that an attribute in these lists has; 0 for none. */
  private highest(attribute: string, ...lists: readonly string[]): number {
    const indexes = lists.flatMap((list) =>
      this.collection(list)
        .elements()
        .map(({ attributes }) => Number(attributes.get(attribute) ?? 0)),
    );
    return indexes.reduce((most, index) => (index > most && index < MOST_ENTRIES ? index : most), 0);
  }

  private lengthen(list: keyof typeof PLAIN, last: number): void {
    const collection = this.collection(list);
    const [first] = collection.elements();
    // Without a font of its own, text has the normal font, which is the first.
    const normal = list === "fonts" && first ? this.xml.written(first) : undefined;
    for (let at = collection.elements().length; at <= last; at++) {
      const reserved = list === "fills" ? RESERVED_FILLS[at] : undefined;
      collection.add(normal ?? this.prefixed(reserved ?? PLAIN[list]));
    }
  }

  /** Elements of ours in the prefix of the style sheet. */
  private prefixed(written: string): string {
    return written.replace(/<(\/?)/g, `<$1${this.xml.root.prefix}`);
  }

  private add({ format, code, look, link, top }: CellStyle): number {
    this.fillUp();
    const appearance = APPEARANCE[look];
    const p = this.xml.root.prefix;
    const numFmt = this.numberFormat(code);
    const font = this.font(link ? { ...appearance, color: LINK_COLOR } : appearance, link);
    const fill = appearance.fill === undefined ? 0 : this.fill(appearance.fill);
    const border = appearance.box ? this.box() : 0;
    const xf =
      `<${p}xf numFmtId="${numFmt}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0"` +
      (numFmt > 0 ? ` applyNumberFormat="1"` : "") +
      (font > 0 ? ` applyFont="1"` : "") +
      (fill > 0 ? ` applyFill="1"` : "") +
      (border > 0 ? ` applyBorder="1"` : "");
    const alignment =
      (appearance.right || isForNumbers(format) ? ` horizontal="right"` : "") +
      (appearance.wrap || top ? ` vertical="top"` : "") +
      (appearance.wrap ? ` wrapText="1"` : "") +
      (appearance.right ? ` indent="1"` : "");
    const aligned = ` applyAlignment="1"><${p}alignment${alignment}/></${p}xf>`;
    return this.collection("cellXfs").index(xf + (alignment === "" ? "/>" : aligned));
  }

  private numberFormat(code: string): number {
    const builtIn = builtInNumber(code);
    if (builtIn !== undefined) return builtIn;
    let id = this.formats.get(code);
    if (id === undefined) {
      const inUse = this.highest("numFmtId", "cellXfs", "cellStyleXfs");
      id = Math.max(FIRST_OWN_FORMAT - 1, inUse, ...this.formats.values()) + 1;
      this.formats.set(code, id);
      const numFmt = `<${this.xml.root.prefix}numFmt numFmtId="${id}" formatCode="${escaped(code)}"/>`;
      this.collection("numFmts").index(numFmt);
    }
    return id;
  }

  /** The workbook's normal font with changes, its parts in the order of the schema. */
  private font({ bold, italic, size, color }: Appearance, underlined: boolean): number {
    if (!bold && !italic && !color && size === undefined && !underlined) return 0;
    const p = this.xml.root.prefix;
    const fonts = this.collection("fonts");
    const normal = fonts.elements()[0];
    const part = (name: "sz" | "color" | "name" | "family" | "charset" | "scheme") => {
      if (normal === undefined) return this.prefixed(PLAIN_FONT[name] ?? "");
      const element = childOf(normal, name);
      return element ? this.xml.written(element) : "";
    };
    return fonts.index(
      `<${p}font>` +
        (bold ? `<${p}b/>` : "") +
        (italic ? `<${p}i/>` : "") +
        (underlined ? `<${p}u/>` : "") +
        (size === undefined ? part("sz") : `<${p}sz val="${size}"/>`) +
        (color === undefined ? part("color") : `<${p}color rgb="FF${color}"/>`) +
        part("name") +
        part("family") +
        part("charset") +
        part("scheme") +
        `</${p}font>`,
    );
  }

  private fill(color: string): number {
    const p = this.xml.root.prefix;
    const colors = `<${p}fgColor rgb="FF${color}"/><${p}bgColor indexed="64"/>`;
    return this.collection("fills").index(
      `<${p}fill><${p}patternFill patternType="solid">${colors}</${p}patternFill></${p}fill>`,
    );
  }

  private box(): number {
    const p = this.xml.root.prefix;
    const sides = ["left", "right", "top", "bottom"].map(
      (side) => `<${p}${side} style="thin"><${p}color rgb="FF${BOX_COLOR}"/></${p}${side}>`,
    );
    return this.collection("borders").index(`<${p}border>${sides.join("")}<${p}diagonal/></${p}border>`);
  }

  private collection(name: string): Collection {
    let collection = this.collections.get(name);
    if (!collection) {
      const reserved = name === "fills" ? RESERVED_FILLS.length : 0;
      this.collections.set(name, (collection = new Collection(this.xml, name, reserved)));
    }
    return collection;
  }
}

/** A numbered list of the style sheet: fonts, fills, cell formats. */
class Collection {
  private readonly element: XmlElement | undefined;
  private readonly indexes = new Map<string, number>();
  private readonly added: string[] = [];

  constructor(
    private readonly xml: XmlText,
    private readonly name: string,
    /** The first entries, which programs do not show as written. */
    private readonly reserved: number,
  ) {
    this.element = childOf(xml.root, name);
    this.elements().forEach((element, index) => this.remember(element, index));
  }

  elements(): readonly XmlElement[] {
    return this.element?.children ?? [];
  }

  /** The index of an element in the list. The element is added if the list has no equal. */
  index(written: string): number {
    return this.indexes.get(canonical(parsedElement(written))) ?? this.add(written);
  }

  /** Adds an element, whether or not the list has an equal, and returns its index. */
  add(written: string): number {
    const index = this.elements().length + this.added.length;
    this.remember(parsedElement(written), index);
    this.added.push(written);
    if (this.element) this.xml.append(this.element, written);
    return index;
  }

  private remember(element: XmlElement, index: number): void {
    const form = canonical(element);
    if (index >= this.reserved && !this.indexes.has(form)) this.indexes.set(form, index);
  }

  writeCount(): void {
    if (this.added.length === 0) return;
    const count = String(this.elements().length + this.added.length);
    if (this.element) {
      this.xml.setAttribute(this.element, "count", count);
    } else {
      const tag = `${this.xml.root.prefix}${this.name}`;
      const before = ORDER.slice(0, ORDER.indexOf(this.name));
      this.xml.insertAfter(this.xml.root, before, `<${tag} count="${count}">${this.added.join("")}</${tag}>`);
    }
  }
}

const parsedElement = (written: string): XmlElement =>
  new XmlText(written, () => new Error(`Not well-formed: ${written}`)).root;

/** An element in canonical form: order of attributes and prefixes do not count. */
function canonical({ name, attributes, children }: XmlElement): string {
  const values = [...attributes].map(([key, value]) => `${key}=${JSON.stringify(value)}`).sort();
  return `${name}(${values.join(" ")})[${children.map(canonical).sort().join("")}]`;
}
