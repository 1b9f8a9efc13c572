import { damaged, isDamage, notAWorkbook, oldFormat } from "../../workbook/errors";
import { declaredUtf8, escaped, xmlDecoder } from "./xml";
import { childrenOf, XmlText, type XmlElement } from "./xml-text";
import { pack, packPieces, portableDeflater, readZip, unpack, zipPieces, type ZipEntry } from "./zip";

/** A link from one part to another, or to an outside resource. */
export interface Relationship {
  readonly id: string;
  readonly type: string;
  /** The name of the part as the package spells it; absent for an outside resource or a missing part. */
  readonly part: string | undefined;
}

const CONTENT_TYPES = "[Content_Types].xml";
const RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml";
const PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";

/** No part that is read as a whole (all but sheets) is larger in real workbooks, and a string holds less than 2^29. */
const MAX_WHOLE_PART = 2 ** 28;

/** A part as it was written. It is packed once the file is made, as most parts are written a few times before. */
interface WrittenPart {
  readonly name: string;
  readonly text: string;
}

/** Longer texts are packed at once. */
const LONGEST_HELD = 2 ** 20;

/**
 * The parts of an Open XML file. Parts that are not written keep their compressed bytes. Part names are
 * compared without regard to case and percent-encoding, as the standard requires.
 */
export class Package {
  /** By key, in file order. A deleted part keeps its place, in case it is written again. */
  private readonly entries: Map<string, ZipEntry | WrittenPart | undefined>;
  private readonly writtenTypes = new Map<string, { readonly name: string; readonly type: string }>();
  /** The keys of the parts to which relationships lead, and which are missing. */
  private missing: ReadonlySet<string> | undefined;
  /** Packs long parts. */
  deflater = portableDeflater;

  constructor(
    readonly file: string,
    entries: readonly ZipEntry[],
  ) {
    const first = new Map<string, ZipEntry>();
    for (const entry of entries) {
      const known = first.get(key(entry.name));
      if (known && (known.crc !== entry.crc || known.size !== entry.size)) {
        throw damaged(file, `it holds two different parts called ${entry.name}`);
      }
      if (!known) first.set(key(entry.name), entry);
    }
    this.entries = new Map(first);
    if (!this.has(CONTENT_TYPES)) throw this.otherFormat();
  }

  /** What a zip file is that is no workbook: other spreadsheet programs write zip files too. */
  private otherFormat(): Error {
    if (this.has("mimetype") && this.text("mimetype").includes("opendocument.spreadsheet"))
      return oldFormat(this.file, ".ods");
    if (this.names().some((name) => /^index(?:\.zip$|\/)/i.test(name)))
      return oldFormat(this.file, ".numbers");
    return notAWorkbook(this.file, "a zip file of another kind");
  }

  static read(file: string, bytes: Uint8Array): Package {
    return new Package(file, readZip(file, bytes));
  }

  /** The package as a file, in pieces. The same content always gives the same bytes. */
  toPieces(): Generator<Uint8Array> {
    return zipPieces(
      this.file,
      [...this.entries.values()].filter((entry) => entry !== undefined).map(packed),
    );
  }

  names(): string[] {
    return [...this.entries.values()].flatMap((entry) => (entry ? [entry.name] : []));
  }

  has(part: string): boolean {
    return this.entries.get(key(part)) !== undefined;
  }

  /** The text of a part in pieces. */
  *pieces(part: string): Generator<string> {
    const entry = this.entry(part);
    if ("text" in entry) {
      yield entry.text;
      return;
    }
    let decoder: TextDecoder | undefined;
    for (const piece of unpack(this.file, entry)) {
      decoder ??= xmlDecoder(piece);
      yield decoder.decode(piece, { stream: true });
    }
    yield decoder?.decode() ?? "";
  }

  /** The text of a part. */
  text(part: string): string {
    const entry = this.entry(part);
    if ("text" in entry) return entry.text;
    if (entry.size > MAX_WHOLE_PART) throw damaged(this.file, `${part} is larger than any workbook needs`);
    let text = "";
    for (const piece of this.pieces(part)) text += piece;
    return text;
  }

  /** The XML of a part, for reading and editing. */
  xml(part: string): XmlText {
    return new XmlText(this.text(part), (what) => damaged(this.file, `${part} ${what}`));
  }

