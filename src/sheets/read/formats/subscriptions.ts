import { money, tokens, type Money, type Seats } from "../../../engine/units";
import { day, each, text, wholeSeats } from "../cell-values";
import { needed, optional } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { known } from "../known";
import { headerKey } from "../header";
import { isFlex } from "../vendor-names";

const hasEnded = (status: string): boolean =>
  ["expired", "cancelled", "canceled", "terminated"].includes(headerKey(status));

/** The vendor's list of purchases, with price columns of ours. */
export const subscriptions = format({
  kind: "Subscriptions",
  columns: {
    offering: needed(text, "offering_name", "Offering", "Product", "product_name"),
    quantity: needed(wholeSeats, "Seat quantity", "Seats", "Quantity"),
    contract: optional(text, "Contract"),
    contractNumber: optional(text, "Contract number"),
    subscription: optional(text, "Subscription ID"),
    team: optional(text, "Team", "team_alias", "Team name"),
    start: optional(day, "Start date", "Start"),
    end: optional(day, "End date", "End"),
    autoRenewal: optional(day, "Autorenew date", "Auto-renew date"),
    status: optional(text, "Subscription status", "Status"),
    unitPrice: optional(each<Money, Seats>(), "Unit price"),
    listPrice: optional(each<Money, Seats>(), "List price"),
  },
  open: (table) => {
    const { draft, dialect } = table;
    return (row) => {
      const { start, end, unitPrice, listPrice, quantity } = row;
      if (start !== undefined && end !== undefined && end < start) return Fault.endsBeforeStart(start, end);
      if (row.status !== undefined && hasEnded(row.status) && (end === undefined || end > dialect.latest)) {
        return Fault.of("ended-subscription", row.status);
      }
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
        draft.subscriptions.push((final) => ({
          ...known({ contract, start, end, unitPrice, listPrice }),
          ...(row.autoRenewal !== undefined && { autoRenews: true }),
          offering: final.name(name),
          seats: quantity,
          origin,
        }));
        return undefined;
      }
      if (start === undefined) return Fault.of("flex-without-start");
      // In a line for Flex, the quantity counts tokens and the unit is a token.
      const price = unitPrice === undefined ? undefined : money(quantity * unitPrice);
      draft.packs.push({
        ...known({ price, ends: end, contract }),
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
