/** A row of a FOCUS dataset as its csv has it; null is an empty cell. */
export type FocusRow = Readonly<Record<string, string | null>>;

/** Columns that MUST be present and MUST NOT be null in a FOCUS 1.2 dataset. */
const NOT_NULL = [
  "BilledCost",
  "BillingAccountId",
  "BillingCurrency",
  "BillingPeriodEnd",
  "BillingPeriodStart",
  "ChargeCategory",
  "ChargeFrequency",
  "ChargePeriodEnd",
  "ChargePeriodStart",
  "ContractedCost",
  "EffectiveCost",
  "InvoiceIssuerName",
  "ListCost",
  "PricingCurrency",
  "PricingCurrencyEffectiveCost",
  "ProviderName",
  "PublisherName",
  "ServiceCategory",
  "ServiceName",
  "ServiceSubcategory",
] as const;
/** Columns that MUST be present, for all datasets or for a provider with list prices, negotiation and tokens. */
const PRESENT = [
  "BillingAccountName",
  "ChargeClass",
  "ChargeDescription",
  "PricingQuantity",
  "PricingUnit",
  "ConsumedQuantity",
  "ConsumedUnit",
  "ContractedUnitPrice",
  "ListUnitPrice",
  "PricingCategory",
  "PricingCurrencyContractedUnitPrice",
  "PricingCurrencyListUnitPrice",
  "SkuId",
  "SkuMeter",
  "SkuPriceDetails",
  "SkuPriceId",
] as const;
/** Columns that MUST NOT be null for use and purchases that correct nothing. */
const PRICED = [
  "ContractedUnitPrice",
  "ListUnitPrice",
  "PricingCategory",
  "PricingCurrencyContractedUnitPrice",
  "PricingCurrencyListUnitPrice",
  "PricingQuantity",
  "PricingUnit",
  "SkuId",
  "SkuPriceId",
] as const;
const NUMERIC = /(Cost|Price|Quantity)$/;
const NUMBER = /^-?\d+(\.\d+)?(E-?\d+)?$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  ChargeCategory: ["Usage", "Purchase", "Tax", "Credit", "Adjustment"],
  ChargeClass: ["Correction"],
  ChargeFrequency: ["One-Time", "Recurring", "Usage-Based"],
  PricingCategory: ["Standard", "Dynamic", "Committed", "Other"],
  ServiceCategory: ["Business Applications"],
  ServiceSubcategory: ["Productivity and Collaboration", "Other (Business Applications)"],
};
/** Pairs of which the second MUST be null exactly when the first is. */
const TOGETHER = [
  ["PricingQuantity", "PricingUnit"],
  ["ConsumedQuantity", "ConsumedUnit"],
  ["ResourceId", "ResourceType"],
  ["SubAccountId", "SubAccountType"],
  ["SkuId", "SkuMeter"],
] as const;

/** What in a dataset breaks a MUST of FOCUS 1.2 (its columns and attributes); nothing where all hold. */
export const brokenRules = (header: readonly string[], rows: readonly FocusRow[]): string[] => [
  ...[...NOT_NULL, ...PRESENT].filter((id) => !header.includes(id)).map((id) => `${id} is missing`),
  ...header
    .filter((id) => !/^(x_)?[A-Z][a-z]+([A-Z][a-z]+)*$/.test(id))
    .map((id) => `${id} is not in Pascal case`),
  ...header.filter((id, i) => header.indexOf(id) !== i).map((id) => `${id} is there twice`),
  ...rows.flatMap((row, i) => brokenIn(row).map((what) => `row ${i + 1}: ${what}`)),
];

function brokenIn(row: FocusRow): string[] {
  const said: string[] = [];
  const must = (holds: boolean, what: string): void => {
    if (!holds) said.push(what);
  };
  const number = (id: string): number => Number(row[id]);
  for (const id of NOT_NULL) must(row[id] !== null, `${id} is null`);
  for (const [id, value] of Object.entries(row)) {
    if (value === null) continue;
    must(value.trim() !== "", `${id} is a blank text`);
    if (NUMERIC.test(id)) must(NUMBER.test(value), `${id} is no number: ${value}`);
    if (/Period(Start|End)$/.test(id)) must(MOMENT.test(value), `${id} is no moment: ${value}`);
    must(ALLOWED[id]?.includes(value) !== false, `${id} may not be ${value}`);
  }
  const isPurchase = row["ChargeCategory"] === "Purchase";
  for (const id of PRICED) must(row[id] !== null, `${id} is null`);
  for (const [a, b] of TOGETHER) must((row[a] === null) === (row[b] === null), `${a} and ${b}`);
  must(/^[A-Z]{3}$/.test(row["BillingCurrency"] ?? ""), "BillingCurrency");
  must((row["BillingPeriodStart"] ?? "") < (row["BillingPeriodEnd"] ?? ""), "billing period");
  must((row["ChargePeriodStart"] ?? "") < (row["ChargePeriodEnd"] ?? ""), "charge period");
  must(!isPurchase || row["ChargeFrequency"] !== "Usage-Based", "a purchase is not usage-based");
  must((row["ConsumedQuantity"] === null) === isPurchase, "ConsumedQuantity is of use only");
  must(!isPurchase || number("EffectiveCost") === 0, "EffectiveCost of a prepaid purchase is 0");
  must(!isPurchase || number("PricingCurrencyEffectiveCost") === 0, "the same in the pricing currency");
  must(row["ResourceId"] !== null || row["ResourceName"] === null, "ResourceName without ResourceId");
  for (const kind of ["Contracted", "List"] as const) {
    must(number(`${kind}UnitPrice`) >= 0, `${kind}UnitPrice is below 0`);
    must(number(`PricingCurrency${kind}UnitPrice`) >= 0, `PricingCurrency${kind}UnitPrice is below 0`);
    const product = number(`${kind}UnitPrice`) * number("PricingQuantity");
    must(Math.abs(product - number(`${kind}Cost`)) <= 1e-8 * Math.max(1, Math.abs(product)), `${kind}Cost`);
  }
  for (const id of ["Tags", "SkuPriceDetails"]) {
    const text = row[id] ?? null;
    if (text === null) continue;
    const values: unknown[] = Object.values(JSON.parse(text) as object);
    must(
      values.every((value) => typeof value !== "object" || value === null),
      `${id} holds an object`,
    );
  }
  return said;
}
