import { addDays } from "../calendar";
import { scale, type DayNumber, type Days } from "../units";

/** The last day to give notice, in calendar days before the end (2026-12-31 with 45 days → 2026-11-16). */
export const noticeDeadline = (end: DayNumber, notice: Days): DayNumber => addDays(end, scale(notice, -1));
