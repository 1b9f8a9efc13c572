import type { Progress, Steps } from "../../src/engine/steps";
import { drive } from "../../src/sheets/drive";

/** Keeps the thread for some milliseconds. */
const work = (milliseconds: number): void => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};

function* endless(onStep = (): void => {}): Steps<never> {
  for (;;) {
    work(1);
    onStep();
    yield { stage: "best mix" };
  }
}

function* counting(steps: number, milliseconds: number): Steps<number> {
  for (let n = 0; n < steps; n++) {
    work(milliseconds);
    yield { stage: n < 2 ? "first" : "second", share: n / steps };
  }
  return steps;
}

test("a calculation that never ends is stopped by a signal that comes while it works", async () => {
  const abort = new AbortController();
  let stepsAfter = 0;
  const steps = endless(() => (stepsAfter += Number(abort.signal.aborted)));
  setTimeout(() => abort.abort(), 20);
  await expect(drive(steps, { file: "big.csv", signal: abort.signal })).rejects.toMatchObject({
    code: "cancelled",
    message: "Work on big.csv was cancelled; nothing was changed.",
  });
  expect(stepsAfter).toBe(0);
});

test("a signal that was aborted before stops it before the first step", async () => {
  const steps = endless();
  await expect(drive(steps, { file: "big.csv", signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "cancelled",
  });
});

test("other work gets a turn at least every 50 ms and a step", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await drive(counting(40, 10), { file: "big.csv" });
  clearInterval(timer);
  expect(turns).toBeGreaterThanOrEqual(6);
});

test("gives the result, and reports each stage but not each step", async () => {
  const seen: Progress[] = [];
  const result = await drive(counting(1000, 0), { file: "x", onProgress: (progress) => seen.push(progress) });
  expect(result).toBe(1000);
  expect(seen.map(({ stage }) => stage).filter((stage, n, all) => stage !== all[n - 1])).toEqual([
    "first",
    "second",
  ]);
  expect(seen.length).toBeLessThan(100);
});
