import { at } from "../at";
import type { Context } from "../estate/context";
import {
  Access,
  NOBODY,
  type DailyUse,
  type PersonIndex,
  type ProductIndex,
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
  readonly products: ReadonlySet<ProductIndex>;
}

/** The kinds of tables that show use. */
export const USE_SOURCES: ReadonlySet<SourceKind> = new Set([
  "Usage Report",
  "Usage",
  "Seat usage",
  "Token usage",
  "Token Flex",
  "Sessions",
]);

/** Whether two rows of use show the same of their export. */
const isLikeRow = ({ person, source, product, access }: DailyUse, a: number, b: number): boolean =>
  person[a] === person[b] && source[a] === source[b] && product[a] === product[b] && access[a] === access[b];

/** The exports of use with at least one row of a named person. */
export function exportsOfUse({ estate }: Context, rows: DailyUse): UseExport[] {
  const shown = estate.sources.map(() => ({
    people: new Set<PersonIndex>(),
    products: new Set<ProductIndex>(),
    showsSeats: false,
    showsTokens: false,
  }));
  const show = (source: SourceIndex, person: PersonIndex, product: ProductIndex, access: number): void => {
    const one = at(shown, source);
    one.people.add(person);
    one.products.add(product);
    if (access === Access.tokens) one.showsTokens = true;
    else one.showsSeats = true;
  };
  let before = -1;
  for (let i = 0; i < rows.length; i++) {
    const person = rows.person[i]!;
    if (person === NOBODY || (before >= 0 && isLikeRow(rows, i, before))) continue;
    before = i;
    show(rows.source[i]!, person, rows.product[i]!, rows.access[i]!);
  }
  for (const { origin, person, product, access } of estate.reportedUse)
    show(origin.source, person, product, access);
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

/** Whether an export states that no filter of a kind leaves anything out, or which one does. */
export const statesFilter = ({ filters }: UseExport, about: StatedFilter["about"]): boolean =>
  filters.some((filter) => filter.about === about);

/** The stated filters that leave something out, as "team: Design". */
export const filtersInWords = ({ filters }: UseExport): string[] =>
  filters.flatMap(({ about, values }) => (values.length === 0 ? [] : [`${about}: ${values.join(", ")}`]));

const isSameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether an export could show a person: everybody, the stated teams, or the people in its rows. */
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
