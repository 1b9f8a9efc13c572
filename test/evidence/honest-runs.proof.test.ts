import { honestRuns } from "./honest-runs";

it(
  "the self-check never fires on an honest run, whatever is filtered, refused or set",
  () => honestRuns(60),
  900_000,
);
