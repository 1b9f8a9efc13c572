import { isCurrencyCode } from "../../../engine/currency-codes";
import type { DayNumber } from "../../../engine/units";
import { currencyCode, day, exchangeRate, text, type Parse } from "../cell-values";
import { needed, optional } from "../column";
import { Fault } from "../fault";
import { format } from "../format";

/** A currency that is no price's: a row of rates names two. */
const namedCurrency: Parse<string> = (cell, dialect) => currencyCode(cell, dialect);

/** Exchange rates: one unit of From currency is worth Rate units of To currency. */
export const exchangeRates = format({
  kind: "Exchange rates",
  columns: {
    from: optional(namedCurrency, "From currency"),
    to: optional(namedCurrency, "To currency"),
    rate: needed<number | undefined>(exchangeRate, "Rate", "Exchange rate"),
    asOf: needed<DayNumber | undefined>(day, "As of", "As-of date", "Rate date"),
    source: optional(text, "Source"),
  },
  needs: [["from"], ["to"]],
  survives: ["rate", "asOf"],
  open: (table) => {
    const { draft, info } = table;
    return ({ from = "", to = "", rate, asOf, source }) => {
      if (!isCurrencyCode(from) || !isCurrencyCode(to) || from === to) {
        draft.exchangeRates.addUnnamed();
        return Fault.of("rate-without-currencies");
      }
      const doubled = table.doubled([[from, to].sort(), asOf], `The exchange rate of ${from} and ${to}`);
      const reference = source ?? `${info.file}, ${info.sheet}`;
      if (!doubled) draft.exchangeRates.add({ from, to, rate, asOf, reference });
      return doubled;
    };
  },
});
