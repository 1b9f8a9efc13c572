import { honestRuns } from "./honest-runs";

it(
  "the self-check never fires on an honest run, and the same input gives the same bytes",
  () => honestRuns(4),
  300_000,
);
