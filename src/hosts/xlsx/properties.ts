import type { BookSpec } from "../../workbook/spec";
import { soundOr, type Package } from "./package";
import { CONTENT_TYPE, XML_DECLARATION, type Vocabulary } from "./vocabulary";
import { escaped } from "./xml";
import { childOf } from "./xml-text";

/** The creator and the program that our properties name; they tell our properties from a person's. */
const CREATOR = "Seatwise";

const CORE_LINK = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";

const DC = ` xmlns:dc="http://purl.org/dc/elements/1.1/"`;
const DUBLIN_CORE = ` xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`;

/**
 * Says in the document properties what the workbook is. A workbook without properties gets them; in one whose creator
 * we are, title, subject and date follow the run. Properties that anybody else made, or that are damaged, stay as they
 * are.
 */
export function describeBook(pkg: Package, book: BookSpec, vocabulary: Vocabulary): void {
  const known = corePart(pkg);
  if (known !== undefined) {
    if (!isOurs(pkg, known)) return;
    const xml = pkg.xml(known);
    for (const name of ["title", "subject", "modified"]) {
      const element = childOf(xml.root, name);
      if (element) xml.remove(element);
    }
    xml.append(xml.root, statedXml(book));
    pkg.put(known, xml.toString());
    return;
  }
  const core = pkg.freeSingle("docProps/core");
  pkg.put(
    core,
    `${XML_DECLARATION}<cp:coreProperties xmlns:cp="${CORE}"><dc:creator${DC}>${CREATOR}</dc:creator>` +
      `${dateXml("created", book)}${statedXml(book)}</cp:coreProperties>`,
    CONTENT_TYPE.coreProperties,
  );
  pkg.relate("", CORE_LINK, core);
  if (appPart(pkg) !== undefined) return;
  const app = pkg.freeSingle("docProps/app");
  pkg.put(
    app,
    `${XML_DECLARATION}<Properties xmlns="${vocabulary.programProperties}">` +
      `<Application>${CREATOR}</Application></Properties>`,
    CONTENT_TYPE.programProperties,
  );
  pkg.relate("", vocabulary.programPropertiesLink, app);
}

/** Removes the properties that we made. */
export function forgetBook(pkg: Package): void {
  const core = corePart(pkg);
  if (core === undefined || !isOurs(pkg, core)) return;
  const app = appPart(pkg);
  const isOurApp =
    app !== undefined && soundOr(false, () => childOf(pkg.xml(app).root, "Application")?.text === CREATOR);
  for (const part of isOurApp ? [core, app] : [core]) {
    pkg.unrelate("", part);
    pkg.delete(part);
  }
}

/**
 * What of the properties follows the run, in the order in which a second run writes it again. Each element declares its
 * namespaces, because programs that save the file may declare them in other elements only.
 */
const statedXml = (book: BookSpec): string =>
  `<dc:title${DC}>${escaped(book.title)}</dc:title><dc:subject${DC}>${escaped(book.subject)}</dc:subject>` +
  dateXml("modified", book);

const dateXml = (name: "created" | "modified", { created }: BookSpec): string =>
  `<dcterms:${name}${DUBLIN_CORE} xsi:type="dcterms:W3CDTF">${escaped(created)}T00:00:00Z</dcterms:${name}>`;

const isOurs = (pkg: Package, core: string): boolean =>
  soundOr(false, () => {
    const creator = childOf(pkg.xml(core).root, "creator");
    return creator?.text === CREATOR && creator.prefix === "dc:";
  });

const corePart = (pkg: Package): string | undefined => linkedPart(pkg, /\/core-properties$/);

const appPart = (pkg: Package): string | undefined => linkedPart(pkg, /\/extended-?properties$/i);

const linkedPart = (pkg: Package, type: RegExp): string | undefined =>
  pkg.relationships("").find((link) => type.test(link.type) && link.part !== undefined)?.part;
