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

/**
 * Further products of the vendor's. They are names to recognise a table by; no rate, price or content of them is known here.
 * Names that are everyday words (Docs, Build, Flame) count only with the vendor's name before them.
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
const OTHER_NAMES: ReadonlySet<string> = new Set(OTHERS.map(loosely));

/** A product's or offering's name as we write it; a name that is not known stays as it is, without needless blanks. */
export const canonicalName = (name: string): string => CANONICAL.get(loosely(name)) ?? plainText(name);

/** Whether this is a spelling of one of the vendor's names. */
export const isVendorName = (name: string): boolean =>
  CANONICAL.has(loosely(name)) || OTHER_NAMES.has(loosely(name)) || /^autodesk\s/i.test(plainText(name));

/**
 * Whether an offering or access option means the token pool rather than a seat. The vendor renames it ("Flex", "Prepaid Flex"), so
 * the word decides (DOMAIN §14); FlexSim is a product.
 */
export const isFlex = (name: string): boolean => /\b(?:flex|tokens?)\b/i.test(name);
