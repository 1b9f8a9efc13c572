import { nameRefused } from "../../workbook/errors";
import type { FormulaName } from "../../workbook/workbook";
import { quotedTab } from "../../workbook/tabs";
import { inExcel } from "./session";
import { inventory, withoutEquals } from "./tabs";

/** Formulas of names, without the leading `=`; names of one sheet as `'Costs'!Rate`. Two requests. */
export function namesInExcel(file: string): Promise<ReadonlyMap<string, string>> {
  return inExcel(file, async (context) => {
    const { tabs, names } = await inventory(context);
    const local = tabs.map(({ id, name: tab }) => ({
      tab,
      names: context.workbook.worksheets.getItem(id).names.load("items/name,items/formula"),
    }));
    await context.sync();
    return new Map([
      ...names.map(({ name, refersTo }) => [name, asTyped(refersTo)] as const),
      ...local.flatMap(({ tab, names: { items } }) =>
        items.map(({ name, formula }) => [`${quotedTab(tab)}!${name}`, asTyped(formula)] as const),
      ),
    ]);
  });
}

/** Without `=` and without the prefixes that files use for newer functions and parameters. */
const asTyped = (formula: unknown): string => withoutEquals(formula).replace(/\b_xl(?:fn|pm|ws)\./g, "");

/** Adds names for formulas or replaces their formulas: all of them or none. */
export async function defineNamesInExcel(file: string, wished: readonly FormulaName[]): Promise<void> {
  const there = new Map(
    [...(await namesInExcel(file))].map(([name, formula]) => [name.toLowerCase(), formula]),
  );
  let refused: string | undefined;
  try {
    refused = await inExcel(file, async (context) => {
      const { names } = context.workbook;
      const items = wished.map(({ name, formula, comment }) => {
        if (!there.has(name.toLowerCase())) return names.add(name, `=${formula}`, comment);
        const item = names.getItem(name);
        item.formula = `=${formula}`;
        item.comment = comment;
        return item;
      });
      for (const item of items) item.load("formula");
      await context.sync();
      // Excel may accept a name and store another formula. The type that it reports for the name is no help: a LAMBDA
      // alone has an error as its value.
      const wrong = items.findIndex(
        ({ formula }, n) => withoutSpaces(String(formula)) !== withoutSpaces(wished[n]?.formula ?? ""),
      );
      return wished[wrong]?.name;
    });
  } catch (error) {
    await putNamesBack(file, wished, there).catch(() => undefined);
    throw error;
  }
  if (refused === undefined) return;
  await putNamesBack(file, wished, there);
  throw nameRefused(file, refused);
}

/** Excel may change white space and case. */
const withoutSpaces = (formula: string): string => asTyped(formula).replace(/\s/g, "").toLowerCase();

function putNamesBack(
  file: string,
  wished: readonly FormulaName[],
  before: ReadonlyMap<string, string>,
): Promise<void> {
  return inExcel(file, async (context) => {
    const { names } = context.workbook;
    const items = wished.map(({ name }) => ({ name, item: names.getItemOrNullObject(name) }));
    await context.sync();
    for (const { name, item } of items) {
      const formula = before.get(name.toLowerCase());
      if (item.isNullObject) continue;
      if (formula === undefined) item.delete();
      else item.formula = `=${formula}`;
    }
    await context.sync();
  });
}
