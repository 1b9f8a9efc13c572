import type { DateSystem } from "../../engine/calendar";
import type { Run } from "../run";

/** A run, and the date system of the workbook that its result is written into. */
export interface ReportInput extends Run {
  readonly dateSystem: DateSystem;
}

/** The years of the scenarios: 1 is the first after the renewal. */
export const yearsOf = ({ analysis }: ReportInput): number[] =>
  Array.from({ length: analysis.assumptions.years }, (_, i) => i + 1);
