import { columnLetters } from "../../workbook/cells";
import type { ChangedColumn } from "../../workbook/errors";
import { readAreas, type ReadPlace, type SheetArea } from "./areas";
import { blocksOf, type SheetContent } from "./content";
import type { CellBlock, PlainCell } from "./layout";
import { isFormula, type Content } from "./rows";

/** A sheet that was filled, by its id. */
export interface FilledSheet {
  readonly id: string;
  readonly tab: string;
  readonly content: SheetContent;
}

/**
 * Reads our sheets after writing and says where they differ from what was written. `computes` is whether the formulas
 * must show what the engine computed.
 */
export async function changedColumns(
  reading: ReadPlace,
  sheets: readonly FilledSheet[],
  { computes }: { readonly computes: boolean },
): Promise<ChangedColumn[]> {
  const blocks = sheets.flatMap(({ id, tab, content }) =>
    blocksOf(content).map((block) => {
      const table = content.tables.find(({ body }) => body === block);
      return { tab, table, block, area: { ...block, sheet: id }, columns: seenColumns(block) };
    }),
  );
  let at = 0;
  let from = 0;
  const areas = blocks.map(({ area: { sheet, row, column, rows, columns } }): SheetArea => {
    return { sheet, row, column, rows, columns };
  });
  for await (const { cells } of readAreas(reading, areas, ["formulas", "values"])) {
    const here = blocks[at];
    if (!here) break;
    cells.formulas.forEach((line, r) =>
      line.forEach((content, c) => {
        const shown = cells.values[r]?.[c] ?? "";
        here.columns[c]?.see(here.block.cell(from + r, c), content, shown, computes);
      }),
    );
    from += cells.formulas.length;
    if (from >= here.block.rows) [at, from] = [at + 1, 0];
  }
  return blocks.flatMap(({ tab, table, block, columns }) =>
    columns.flatMap((seen, c): ChangedColumn[] => {
      const counts = seen.counts();
      if (counts.formulas + counts.values + counts.results === 0) return [];
      const column = table?.headers[c] ?? columnLetters(block.column + c);
      return [{ sheet: tab, table: table?.name ?? null, column, ...counts }];
    }),
  );
}

const seenColumns = ({ columns }: CellBlock): SeenColumn[] =>
  Array.from({ length: columns }, () => new SeenColumn());

/** What was written into a column of a block, and what is read from it. */
class SeenColumn {
  /** By formula as it was written: how often it is read as which formula. */
  private readonly readAs = new Map<string, Map<string, number>>();
  private lost = 0;
  private values = 0;
  private results = 0;

  see(written: PlainCell, content: Content, shown: Content, computes: boolean): void {
    const read = isFormula(content, shown) ? content : undefined;
    if (written.formula === undefined) {
      if (read !== undefined) this.lost++;
      else if (!sameValue(written.value, shown)) this.values++;
      return;
    }
    if (read === undefined) {
      this.lost++;
      return;
    }
    const spellings = this.readAs.get(written.formula) ?? new Map<string, number>();
    this.readAs.set(written.formula, spellings.set(read, (spellings.get(read) ?? 0) + 1));
    if (computes && written.shows !== undefined && !sameValue(written.shows, shown)) this.results++;
  }

  /**
   * Excel spells formulas in its own way, so texts are not compared with what was written. But what was written
   * alike must be read alike, and what was written differently must be read differently.
   */
  counts(): Pick<ChangedColumn, "formulas" | "values" | "results"> {
    const owner = new Map<string, string>();
    const all = [...this.readAs].flatMap(([written, spellings]) =>
      [...spellings].map(([read, count]) => ({ written, read, count, like: likeness(written, read) })),
    );
    // The closest in spelling is the one that was left as it was written.
    all.sort((a, b) => b.like - a.like || b.count - a.count);
    const taken = new Set<string>();
    let changed = 0;
    for (const { written, read, count } of all) {
      if (owner.has(read) || taken.has(written)) changed += count;
      else {
        owner.set(read, written);
        taken.add(written);
      }
    }
    return { formulas: this.lost + changed, values: this.values, results: this.results };
  }
}

/** How alike two spellings of formulas are: the length of what they begin with, without spaces and case. */
function likeness(written: string, read: string): number {
  const [a, b] = [written, read].map((text) =>
    text
      .replace(/[\w.]*\[\[#This Row\],(\[[^\]]*\])\]/gi, "[@$1]")
      .replace(/[\s[\]]/g, "")
      .toLowerCase(),
  ) as [string, string];
  if (a === b) return Infinity;
  let n = 0;
  while (n < a.length && a[n] === b[n]) n++;
  return n;
}

/** Numbers may differ in the digits beyond those that Excel shows. */
function sameValue(written: Content, shown: Content): boolean {
  if (typeof written === "number" && typeof shown === "number")
    return Math.abs(written - shown) <= 1e-6 * Math.max(1, Math.abs(written));
  return written === shown || (typeof written === "string" && sameText(written, String(shown)));
}

/** Excel keeps one kind of line break. */
const sameText = (a: string, b: string): boolean => a.replace(/\r\n?/g, "\n") === b.replace(/\r\n?/g, "\n");
