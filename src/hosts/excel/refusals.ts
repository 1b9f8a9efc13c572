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

/** Excel's codes are the same in every language and version; its messages are not, and are not meant for people. */
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

/** What a person is told of an error that Excel answered with. Errors of another origin are returned as they are. */
export function sentenceFor(file: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  return SENTENCES[code]?.(file) ?? excelRefused(file, code);
}

/** The code of an error of Excel's; absent for errors of another origin. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof OfficeExtension.Error ? error.code : undefined;
}
