import { WorkbookError } from "../../workbook/errors";
import { Turns } from "../../workbook/turns";
import { codeOf, sentenceFor } from "./refusals";

/** Excel's code for an operation that it cannot group into one undo step. */
export const UNDO_REFUSED = "UndoNotSupported";

/**
 * Runs one operation in Excel. Waits while a cell is edited. Translates errors of Excel into messages that call
 * the workbook `file`. `oneUndo` groups the changes into one undo step if Excel can, and starts again if it
 * cannot.
 */
export async function inExcel<T>(
  file: string,
  work: (context: Excel.RequestContext) => Promise<T>,
  { oneUndo = false }: { readonly oneUndo?: boolean } = {},
): Promise<T> {
  const merged = oneUndo && Office.context.requirements.isSetSupported("ExcelApi", "1.20");
  try {
    return await Excel.run({ delayForCellEdit: true, ...(merged ? { mergeUndoGroup: true } : {}) }, work);
  } catch (error) {
    if (error instanceof WorkbookError) throw error;
    if (merged && codeOf(error) === UNDO_REFUSED) return inExcel(file, work);
    throw sentenceFor(file, error);
  }
}

/** Excel on the web takes requests of 5 MB. Sizes are estimates, so half of it is used. */
const REQUEST_BYTES = 2_500_000;

/** Size of naming a range and setting one property of it in a request, measured and rounded up. */
const OPERATION_BYTES = 700;

/**
 * Operations for Excel, sent before a request grows too large, with turns for the pane. Excel neither calculates nor
 * draws during a request.
 */
export class Outbox {
  private bytes = 0;
  private readonly turns = new Turns();

  constructor(private readonly context: Excel.RequestContext) {}

  /** Makes room for operations with this many bytes of content together. */
  async room(operations: number, content = 0): Promise<void> {
    await this.turns.give();
    const bytes = operations * OPERATION_BYTES + content;
    if (this.bytes > 0 && this.bytes + bytes > REQUEST_BYTES) await this.send();
    if (this.bytes === 0) {
      this.context.application.suspendApiCalculationUntilNextSync();
      this.context.application.suspendScreenUpdatingUntilNextSync();
    }
    this.bytes += bytes;
  }

  async send(): Promise<void> {
    this.bytes = 0;
    await this.context.sync();
  }
}

/** The size of a value in a request. */
export function bytesOf(value: string | number | boolean): number {
  if (typeof value !== "string") return 20;
  let bytes = 3;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    // JSON escapes take six bytes; characters of several bytes in UTF-8 count as three.
    bytes +=
      code < 32 || (code >= 0xd800 && code < 0xe000)
        ? 6
        : code === 34 || code === 92
          ? 2
          : code < 128
            ? 1
            : 3;
  }
  return bytes;
}
