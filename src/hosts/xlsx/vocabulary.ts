/** The namespaces of Open XML's two dialects: transitional, which Excel writes, and strict. */
export interface Vocabulary {
  readonly main: string;
  readonly relationships: string;
  readonly drawing: string;
  readonly chart: string;
  readonly sheetDrawing: string;
  /** The properties of the program that wrote a file, and the type of the link to them. */
  readonly programProperties: string;
  readonly programPropertiesLink: string;
}

const TRANSITIONAL: Vocabulary = {
  main: "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
  relationships: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
  drawing: "http://schemas.openxmlformats.org/drawingml/2006/main",
  chart: "http://schemas.openxmlformats.org/drawingml/2006/chart",
  sheetDrawing: "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
  programProperties: "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
  programPropertiesLink:
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties",
};

const STRICT: Vocabulary = {
  main: "http://purl.oclc.org/ooxml/spreadsheetml/main",
  relationships: "http://purl.oclc.org/ooxml/officeDocument/relationships",
  drawing: "http://purl.oclc.org/ooxml/drawingml/main",
  chart: "http://purl.oclc.org/ooxml/drawingml/chart",
  sheetDrawing: "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
  programProperties: "http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
  programPropertiesLink: "http://purl.oclc.org/ooxml/officeDocument/relationships/extendedProperties",
};

/** The dialect of a package, by the type of the relationship to its workbook. */
export const vocabularyOf = (relationshipType: string): Vocabulary =>
  relationshipType.startsWith(STRICT.relationships) ? STRICT : TRANSITIONAL;

const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** The content types of the parts that we write. */
export const CONTENT_TYPE = {
  workbook: `${SPREADSHEET}.sheet.main+xml`,
  worksheet: `${SPREADSHEET}.worksheet+xml`,
  styles: `${SPREADSHEET}.styles+xml`,
  table: `${SPREADSHEET}.table+xml`,
  drawing: "application/vnd.openxmlformats-officedocument.drawing+xml",
  comments: `${SPREADSHEET}.comments+xml`,
  noteShapes: "application/vnd.openxmlformats-officedocument.vmlDrawing",
  threads: "application/vnd.ms-excel.threadedcomments+xml",
  chart: "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
  coreProperties: "application/vnd.openxmlformats-package.core-properties+xml",
  programProperties: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
} as const;

/**
 * The content type of the workbook part by the ending of the file's name: Excel opens a file only where the two
 * agree.
 */
export const WORKBOOK_TYPE: Readonly<Record<string, string>> = {
  ".xlsx": CONTENT_TYPE.workbook,
  ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
  ".xltx": `${SPREADSHEET}.template.main+xml`,
  ".xltm": "application/vnd.ms-excel.template.macroEnabled.main+xml",
};

/** The first line of every part that we write. */
export const XML_DECLARATION = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;
