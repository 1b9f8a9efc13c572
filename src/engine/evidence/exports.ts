import { at } from "../at";
import type { Context } from "../estate/context";
import {
  Access,
  NOBODY,
  type DailyUse,
  type PersonIndex,
  type SourceIndex,
  type SourceKind,
  type StatedFilter,
} from "../estate/estate";

/** An export of use by people: what its rows show, and what it covers by its kind and by the filters it states. */
export interface UseExport {
  readonly kind: SourceKind;
  readonly filters: readonly StatedFilter[];
  readonly people: ReadonlySet<PersonIndex>;
  /** Whether any row is of a seat, or of tokens. A row without access counts as of a seat. */
  readonly showsSeats: boolean;
  readonly showsTokens: boolean;
}

const USE_SOURCES: ReadonlySet<SourceKind> = new Set([
  "Usage Report",
  "Usage",
  "Seat usage",
  "Token usage",
  "Token Flex",
  "Sessions",
]);

/** The exports of use with at least one row of a named person. */
export function exportsOfUse({ estate }: Context, rows: DailyUse): UseExport[] {
  const shown = estate.sources.map(() => ({
    people: new Set<PersonIndex>(),
    showsSeats: false,
    showsTokens: false,
  }));
  const show = (source: SourceIndex, person: PersonIndex, access: number): void => {
    const one = at(shown, source);
    one.people.add(person);
    if (access === Access.tokens) one.showsTokens = true;
    else one.showsSeats = true;
  };
  let before = NOBODY;
  let beforeIn = -1;
  let beforeBy = -1;
  for (let i = 0; i < rows.length; i++) {
    const [person, source, access] = [rows.person[i]!, rows.source[i]!, rows.access[i]!];
    if (person === NOBODY || (person === before && source === beforeIn && access === beforeBy)) continue;
    [before, beforeIn, beforeBy] = [person, source, access];
    show(source, person, access);
  }
  for (const { origin, person, access } of estate.reportedUse) show(origin.source, person, access);
  return estate.sources.flatMap(({ kind, filters = [] }, source) => {
    const one = at(shown, source);
    return USE_SOURCES.has(kind) && one.people.size > 0 ? [{ kind, filters, ...one }] : [];
  });
}

/** The values of a stated filter that leaves something out; null without one. */
export function filteredBy({ filters }: UseExport, about: StatedFilter["about"]): readonly string[] | null {
  const values = filters.filter((filter) => filter.about === about).flatMap((filter) => filter.values);
  return values.length === 0 ? null : values;
}

/** The stated filters that leave something out, as "team: Design". */
export const filtersInWords = ({ filters }: UseExport): string[] =>
  filters.flatMap(({ about, values }) => (values.length === 0 ? [] : [`${about}: ${values.join(", ")}`]));

const isSameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether an export could show a person: all people, those of the stated teams, or those in its rows. */
export function coversPerson({ estate }: Context, one: UseExport, person: PersonIndex): boolean {
  if (one.people.has(person)) return true;
  if (one.kind === "Sessions") return false;
  if (filteredBy(one, "people") ?? filteredBy(one, "version") ?? filteredBy(one, "assignment")) return false;
  const teams = filteredBy(one, "team");
  const { team } = at(estate.people, person);
  return teams === null || (team !== undefined && teams.some((name) => isSameName(name, team)));
}

/** Whether an export could show every use of a seat of an offering. */
export function coversOffering({ offers }: Context, one: UseExport, offering: string): boolean {
  const products = filteredBy(one, "product");
  if (products === null) return true;
  const has = (product: string): boolean => products.some((name) => isSameName(name, product));
  const covers = offers.find((offer) => offer.offering === offering)?.covers ?? [];
  return has(offering) || (covers.length > 0 && covers.every(has));
}

/** Whether an export says anything of seats, or of tokens. */
export const saysOf = (one: UseExport, access: "seats" | "tokens"): boolean => {
  if (
    access === "seats" ? one.kind === "Token usage" || one.kind === "Token Flex" : one.kind === "Seat usage"
  )
    return false;
  return filteredBy(one, "access")?.includes(access) ?? true;
};
