import type { DateSystem } from "../../engine/calendar";
import type { Run } from "../run";

/** A run, and which day the workbook that is written calls 0. */
export interface ReportInput extends Run {
  readonly dateSystem: DateSystem;
}
