import { readFileSync } from "node:fs";
import { Model } from "./model";
import { Workbook } from "./objects";
import { Protocol, Refusal, type Action, type RequestBody, type ResponseBody } from "./protocol";

/** Excel on the web takes and gives no more in one request. */
export const MAX_BYTES = 5 * 1024 * 1024;

/** Excel with one workbook in memory: it answers requests, counts them, and fails when it is told to. */
export class InMemoryExcel {
  /** Bytes of each request and answer so far. */
  readonly traffic: { readonly request: number; readonly response: number }[] = [];
  /** Is called before each request is worked on, with its number from 0; what it throws is the answer. */
  before: (request: number, body: RequestBody) => void = () => undefined;
  /** Is called before each action; what came before it in its request is done and stays done, as in Excel. */
  beforeAction: (action: Action) => void = () => undefined;
  /** Is called after each request was worked on; what it throws is the answer instead. */
  after: (request: number) => void = () => undefined;
  maxBytes = MAX_BYTES;
  private readonly protocol: Protocol;

  constructor(readonly model = new Model()) {
    this.protocol = new Protocol(new Workbook(model), (action) => this.beforeAction(action));
  }

  answer(body: RequestBody): ResponseBody {
    const request = bytes(body);
    const traffic = { request, response: 0 };
    this.traffic.push(traffic);
    try {
      this.before(this.traffic.length - 1, body);
      if (request > this.maxBytes) throw new Refusal("RequestPayloadSizeLimitExceeded");
    } catch (error) {
      if (error instanceof Refusal) return refused(error);
      throw error;
    }
    const response = this.protocol.answer(body);
    try {
      this.after(this.traffic.length - 1);
    } catch (error) {
      if (error instanceof Refusal) return refused(error);
      throw error;
    }
    traffic.response = bytes(response);
    return traffic.response > this.maxBytes
      ? refused(new Refusal("ResponsePayloadSizeLimitExceeded"))
      : response;
  }

  /** How many objects the library has not let go of. */
  get held(): number {
    return this.protocol.held;
  }

  /** Forgets what was counted. */
  forget(): void {
    this.traffic.length = 0;
  }
}

const refused = ({ code, message }: Refusal): ResponseBody => ({
  Results: [],
  Error: { Code: code, Message: message, ActionIndex: 0 },
});

const encoder = new TextEncoder();
const bytes = (body: unknown): number => encoder.encode(JSON.stringify(body)).length;

interface RichApi {
  readonly CommonUtility: { _doApiNotSupportedCheck: boolean };
  readonly ClientRequestContext: { readonly prototype: { _requestExecutor?: unknown } };
}

/** The newest set of Excel's interface that Office LTSC 2021 has: what asks for more is refused. */
export const FLOOR = 14;

/**
 * Loads Microsoft's library as a page does, into the global object, and lets all its requests go to `excel()`. The
 * library is the real one: it refuses properties that were not loaded, batches, and counts as in Excel.
 */
export function loadOfficeJs(excel: () => InMemoryExcel, apiSet: () => number = () => FLOOR): void {
  const page = globalThis as unknown as Record<string, unknown>;
  page["window"] = globalThis;
  page["navigator"] ??= { userAgent: "" };
  // Evaluated here and not required: it is a script for a page, whose variables are global. It cannot be loaded twice.
  if (page["OfficeExtension"] === undefined)
    (0, eval)(readFileSync(require.resolve("@microsoft/office-js/dist/excel-win32-16.01.debug.js"), "utf8"));
  page["Office"] = Object.create(page["Office"] as object, {
    context: {
      value: {
        requirements: {
          isSetSupported: (set: string, version: string | number) =>
            set !== "ExcelApi" || Number(String(version).split(".")[1] ?? 0) <= apiSet(),
        },
      },
    },
  });
  const { CommonUtility, ClientRequestContext } = page["OfficeExtension"] as RichApi;
  CommonUtility._doApiNotSupportedCheck = true;
  ClientRequestContext.prototype._requestExecutor = {
    executeAsync: async (_data: unknown, _flags: number, message: { readonly Body: RequestBody }) => {
      // The library goes on to use its own arrays, and a real host sees only what goes over the wire.
      const wire = JSON.parse(JSON.stringify(message.Body)) as RequestBody;
      return { Body: JSON.parse(JSON.stringify(excel().answer(wire))) as ResponseBody, Headers: {} };
    },
  };
}
