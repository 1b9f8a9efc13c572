import { addDays, addMonths } from "../calendar";
import type { Unknowns } from "../evidence/refusals";
import { scale, type DayNumber, type Tokens } from "../units";
import type { Contract, Estate, TokenPack } from "./estate";

/** What decides the end of a pack: its own row, its contract, or the usual year. */
export type PackEnd = "its row" | "its contract" | "a year";

/** A pack whose term is known. */
export interface TermedPack extends TokenPack {
  /** The last day of its term. */
  readonly ends: DayNumber;
  readonly endsBy: PackEnd;
  /** The last day on which its tokens can be used: the end, and the days of grace of its contract. */
  readonly lastDay: DayNumber;
  /** Whether its contract fills it up again every month. */
  readonly refilled: boolean;
}

/** The last day of twelve months that begin on a day: how long tokens last without any other word (DOMAIN §6). */
export const yearFrom = (purchased: DayNumber): DayNumber => addDays(addMonths(purchased, 12), -1);

/**
 * Each pack with its term: the end that its row states, else that of its contract where the contract says that its
 * tokens end with it, else a year after the purchase (DOMAIN §6).
 */
export const packTerms = ({ packs, contracts }: Pick<Estate, "packs" | "contracts">): TermedPack[] => {
  const byName = new Map(contracts.map((one) => [one.contract, one]));
  return packs.map((pack) =>
    termed(pack, pack.contract === undefined ? undefined : byName.get(pack.contract)),
  );
};

/** A pack of a contract with its term. */
export function termed(pack: TokenPack, contract: Contract | undefined): TermedPack {
  const withContract = contract?.tokensEnd === "with the contract" ? contract.end : undefined;
  const ends = pack.ends ?? withContract ?? yearFrom(pack.purchased);
  return {
    ...pack,
    ends,
    endsBy: pack.ends !== undefined ? "its row" : withContract !== undefined ? "its contract" : "a year",
    lastDay: addDays(ends, contract?.graceDays ?? 0),
    refilled: contract?.monthlyRefill === true,
  };
}

/** The days on which a pack gets its tokens: of one that is filled up, the day of its purchase in each month. */
export const fillDays = ({
  purchased,
  ends,
  refilled,
}: Pick<TermedPack, "purchased" | "ends" | "refilled">): readonly DayNumber[] =>
  refilled
    ? Array.from({ length: 12 * 100 }, (_, n) => addMonths(purchased, n)).filter((day) => day <= ends)
    : [purchased];

/** The tokens of a pack in its whole term, refills included. */
export const tokensInTerm = (pack: TermedPack): Tokens => scale(pack.tokens, fillDays(pack).length);

/** The packs whose end is unknown, because what decides it could not be read. */
export function packsWithoutEnd(
  { packs, contracts }: Pick<Estate, "packs" | "contracts">,
  unknowns: Unknowns,
): TokenPack[] {
  const byName = new Map(contracts.map((one) => [one.contract, one]));
  // A contract that could not be read may be any, but it matters only where a contract says anything of tokens.
  const anyTerms = contracts.some(
    ({ tokensEnd, graceDays, monthlyRefill }) => (tokensEnd ?? graceDays ?? monthlyRefill) !== undefined,
  );
  return packs.filter(({ contract, ends, purchased }) => {
    const own = contract === undefined ? undefined : byName.get(contract);
    if (unknowns.because("token terms", { contract: contract ?? null }).length > 0)
      return anyTerms || own !== undefined;
    if (ends !== undefined || contract === undefined) return false;
    if (own === undefined) return unknowns.because("end", { contract }).length > 0;
    // A pack that was bought after its contract ended has another end, or another contract.
    return own.tokensEnd === "with the contract" && (own.end === undefined || own.end < purchased);
  });
}
