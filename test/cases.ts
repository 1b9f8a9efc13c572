/** Whether a test takes all its cases, as in `npm run test:proof`. `npm test` takes a share of them (`CASES`). */
export const ALL_CASES = Number(process.env.CASES ?? 1) >= 1;

/** Every so many-th of the cases that a test goes through. */
export const every = (step: number): number => (ALL_CASES ? step : 5 * step);
