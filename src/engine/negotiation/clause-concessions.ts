import type { Analysis } from "../analysis";
import { at } from "../at";
import { contractNamed } from "../estate/contract-lines";
import { byContract, lineRights } from "../renewal/line-rights";
import { HALF_A_CENT } from "../units";
import { counted, percentText, wholeNumber } from "../wording";
import { clauseValues, needError, type ContractClauseValue } from "./clause-values";
import type { Concession } from "./concessions";

const TRADE = "a longer term, or a price up to that worth";

/**
 * The right to reduce every year, for each contract that does not state it. Seats that nobody needs at the signing may
 * go then without it, so only what later years let go is worth a price. None without a recommended scenario.
 */
export function clauseConcessions(analysis: Analysis): Concession[] {
  const { recommended, estate } = analysis;
  if (recommended === null) return [];
  const lacking = clauseValues(analysis).filter(({ contract }) => {
    const stated = contractNamed(estate.contracts, contract);
    return stated !== undefined && stated.reductions !== "each anniversary";
  });
  if (lacking.length === 0) return [];
  if (needError(analysis) === null) return [withoutNumber(lacking)];
  return lacking.flatMap((one) => worthOfRight(one, analysis));
}

const withoutNumber = (lacking: readonly ContractClauseValue[]): Concession => ({
  id: "true-down clause",
  contract: lacking.length === 1 ? at(lacking, 0).contract : null,
  ask: "Write a right to renew fewer seats at each anniversary into a longer term",
  worth: null,
  basis: "the months of use are too few to say how much the need may change",
  trade: TRADE,
  say: "We sign for longer only if the number of seats may follow our need, every year.",
});

function worthOfRight(
  { contract, afterSigning, futures }: ContractClauseValue,
  analysis: Analysis,
): Concession[] {
  const [first] = byContract(lineRights(analysis)).get(contract) ?? [];
  const worth = afterSigning?.value ?? null;
  if (first === undefined || (worth !== null && worth < HALF_A_CENT)) return [];
  const { cap, floor } = first.of;
  const extent = [
    ...(cap === null || cap === 1 ? [] : [`by up to ${percentText(cap)}`]),
    ...(floor === null ? [] : [`not below ${counted(floor, "seat")}`]),
  ].map((one) => `, ${one}`);
  const years = counted(analysis.assumptions.years, "year");
  return [
    {
      id: "true-down clause",
      contract,
      ask: `Write a right to renew fewer seats at each anniversary into ${contract}${extent.join("")}`,
      worth,
      basis:
        afterSigning === null
          ? "a price or a term of the contract is unknown"
          : `the most to give for it, in today's money, if the seats needed are signed for ${years}: the mean of ` +
            `${wholeNumber(futures)} futures; one in ten is below ${wholeNumber(afterSigning.low)}, one in ten above ` +
            wholeNumber(afterSigning.high),
      trade: TRADE,
      say: `We sign ${contract} for ${years} if the number of its seats may fall with our need at each anniversary.`,
    },
  ];
}
