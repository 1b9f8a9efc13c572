import { counted, listed } from "../engine/wording";

/** A workbook that cannot be read or written. The message names the file and the remedy. */
export class WorkbookError extends Error {
  override readonly name = "WorkbookError";
  constructor(
    readonly code: WorkbookErrorCode,
    message: string,
    /** What is damaged, as in "xl/workbook.xml is not well-formed XML". */
    readonly where?: string,
    /** The sheet to which the damage is confined. */
    readonly sheet?: string,
  ) {
    super(message);
  }
}

export type WorkbookErrorCode =
  | "not-found"
  | "is-directory"
  | "unreadable"
  | "empty"
  | "not-a-workbook"
  | "old-format"
  | "encrypted"
  | "truncated"
  | "damaged"
  | "bomb"
  | "too-large"
  | "protected"
  | "unwritable"
  | "same-file"
  | "name-taken"
  | "changed"
  | "busy"
  | "refused"
  | "cancelled"
  | "nothing-to-do";

export const notFound = (file: string) =>
  new WorkbookError("not-found", `${file} does not exist; check the path and the spelling.`);

export const isDirectory = (file: string) =>
  new WorkbookError("is-directory", `${file} is a folder; name the .xlsx or .csv file in it.`);

export const unreadable = (file: string, reason: string) =>
  new WorkbookError(
    "unreadable",
    `${file} cannot be read (${reason}); close it in other programs and check that you may open it.`,
  );

export const empty = (file: string) =>
  new WorkbookError("empty", `${file} is empty (0 bytes); export or save it again.`);

/** `what` names what the file seems to be, as in "a text file". */
export const notAWorkbook = (file: string, what: string) =>
  new WorkbookError(
    "not-a-workbook",
    `${file} is not a workbook but ${what}; open it in Excel and save it as .xlsx, or name a .xlsx or .csv file.`,
  );

export const textNamedXlsx = (file: string) =>
  new WorkbookError(
    "not-a-workbook",
    `${file} holds plain text, not a workbook; rename it to .csv, or open it in Excel and save it as .xlsx.`,
  );

export const noSheets = (file: string) =>
  new WorkbookError(
    "not-a-workbook",
    `${file} has no worksheet, only charts or nothing; open it in Excel and check that its tables are in it.`,
  );

/** `wished` is the name of an output whose `ending` says that it has no macros. */
export const macrosWithoutPlace = (file: string, wished: string, ending: string) =>
  new WorkbookError(
    "refused",
    `${file} has macros, which a ${ending} file cannot hold; ` +
      `name the output ${wished.slice(0, -ending.length)}${ending.slice(0, -1)}m.`,
  );

/** `format` is a name such as ".xls". */
export const oldFormat = (file: string, format: string) =>
  new WorkbookError(
    "old-format",
    `${file} is in the ${format} format, which is not read; open it in Excel and save it as .xlsx.`,
  );

export const encrypted = (file: string) =>
  new WorkbookError(
    "encrypted",
    `${file} is protected by a password; open it in Excel, ` +
      "take the password off (File > Info > Protect Workbook) and save it.",
  );

export const truncated = (file: string) =>
  new WorkbookError(
    "truncated",
    `${file} is cut off before its end; copy, download or export it again.`,
    "it is cut off before its end",
  );

/** `where` says which part or row is wrong, as in "xl/workbook.xml is not well-formed XML". */
export const damaged = (file: string, where: string) =>
  new WorkbookError(
    "damaged",
    `${file} is damaged: ${where}. Open it in Excel, let it repair the file, and save it again.`,
    where,
  );

/** Whether a part of a file is damaged, and not the way to it. */
export const isDamage = (error: unknown): error is WorkbookError & { readonly where: string } =>
  error instanceof WorkbookError && error.where !== undefined;

/** Damage that touches nothing but one sheet; all other errors are returned as they are. */
export function confinedTo(sheet: string, file: string, error: unknown): unknown {
  if (!isDamage(error)) return error;
  const { message } = damaged(file, `in sheet ${sheet}, ${error.where}`);
  return new WorkbookError(error.code, message, error.where, sheet);
}

export const unclosedQuote = (file: string, row: number) =>
  new WorkbookError(
    "damaged",
    `${file}: a quote that opens in row ${row} does not close where its cell ends; ` +
      'write quotes inside a cell twice ("") or export the file again.',
  );

export const bomb = (file: string) =>
  new WorkbookError(
    "bomb",
    `${file} unpacks to far more than a workbook holds, so it is not opened; save it again in Excel if you trust it.`,
  );

