import { nameText, pastDay, text, chargedTokens } from "../cell-values";
import { needed, optional } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { known } from "../known";
import { userNamed, userSubject } from "../person-columns";

/** Charges as metered by the vendor. Equal rows stay, because an audit looks for double charges. */
export const meteredCharges = format({
  kind: "Metered charges",
  orElse:
    'If its rows are days of use, name the columns "Email", "Product" and "Day used", and add "Access option" (Seats ' +
    'or Tokens); if they are launches, name their times "Start" and "End".',
  columns: {
    user: needed(nameText, "User", "User name", "Email"),
    product: needed(text, "Product", "product_name"),
    day: needed(pastDay, "Date", "Start", "Day"),
    tokens: needed(chargedTokens, "Tokens"),
    version: optional(text, "Version"),
    machine: optional(text, "Machine"),
  },
  survives: ["version", "machine"],
  subject: userSubject,
  open: (table) => {
    const { draft } = table;
    return ({ day, tokens, version, machine, ...row }) => {
      const person = userNamed(row.user, table);
      if (person === undefined) return Fault.of("no-person");
      const product = draft.product(row.product);
      const { origin } = table;
      draft.meteredCharges.push((final) => ({
        ...known({ version, machine }),
        person: final.person(person),
        product: final.product(product),
        day,
        tokens,
        origin,
      }));
      return undefined;
    };
  },
});
