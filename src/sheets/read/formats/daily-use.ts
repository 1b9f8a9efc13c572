import { Access } from "../../../engine/estate/estate";
import type { DayNumber, Tokens } from "../../../engine/units";
import { access, pastDay, text, chargedTokens } from "../cell-values";
import { chargedColumns, chargesIn, type ChargedRecord } from "../charged-columns";
import { needed, optional } from "../column";
import { Fault } from "../fault";
import { format, type Subject, type TakeAgain } from "../format";
import { peopleIn, personColumns, personSubject, type PersonRecord } from "../person-columns";
import type { Table } from "../table";

const dayUsed = needed(pastDay, "Day used", "usage_date");
const version = optional(text, "Version", "Versjon");
const feature = optional(text, "Feature");
const tokensUsed = optional(chargedTokens, "Tokens used");
const product = needed(text, "Product", "product_name", "offering_name");

/** A row of use counts without these. */
const SURVIVES = ["id", "firstName", "lastName", "team", "version"] as const;
const CHARGED = ["department", "project", "costCentre"] as const;

/** Exports repeat a user, product and version with other days and tokens. */
const DIFFER = ["dayUsed", "tokensUsed"] as const;

const useSubject = (row: Partial<PersonRecord>, product: string | undefined, table: Table): Subject => ({
  ...personSubject(row, table),
  product: product === undefined ? undefined : table.draft.names.of(product),
});

/** The vendor's daily export of seats and tokens, with people shown or hidden. */
export const usage = format({
  kind: "Usage",
  columns: {
    ...personColumns,
    ...chargedColumns,
    dayUsed,
    version,
    feature,
    tokensUsed,
    access: needed(access, "Access option", "access_option", "access_method"),
    product: optional(text, "product_name", "Product"),
    offering: optional(text, "offering_name", "Offering"),
  },
  needs: [["product", "offering"]],
  survives: [...SURVIVES, ...CHARGED],
  differ: DIFFER,
  subject: ({ product, offering, ...row }, table, refused) =>
    useSubject(row, refused.has("product") ? undefined : (product ?? offering), table),
  open: (table) => {
    const take = takeUse(table);
    return (row) => take(row, row.product ?? row.offering, row.access);
  },
});

/** The vendor's daily export of seats. */
export const seatUsage = format({
  kind: "Seat usage",
  columns: { ...personColumns, dayUsed, version, product },
  survives: SURVIVES,
  differ: ["dayUsed"],
  subject: ({ product, ...row }, table) => useSubject(row, product, table),
  open: (table) => {
    const take = takeUse(table);
    return (row) => take(row, row.product, Access.seat);
  },
});

/** The vendor's daily export of tokens. */
export const tokenUsage = format({
  kind: "Token usage",
  columns: { ...personColumns, ...chargedColumns, dayUsed, version, feature, tokensUsed, product },
  needs: [["tokensUsed"]],
  survives: [...SURVIVES, ...CHARGED],
  differ: DIFFER,
  subject: ({ product, ...row }, table) => useSubject(row, product, table),
  open: (table) => {
    const take = takeUse(table);
    return (row) => take(row, row.product, Access.tokens);
  },
});

interface UseRecord extends PersonRecord, ChargedRecord {
  readonly dayUsed: DayNumber;
  readonly version: string | undefined;
  readonly feature?: string | undefined;
  readonly tokensUsed?: Tokens | undefined;
}

function takeUse(table: Table) {
  const { mail, hash, id } = personColumns;
  const personOf = peopleIn(table);
  const withPeople = [mail, hash, id].some((column) => table.has(column));
  if (!withPeople) table.sayOfTable(Fault.of("no-people", table.info.kind));
  const charge = chargesIn(table);
  const telling = [version, feature, personColumns.team].filter((column) => table.has(column));
  let isSaid = false;
  table.draft.describe(table.source, { tells: telling.map(({ name }) => name).join(", ") });

  return (row: UseRecord, product: string | undefined, access: Access): Fault | TakeAgain<UseRecord> => {
    if (product === undefined) return Fault.of("no-product");
    const person = personOf(row);
    if (person === undefined && withPeople) return Fault.of("no-person");
    const { dailyUse } = table.draft;
    const variantText = [row.version, row.feature, row.team].join("\n");
    const named = table.draft.product(product);
    const isByResult = row.feature !== undefined;
    if (isByResult && !isSaid) {
      table.sayOfTable(Fault.of("charges-by-result"));
      isSaid = true;
    }
    const variant = dailyUse.variantOf(variantText, isByResult);
    const take = ({ dayUsed, tokensUsed }: UseRecord): void => {
      const use = { person, product: named, variant, access, day: dayUsed, tokens: tokensUsed };
      dailyUse.add(use, table.source, table.row);
      charge(row, use);
    };
    take(row);
    return take;
  };
}
