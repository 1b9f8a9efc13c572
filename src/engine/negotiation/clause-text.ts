import type { Analysis } from "../analysis";
import { at } from "../at";
import { contractNamed } from "../estate/contract-lines";
import { grouped } from "../grouped";
import { STRONG_CAP, STRONG_NOTICE } from "../rules/clause-strength";
import { byContract, lineRights } from "../renewal/line-rights";
import type { SeatLine } from "../renewal/scenario-cost";
import { seats, total, type Seats } from "../units";
import { counted, percentText } from "../wording";

/** A clause on fewer seats for one contract, with its parameters filled in: a draft for a lawyer. */
export interface ClauseText {
  readonly contract: string;
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

/** A clause for each contract whose seats the recommended scenario knows; none without one. */
export function clauseTexts(analysis: Analysis): ClauseText[] {
  const { recommended, estate } = analysis;
  if (recommended === null) return [];
  const named = recommended.lines.filter(({ source }) => source?.contract != null);
  return [...grouped(named, ({ contract }) => contract ?? "")].map(([contract, lines]) => {
    const stated = contractNamed(estate.contracts, contract);
    const cap = Math.max(stated?.trueDownCap ?? 0, STRONG_CAP);
    const notice = Math.min(stated?.noticeDays ?? STRONG_NOTICE, STRONG_NOTICE);
    const floor = counted(fewestSeats(contract, lines, analysis), "seat");
    return {
      contract,
      subject: `Draft of a clause for contract ${contract}: for your lawyer, not legal advice`,
      paragraphs: [
        "1. Window. At each anniversary of the start of the term, and at each renewal, the customer may reduce the " +
          "number of seats of each offering.",
        `2. Extent. The customer may reduce by up to ${percentText(cap)} of the seats of the year before, and not ` +
          `below ${floor} in all [the fewest that are needed or paid for in a year: check].`,
        `3. Notice. A written notice ${counted(notice, "day")} before the anniversary is enough. The vendor's ` +
          "consent is not needed.",
        "4. Fees. The subscription fee, maintenance, support and every other charge that is measured by seats fall " +
          "in proportion to the number of seats from the anniversary on.",
        "5. No other effect. A reduction changes no price of a seat, discount or other right of the customer.",
      ],
    };
  });
}

/** A floor that today's cap, floor and fee do not raise: the fewest seats that the need keeps, or that are paid for. */
function fewestSeats(contract: string, lines: readonly SeatLine[], analysis: Analysis): Seats {
  const paid = at(lines, 0).seats.map((_, year) => total(lines.map((line) => at(line.seats, year))));
  const rights = byContract(lineRights(analysis)).get(contract) ?? [];
  const isKnown = rights.length > 0 && rights.every(({ needed }) => needed.length > 0);
  const needed = isKnown ? paid.map((_, year) => total(rights.map((one) => at(one.needed, year)))) : [];
  return seats(Math.min(...paid, ...needed));
}
