import type { Progress } from "../steps";

/** The progress that every stage of the best mix reports. */
export const PROGRESS: Progress = { stage: "best mix" };
