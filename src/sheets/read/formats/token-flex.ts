import { Access } from "../../../engine/estate/estate";
import { nameText, pastDay, text, chargedTokens } from "../cell-values";
import { chargedColumns, chargesIn } from "../charged-columns";
import { needed, optional } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { userNamed, userSubject } from "../person-columns";

const userColumn = optional(nameText, "userName", "User name");

/** The export of an enterprise agreement's token use (Token Flex Usage Data API). */
export const tokenFlex = format({
  kind: "Token Flex",
  columns: {
    user: userColumn,
    day: needed(pastDay, "usageDate"),
    product: optional(text, "productName"),
    code: optional(text, "productLineCode"),
    category: optional(text, "usageCategory"),
    tokens: needed(chargedTokens, "tokensConsumed"),
    ...chargedColumns,
  },
  needs: [["product"]],
  survives: ["category", "department", "project", "costCentre"],
  subject: userSubject,
  open: (table) => {
    const { draft } = table;
    const charge = chargesIn(table);
    if (!table.has(userColumn)) table.sayOfTable(Fault.of("no-people", table.info.kind));
    return (row) => {
      const name = row.product?.toUpperCase() === "N/A" ? undefined : row.product;
      const product = name ?? `N/A (${row.code ?? "no code"})`;
      if (name === undefined) table.sayOnce(product, Fault.of("unnamed-product", product));
      const use = {
        person: row.user === undefined ? undefined : userNamed(row.user, table),
        product: draft.product(product),
        day: row.day,
        access: Access.tokens,
        tokens: row.tokens,
        variant: draft.dailyUse.variantOf(["", row.code, row.category].join("\n")),
        adjusts: isManualAdjustment(row.category),
      };
      draft.dailyUse.add(use, table.source, table.row);
      charge(row, use);
      return undefined;
    };
  },
});

const isManualAdjustment = (category: string | undefined): boolean =>
  category?.toUpperCase().replace(/[\s_-]+/g, " ") === "MANUAL ADJUSTMENT";