  /** Writes a part. `type` is its content type, optional for an existing part. */
  put(part: string, text: string, type?: string): void {
    const known = this.entries.get(key(part));
    if (type !== undefined) this.writtenTypes.set(key(part), { name: part, type });
    if (known && this.text(part) === text) return;
    const written: WrittenPart = { name: known?.name ?? part, text: declaredUtf8(text) };
    this.entries.set(key(part), text.length > LONGEST_HELD ? packed(written) : written);
  }

  /** Writes an existing part from text that comes in pieces. Yields after every few of them. */
  *putPieces(part: string, pieces: Iterable<string>): Generator<void> {
    const name = this.entry(part).name;
    this.entries.set(key(part), yield* packPieces(name, pieces, this.deflater));
  }

  /** Deletes a part and its relationships. */
  delete(part: string): void {
    for (const gone of [part, relationshipsPart(part)]) {
      if (this.has(gone)) this.entries.set(key(gone), undefined);
      this.writtenTypes.delete(key(gone));
    }
  }

  /** The name `<stem>.xml`, or the first with a number that no part has. */
  freeSingle(stem: string): string {
    return this.isFree(`${stem}.xml`) ? `${stem}.xml` : this.freeName(stem);
  }

  /** The first name `<stem>1.xml`, `<stem>2.xml` … that no part has. */
  freeName(stem: string, ending = ".xml"): string {
    for (let n = 1; ; n++) if (this.isFree(`${stem}${n}${ending}`)) return `${stem}${n}${ending}`;
  }

  /**
   * Whether a part of this name would be ours alone. A relationship of the user's to a part that is missing would
   * lead to ours, and relationships that lie there without their part would become those of ours.
   */
  private isFree(part: string): boolean {
    this.missing ??= new Set(
      this.names()
        .filter(isRelationshipsPart)
        .flatMap((name) => soundOr([], () => this.promised(name.replace(RELATIONSHIPS_PART, "$1"))))
        .map(({ target }) => key(target)),
    );
    return !this.has(part) && !this.has(relationshipsPart(part)) && !this.missing.has(key(part));
  }

  /** Sets the content type of a part that exists. */
  setContentType(part: string, type: string): void {
    if (this.contentType(part) === type) return;
    this.writtenTypes.set(key(part), { name: part, type });
    this.settleContentTypes();
  }

  contentType(part: string): string | undefined {
    const { root } = this.xml(CONTENT_TYPES);
    const override = childrenOf(root, "Override").find(
      (element) => key(element.attributes.get("PartName") ?? "") === key(part),
    );
    const extension = part.slice(part.lastIndexOf(".") + 1).toLowerCase();
    const fallback = childrenOf(root, "Default").find(
      (element) => element.attributes.get("Extension")?.toLowerCase() === extension,
    );
    return (override ?? fallback)?.attributes.get("ContentType");
  }

  /** Updates the list of content types after parts were written and deleted. */
  settleContentTypes(): void {
    const xml = this.xml(CONTENT_TYPES);
    const missing = new Map(this.writtenTypes);
    if (!this.relationshipsHaveTypes(xml.root)) {
      const tag = `${xml.root.prefix}Default`;
      xml.insertAfter(xml.root, [], `<${tag} Extension="rels" ContentType="${RELATIONSHIPS_TYPE}"/>`);
    }
    for (const override of childrenOf(xml.root, "Override")) {
      const part = key(override.attributes.get("PartName") ?? "");
      const wanted = missing.get(part);
      if (wanted?.type === override.attributes.get("ContentType")) missing.delete(part);
      else if (wanted || (this.entries.has(part) && !this.entries.get(part))) xml.remove(override);
    }
    for (const { name, type } of missing.values()) {
      const tag = `${xml.root.prefix}Override`;
      xml.append(xml.root, `<${tag} PartName="/${escaped(name)}" ContentType="${type}"/>`);
    }
    this.put(CONTENT_TYPES, xml.toString());
  }

  /** Whether every part with relationships has a content type: some programs open no package without them. */
  private relationshipsHaveTypes(types: XmlElement): boolean {
    const byEnding = childrenOf(types, "Default").some(
      ({ attributes }) => attributes.get("Extension")?.toLowerCase() === "rels",
    );
    if (byEnding) return true;
    const byName = new Set(
      childrenOf(types, "Override").map(({ attributes }) => key(attributes.get("PartName") ?? "")),
    );
    return this.names().every((name) => !isRelationshipsPart(name) || byName.has(key(name)));
  }

