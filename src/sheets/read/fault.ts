import { isoDay } from "../../engine/calendar";
import { ISSUES, type Issue, type IssueCode } from "../../engine/issues";
import type { DayNumber } from "../../engine/units";

type Parts<Code extends IssueCode> = Parameters<(typeof ISSUES)[Code]["message"]>;
type Catalogue = {
  readonly [Code in IssueCode]: {
    readonly severity: Issue["severity"];
    readonly message: (...parts: Parts<Code>) => string;
  };
};
const catalogue: Catalogue = ISSUES;

/** What is wrong with, or worth knowing of, a cell or a row, before it is said where. */
export class Fault {
  private constructor(
    readonly code: IssueCode,
    readonly severity: Issue["severity"],
    readonly message: string,
  ) {}

  static of<Code extends IssueCode>(code: Code, ...parts: Parts<Code>): Fault {
    const entry = catalogue[code];
    return new Fault(code, entry.severity, entry.message(...parts));
  }

  /** The fault of a record whose dates stand the wrong way round. */
  static endsBeforeStart(start: DayNumber, end: DayNumber): Fault {
    return Fault.of("ends-before-start", isoDay(start), isoDay(end));
  }
}