export const tooLarge = (file: string, limit: string) =>
  new WorkbookError("too-large", `${file} is larger than ${limit}; split it into several files.`);

/** `sheet` is one of ours. */
export const tooManyRows = (file: string, sheet: string, rows: number) =>
  new WorkbookError(
    "too-large",
    `${file}: the list of the sheet ${sheet} has ${counted(rows, "row")}, and a sheet holds 1,048,576; ` +
      "analyse parts of the organisation by themselves.",
  );

/** `sheet` is one of ours; `what` is longer than `most` characters. */
export const longFormula = (file: string, sheet: string, what: string, most: number) =>
  new WorkbookError(
    "too-large",
    `${file}: ${what} of the sheet ${sheet} would have more than the ${most.toLocaleString("en-US")} characters that ` +
      "a workbook can hold; shorten the longest names in the input.",
  );

export const protectedStructure = (file: string) =>
  new WorkbookError(
    "protected",
    `${file} does not let sheets be added, because its structure is protected; ` +
      "unprotect it in Excel (Review > Protect Workbook) and save it.",
  );

/** `saved` are the other outputs, which were written before. */
export const unwritable = (file: string, mend: string, saved: readonly string[] = []) =>
  new WorkbookError(
    "unwritable",
    `${file} cannot be written: ${mend}.` +
      (saved.length === 0 ? "" : ` Written all the same: ${listed(saved)}.`),
  );

export const sameFile = (file: string) =>
  new WorkbookError(
    "same-file",
    `${file} is one of the input files, which are never changed; name another output file.`,
  );

export const nameTaken = (file: string, name: string) =>
  new WorkbookError(
    "name-taken",
    `${file} already uses the name ${name} for something else; rename or delete it in Excel (Formulas > Name Manager).`,
  );

/** `left`: sentences on formulas that could not be changed. */
export const nothingToDo = (file: string, left: readonly string[]) =>
  new WorkbookError(
    "nothing-to-do",
    left.length === 0
      ? `No formula of ${file} calls a function of Seatwise's add-in, so nothing was written.`
      : `Nothing was changed in ${file}, so nothing was written. ${left.join(" ")}`,
  );

export const cancelled = (file: string) =>
  new WorkbookError("cancelled", `Work on ${file} was cancelled; nothing was changed.`);

/** `sheet` was renamed, deleted or edited while it was read. */
export const changedWhileRead = (file: string, sheet: string) =>
  new WorkbookError("changed", `The sheet ${sheet} of ${file} changed while it was read; run again.`);

/** Half of it would be as it was before, and half as it is now. */
export const fileChangedWhileRead = (file: string) =>
  new WorkbookError("changed", `${file} changed while it was read; run again when it is saved.`);

export const changedWhileWorking = (file: string) =>
  new WorkbookError("changed", `${file} changed while it was worked on; run again.`);

export const protectedSheet = (file: string, sheet: string) =>
  new WorkbookError(
    "protected",
    `The sheet ${sheet} of ${file} is protected; unprotect it (Review > Unprotect Sheet) and run again.`,
  );

export const accessDenied = (file: string) =>
  new WorkbookError(
    "protected",
    `${file} does not let itself be changed; open it for editing, take its protection off (Review) and run again.`,
  );

export const cellBeingEdited = (file: string) =>
  new WorkbookError("busy", `${file}: a cell is being edited; press Enter or Esc and run again.`);

export const notInFront = (file: string) =>
  new WorkbookError("busy", `${file} was not in front of the other windows; go back to it and run again.`);

/**
 * Freezing would keep the placeholder that a cell shows while it waits for its value. `place` is such a cell.
 */
export const stillCalculating = (file: string, place: string) =>
  new WorkbookError(
    "busy",
    `${place} of ${file} is still being calculated; wait until it shows its value and run again.`,
  );

export const tooMuchAtOnce = (file: string) =>
  new WorkbookError(
    "too-large",
    `${file} holds more than Excel passes on at once; shorten the longest cells, or use desktop Excel.`,
  );

/** `area` is the used range of the sheet, as in A1:XFD1048576. */
export const sheetTooLarge = (file: string, sheet: string, area: string) =>
  new WorkbookError(
    "too-large",
    `The sheet ${sheet} of ${file} reaches over ${area}; press Ctrl+End there, ` +
      "delete what stands far off its table and save.",
  );

export const hiddenByFilter = (file: string) =>
  new WorkbookError(
    "refused",
    `${file}: a filter hides cells that have to change; clear it (Data > Clear) and run again.`,
  );

