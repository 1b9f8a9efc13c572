import {
  accessDenied,
  cellBeingEdited,
  changedWhileWorking,
  excelRefused,
  excelTooOld,
  hiddenByFilter,
  mergedCells,
  notInFront,
  tooMuchAtOnce,
  type WorkbookError,
} from "../../workbook/errors";

/**
 * Excel's error codes are the same in every language and version. The messages are not, and are not meant for
 * users.
 */
const SENTENCES: Readonly<Record<string, (file: string) => WorkbookError>> = {
  InvalidOperationInCellEditMode: cellBeingEdited,
  AccessDenied: accessDenied,
  ItemNotFound: changedWhileWorking,
  InvalidReference: changedWhileWorking,
  InvalidBinding: changedWhileWorking,
  RequestPayloadSizeLimitExceeded: tooMuchAtOnce,
  ResponsePayloadSizeLimitExceeded: tooMuchAtOnce,
  RequestAborted: notInFront,
  FilteredRangeConflict: hiddenByFilter,
  MergedRangeConflict: mergedCells,
  InactiveWorkbook: notInFront,
  ApiNotAvailable: excelTooOld,
  ApiNotFound: excelTooOld,
};

/** The message for an error of Excel. Errors from elsewhere are returned unchanged. */
export function sentenceFor(file: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  return SENTENCES[code]?.(file) ?? excelRefused(file, code);
}

/** The code of an Excel error; absent for errors from elsewhere. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof OfficeExtension.Error ? error.code : undefined;
}
