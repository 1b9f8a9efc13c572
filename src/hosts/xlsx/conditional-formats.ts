import { cellName, UNKNOWN } from "../../workbook/cells";
import { BAR_COLOR } from "../../workbook/looks";
import { isForNumbers, type HighlightSpec, type SheetSpec } from "../../workbook/spec";
import { placeOf } from "../../workbook/table-place";
import type { Styles } from "./styles";
import { escaped } from "./xml";

/**
 * The looks that follow the values of a sheet: those of the spec, and then "unknown" as a failure in every table, its
 * totals, and every other cell that shows a figure.
 */
export function conditionalFormatsXml(spec: SheetSpec, styles: Styles): string {
  const unknown = figureAreas(spec);
  const rules: readonly (readonly [area: string, rule: (priority: string) => string])[] = [
    ...(spec.highlights ?? []).map((highlight) => {
      const { firstRow, firstColumn, lastRow, lastColumn, look } = highlight;
      const area = `${cellName(firstRow, firstColumn)}:${cellName(lastRow, lastColumn)}`;
      return [area, (priority: string) => ruleXml(look, priority, styles)] as const;
    }),
    ...(unknown.length === 0
      ? []
      : [[unknown.join(" "), (priority: string) => ruleXml(UNKNOWN_LOOK, priority, styles)] as const]),
  ];
  return rules
    .map(
      ([area, rule], n) =>
        `<conditionalFormatting sqref="${area}">${rule(` priority="${n + 1}"`)}</conditionalFormatting>`,
    )
    .join("");
}

const UNKNOWN_LOOK: HighlightSpec["look"] = { text: UNKNOWN, as: "failed" };

/** The areas that may show a figure. */
function figureAreas({ tables, cells }: SheetSpec): string[] {
  return [
    ...tables.map((table) => {
      const { firstRow, firstColumn, lastRow, lastColumn, totals } = placeOf(table);
      return `${cellName(firstRow, firstColumn)}:${cellName(totals ?? lastRow, lastColumn)}`;
    }),
    ...cells
      .filter(({ formula, format }) => formula !== undefined || isForNumbers(format))
      .map(({ row, column }) => cellName(row, column)),
  ];
}

function ruleXml(look: HighlightSpec["look"], priority: string, styles: Styles): string {
  if ("bar" in look) {
    return (
      `<cfRule type="dataBar"${priority}><dataBar minLength="0" maxLength="100"><cfvo type="num" val="0"/>` +
      `<cfvo type="max"/><color rgb="FF${BAR_COLOR}"/></dataBar></cfRule>`
    );
  }
  const text = escaped(`"${look.text.replaceAll('"', '""')}"`);
  return (
    `<cfRule type="cellIs" dxfId="${styles.mark(look.as)}"${priority} operator="equal">` +
    `<formula>${text}</formula></cfRule>`
  );
}
