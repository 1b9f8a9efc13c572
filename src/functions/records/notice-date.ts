import { toSerial } from "../../engine/calendar";
import { noticeDeadline } from "../../engine/rules/notice";
import { KINDS } from "../kinds";
import { parameter } from "../parameters";
import { cellFunction } from "../record";

export const NOTICE_DATE = cellFunction({
  name: "NOTICE_DATE",
  question: "When is the last day to give notice?",
  description: "The last day to give notice before a contract ends.",
  parameters: [
    parameter("end", KINDS.date, "Date on which the contract ends"),
    parameter("days", KINDS.noticeDays, "Calendar days of notice"),
  ],
  rule: (end, days) => toSerial(noticeDeadline(end, days), 1900),
  twin: (end, days) => ({ result: `${end}-${days}` }),
  answersDate: true,
  examples: [{ given: "DATE(2026,12,31), 45", shows: 46_342, native: "DATE(2026,12,31)-45" }],
  refused: ['"31.12.2026", 45', "DATE(2026,12,31), 400"],
  result: ["A date: that many days before the end. Give the cell a date format."],
  source: ["Calendar arithmetic; the number of days is in your contract."],
});
