import { mixedColumns, type SheetContent, type TableContent } from "./content";
import type { Rectangle } from "./area";

/** What stands in a sheet of ours before it is filled again. */
export interface StandingSheet {
  readonly tables: readonly StandingTable[];
  readonly charts: readonly string[];
  readonly filtered: boolean;
  /** The used cells; undefined for an empty sheet. */
  readonly used: Rectangle | undefined;
}

export interface StandingTable {
  readonly name: string;
  readonly headers: readonly string[];
  /** The header, the rows and the totals row. */
  readonly area: Rectangle;
  readonly totals: boolean;
  /** What hides rows of it, by the header of the column. */
  readonly filters: readonly { readonly header: string; readonly criteria: Excel.FilterCriteria }[];
  /** The content that the table already fits. The table is then kept, and formulas that name it stay valid. */
  readonly keptFor?: TableContent;
  /** Whether the number of rows and the place of the totals row are unchanged. */
  readonly sameSize: boolean;
}

export type SheetLook = ReturnType<typeof lookAtSheet>;

/** Asks for the content of a sheet; the caller syncs. `tables` are the sheet's tables, with name and totals. */
export function lookAtSheet(context: Excel.RequestContext, id: string, tables: readonly Excel.Table[]) {
  const sheet = context.workbook.worksheets.getItem(id);
  const charts = sheet.charts.load("items/name");
  const filter = sheet.autoFilter.load("enabled");
  const used = sheet.getUsedRangeOrNullObject().untrack().load("rowIndex,rowCount,columnIndex,columnCount");
  return {
    charts,
    filter,
    used,
    tables: tables.map((table) => ({
      name: table.name,
      totals: table.showTotals,
      header: table.getHeaderRowRange().untrack().load("values,rowIndex,columnIndex"),
      body: table.getDataBodyRange().untrack().load("rowCount,columnCount"),
      columns: table.columns.load("items/name,items/filter/criteria"),
    })),
  };
}

/** What stands in a sheet, compared with what shall stand there. */
export function standing({ charts, filter, used, tables }: SheetLook, content: SheetContent): StandingSheet {
  // A table below one that grows or shrinks would move, so it and the tables after it are made again.
  let steadyTo = Infinity;
  const inOrder = [...tables].sort((a, b) => a.header.rowIndex - b.header.rowIndex);
  return {
    tables: inOrder.map(({ name, totals, header, body, columns }): StandingTable => {
      const headers = (header.values[0] ?? []).map(String);
      const wish = content.tables.find((table) => table.name === name);
      const fits =
        wish !== undefined &&
        header.rowIndex <= steadyTo &&
        header.rowIndex === wish.place.header - 1 &&
        header.columnIndex === wish.place.firstColumn &&
        JSON.stringify(headers) === JSON.stringify(wish.headers) &&
        // Excel may fill one formula into all rows of a table's column, so such columns are written before the table.
        mixedColumns(wish.body).size === 0;
      const sameSize =
        fits && totals === (wish.place.totals !== undefined) && body.rowCount === wish.body.rows;
      if (!sameSize) steadyTo = Math.min(steadyTo, header.rowIndex);
      const { rowIndex: row, columnIndex: column } = header;
      const rows = 1 + body.rowCount + (totals ? 1 : 0);
      const area = { row, column, rows, columns: body.columnCount };
      const filters = columns.items.flatMap(({ name: header, filter: { criteria } }) =>
        isApplied(criteria) ? [{ header, criteria }] : [],
      );
      return { name, headers, area, totals, filters, sameSize, ...(fits ? { keptFor: wish } : {}) };
    }),
    charts: charts.items.map(({ name }) => name),
    filtered: filter.enabled,
    used: used.isNullObject
      ? undefined
      : { row: used.rowIndex, rows: used.rowCount, column: used.columnIndex, columns: used.columnCount },
  };
}

/** Whether a column is filtered; what Excel gives for one that is not has not been seen. */
const isApplied = (criteria: Excel.FilterCriteria | null | undefined): criteria is Excel.FilterCriteria => {
  const { values, criterion1, dynamicCriteria, color, icon } = criteria ?? {};
  return (values?.length ?? criterion1 ?? dynamicCriteria ?? color ?? icon) !== undefined;
};