  /** The relationships of a part; the empty name stands for the package itself. */
  relationships(part: string): Relationship[] {
    const rels = relationshipsPart(part);
    if (!this.has(rels)) return [];
    return childrenOf(this.xml(rels).root, "Relationship").map(({ attributes }) => ({
      id: attributes.get("Id") ?? "",
      type: attributes.get("Type") ?? "",
      part:
        attributes.get("TargetMode") === "External"
          ? undefined
          : this.entries.get(key(resolved(part, attributes.get("Target") ?? "")))?.name,
    }));
  }

  /** The links of a part to parts that are missing, with the names that these would have. */
  promised(part: string): { readonly type: string; readonly target: string }[] {
    const rels = relationshipsPart(part);
    if (!this.has(rels)) return [];
    return childrenOf(this.xml(rels).root, "Relationship").flatMap(({ attributes }) => {
      if (attributes.get("TargetMode") === "External") return [];
      const target = resolved(part, attributes.get("Target") ?? "");
      return this.has(target) ? [] : [{ type: attributes.get("Type") ?? "", target }];
    });
  }

  /** Adds a link from one part to another and returns its id. */
  relate(part: string, type: string, target: string): string {
    const rels = relationshipsPart(part);
    if (!this.has(rels)) {
      const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;
      this.put(rels, `${declaration}<Relationships xmlns="${PACKAGE_RELATIONSHIPS}"></Relationships>`);
    }
    const xml = this.xml(rels);
    const taken = new Set(xml.root.children.map((element) => element.attributes.get("Id")));
    let n = 1;
    while (taken.has(`rId${n}`)) n++;
    const tag = `${xml.root.prefix}Relationship`;
    xml.append(xml.root, `<${tag} Id="rId${n}" Type="${type}" Target="/${escaped(target)}"/>`);
    this.put(rels, xml.toString());
    return `rId${n}`;
  }

  /** Removes the links from one part to another. */
  unrelate(part: string, target: string): void {
    const ids = this.relationships(part).flatMap((link) => (link.part === target ? [link.id] : []));
    const xml = this.xml(relationshipsPart(part));
    for (const element of xml.root.children) {
      if (ids.includes(element.attributes.get("Id") ?? "")) xml.remove(element);
    }
    this.put(relationshipsPart(part), xml.toString());
  }

  /** Removes all links of a part, and deletes parts that nothing else links to. */
  clearRelationships(part: string): void {
    const beyond = this.reachable(part);
    this.delete(relationshipsPart(part));
    const needed = this.reachable("");
    for (const name of beyond) if (name !== part && !needed.has(name)) this.delete(name);
  }

  private reachable(from: string): Set<string> {
    const found = new Set<string>();
    const open = [from];
    for (let part = open.pop(); part !== undefined; part = open.pop()) {
      for (const { part: next } of soundOr([], () => this.relationships(part))) {
        if (next === undefined || found.has(next)) continue;
        found.add(next);
        open.push(next);
      }
    }
    return found;
  }

  private entry(part: string): ZipEntry | WrittenPart {
    const entry = this.entries.get(key(part));
    if (!entry) throw damaged(this.file, `its part ${part} is missing`);
    return entry;
  }
}

const packed = (part: ZipEntry | WrittenPart): ZipEntry =>
  "text" in part ? pack(part.name, new TextEncoder().encode(part.text)) : part;

/** What is read from parts of the user's; `otherwise` if they are damaged, so that they stop nobody. */
export function soundOr<T>(otherwise: T, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!isDamage(error)) throw error;
    return otherwise;
  }
}

/** The folder of a part, with a trailing slash. */
export const folderOf = (part: string): string => part.slice(0, part.lastIndexOf("/") + 1);

const relationshipsPart = (part: string): string =>
  `${folderOf(part)}_rels/${part.slice(folderOf(part).length)}.rels`;

const RELATIONSHIPS_PART = /(?<=^|\/)_rels\/([^/]*)\.rels$/i;
const isRelationshipsPart = (name: string): boolean => RELATIONSHIPS_PART.test(name);

/** The name of a part by the target of a relationship, relative to the part that has it. */
function resolved(from: string, target: string): string {
  const path = target.replaceAll("\\", "/").replace(/#.*$/, "");
  const steps = path.startsWith("/") ? [] : folderOf(from).split("/");
  for (const step of path.split("/")) {
    if (step === "..") {
      if (steps.at(-1) === "") steps.pop();
      steps.pop();
    } else if (step !== ".") steps.push(step);
  }
  return steps.filter((step) => step !== "").join("/");
}

function key(part: string): string {
  const name = part.replace(/^\//, "").toLowerCase();
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
