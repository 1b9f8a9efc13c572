import type { Context } from "../estate/context";
import type { InvoiceLine } from "../estate/estate";
import { grouped } from "../grouped";
import { issueAt } from "../issue-at";
import { ISSUES, type Issue } from "../issues";
import { total, type DayNumber } from "../units";

export const isCreditNote = ({ seats }: Pick<InvoiceLine, "seats">): boolean => seats < 0;

/** The day of the first invoice whose term holds a day, and of the first whose term does not; Infinity without one. */
interface FirstInvoices {
  running: number;
  others: number;
}

/**
 * Tells whether the term that a line of an invoice is about holds a day; null if nobody knows. A credit note without a
 * term is about that of the invoice that it names, else about any invoice of the offering before it.
 */
export function dueOn(
  invoices: readonly InvoiceLine[],
  day: DayNumber,
): (line: InvoiceLine) => boolean | null {
  const isRunning = ({ from, to }: InvoiceLine): boolean => from <= day && day <= to;
  const ofOffering = ({ offering }: InvoiceLine): string => offering;
  const ofNumber = ({ offering }: InvoiceLine, number: string): string => `${offering}\n${number}`;
  const firsts = new Map<string, FirstInvoices>();
  for (const one of invoices.filter((line) => !isCreditNote(line)))
    for (const key of [ofOffering(one), ofNumber(one, one.invoice)]) {
      const first = firsts.get(key) ?? { running: Infinity, others: Infinity };
      const kind = isRunning(one) ? "running" : "others";
      first[kind] = Math.min(first[kind], one.day);
      firsts.set(key, first);
    }
  const settled = (first: FirstInvoices | undefined, until = Number.MAX_VALUE): boolean | null => {
    if (first === undefined) return null;
    const [runs, doesNot] = [first.running <= until, first.others <= until];
    return runs === doesNot ? null : runs;
  };
  return (line) => {
    if (!isCreditNote(line) || line.isEndAssumed !== true) return isRunning(line);
    const named = firsts.get(ofNumber(line, line.credits ?? line.invoice));
    return named !== undefined || line.credits !== undefined
      ? settled(named)
      : settled(firsts.get(ofOffering(line)), line.day);
  };
}

/** Credit notes of which nobody knows what they credit, and those that take back more than the invoices bill. */
export function creditFindings({ estate, asOf }: Context): Issue[] {
  const { invoices = [] } = estate;
  const isDue = dueOn(invoices, asOf);
  const say = (code: Issue["code"], message: string, { origin }: InvoiceLine): Issue =>
    issueAt(estate, code, message, { rows: 1, first: origin });
  const unsettled = invoices
    .filter((one) => isDue(one) === null)
    .map((one) => {
      const { invoice, seats, offering } = one;
      const message = ISSUES["credit-unsettled"].message(invoice, Math.abs(seats), offering);
      return say("credit-unsettled", message, one);
    });
  const due = grouped(
    invoices.filter((one) => isDue(one) === true),
    ({ offering }) => offering,
  );
  const exceeding = [...due].flatMap(([offering, lines]): Issue[] => {
    const sum = total(lines.map(({ seats }) => seats));
    const note = lines.find(isCreditNote);
    if (note === undefined || sum >= 0) return [];
    return [say("credit-exceeds", ISSUES["credit-exceeds"].message(Math.abs(sum), offering), note)];
  });
  return [...unsettled, ...exceeding];
}
