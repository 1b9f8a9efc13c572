import { money, seats, tokens } from "../../../engine/units";
import {
  boughtTokens,
  currencyCode,
  day,
  MOST_SEATS,
  nameText,
  renewal,
  seatPrice,
  term,
  text,
  trueUpWording,
  withoutSeatUnit,
  type Parse,
} from "../cell-values";
import { needed, optional, rare } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { known } from "../known";
import { headerKey } from "../header";
import { isFlex, isWayToPay } from "../vendor-names";

const ENDED: ReadonlySet<string> = new Set(
  "expired, cancelled, canceled, terminated, ended, inactive, not active, lapsed, closed".split(", "),
);
/** As in exports of other languages. */
const RUNNING: ReadonlySet<string> = new Set(
  (
    "active, running, current, live, valid, in force, in use, open, enabled, registered, subscribed, paid, ok, yes, " +
    "renewed, renewing, auto renew, expiring, expiring soon, expires soon, up for renewal, due for renewal, aktiv, " +
    "laufend, gültig, actif, activo, activa, vigente, attivo, attiva, ativo, ativa, actief, aktiva, aktivt, " +
    "aktywny, aktywna, aktywne, aktivní, aktivni, aktív, aktif, " +
    "активна, активный, активная, 有効, アクティブ, 有效, 활성"
  ).split(", "),
);

const hasEnded = (status: string): boolean => ENDED.has(headerKey(status));

/** A word that says whether seats run; of others, such as Suspended, nobody knows. */
const status: Parse<string> = (cell) => {
  const shown = String(cell).trim();
  return hasEnded(shown) || RUNNING.has(headerKey(shown)) ? shown : Fault.of("unknown-status", shown);
};

/** What people call the column that says whether seats renew by themselves. */
export const RENEWAL_HEADERS = [
  "Auto-renew date",
  "Auto-renew",
  "Autorenew",
  "Auto-renewal",
  "Automatic renewal",
  "Renews automatically",
] as const;
const RENEWAL_KEYS: ReadonlySet<string> = new Set(["Autorenew date", ...RENEWAL_HEADERS].map(headerKey));

/** Seats, or tokens in a line for Flex, with or without the unit. */
const quantity: Parse<number> = (cell, dialect) => boughtTokens(withoutSeatUnit(cell), dialect);

/** The vendor's list of purchases, with price columns of ours. */
export const subscriptions = format({
  kind: "Subscriptions",
  columns: {
    offering: needed(nameText, "offering_name", "Offering", "Product", "product_name"),
    quantity: needed(quantity, "Seat quantity", "Seats", "Quantity"),
    contract: optional(nameText, "Contract"),
    contractNumber: optional(nameText, "Contract number"),
    subscription: optional(text, "Subscription ID"),
    team: optional(nameText, "Team", "team_alias", "Team name"),
    start: optional(day, "Start date", "Start"),
    end: optional(day, "End date", "End"),
    autoRenewal: optional(renewal, "Autorenew date", ...RENEWAL_HEADERS),
    term: optional(term, "Term"),
    status: optional(status, "Subscription status", "Status"),
    unitPrice: optional(seatPrice, "Unit price"),
    listPrice: optional(seatPrice, "List price"),
    company: rare(optional(nameText, "Company", "Entity")),
    planEnd: rare(optional(day, "Plan end", "Plan end date")),
    trueUpBy: rare(optional(trueUpWording, "True-up by")),
    currency: optional(currencyCode, "Currency"),
  },
  survives: [
    ...([
      "contract",
      "contractNumber",
      "subscription",
      "team",
      "start",
      "end",
      "autoRenewal",
      "term",
    ] as const),
    ...(["status", "unitPrice", "listPrice", "planEnd", "trueUpBy", "company", "currency"] as const),
  ],
  states: ["quantity", "autoRenewal", "term", "unitPrice", "listPrice", "planEnd", "trueUpBy", "company"],
  subject: ({ offering, contract, contractNumber }, { draft }) => {
    const named = contract ?? contractNumber;
    if (named !== undefined) draft.contractNumbers.add(named);
    if (offering !== undefined && isFlex(offering)) return { kind: "Token packs", contract: named };
    return { contract: named, offering: offering === undefined ? undefined : draft.names.of(offering) };
  },
  open: (table) => {
    const { draft, dialect } = table;
    const saysRenewal = table.headers.some((header) => RENEWAL_KEYS.has(headerKey(header)));
    return (row) => {
      const { start, end, unitPrice, listPrice, planEnd, trueUpBy, company, quantity } = row;
      if (start !== undefined && end !== undefined && end < start) return Fault.endsBeforeStart(start, end);
      if (row.status !== undefined && hasEnded(row.status) && (end === undefined || end > dialect.latest)) {
        return Fault.of("ended-subscription", row.status);
      }
      if (isWayToPay(row.offering) && !isFlex(row.offering)) return Fault.of("way-to-pay", row.offering);
      const contract = row.contract ?? row.contractNumber;
      if (contract !== undefined) draft.contractNumbers.add(contract);
      const name = draft.names.of(row.offering);
      if (row.subscription !== undefined) {
        const key = [row.subscription, contract, name, row.team, start, end];
        const doubled = table.doubled(key, `Subscription ${row.subscription}`);
        if (doubled) return doubled;
      }

      const { origin } = table;
      if (!isFlex(row.offering)) {
        if (quantity > MOST_SEATS) return Fault.of("too-many", String(quantity), "seats");
        draft.companies.add(company);
        draft.subscriptions.push((final) => ({
          ...known({ contract, start, end, unitPrice, listPrice, planEnd, trueUpBy, termMonths: row.term }),
          ...known({ company: company === undefined ? undefined : final.company(company) }),
          // A blank below such a header says that the line does not renew by itself.
          ...(saysRenewal && { autoRenews: (row.autoRenewal ?? false) !== false }),
          offering: final.name(name),
          seats: seats(quantity),
          origin,
        }));
        return undefined;
      }
      if (start === undefined) return Fault.of("flex-without-start");
      // In a line for Flex, the quantity counts tokens and the unit is a token.
      const price = unitPrice === undefined ? undefined : money(quantity * unitPrice);
      draft.packs.push({
        ...known({ price, ends: end, contract, subscription: row.subscription, pool: row.team }),
        purchased: start,
        tokens: tokens(quantity),
        by: "Subscriptions",
        origin,
      });
      table.say(Fault.of("flex-pack", quantity));
      return undefined;
    };
  },
});
