import { at } from "../at";
import { addDays, firstDayOf, isoDay, lastDayOf, monthOf } from "../calendar";
import type { Assumptions } from "../assumptions";
import type { Estate, Person } from "../estate/estate";
import { times, type DayNumber } from "../units";
import { counted } from "../wording";
import type { FocusCharge } from "./focus-file";

/** A value of a FOCUS dataset; null where the specification has null. */
export type FocusValue = string | number | null;

/** What the values of all charges rest on. */
export interface FocusFacts {
  readonly estate: Pick<Estate, "people" | "products">;
  readonly assumptions: Pick<Assumptions, "currency" | "invoiceIssuer">;
}

interface FocusColumn {
  /** The column ID of the specification, or one of ours, which begins with x_. */
  readonly id: string;
  readonly value: (charge: FocusCharge, facts: FocusFacts) => FocusValue;
}

/** The provider and the publisher of every charge. */
const PROVIDER = "Autodesk";
/** The service that all tokens are of. */
const FLEX_SERVICE = "Autodesk Flex";
const TOKEN = "Token";
const TOKENS = "Tokens";

/** A moment at the beginning of a day in UTC. */
const moment = (day: DayNumber): string => `${isoDay(day)}T00:00:00Z`;

const isPurchase = ({ kind }: FocusCharge): boolean => kind === "purchase";

/** What was paid. Prepaid: a purchase is billed and not yet used; use and waste are paid for and not billed again. */
const contracted = ({ price, tokens }: FocusCharge): number => focusCost(times(price, tokens));

/** Without the noise of binary fractions, which a sum of many rows would show. */
const focusCost = (cost: number): number => Math.round(cost * 1e9) / 1e9;

const drawerOf = ({ drawn }: FocusCharge, { estate }: FocusFacts): Person | undefined =>
  drawn === undefined ? undefined : estate.people[drawn.person];

const skuOf = ({ drawn }: FocusCharge, { estate }: FocusFacts): string =>
  drawn === undefined ? FLEX_SERVICE : at(estate.products, drawn.product);

/**
 * The columns of FOCUS 1.2 in order, then our own. Columns on commitment discounts, reserved capacity and regions are
 * left out, because the vendor offers none. As in the specification's example of a virtual currency, a purchase of
 * tokens is priced in money, and a draw in tokens.
 */
