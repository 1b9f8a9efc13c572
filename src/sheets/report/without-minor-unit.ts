import { hasMinorUnit } from "../../engine/wording";
import type { SheetSpec } from "../../workbook/spec";

/** A sheet with prices as its currency writes them: whole in one without a smaller unit, such as the yen. */
export const inCurrency = (spec: SheetSpec, currency: string): SheetSpec =>
  hasMinorUnit(currency)
    ? spec
    : {
        ...spec,
        cells: spec.cells.map(withoutDecimals),
        charts: spec.charts.map(withoutDecimals),
        tables: spec.tables.map((table) => ({
          ...table,
          columns: table.columns.map(withoutDecimals),
          rows: table.rows.map((row) => (row.some(isPriceFormat) ? row.map(withoutDecimals) : row)),
        })),
      };

const isPriceFormat = ({ format }: Pick<SheetSpec["cells"][number], "format">): boolean => format === "price";

const withoutDecimals = <T extends Pick<SheetSpec["cells"][number], "format">>(one: T): T =>
  isPriceFormat(one) ? { ...one, format: "whole price" } : one;
