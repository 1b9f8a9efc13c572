import { cellName, isError, type Cell } from "../../../src/workbook/cells";
import { escaped } from "../../../src/hosts/xlsx/xml";
import { openXlsx, type XlsxWorkbook } from "../../../src/hosts/xlsx/xlsx";
import type { FormulaHost, UserFormula } from "../formulas-contract";
import { changed, RELATIONSHIPS, rowsXml, sheetXml, unzip, zip } from "./packages";

/** An .xlsx file on which the user works between our runs. */
export class FileHost implements FormulaHost {
  workbook: XlsxWorkbook;
  constructor(bytes: Uint8Array) {
    this.workbook = openXlsx("test.xlsx", bytes);
  }
  reopen() {
    return this.edit((bytes) => bytes);
  }
  renameSheet(from: string, to: string) {
    const spelt = `'${to.replaceAll("'", "''")}'!`;
    return this.edit((bytes) =>
      changed(bytes, "xl/workbook.xml", (xml) =>
        xml.replace(`name="${from}"`, `name="${to}"`).replaceAll(`'${from}'!`, spelt),
      ),
    );
  }
  addUserSheet(name: string, rows: readonly (readonly Cell[])[]) {
    return this.edit((bytes) => {
      const parts = unzip(bytes);
      const id = `mine${Object.keys(parts).length}`;
      parts[`xl/worksheets/${id}.xml`] = sheetXml(rowsXml(rows));
      parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"]!.replace(
        "</Relationships>",
        `<Relationship Id="${id}" Type="${RELATIONSHIPS}/worksheet" Target="worksheets/${id}.xml"/></Relationships>`,
      );
      parts["xl/workbook.xml"] = parts["xl/workbook.xml"]!.replace(
        "</sheets>",
        `<sheet name="${name}" sheetId="${90 + Object.keys(parts).length}" r:id="${id}"/></sheets>`,
      );
      return zip(parts);
    });
  }
  addUserName(name: string, refersTo: string) {
    const element = `<definedName name="${name}">${escaped(refersTo)}</definedName>`;
    return this.edit((bytes) =>
      changed(bytes, "xl/workbook.xml", (xml) =>
        xml.includes("<definedNames>")
          ? xml.replace("<definedNames>", `<definedNames>${element}`)
          : xml.replace("</sheets>", `</sheets><definedNames>${element}</definedNames>`),
      ),
    );
  }
  tableNames() {
    const parts = Object.entries(unzip(this.workbook.toBytes()));
    return Promise.resolve(
      parts.flatMap(([part, xml]) =>
        part.startsWith("xl/tables/") ? [/displayName="([^"]*)"/.exec(xml)![1]!] : [],
      ),
    );
  }
  nameTarget(name: string) {
    const xml = unzip(this.workbook.toBytes())["xl/workbook.xml"]!;
    return Promise.resolve(new RegExp(`name="${name}"[^>]*>([^<]*)<`).exec(xml)?.[1]);
  }
  addFormulas(sheet: string, formulas: readonly UserFormula[]) {
    const rows = new Map<number, { column: number; xml: string }[]>();
    for (const { row, column, formula, shows } of formulas) {
      const [first, ...others] = shows.flatMap((line, r) => line.map((cell, c) => ({ cell, r, c })));
      const put = (r: number, c: number, xml: string) =>
        rows.set(row + r, [...(rows.get(row + r) ?? []), { column: column + c, xml }]);
      const at = cellName(row, column);
      const last = cellName(row + shows.length - 1, column + (shows[0]?.length ?? 1) - 1);
      const form = others.length > 0 ? ` t="array" ref="${at}:${last}"` : "";
      const shown = shownXml(first?.cell ?? null);
      const meta = others.length > 0 ? ` cm="1"` : "";
      put(0, 0, `<c r="${at}"${shown.type}${meta}><f${form}>${escaped(formula)}</f>${shown.value}</c>`);
      for (const { cell, r, c } of others) {
        const { type, value } = shownXml(cell);
        put(r, c, `<c r="${cellName(row + r, column + c)}"${type}>${value}</c>`);
      }
    }
    const xml = [...rows]
      .sort(([a], [b]) => a - b)
      .map(([row, cells]) => {
        const inOrder = cells.sort((a, b) => a.column - b.column).map((cell) => cell.xml);
        return `<row r="${row}">${inOrder.join("")}</row>`;
      });
    return this.editSheet(sheet, (text) => text.replace("</sheetData>", `${xml.join("")}</sheetData>`));
  }
  hideSheet(sheet: string) {
    return this.edit((bytes) =>
      changed(bytes, "xl/workbook.xml", (xml) =>
        xml.replace(`name="${sheet}"`, `name="${sheet}" state="hidden"`),
      ),
    );
  }
  protectSheet(sheet: string) {
    return this.editSheet(sheet, (xml) =>
      xml.replace("</sheetData>", `</sheetData><sheetProtection sheet="1" objects="1" scenarios="1"/>`),
    );
  }
  formulaAt(sheet: string, row: number, column: number) {
    const xml = unzip(this.workbook.toBytes())[this.partOf(sheet)] ?? "";
    const cell = new RegExp(`<c r="${cellName(row, column)}"[^>]*>(?:<f[^>]*>([^<]*)</f>)?`).exec(xml);
    return Promise.resolve(cell?.[1] === undefined ? undefined : unescaped(cell[1]));
  }
  /** The part that holds a sheet. */
  private partOf(sheet: string): string {
    const parts = unzip(this.workbook.toBytes());
    const id = new RegExp(`name="${sheet}"[^>]* r:id="([^"]+)"`).exec(parts["xl/workbook.xml"]!)?.[1];
    const links = parts["xl/_rels/workbook.xml.rels"]!;
    return `xl/${new RegExp(`Id="${id}"[^>]*Target="([^"]+)"`).exec(links)![1]!}`;
  }
  private editSheet(sheet: string, change: (xml: string) => string) {
    return this.edit((bytes) => changed(bytes, this.partOf(sheet), change));
  }
  private edit(change: (bytes: Uint8Array) => Uint8Array) {
    this.workbook = openXlsx("test.xlsx", change(this.workbook.toBytes()));
    return Promise.resolve();
  }
}

/** How a file stores what a formula showed last. */
function shownXml(cell: Cell): { type: string; value: string } {
  if (cell === null) return { type: "", value: "" };
  if (typeof cell === "string") return { type: ` t="str"`, value: `<v>${escaped(cell)}</v>` };
  if (typeof cell === "boolean") return { type: ` t="b"`, value: `<v>${Number(cell)}</v>` };
  return isError(cell)
    ? { type: ` t="e"`, value: `<v>${cell.error}</v>` }
    : { type: "", value: `<v>${cell}</v>` };
}

const unescaped = (xml: string): string =>
  xml.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
