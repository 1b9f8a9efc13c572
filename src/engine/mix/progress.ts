import type { Progress } from "../steps";

/** What the stages of the best mix report while they work. */
export const PROGRESS: Progress = { stage: "best mix" };
