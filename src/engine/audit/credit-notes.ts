import type { Context } from "../estate/context";
import type { InvoiceLine } from "../estate/estate";
import { issueAt } from "../issue-at";
import { ISSUES, type Issue } from "../issues";
import type { DayNumber } from "../units";

export const isCreditNote = ({ seats }: Pick<InvoiceLine, "seats">): boolean => seats < 0;

/**
 * Whether the term that a line of an invoice is about holds a day; null if nobody knows. A credit note without a term
 * is about that of the invoice that it names, else about any invoice of the offering before it.
 */
export function isDue(line: InvoiceLine, invoices: readonly InvoiceLine[], day: DayNumber): boolean | null {
  const isRunning = ({ from, to }: InvoiceLine): boolean => from <= day && day <= to;
  if (!isCreditNote(line) || line.isEndAssumed !== true) return isRunning(line);
  const own = invoices.filter((one) => !isCreditNote(one) && one.offering === line.offering);
  const named = own.filter(({ invoice }) => invoice === (line.credits ?? line.invoice));
  const meant =
    named.length > 0 || line.credits !== undefined ? named : own.filter((one) => one.day <= line.day);
  if (meant.length === 0 || (meant.some(isRunning) && !meant.every(isRunning))) return null;
  return meant.some(isRunning);
}

/** Credit notes of which nobody knows what they credit. */
export const creditFindings = ({ estate, asOf }: Context): Issue[] =>
  (estate.invoices ?? [])
    .filter((one) => isDue(one, estate.invoices ?? [], asOf) === null)
    .map(({ invoice, seats, offering, origin }) => {
      const message = ISSUES["credit-unsettled"].message(invoice, Math.abs(seats), offering);
      return issueAt(estate, "credit-unsettled", message, { rows: 1, first: origin });
    });