export const FOCUS_COLUMNS: readonly FocusColumn[] = [
  { id: "BilledCost", value: (charge) => (isPurchase(charge) ? contracted(charge) : 0) },
  { id: "BillingAccountId", value: ({ account }) => account },
  { id: "BillingAccountName", value: ({ account }) => account },
  { id: "BillingAccountType", value: () => "Contract" },
  { id: "BillingCurrency", value: (_, { assumptions }) => assumptions.currency },
  { id: "BillingPeriodEnd", value: ({ from }) => moment(addDays(lastDayOf(monthOf(from)), 1)) },
  { id: "BillingPeriodStart", value: ({ from }) => moment(firstDayOf(monthOf(from))) },
  { id: "ChargeCategory", value: (charge) => (isPurchase(charge) ? "Purchase" : "Usage") },
  { id: "ChargeClass", value: () => null },
  { id: "ChargeDescription", value: descriptionOf },
  { id: "ChargeFrequency", value: ({ kind }) => (kind === "usage" ? "Usage-Based" : "One-Time") },
  { id: "ChargePeriodEnd", value: ({ until }) => moment(until) },
  { id: "ChargePeriodStart", value: ({ from }) => moment(from) },
  { id: "ConsumedQuantity", value: ({ kind, tokens }) => CONSUMED[kind](tokens) },
  { id: "ConsumedUnit", value: (charge) => (isPurchase(charge) ? null : TOKENS) },
  { id: "ContractedCost", value: contracted },
  { id: "ContractedUnitPrice", value: ({ price }) => price },
  { id: "EffectiveCost", value: (charge) => (isPurchase(charge) ? 0 : contracted(charge)) },
  { id: "InvoiceIssuerName", value: (_, { assumptions }) => assumptions.invoiceIssuer },
  { id: "ListCost", value: ({ listPrice, tokens }) => focusCost(times(listPrice, tokens)) },
  { id: "ListUnitPrice", value: ({ listPrice }) => listPrice },
  { id: "PricingCategory", value: () => "Standard" },
  {
    id: "PricingCurrency",
    value: (charge, { assumptions }) => (isPurchase(charge) ? assumptions.currency : TOKEN),
  },
  {
    id: "PricingCurrencyContractedUnitPrice",
    value: (charge) => (isPurchase(charge) ? charge.price : 1),
  },
  { id: "PricingCurrencyEffectiveCost", value: (charge) => (isPurchase(charge) ? 0 : charge.tokens) },
  { id: "PricingCurrencyListUnitPrice", value: (charge) => (isPurchase(charge) ? charge.listPrice : 1) },
  { id: "PricingQuantity", value: ({ tokens }) => tokens },
  { id: "PricingUnit", value: () => TOKENS },
  { id: "ProviderName", value: () => PROVIDER },
  { id: "PublisherName", value: () => PROVIDER },
  { id: "ResourceId", value: (charge, facts) => drawerOf(charge, facts)?.id ?? null },
  { id: "ResourceName", value: (charge, facts) => drawerOf(charge, facts)?.name ?? null },
  { id: "ResourceType", value: (charge, facts) => (drawerOf(charge, facts) ? "User" : null) },
  { id: "ServiceCategory", value: () => "Business Applications" },
  { id: "ServiceName", value: () => FLEX_SERVICE },
  { id: "ServiceSubcategory", value: () => "Other (Business Applications)" },
  { id: "SkuId", value: skuOf },
  { id: "SkuMeter", value: () => TOKENS },
  { id: "SkuPriceDetails", value: () => null },
  { id: "SkuPriceId", value: skuOf },
  { id: "SubAccountId", value: (charge, facts) => drawerOf(charge, facts)?.team ?? null },
  { id: "SubAccountName", value: (charge, facts) => drawerOf(charge, facts)?.team ?? null },
  { id: "SubAccountType", value: (charge, facts) => (drawerOf(charge, facts)?.team ? "Team" : null) },
  { id: "Tags", value: (charge, facts) => tagsOf(drawerOf(charge, facts)) },
  { id: "x_ListPriceBasis", value: ({ listPriceBasis }) => listPriceBasis },
  { id: "x_TokensBasis", value: ({ kind, isStated }) => (kind === "usage" ? BASIS[`${isStated}`] : null) },
  { id: "x_Waste", value: ({ kind, trap }) => (kind === "expired" ? "expired" : trap) },
];

/** A purchase consumes nothing, so it has no quantity; tokens that ended unused are 0 consumed. */
const CONSUMED = {
  purchase: () => null,
  usage: (tokens: number) => tokens,
  expired: () => 0,
} as const;

const BASIS = { true: "exported or computed from launches", false: "rate of the day" } as const;

function descriptionOf(charge: FocusCharge, facts: FocusFacts): string {
  const { kind, tokens, trap } = charge;
  if (kind === "purchase") return `${counted(tokens, "token")} bought`;
  if (kind === "expired") return `${counted(tokens, "token")} ended unused`;
  const waste = trap === null ? "" : `; waste: ${trap === "background" ? "background use" : "short day"}`;
  return `${skuOf(charge, facts)}: use of a day${waste}`;
}

/** The groups to which a person's cost is charged, as the Key-Value Format has them; null without any. */
function tagsOf(person: Person | undefined): string | null {
  const { department, project, costCentre } = person ?? {};
  const tags = { Department: department, Project: project, CostCentre: costCentre };
  const text = JSON.stringify(tags);
  return text === "{}" ? null : text;
}
