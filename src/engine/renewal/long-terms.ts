import type { Analysis } from "../analysis";
import { grouped } from "../grouped";
import { termSaving } from "../rules/renewal-price";
import { LONG_TERM_YEARS } from "../rules/term-flexibility";
import { amountText, counted, percentText, wholeNumber } from "../wording";
import { seats, sumKnown, total, type Money, type SeatPrice, type Seats } from "../units";
import { upliftOf, type SeatLine } from "./scenario-cost";

/** A price for three years beside renewing the same seats every year (DOMAIN §9, §15). */
export interface LongTerm {
  readonly offering: string;
  /** The price of a seat for all three years. */
  readonly price: SeatPrice;
  /** The seats that the recommended scenario pays for in each of the years; the rest would be paid for unneeded. */
  readonly seats: Seats;
  /** In today's money; below 0 where renewing every year is cheaper. Null where the price of a year is unknown. */
  readonly saving: Money | null;
}

const YEARS = LONG_TERM_YEARS;

/** The long terms on offer for seats that the recommended scenario keeps; none without a recommendation. */
export function longTerms(
  analysis: Pick<Analysis, "recommended" | "offers" | "assumptions" | "stays">,
): LongTerm[] {
  const { recommended, offers, stays } = analysis;
  if (recommended === null) return [];
  const lines = grouped(
    recommended.lines.filter(({ committed, offering }) => !committed && !stays.has(offering)),
    ({ offering }) => offering,
  );
  return offers.flatMap(({ offering, priceThreeYears: price }): LongTerm[] => {
    const own = (lines.get(offering) ?? []).filter((line) => keptThroughout(line) > 0);
    if (price === undefined || own.length === 0) return [];
    const kept = total(own.map(keptThroughout));
    const savings = own.map((line) => savingOf(line, price, analysis.assumptions));
    return [{ offering, price, seats: kept, saving: sumKnown(savings) }];
  });
}

/** The seats of a line in the year of the term that has fewest. */
export const keptThroughout = (line: SeatLine): Seats => seats(Math.min(...line.seats.slice(0, YEARS)));

function savingOf(line: SeatLine, price: SeatPrice, assumptions: Analysis["assumptions"]): Money | null {
  const { discountRate } = assumptions;
  if (line.unitPrice === null) return null;
  return termSaving(
    keptThroughout(line),
    line.unitPrice,
    price,
    YEARS,
    upliftOf(line, assumptions),
    discountRate,
  );
}

/** What to say to the offer, without a full stop. */
export function longTermText(
  term: LongTerm,
  { discountRate, currency, years }: Analysis["assumptions"],
): string {
  const { offering, price, seats: kept, saving } = term;
  const offer = `three years of ${offering} at ${amountText(price, currency)} a seat`;
  if (saving === null)
    return `Whether ${offer} save money is unknown, because the price of a renewed year is unknown`;
  const basis = `in today's money, at a discount rate of ${percentText(discountRate)}`;
  const amount = wholeNumber(Math.abs(saving));
  const stay = kept === 1 ? "stays" : "stay";
  // Fewer years compared say nothing of the need in the later ones.
  const ifNeeded = years < YEARS ? `, if ${kept === 1 ? "it" : "they"} ${stay} for all of the term,` : "";
  const those = `the ${counted(kept, "seat")} that ${stay}${ifNeeded}`;
  return saving > 0
    ? `Ask for ${offer}: for ${those} that is ${amount} less than renewing every year, ${basis}; ` +
        "until the end of the term none of them can be dropped"
    : `Renew ${offering} by the year, not for ${offer}: for ${those} that is ${amount} less, ${basis}, and ` +
        "seats can still be dropped";
}
