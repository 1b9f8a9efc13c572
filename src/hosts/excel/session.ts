import { WorkbookError } from "../../workbook/errors";
import { codeOf, sentenceFor } from "./refusals";

/**
 * One piece of work in Excel. It waits while a cell is being edited, and what Excel refuses is told in a sentence of ours
 * that calls the workbook `file`. `oneUndo` makes one step of undo of it where Excel can, and begins again where it cannot.
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
    if (merged && codeOf(error) === "UndoNotSupported") return inExcel(file, work);
    throw sentenceFor(file, error);
  }
}

/** Excel on the web takes requests of 5 MB. Half of it leaves room for what is counted only roughly. */
const REQUEST_BYTES = 2_500_000;

/** What naming a range and setting one thing of it takes in a request, measured and rounded up. */
const OPERATION_BYTES = 700;

/** What is asked of Excel, sent before a request grows too large. Nothing is computed or drawn while one is worked on. */
export class Outbox {
  private bytes = 0;

  constructor(private readonly context: Excel.RequestContext) {}

  /** Makes room for so many operations that carry so many bytes of content together. */
  async room(operations: number, content = 0): Promise<void> {
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

/** The bytes that a value takes in a request. */
export function bytesOf(value: string | number | boolean): number {
  if (typeof value !== "string") return 20;
  let bytes = 3;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    // Signs that JSON escapes take six; those of more than a byte in UTF-8 are taken as three.
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
