import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { Cell } from "../../../src/workbook/cells";
import { isError } from "../../../src/workbook/cells";

export const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
export const RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export type Parts = Record<string, string>;

/** The parts of a small workbook, with the sheets' XML by tab name. */
export function partsOf(sheets: Record<string, string>, extra: Parts = {}): Parts {
  const names = Object.keys(sheets);
  return {
    "[Content_Types].xml":
      `<?xml version="1.0" encoding="UTF-8"?>\n<Types xmlns="${PACKAGE}/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
      names
        .map(
          (_, n) =>
            `<Override PartName="/xl/worksheets/sheet${n + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
        )
        .join("") +
      `</Types>`,
    "_rels/.rels": relationshipsXml([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml":
      `<?xml version="1.0" encoding="UTF-8"?>\n<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><sheets>` +
      names.map((name, n) => `<sheet name="${name}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`).join("") +
      `</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationshipsXml(
      names.map((_, n): [string, string] => ["worksheet", `worksheets/sheet${n + 1}.xml`]),
    ),
    ...Object.fromEntries(names.map((name, n) => [`xl/worksheets/sheet${n + 1}.xml`, sheets[name] ?? ""])),
    ...extra,
  };
}

export const relationshipsXml = (links: readonly (readonly [type: string, target: string])[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">` +
  links
    .map(
      ([type, target], n) =>
        `<Relationship Id="rId${n + 1}" Type="${RELATIONSHIPS}/${type}" Target="${target}"/>`,
    )
    .join("") +
  `</Relationships>`;

/** A worksheet around the XML of its rows. */
export const sheetXml = (rows: string): string =>
  `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`;

export const zip = (parts: Parts): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), {
    mtime: new Date(2020, 1, 1),
  });

export const unzip = (bytes: Uint8Array): Parts =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]));

/** The same package after a change of one part. */
export function changed(bytes: Uint8Array, part: string, change: (text: string) => string): Uint8Array {
  const parts = unzip(bytes);
  return zip({ ...parts, [part]: change(parts[part] ?? "") });
}

/** Rows of plain cells as a sheet's XML. */
export const rowsXml = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((cells) => `<row>${cells.map(cellXml).join("")}</row>`).join("");

function cellXml(cell: Cell): string {
  if (cell === null) return "<c/>";
  if (typeof cell === "string") return `<c t="inlineStr"><is><t>${cell}</t></is></c>`;
  if (typeof cell === "boolean") return `<c t="b"><v>${Number(cell)}</v></c>`;
  return isError(cell) ? `<c t="e"><v>${cell.error}</v></c>` : `<c><v>${cell}</v></c>`;
}
