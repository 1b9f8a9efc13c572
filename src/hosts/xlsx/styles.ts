import { NUMBER_FORMATS, type NumberFormat } from "../../workbook/spec";
import { APPEARANCE, BOX_COLOR, LINK_COLOR, type Appearance, type LookName } from "../../workbook/looks";
import { XML_DECLARATION } from "./vocabulary";
import { escaped } from "./xml";
import { childOf, XmlText, type XmlElement } from "./xml-text";

/** The look of a cell: a look of the spec, of a table, or of a link. */
export interface CellStyle {
  readonly format: NumberFormat;
  readonly look: LookName;
  readonly link: boolean;
}

/** Formats that every workbook has, by code. Formats from 164 on are written into the workbook. */
const BUILT_IN_FORMATS: Readonly<Record<string, number>> = {
  General: 0,
  "#,##0": 3,
  "#,##0.00": 4,
  "@": 49,
};
const FIRST_OWN_FORMAT = 164;

/** The collections of a style sheet before cellXfs, in the order of the schema. */
const ORDER = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs"];

/** The minimum that a workbook needs. */
export const emptyStyles = (namespace: string): string =>
  `${XML_DECLARATION}<styleSheet xmlns="${namespace}">` +
  `<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>` +
  `<fills count="2"><fill><patternFill patternType="none"/></fill>` +
  `<fill><patternFill patternType="gray125"/></fill></fills>` +
  `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
  `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
  `<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>` +
  `<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** Adds our cell styles to a workbook's style sheet, each of them once. */
export class Styles {
  private readonly xml: XmlText;
  private readonly collections = new Map<string, Collection>();
  /** Number formats by code. */
  private readonly formats: Map<string, number>;
  private readonly known = new Map<string, number>();

  constructor(text: string, malformed: () => Error) {
    this.xml = new XmlText(text, malformed);
    this.formats = new Map(
      this.collection("numFmts")
        .elements()
        .map(({ attributes }) => [attributes.get("formatCode") ?? "", Number(attributes.get("numFmtId"))]),
    );
  }

  /** The index of a cell style. */
  index(style: CellStyle): number {
    if (style.format === "general" && style.look === "plain" && !style.link) return 0;
    const key = `${style.format} ${style.look} ${style.link}`;
    let index = this.known.get(key);
    if (index === undefined) this.known.set(key, (index = this.add(style)));
    return index;
  }

  toString(): string {
    for (const collection of this.collections.values()) collection.writeCount();
    return this.xml.toString();
  }

  private add({ format, look, link }: CellStyle): number {
    const appearance = APPEARANCE[look];
    const p = this.xml.root.prefix;
    const numFmt = this.numberFormat(NUMBER_FORMATS[format]);
    const font = this.font(link ? { ...appearance, color: LINK_COLOR } : appearance, link);
    const fill = appearance.fill === undefined ? 0 : this.fill(appearance.fill);
    const border = appearance.box ? this.box() : 0;
    const xf =
      `<${p}xf numFmtId="${numFmt}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0"` +
      (numFmt > 0 ? ` applyNumberFormat="1"` : "") +
      (font > 0 ? ` applyFont="1"` : "") +
      (fill > 0 ? ` applyFill="1"` : "") +
      (border > 0 ? ` applyBorder="1"` : "");
    const wrapped = ` applyAlignment="1"><${p}alignment vertical="top" wrapText="1"/></${p}xf>`;
    return this.collection("cellXfs").index(xf + (appearance.wrap ? wrapped : "/>"));
  }

  private numberFormat(code: string): number {
    const builtIn = BUILT_IN_FORMATS[code];
    if (builtIn !== undefined) return builtIn;
    let id = this.formats.get(code);
    if (id === undefined) {
      id = Math.max(FIRST_OWN_FORMAT - 1, ...this.formats.values()) + 1;
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
    const part = (name: string) => {
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
    if (!collection) this.collections.set(name, (collection = new Collection(this.xml, name)));
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
  ) {
    this.element = childOf(xml.root, name);
    this.elements().forEach((element, index) => {
      const form = canonical(element);
      if (!this.indexes.has(form)) this.indexes.set(form, index);
    });
  }

  elements(): readonly XmlElement[] {
    return this.element?.children ?? [];
  }

  /** The index of an element in the list. The element is added if the list has no equal. */
  index(written: string): number {
    const form = canonical(new XmlText(written, () => new Error(`Not well-formed: ${written}`)).root);
    const known = this.indexes.get(form);
    if (known !== undefined) return known;
    const index = this.elements().length + this.added.length;
    this.indexes.set(form, index);
    this.added.push(written);
    if (this.element) this.xml.append(this.element, written);
    return index;
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

/** An element in canonical form: order of attributes and prefixes do not count. */
function canonical({ name, attributes, children }: XmlElement): string {
  const values = [...attributes].map(([key, value]) => `${key}=${JSON.stringify(value)}`).sort();
  return `${name}(${values.join(" ")})[${children.map(canonical).sort().join("")}]`;
}
