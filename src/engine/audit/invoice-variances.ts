import type { Context } from "../estate/context";
import { endOf, running as isRunning } from "../estate/contract-lines";
import type { Estate, InvoiceLine, Subscription } from "../estate/estate";
import { grouped } from "../grouped";
import { isDiscrepancy } from "../rules/discrepancy";
import { dueOn, isCreditNote } from "./credit-notes";
import { seats, total, type DayNumber, type Seats } from "../units";

/** The seats of one offering on the as-of day: as invoiced, and as the account portal lists them. */
export interface InvoiceVariance {
  readonly offering: string;
  /** Null where an invoice could not be read, may pay for a longer term, or is credited by a note that names none. */
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
  const isDue = dueOn(invoices, asOf);
  const due = grouped(
    invoices.filter((one) => isDue(one) !== false),
    offeringOf,
  );
  const lines = grouped(
    subscriptions.filter((line) => isRunning(line, estate.contracts, asOf)),
    offeringOf,
  );
  const offerings = [...new Set([...invoices.map(offeringOf), ...lines.keys()])].sort();
  return offerings.map((offering): InvoiceVariance => {
    const own = due.get(offering) ?? [];
    const isRefused = estate.refusals.some(
      (one) => one.kind === "Invoices" && one.fields.length === 0 && (one.offering ?? offering) === offering,
    );
    const running = lines.get(offering) ?? [];
    const mayRun =
      own.length === 0 &&
      invoices.some(
        (one) => one.offering === offering && !isCreditNote(one) && mayPayFor(one, running, estate, asOf),
      );
    const isOpen = own.some((one) => isDue(one) === null);
    const sum = total([seats(0), ...own.map((one) => one.seats)]);
    // More seats credited than invoiced: an invoice is missing.
    const invoiced = isRefused || mayRun || isOpen || sum < 0 ? null : sum;
    const isKnown = unknowns.because("bought", { offering }).length === 0;
    const inPortal = isKnown ? total([seats(0), ...running.map((one) => one.seats)]) : null;
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

/** Whether an invoice that states no end, and is over by the year, may pay for a longer term that still runs. */
const mayPayFor = (
  { isEndAssumed, from, to }: InvoiceLine,
  running: readonly Subscription[],
  { contracts }: Estate,
  asOf: DayNumber,
): boolean =>
  isEndAssumed === true &&
  to < asOf &&
  running.some((line) => (line.start ?? from) <= from && (endOf(line, contracts) ?? Infinity) > to);
