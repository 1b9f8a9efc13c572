import { hasMinorUnit } from "../../engine/wording";
import type { SheetSpec } from "../../workbook/spec";

/** A sheet with prices as its currency writes them: whole in one without a smaller unit, such as the yen. */
export const inCurrency = (spec: SheetSpec, currency: string): SheetSpec =>
  hasMinorUnit(currency)
    ? spec
    : {
        ...spec,
        cells: spec.cells.map(whole),
        charts: spec.charts.map(whole),
        tables: spec.tables.map((table) => ({
          ...table,
          columns: table.columns.map(whole),
          rows: table.rows.map((row) => (row.some(isPrice) ? row.map(whole) : row)),
        })),
      };

const isPrice = ({ format }: Pick<SheetSpec["cells"][number], "format">): boolean => format === "price";

const whole = <T extends Pick<SheetSpec["cells"][number], "format">>(one: T): T =>
  isPrice(one) ? { ...one, format: "whole price" } : one;
