import { NothingToAnalyse, RefusedSetting } from "../sheets/run";
import { WorkbookError, type WorkbookErrorCode } from "../workbook/errors";

/** One end of a channel between two threads: a worker, the inside of a worker, or a message port. */
export interface WireEnd {
  postMessage(message: WireMessage): void;
  addEventListener(type: "message", listener: (event: { readonly data: WireMessage }) => void): void;
}

/**
 * What goes over a wire, in both directions. A call has a number of its caller's; what belongs to the call has the same
 * number. Everything is plain data, or a file, which is handed over without its bytes.
 */
export type WireMessage =
  /** The first word of a worker, when it can be called. */
  | { readonly is: "ready" }
  | { readonly is: "call"; readonly call: number; readonly name: string; readonly asked: unknown }
  | { readonly is: "cancel"; readonly call: number }
  | { readonly is: "told"; readonly call: number; readonly told: unknown }
  | { readonly is: "answer"; readonly call: number; readonly answer: unknown }
  | { readonly is: "failure"; readonly call: number; readonly failure: WireFailure };

/** An error as plain data: an error that is cloned loses its class. */
interface WireFailure {
  readonly name: string;
  readonly message: string;
  readonly code?: WorkbookErrorCode;
  readonly where?: string;
  readonly sheet?: string;
}

/** How a call is watched and stopped. */
export interface Watched {
  readonly signal?: AbortSignal;
  readonly tell?: (told: unknown) => void;
}

/** What an end of a wire does when it is called. */
export type Served = (name: string, asked: unknown, watched: Required<Watched>) => Promise<unknown>;

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly tell: (told: unknown) => void;
}

/** Calls to another thread, and from it. */
export class Wire {
  private calls = 0;
  private readonly waiting = new Map<number, Waiting>();
  private readonly serving = new Map<number, AbortController>();

  constructor(
    private readonly end: WireEnd,
    private readonly served: Served = (name) => Promise.reject(new Error(`Nothing here does ${name}`)),
  ) {
    end.addEventListener("message", ({ data }) => this.take(data));
  }

  /** Calls the other end. A cancelled call still ends by the word of the other end. */
  call(name: string, asked: unknown, { signal, tell = () => undefined }: Watched = {}): Promise<unknown> {
    const call = ++this.calls;
    const cancel = (): void => this.end.postMessage({ is: "cancel", call });
    const answer = new Promise((resolve, reject) => {
      this.waiting.set(call, { resolve, reject, tell });
      this.end.postMessage({ is: "call", call, name, asked });
      if (signal?.aborted) cancel();
      signal?.addEventListener("abort", cancel);
    });
    return answer.finally(() => {
      this.waiting.delete(call);
      signal?.removeEventListener("abort", cancel);
    });
  }

  /** Ends all calls, when the other end is gone. */
  cut(error: unknown): void {
    for (const { reject } of this.waiting.values()) reject(error);
  }

  private take(message: WireMessage): void {
    if (message.is === "ready") return;
    if (message.is === "call") void this.serve(message);
    else if (message.is === "cancel") this.serving.get(message.call)?.abort();
    else {
      const waiting = this.waiting.get(message.call);
      if (message.is === "told") waiting?.tell(message.told);
      else if (message.is === "answer") waiting?.resolve(message.answer);
      else waiting?.reject(errorOf(message.failure));
    }
  }

  private async serve({ call, name, asked }: WireMessage & { readonly is: "call" }): Promise<void> {
    const abort = new AbortController();
    this.serving.set(call, abort);
    const tell = (told: unknown): void => this.end.postMessage({ is: "told", call, told });
    try {
      const answer = await this.served(name, asked, { signal: abort.signal, tell });
      this.end.postMessage({ is: "answer", call, answer });
    } catch (error) {
      this.end.postMessage({ is: "failure", call, failure: failureOf(error) });
    } finally {
      this.serving.delete(call);
    }
  }
}

function failureOf(error: unknown): WireFailure {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message } = error;
  if (!(error instanceof WorkbookError)) return { name, message };
  const { code, where, sheet } = error;
  return {
    name,
    message,
    code,
    ...(where === undefined ? {} : { where }),
    ...(sheet === undefined ? {} : { sheet }),
  };
}

function errorOf({ name, message, code, where, sheet }: WireFailure): Error {
  if (code !== undefined) return new WorkbookError(code, message, where, sheet);
  if (name === "NothingToAnalyse") return new NothingToAnalyse(message);
  if (name === "RefusedSetting") return new RefusedSetting(message);
  return Object.assign(new Error(message), { name });
}
