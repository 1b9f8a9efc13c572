import type { SourceKind } from "../engine/estate/estate";

interface Wanted {
  readonly anyOf: readonly SourceKind[];
  /** What cannot be said, or what is assumed instead, without these tables. */
  readonly without: string;
}

/** The tables of a complete analysis, the gravest gap first. */
const WANTED: readonly Wanted[] = [
  {
    anyOf: ["Usage Report", "Usage", "Seat usage", "Token usage", "Token Flex", "Sessions"],
    without: "No table says who used what. Export Usage from the account portal into a sheet.",
  },
  {
    anyOf: ["Subscriptions"],
    without: "No Subscriptions table: the seats assigned are taken as the seats bought.",
  },
  {
    anyOf: ["Users", "Usage Report"],
    without: "No Users table: the seats of each person today are unknown.",
  },
  {
    anyOf: ["Contracts"],
    without: "No Contracts table: notice days, caps and floors are unknown.",
  },
  {
    anyOf: ["Offers"],
    without: "No Offers table: list prices in US dollars are used. Enter your quote in an Offers table.",
  },
  {
    anyOf: ["Rates"],
    without: "No Rates table: the tokens per day of most products are unknown.",
  },
  {
    anyOf: ["Token packs"],
    without: "No Token packs table: the tokens used are taken as the tokens bought.",
  },
];

/** What an analysis of these tables will lack, in sentences. */
export const missing = (kinds: readonly SourceKind[]): readonly string[] =>
  WANTED.filter(({ anyOf }) => !anyOf.some((kind) => kinds.includes(kind))).map(({ without }) => without);
