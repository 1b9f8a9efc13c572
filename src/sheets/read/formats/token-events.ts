import { tokens } from "../../../engine/units";
import { chargedTokens, day, nameText, pastDay, tokenEvent } from "../cell-values";
import { needed, optional, rare } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { known } from "../known";
import { addTo } from "../../../engine/tally";

/** The token events that the account portal lists: what changed a balance besides use. */
export const tokenEvents = format({
  kind: "Token events",
  columns: {
    day: needed(pastDay, "Date", "Event date", "Day"),
    event: needed(tokenEvent, "Event", "Token event", "Event type"),
    tokens: needed(chargedTokens, "Tokens", "Quantity"),
    contract: rare(optional(nameText, "Contract", "Contract number", "contract_number")),
    pool: rare(optional(nameText, "Token pool", "Team", "team_alias", "Team name")),
    ends: rare(optional(day, "Ends", "Expires", "Expiration date")),
  },
  subject: ({ contract }, { draft }) => {
    if (contract !== undefined) draft.contractNumbers.add(contract);
    return { contract };
  },
  open: (table) => {
    const { draft } = table;
    const seen = new Map<string, number>();
    return ({ day, event, contract, pool, ends, tokens: stated }) => {
      if (contract !== undefined) draft.contractNumbers.add(contract);
      if (ends !== undefined && ends < day) return Fault.endsBeforeStart(day, ends);
      // That nothing expired is a statement; of anything else, 0 says nothing.
      if (stated === 0 && event !== "expired") return Fault.of("zero-is-unknown", "0");
      if (event === "added" && stated < 0) return Fault.of("negative-number", String(stated));
      // Some list what expired below 0, as it leaves the balance.
      const amount = event === "expired" ? tokens(Math.abs(stated)) : stated;
      const key = [day, event, amount, contract, pool, ends];
      const nth = addTo(seen, JSON.stringify(key));
      // Equal rows of one table are several events; equal rows of two tables are one event.
      const doubled = table.doubled([...key, nth]);
      if (doubled) return doubled;
      draft.tokenEvents.push({
        ...known({ contract, pool, ends }),
        day,
        event,
        tokens: amount,
        origin: table.origin,
      });
      return undefined;
    };
  },
});
