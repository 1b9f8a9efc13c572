import { plainText } from "./plain-text";

/** The names of products and offerings as we write them, each with the other names it goes by. */
const SEEDED: Readonly<Record<string, readonly string[]>> = {
  AutoCAD: ["AutoCAD - including specialized toolsets"],
  "AutoCAD LT": [],
  Revit: [],
  "Revit LT": [],
  "3ds Max": [],
  Maya: [],
  Mudbox: [],
  "Civil 3D": [],
  InfraWorks: [],
  "Navisworks Manage": [],
  "Navisworks Simulate": [],
  Inventor: [],
  "ReCap Pro": [],
  Fusion: ["Fusion 360"],
  "AEC Collection": ["Architecture, Engineering & Construction Collection"],
  "PDM Collection": ["Product Design & Manufacturing Collection", "PD&M Collection"],
  "M&E Collection": ["Media & Entertainment Collection"],
};

/** The vendor writes its long names with and without its own name, commas and `&`. */
const loosely = (name: string): string =>
  plainText(
    name
      .toLowerCase()
      .replaceAll("&", " and ")
      .replace(/[,\-–]/g, " "),
  ).replace(/^autodesk /, "");

const CANONICAL: ReadonlyMap<string, string> = new Map(
  Object.entries(SEEDED).flatMap(([name, aliases]) =>
    [name, ...aliases].map((alias) => [loosely(alias), name] as const),
  ),
);

/** A product's or offering's name as we write it; a name that is not known stays as it is, without needless blanks. */
export const canonicalName = (name: string): string => CANONICAL.get(loosely(name)) ?? plainText(name);

/** Whether this is a name of the vendor's that Seatwise knows, or another spelling of such a name. */
export const isKnownName = (name: string): boolean => CANONICAL.has(loosely(name));

/**
 * Whether an offering or access option means the token pool rather than a seat. The vendor renames it ("Flex", "Prepaid Flex"), so
 * the word decides (DOMAIN §14); FlexSim is a product.
 */
export const isFlex = (name: string): boolean => /\b(?:flex|tokens?)\b/i.test(name);

/** A name's place in `Names`. */
export type NameIndex = number;

/** The products and offerings met while reading, told apart by name whatever its case and blanks. */
export class Names {
  private readonly places = new Map<string, NameIndex>();
  private readonly asTyped = new Map<string, NameIndex>();
  private readonly shown: string[] = [];

  of(name: string): NameIndex {
    const known = this.asTyped.get(name);
    if (known !== undefined) return known;
    const canonical = canonicalName(name);
    const key = canonical.toLowerCase();
    const place = this.places.get(key) ?? this.shown.length;
    this.places.set(key, place);
    this.asTyped.set(name, place);
    // The smallest of several spellings, so that the order of the rows does not matter.
    const before = this.shown[place];
    if (before === undefined || canonical < before) this.shown[place] = canonical;
    return place;
  }

  /** The name to show; final only when everything was read. */
  name(place: NameIndex): string {
    return this.shown[place] ?? "";
  }

  get size(): number {
    return this.shown.length;
  }
}
