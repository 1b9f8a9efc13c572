import type { Issue } from "../../engine/issues";
import type { Fault } from "./fault";

/** Where an issue is: a file, and as much more as is known. */
export interface IssuePlace {
  readonly file: string;
  readonly sheet?: string;
  readonly row?: number;
  readonly column?: string;
}

/** Issues of one kind that are listed one by one; the rest are counted in one more. */
const LISTED = 20;

type CountedIssue = Omit<Issue, "rows"> & { rows: number };

/**
 * The issues of a reading in the order found, so that a column of a million wrong cells is 21 issues: of each code, sheet
 * and column the first 20 stand alone, and the rest in one that starts at its first row and counts them.
 */
export class IssueLog {
  private readonly found: CountedIssue[] = [];
  private readonly kinds = new Map<string, { readonly listed: number; readonly last: CountedIssue }>();
  private readonly said = new Set<string>();

  add(fault: Fault, place: IssuePlace): void {
    const key = JSON.stringify([place.file, place.sheet, fault.code, place.column]);
    const kind = this.kinds.get(key);
    if (kind && kind.listed > LISTED) kind.last.rows += 1;
    else this.kinds.set(key, { listed: (kind?.listed ?? 0) + 1, last: this.addMany(fault, place, 1) });
  }

  /** An issue that is said once for each `subject`, however often it is met. */
  once(subject: string, fault: Fault, place: IssuePlace): void {
    const key = JSON.stringify([place.file, fault.code, subject]);
    if (this.said.has(key)) return;
    this.said.add(key);
    this.add(fault, place);
  }

  /** An issue that stands for many rows, of which `place` names the first. */
  addMany({ severity, code, message }: Fault, place: IssuePlace, rows: number): CountedIssue {
    const issue = { severity, code, message, ...place, rows };
    this.found.push(issue);
    return issue;
  }

  issues(): readonly Issue[] {
    return this.found;
  }
}
