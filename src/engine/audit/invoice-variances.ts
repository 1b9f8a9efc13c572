import type { Context } from "../estate/context";
import { running } from "../estate/contract-lines";
import { grouped } from "../grouped";
import { isDiscrepancy } from "../rules/discrepancy";
import { seats, total, type Seats } from "../units";

/** The seats of one offering on the as-of day: as invoiced, and as the account portal lists them. */
export interface InvoiceVariance {
  readonly offering: string;
  /** Null where a row of Invoices could not be read. */
  readonly invoiced: Seats | null;
  /** Null where a row of Subscriptions could not be read. */
  readonly inPortal: Seats | null;
  /** Portal − invoices; null if unknown. */
  readonly variance: number | null;
  /** Whether it is more than the assumption allows. */
  readonly flagged: boolean;
  /** The numbers of the invoices whose term runs. */
  readonly invoices: readonly string[];
}

/** Every offering that an invoice or the portal names, in order; none without an Invoices table. */
export function invoiceVariances({ estate, asOf, assumptions, unknowns }: Context): InvoiceVariance[] {
  const { invoices = [], subscriptions } = estate;
  if (invoices.length === 0) return [];
  const offeringOf = ({ offering }: { readonly offering: string }): string => offering;
  const due = grouped(
    invoices.filter(({ from, to }) => from <= asOf && asOf <= to),
    offeringOf,
  );
  const lines = grouped(
    subscriptions.filter((line) => running(line, estate.contracts, asOf)),
    offeringOf,
  );
  const offerings = [...new Set([...invoices.map(offeringOf), ...lines.keys()])].sort();
  return offerings.map((offering): InvoiceVariance => {
    const own = due.get(offering) ?? [];
    const isRefused = estate.refusals.some(
      (one) => one.kind === "Invoices" && one.fields.length === 0 && (one.offering ?? offering) === offering,
    );
    const invoiced = isRefused ? null : total([seats(0), ...own.map((one) => one.seats)]);
    const isKnown = unknowns.because("bought", { offering }).length === 0;
    const inPortal = isKnown
      ? total([seats(0), ...(lines.get(offering) ?? []).map((one) => one.seats)])
      : null;
    return {
      offering,
      invoiced,
      inPortal,
      variance: inPortal === null || invoiced === null ? null : inPortal - invoiced,
      flagged:
        inPortal !== null && invoiced !== null && isDiscrepancy(invoiced, inPortal, assumptions.varianceFlag),
      invoices: [...new Set(own.map(({ invoice }) => invoice))].sort(),
    };
  });
}
