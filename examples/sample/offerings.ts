/** The offerings that the firm buys. The prices are invented for the sample and are nobody's offer. */
export interface SampleOffering {
  /** The name in the vendor's exports. */
  readonly exported: string;
  readonly bought: number;
  /**
   * The price of a seat per year in the firm's contract, in the quote for the renewal, and in the price list.
   */
  readonly price: number;
  readonly listPrice: number;
  readonly contract: "AEC agreement" | "Single products";
  readonly subscriptionId: string;
}

export const OFFERINGS = {
  "AEC Collection": {
    exported: "Architecture, Engineering & Construction Collection",
    bought: 80,
    price: 3490,
    listPrice: 3675,
    contract: "AEC agreement",
    subscriptionId: "57-20418831",
  },
  AutoCAD: {
    exported: "AutoCAD - including specialized toolsets",
    bought: 18,
    price: 1955,
    listPrice: 2030,
    contract: "Single products",
    subscriptionId: "57-20733512",
  },
  Revit: {
    exported: "Revit",
    bought: 10,
    price: 2835,
    listPrice: 2985,
    contract: "Single products",
    subscriptionId: "57-20733513",
  },
  "AutoCAD LT": {
    exported: "AutoCAD LT",
    bought: 6,
    price: 490,
    listPrice: 505,
    contract: "Single products",
    subscriptionId: "57-20733514",
  },
  "Civil 3D": {
    exported: "Civil 3D",
    bought: 4,
    price: 2790,
    listPrice: 2940,
    contract: "Single products",
    subscriptionId: "57-20733515",
  },
  "3ds Max": {
    exported: "3ds Max",
    bought: 2,
    price: 1905,
    listPrice: 2010,
    contract: "Single products",
    subscriptionId: "57-20733516",
  },
} as const satisfies Record<string, SampleOffering>;

export type OfferingName = keyof typeof OFFERINGS;
export type ProductName = Exclude<OfferingName, "AEC Collection"> | "Navisworks Manage";

/**
 * Tokens per day on Flex, as the sample's export shows them. The rate of Civil 3D is invented: none is
 * published.
 */
export const TOKENS_A_DAY: Readonly<Partial<Record<ProductName, number>>> = {
  AutoCAD: 7,
  Revit: 10,
  "3ds Max": 6,
  "Civil 3D": 9,
};

/** Tokens bought: more than the use, every time. */
export const PACKS = [
  { purchased: "2024-10-28", tokens: 14_000, price: 39_900 },
  { purchased: "2025-06-16", tokens: 4_000, price: 12_000 },
  { purchased: "2025-11-03", tokens: 15_000, price: 42_750 },
  { purchased: "2026-06-15", tokens: 5_000, price: 14_250 },
] as const;
