import type { DateSystem } from "../../engine/calendar";
import type { SheetKey } from "../../workbook/spec";
import { damaged, notAWorkbook, oldFormat } from "../../workbook/errors";
import { isOurName, keyOfName } from "../../workbook/identity";
import { sameTab, tabOfReference } from "../../workbook/tabs";
import { folderOf, type Package } from "./package";
import { vocabularyOf, type Vocabulary } from "./vocabulary";
import { childOf, childrenOf, isTrue, type XmlElement, type XmlText } from "./xml-text";
import { unescapedText } from "./xml";

/** A tab of the workbook, of any kind. */
export interface BookTab {
  readonly name: string;
  readonly sheetId: number;
  readonly hidden: boolean;
  readonly part: string;
  /** The key of our sheet. */
  readonly key: SheetKey | undefined;
  readonly element: XmlElement;
}

/** A defined name of the workbook. */
export interface DefinedName {
  readonly name: string;
  readonly refersTo: string;
  /** The index of the tab that the name belongs to; absent for a workbook-wide name. */
  readonly localTab: number | undefined;
  readonly element: XmlElement;
}

/** The workbook part: tabs, names, and the parts that serve all sheets. */
export class Book {
  readonly part: string;
  /** The folder of the workbook part, which also gets our parts. */
  readonly folder: string;
  readonly vocabulary: Vocabulary;
  readonly xml: XmlText;
  readonly dateSystem: DateSystem;
  /** In tab order, with chart sheets and the like. */
  readonly tabs: readonly BookTab[];
  readonly worksheets: readonly BookTab[];
  readonly names: readonly DefinedName[];
  readonly stylesPart: string | undefined;
  readonly sharedStringsPart: string | undefined;

  constructor(readonly pkg: Package) {
    const link = pkg.relationships("").find(({ type }) => type.endsWith("/officeDocument"));
    if (link?.part === undefined) throw notAWorkbook(pkg.file, "a zip file of another kind");
    const type = pkg.contentType(link.part) ?? "";
    if (type.includes("sheet.binary")) throw oldFormat(pkg.file, ".xlsb");
    if (/wordprocessingml|presentationml|ms-word|ms-powerpoint/.test(type)) {
      throw notAWorkbook(pkg.file, "a document of another Office program");
    }
    this.part = link.part;
    this.folder = folderOf(link.part);
    this.vocabulary = vocabularyOf(link.type);
    this.xml = pkg.xml(link.part);
    const { root } = this.xml;
    if (root.name !== "workbook") throw damaged(pkg.file, `${link.part} does not describe a workbook`);
    this.dateSystem = isTrue(childOf(root, "workbookPr")?.attributes.get("date1904")) ? 1904 : 1900;
    this.names = childrenOf(childOf(root, "definedNames"), "definedName").map(definedName);

    const links = pkg.relationships(this.part);
    const identities = this.names.filter(({ localTab }) => localTab === undefined);
    const keys = new Map<string, SheetKey>();
    for (const { name, refersTo } of identities) {
      const key = keyOfName(name);
      const tab = tabOfReference(refersTo)?.toLowerCase() ?? "";
      if (key !== undefined && !keys.has(tab)) keys.set(tab, key);
    }
    const keyOfTab = (tab: string) => keys.get(tab.toLowerCase());
    const linkOf = new Map([...links].reverse().map((one) => [one.id, one] as const));
    this.tabs = childrenOf(childOf(root, "sheets"), "sheet").map((element) => {
      const name = unescapedText(element.attributes.get("name") ?? "");
      const id = relationshipId(element);
      return {
        name,
        sheetId: Number(element.attributes.get("sheetId")),
        hidden: /^(very)?hidden$/i.test(element.attributes.get("state") ?? ""),
        part: linkOf.get(id)?.part ?? "",
        key: keyOfTab(name),
        element,
      };
    });
    const worksheetIds = new Set(links.filter(({ type }) => type.endsWith("/worksheet")).map(({ id }) => id));
    this.worksheets = this.tabs.filter(({ element }) => worksheetIds.has(relationshipId(element)));
    this.stylesPart = links.find(({ type }) => type.endsWith("/styles"))?.part;
    this.sharedStringsPart = links.find(({ type }) => type.endsWith("/sharedStrings"))?.part;
  }

  /** Whether adding and removing sheets is forbidden. */
  get locked(): boolean {
    return isTrue(childOf(this.xml.root, "workbookProtection")?.attributes.get("lockStructure"));
  }

  /** The index of the tab on which the workbook opens. */
  get activeTab(): number {
    return Number(this.view?.attributes.get("activeTab") ?? 0);
  }

  /** The settings of the workbook's first window. */
  get view(): XmlElement | undefined {
    return childOf(childOf(this.xml.root, "bookViews"), "workbookView");
  }

  /** Workbook-wide names that we wrote. */
  get ourNames(): DefinedName[] {
    const isOurTab = (tab: string) =>
      this.tabs.some(({ key, name }) => key !== undefined && sameTab(name, tab));
    return this.names.filter(
      ({ name, refersTo, localTab }) => localTab === undefined && isOurName(name, refersTo, isOurTab),
    );
  }
}

function definedName(element: XmlElement): DefinedName {
  const localTab = element.attributes.get("localSheetId");
  return {
    name: element.attributes.get("name") ?? "",
    refersTo: element.text,
    localTab: localTab === undefined ? undefined : Number(localTab),
    element,
  };
}

/** The id of the relationship to a sheet's part, with any prefix of the namespace. */
const relationshipId = ({ attributes }: XmlElement): string =>
  [...attributes].find(([name]) => name.endsWith(":id"))?.[1] ?? "";
