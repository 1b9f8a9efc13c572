import { isoDay } from "../../engine/calendar";
import { ISSUES, type Issue, type IssueCode } from "../../engine/issues";
import type { DayNumber } from "../../engine/units";

type MessageParts<Code extends IssueCode> = Parameters<(typeof ISSUES)[Code]["message"]>;
type Catalogue = {
  readonly [Code in IssueCode]: {
    readonly severity: Issue["severity"];
    readonly message: (...parts: MessageParts<Code>) => string;
  };
};
const catalogue: Catalogue = ISSUES;

/** An issue on a cell or a row, before its place is known. */
export class Fault {
  private constructor(
    readonly code: IssueCode,
    readonly severity: Issue["severity"],
    readonly message: string,
  ) {}

  static of<Code extends IssueCode>(code: Code, ...parts: MessageParts<Code>): Fault {
    const entry = catalogue[code];
    return new Fault(code, entry.severity, entry.message(...parts));
  }

  /** The fault of a record that ends before it starts. */
  static endsBeforeStart(start: DayNumber, end: DayNumber): Fault {
    return Fault.of("ends-before-start", isoDay(start), isoDay(end));
  }
}
