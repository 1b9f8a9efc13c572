import type { SourceKind } from "../engine/estate/estate";

interface Wanted {
  readonly anyOf: readonly SourceKind[];
  /** What cannot be said, or what is taken instead, without one of them. */
  readonly without: string;
}

/** What a whole answer is made from, the gravest gap first. */
const WANTED: readonly Wanted[] = [
  {
    anyOf: ["Usage Report", "Usage", "Seat usage", "Token usage", "Token Flex", "Sessions"],
    without: "No table says who used what. Export Usage from the account portal into a sheet.",
  },
  {
    anyOf: ["Subscriptions"],
    without: "No Subscriptions table: the seats assigned stand for the seats bought.",
  },
  {
    anyOf: ["Users", "Usage Report"],
    without: "No Users table: what each person has today is not known.",
  },
  {
    anyOf: ["Contracts"],
    without: "No Contracts table: notice days, caps and floors are not known.",
  },
  {
    anyOf: ["Offers"],
    without: "No Offers table: list prices in US dollars stand in. Put your quote into one.",
  },
  {
    anyOf: ["Rates"],
    without: "No Rates table: the tokens per day of few products are known.",
  },
  {
    anyOf: ["Token packs"],
    without: "No Token packs table: the tokens used stand for the tokens bought.",
  },
];

/** What an answer from these tables will lack, in sentences. */
export const missing = (kinds: readonly SourceKind[]): readonly string[] =>
  WANTED.filter(({ anyOf }) => !anyOf.some((kind) => kinds.includes(kind))).map(({ without }) => without);
