import type { Progress } from "../steps";

/** The progress that every step of the use reports. */
export const USE_STAGE: Progress = { stage: "use" };
