import { rate, tokens } from "../units";
import type { Offer, Rate, TokenTier } from "./estate";

const defaultRate = (product: string, tokensPerDay: number, reference: string): Rate => ({
  product,
  tokensPerDay: rate(tokensPerDay),
  flexEligible: true,
  reference,
});

/**
 * The rates that have a citable source (DOMAIN §3). Every other product's rate is unknown until somebody
 * gives it.
 */
export const DEFAULT_RATES: readonly Rate[] = [
  defaultRate("AutoCAD", 7, "vendor [V]"),
  defaultRate("Revit", 10, "resellers [R]"),
  defaultRate("3ds Max", 6, "resellers [R]"),
  defaultRate("Maya", 6, "resellers [R]"),
  defaultRate("Mudbox", 1, "resellers [R]"),
];

const AEC_COLLECTION = [
  "AutoCAD",
  "Revit",
  "Civil 3D",
  "InfraWorks",
  "Navisworks Manage",
  "Navisworks Simulate",
  "3ds Max",
  "ReCap Pro",
];
const defaultOffer = (offering: string, pricePerYear: number, covers: readonly string[] = []): Offer => ({
  offering,
  pricePerYear: rate(pricePerYear),
  covers,
  reference: "resellers [R], illustrative: replace by your quote",
});

/** The currency of the default prices, which are not used in any other. */
export const DEFAULT_CURRENCY = "USD";

/** Illustrative list prices of a year's seat in US dollars (DOMAIN §3). */
export const DEFAULT_OFFERS: readonly Offer[] = [
  defaultOffer("AEC Collection", 3675, AEC_COLLECTION),
  defaultOffer("Revit", 2985),
  defaultOffer("AutoCAD", 2030),
  defaultOffer("AutoCAD LT", 505),
];

/** The list price of a token in US dollars; the vendor's ladder is unpublished (DOMAIN §3). */
export const DEFAULT_TOKEN_TIERS: readonly TokenTier[] = [
  { minimum: tokens(0), unitPrice: rate(3), reference: "list, about 3 [B, R]" },
];

/** The default prices of tokens; none in a currency other than `DEFAULT_CURRENCY`. */
export const defaultTiersIn = (currency: string): readonly TokenTier[] =>
  currency === DEFAULT_CURRENCY ? DEFAULT_TOKEN_TIERS : [];

/**
 * The default offers. In a currency other than `DEFAULT_CURRENCY` only their coverage holds, not their
 * prices.
 */
export function defaultOffersIn(currency: string): readonly Offer[] {
  if (currency === DEFAULT_CURRENCY) return DEFAULT_OFFERS;
  return DEFAULT_OFFERS.map(({ offering, covers, reference }) => ({ offering, covers, reference }));
}
