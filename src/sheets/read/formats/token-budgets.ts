import { addDays, monthOf } from "../../../engine/calendar";
import { listed } from "../../../engine/wording";
import { amount, boughtTokens, currencyCode, day, nameText } from "../cell-values";
import { COST_CENTRE, DEPARTMENT, PROJECT } from "../charged-columns";
import { needed, optional } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { known } from "../known";

/** What a product, department, project or cost centre may draw in a year. */
export const tokenBudgets = format({
  kind: "Token budgets",
  columns: {
    product: optional(nameText, "Product", "product_name"),
    department: optional(nameText, ...DEPARTMENT),
    project: optional(nameText, ...PROJECT),
    costCentre: optional(nameText, ...COST_CENTRE),
    tokens: optional(boughtTokens, "Tokens a year", "Tokens per year"),
    amount: optional(amount, "Amount a year", "Amount per year"),
    from: needed(day, "From"),
    currency: optional(currencyCode, "Currency"),
  },
  needs: [["tokens", "amount"]],
  survives: ["currency", "amount"],
  subject: ({ product }, { draft }) => ({
    product: product === undefined ? undefined : draft.names.of(product),
  }),
  open: (table) => {
    const { draft } = table;
    return ({ product, department, project, costCentre, tokens, amount: money, from }) => {
      const named = [product, department, project, costCentre].filter((name) => name !== undefined);
      if (named.length > 1) return Fault.of("budget-of-several", listed(named));
      if ((tokens === undefined) === (money === undefined))
        return Fault.of("budget-in-both", tokens !== undefined);
      if (monthOf(addDays(from, -1)) === monthOf(from)) return Fault.of("budget-in-month");
      const name = product === undefined ? undefined : draft.names.of(product);
      // Other amounts for one budget are kept: which of them holds is then unknown.
      const doubled = table.doubled(
        [name, department, project, costCentre, from, tokens, money],
        "This budget",
      );
      if (doubled) return doubled;
      const { origin } = table;
      draft.tokenBudgets.push((final) => ({
        ...known({ department, project, costCentre, tokens, amount: money }),
        ...(name === undefined ? {} : { product: final.name(name) }),
        from,
        origin,
      }));
      return undefined;
    };
  },
});
