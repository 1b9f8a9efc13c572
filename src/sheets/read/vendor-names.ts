import { plainText } from "./plain-text";

/** Our names of products and offerings, each with its other spellings. */
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

/**
 * Further products of the vendor, only to recognise a table by: their rates, prices and contents are unknown.
 * Names that are everyday words (Docs, Build, Flame) count only after the vendor's name.
 */
const OTHERS: readonly string[] = [
  "Advance Steel",
  "Arnold",
  "AutoCAD Architecture",
  "AutoCAD Electrical",
  "AutoCAD Map 3D",
  "AutoCAD Mechanical",
  "AutoCAD MEP",
  "AutoCAD Plant 3D",
  "AutoCAD Raster Design",
  "AutoCAD Revit LT Suite",
  "BIM 360",
  "BIM Collaborate",
  "BIM Collaborate Pro",
  "EAGLE Premium",
  "Fabrication CADmep",
  "Fabrication CAMduct",
  "Fabrication ESTmep",
  "Factory Design Utilities",
  "FeatureCAM",
  "FlexSim",
  "FormIt",
  "Fusion 360 Manage",
  "Fusion 360 - Ultimate",
  "HSMWorks",
  "InfoDrainage",
  "InfoWater Pro",
  "InfoWorks ICM",
  "Inventor CAM",
  "Inventor LT",
  "Inventor Nastran",
  "Inventor Nesting",
  "Inventor Professional",
  "Inventor Tolerance Analysis",
  "Maya LT",
  "Moldflow Adviser",
  "Moldflow Insight",
  "MotionBuilder",
  "Navisworks",
  "Netfabb",
  "PowerInspect",
  "PowerMill",
  "PowerShape",
  "ReCap",
  "Robot Structural Analysis Professional",
  "ShotGrid",
  "Vault Professional",
  "Vehicle Tracking",
  "VRED Professional",
];

/**
 * The vendor writes its long names with and without "Autodesk", commas, `&`, blanks, trade marks and an abbreviation
 * in brackets; web pages add `&amp;`.
 */
const loosely = (name: string): string =>
  plainText(
    name
      .toLowerCase()
      .replace(/&amp;|&/g, " and ")
      .replace(/[®™©]|\s\([a-z&]{2,6}\)$/g, "")
      .replace(/[,\-–]/g, " "),
  )
    .replace(/^autodesk /, "")
    .replaceAll(" ", "");

const CANONICAL: ReadonlyMap<string, string> = new Map(
  Object.entries(SEEDED).flatMap(([name, aliases]) =>
    [name, ...aliases].map((alias) => [loosely(alias), name] as const),
  ),
);
const OTHER_NAMES: ReadonlySet<string> = new Set(OTHERS.map(loosely));

/** A name as it is compared; "Revit 2026" is Revit, because a version belongs in a column of its own. */
function vendorKey(name: string): string {
  const key = loosely(name);
  const product = key.replace(/20\d\d(?:\.\d+)*$/, "");
  return CANONICAL.has(product) || OTHER_NAMES.has(product) ? product : key;
}

/** Our name of a product or offering; an unknown name keeps its spelling, without extra blanks. */
export const canonicalName = (name: string): string => CANONICAL.get(vendorKey(name)) ?? plainText(name);

/** Whether a name is a spelling of a vendor name that Seatwise knows. */
export const isVendorName = (name: string): boolean =>
  CANONICAL.has(vendorKey(name)) || OTHER_NAMES.has(vendorKey(name)) || /^autodesk\s/i.test(plainText(name));

/**
 * Whether an offering or access option is the token pool rather than a seat. The vendor renames it ("Flex",
 * "Prepaid Flex", "Token Flex"), so the word "flex" or "token" decides (DOMAIN §14); FlexSim is a product.
 */
export const isFlex = (name: string): boolean => /\b(?:token)?(?:flex|tokens?)(?:tokens?)?\b/i.test(name);

/**
 * Whether an offering is an agreement or a way to pay, so that its quantity counts neither seats nor tokens for
 * sure.
 */
export const isWayToPay = (name: string): boolean =>
  /\b(?:eba|enterprise (?:business )?agreement|pay[ -]as[ -]you[ -]go|payg|(?:cloud )?credits?|consumption)\b/i.test(
    plainText(name),
  );
