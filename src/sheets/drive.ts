import type { Progress, Steps } from "../engine/steps";
import { cancelled } from "../workbook/errors";
import { Turns } from "../workbook/turns";

export interface DriveOptions {
  /** Names the work in the error of a cancellation. */
  readonly file: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** Runs a calculation, with a turn for other work every 50 ms; an aborted signal ends it with the error `cancelled`. */
export async function drive<Result>(
  steps: Steps<Result>,
  { file, signal, onProgress }: DriveOptions,
): Promise<Result> {
  const turns = new Turns();
  let stage: string | undefined;
  for (;;) {
    if (signal?.aborted) throw cancelled(file);
    const step = steps.next();
    if (step.done === true) return step.value;
    if (step.value.stage === stage && !turns.due) continue;
    stage = step.value.stage;
    onProgress?.(step.value);
    await turns.give();
  }
}
