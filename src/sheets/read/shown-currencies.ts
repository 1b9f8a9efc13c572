import type { SheetInfo } from "../../workbook/reader";
import { currencyIn } from "./cell-values";
import { Fault } from "./fault";
import type { Recognised } from "./recognise";
import type { SoundRows } from "./sound-rows";
import type { Table } from "./table";

/** The dollars of countries that a number format may name. That of the United States is what most programs offer. */
const DOLLARS: Readonly<Record<string, string>> = {
  "409": "$",
  "1009": "CAD",
  c0c: "CAD",
  c09: "AUD",
  "1409": "NZD",
  "1004": "SGD",
  "4809": "SGD",
  c04: "HKD",
  "80a": "MXN",
};

/** The currency that a number format shows beside a price: a code, or the sign as it stands; undefined for none. */
export function currencyShown(numberFormat: string): string | undefined {
  const [positive = ""] = numberFormat.split(";");
  const [, sign = "", locale] = /\[\$([^\]-]+)(?:-([0-9a-f]+))?\]/i.exec(positive) ?? [];
  if (sign.trim() === "$")
    return locale === undefined ? "$" : (DOLLARS[locale.toLowerCase()] ?? `$-${locale}`);
  if (sign.trim() !== "") return currencyIn(`${sign.trim()}1`) ?? sign.trim();
  const literal = positive.replace(/\[[^\]]*\]|_.|\*./g, "").replace(/["\\]/g, "");
  return currencyIn(literal.replace(/[#0?.,\s]+/g, "1"));
}

/** Notes the currencies that the number formats of a table's prices show, where none of its columns states them. */
export async function noteShownCurrencies(
  table: Table,
  { format }: Recognised,
  reader: SoundRows,
  sheet: SheetInfo,
  headerRow: number,
): Promise<void> {
  const places = format.pricePlaces(table.keys);
  if (places.length === 0 || table.row <= headerRow || reader.damageOf(sheet)) return;
  const areas = places.map((column) => ({
    firstRow: headerRow + 1,
    lastRow: table.row,
    firstColumn: column,
    lastColumn: column,
  }));
  const { currencies, log } = table.draft;
  for (const [cell, { numberFormat }] of await reader.writtenIn(sheet, areas)) {
    const currency = numberFormat === undefined ? undefined : currencyShown(numberFormat);
    const origin = { source: table.source, row: Number(/\d+$/.exec(cell)?.[0]) };
    const fault: Fault | undefined = currency === undefined ? undefined : currencies.add(origin, currency);
    if (fault) log.add(fault, table.draft.place(origin));
  }
}