export const mergedCells = (file: string) =>
  new WorkbookError(
    "refused",
    `${file}: merged cells stand where values have to go; unmerge them and run again.`,
  );

export const excelTooOld = (file: string) =>
  new WorkbookError(
    "refused",
    `${file}: this version of Excel cannot do what is needed; update it, or use Excel on the web.`,
  );

/** `code` is Excel's name of the error. */
export const excelRefused = (file: string, code: string) =>
  new WorkbookError(
    "refused",
    `${file}: Excel refused the work (${code}); save, close and open the workbook, and run again.`,
  );

/** Excel did not accept a name or its formula. */
export const nameRefused = (file: string, name: string) =>
  new WorkbookError(
    "refused",
    `Excel did not take the name ${name} into ${file}, so no name was changed; update Excel and run again.`,
  );

/** The work ended before its first change. */
export const nothingChanged = (error: WorkbookError) =>
  new WorkbookError(error.code, `${error.message} Nothing was changed.`);

/** `sheets` are new and blank, and may stand, since they could not be removed; no other sheet was changed. */
export const blankSheetsLeft = (error: WorkbookError, sheets: readonly string[]) =>
  new WorkbookError(
    error.code,
    `${error.message} No other sheet was changed, but new blank sheets may be left; delete them: ${sheets.join(", ")}.`,
  );

/** What had been written was taken back, and every cell that was changed holds again what it held. */
export const takenBack = (error: WorkbookError) =>
  new WorkbookError(
    error.code,
    `${error.message} What had been written was taken back: all cells are as they were.`,
  );

/** `sheets` are ours, were being filled again when something went wrong, and could not be put back. */
export const leftUnfinished = (error: WorkbookError, sheets: readonly string[]) =>
  new WorkbookError(
    error.code,
    `${error.message} These sheets may be unfinished and could not be put back: ${sheets.join(", ")}. ` +
      "Undo (Ctrl+Z) until they are as they were, or close the workbook without saving.",
  );

/** All cells are written; only formats, widths, charts and links of these sheets may be missing. */
export const looksUnfinished = (error: WorkbookError, sheets: readonly string[]) =>
  new WorkbookError(
    error.code,
    `${error.message} All figures are written; formats, links and charts may be missing on: ${sheets.join(", ")}.`,
  );

/** All is written, and could not be read back to compare it. */
export const notCompared = (error: WorkbookError) =>
  new WorkbookError(
    error.code,
    `${error.message} All sheets are written, but what Excel made of them could not be compared.`,
  );

/** All is written; the comments of rows that moved may be where other rows are now, or missing. */
export const commentsMisplaced = (error: WorkbookError) =>
  new WorkbookError(
    error.code,
    `${error.message} All sheets are written, but comments could not go with their rows; ` +
      "look through the comments on them (Review > Show Comments).",
  );

/** Cells of a column of ours that differ from what was written. */
export interface ChangedColumn {
  readonly sheet: string;
  /** Null outside tables; `column` is then its letters. */
  readonly table: string | null;
  readonly column: string;
  /** Cells with another formula, or with one too many or too few. */
  readonly formulas: number;
  /** Cells with another value than the one written. */
  readonly values: number;
  /** Formulas with another result than the engine's. */
  readonly results: number;
}

/** The most columns that a message lists. */
const COLUMNS_LISTED = 4;

/** Excel made something else of what was written. Not empty. */
export function changedByExcel(file: string, columns: readonly ChangedColumn[]): WorkbookError {
  const listed = columns.slice(0, COLUMNS_LISTED).map(({ table, column, sheet, ...counts }) => {
    const what = [
      [counts.formulas, "formula"],
      [counts.values, "value"],
      [counts.results, "result"],
    ] as const;
    const said = what.flatMap(([count, noun]) => (count > 0 ? [counted(count, noun)] : []));
    return `${said.join(" and ")} in column ${column} of ${table ?? `the sheet ${sheet}`}`;
  });
  const more = columns.length - listed.length;
  const sheets = [...new Set(columns.map(({ sheet }) => sheet))];
  const mend = columns.some(({ formulas }) => formulas > 0)
    ? 'Turn off "Fill formulas in tables to create calculated columns" ' +
      "(File > Options > Proofing > AutoCorrect Options > AutoFormat As You Type) and run again."
    : "Run again; if that does not help, use the command line on a copy of the file.";
  return new WorkbookError(
    "changed",
    `Excel changed what was written into ${file}: ${listed.join("; ")}` +
      `${more > 0 ? `; and ${counted(more, "more column")}` : ""}. ` +
      `Do not rely on: ${sheets.join(", ")}. ${mend}`,
  );
}
