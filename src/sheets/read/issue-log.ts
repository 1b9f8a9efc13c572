import type { Issue } from "../../engine/issues";
import type { Fault } from "./fault";

/** The place of an issue: a file and, where known, sheet, row and column. */
export interface IssuePlace {
  readonly file: string;
  readonly sheet?: string;
  readonly row?: number;
  readonly column?: string;
}

/** Issues of one kind that are listed separately; one more issue counts the rest. */
const LISTED = 20;

type CountedIssue = Omit<Issue, "rows"> & { rows: number };

/**
 * The issues of a reading in the order found. Of each code, sheet and column the first 20 are listed; one more
 * issue starts at the next row and counts the rest. A column of a million wrong cells is 21 issues.
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

  /** Adds an issue once for each `subject`, however often it occurs. */
  once(subject: string, fault: Fault, place: IssuePlace): void {
    const key = JSON.stringify([place.file, fault.code, subject]);
    if (this.said.has(key)) return;
    this.said.add(key);
    this.add(fault, place);
  }

  /** Adds an issue for many rows; `place` names the first. */
  addMany({ severity, code, message }: Fault, place: IssuePlace, rows: number): CountedIssue {
    const issue = { severity, code, message, ...place, rows };
    this.found.push(issue);
    return issue;
  }

  issues(): readonly Issue[] {
    return this.found;
  }
}
