import { parseIsoDay } from "../../engine/calendar";
import type { DecisionLine, LineOf, ReconciliationLine } from "../../engine/estate/harvest-records";
import type { DayNumber, Money, Seats, Tokens } from "../../engine/units";
import type { Cell } from "../../workbook/cells";
import { numberOf, type LogCells } from "../report/growing-log";
import { ACTION_WORDS, DECISION_WORDS, EVENT_WORDS, LINE_WORDS } from "../report/harvest-words";
import { DECISION_LOG, RECONCILIATION_LOG, type TableColumn } from "../report/tables";
import { nameKey } from "../setting-names";
import { textOf } from "./kept";

/** The key of a word, as a log writes it; undefined for another text. */
const wordFor = <Key extends string>(words: Readonly<Record<Key, string>>, text: string): Key | undefined =>
  (Object.keys(words) as Key[]).find((key) => nameKey(words[key]) === nameKey(text));

/** Reads the cells of a line of a log. */
class LineCells {
  constructor(private readonly cells: LogCells) {}

  text({ header }: TableColumn): string {
    return textOf(this.cells.get(header) ?? null).trim();
  }
  number({ header }: TableColumn): number | null {
    const cell: Cell = this.cells.get(header) ?? null;
    return typeof cell === "number" ? cell : null;
  }
  day(column: TableColumn): DayNumber | null {
    return parseIsoDay(this.text(column));
  }
}

/** A line of the decision log; undefined where its number, day, seat, event or action cannot be read. */
export function decisionLine(cells: LogCells): DecisionLine | undefined {
  const line = new LineCells(cells);
  const log = DECISION_LOG;
  const no = numberOf(log, cells);
  const asOf = line.day(log.asOf);
  const [user, offering] = [line.text(log.user), line.text(log.seat)];
  const event = wordFor(EVENT_WORDS, line.text(log.event));
  const action = wordFor(ACTION_WORDS, line.text(log.action));
  if (no === null || asOf === null || user === "" || offering === "") return undefined;
  if (event === undefined || action === undefined) return undefined;
  return {
    no,
    asOf,
    user,
    department: line.text(log.department),
    offering,
    event,
    use: line.text(log.class),
    action,
    lastUse: line.day(log.lastUse),
    loginDays: line.number(log.loginDays),
    why: line.text(log.why),
    decision: wordFor(DECISION_WORDS, line.text(log.decision)) ?? "",
    owner: line.text(log.owner),
    note: line.text(log.note),
    noticeSent: line.day(log.noticeSent),
    reclaimFrom: line.day(log.from),
    next: line.text(log.next),
    price: line.number(log.price) as Money | null,
  };
}

/** A line of the reconciliation log; undefined where its number, day or subject cannot be read. */
export function reconciliationLine(cells: LogCells): ReconciliationLine | undefined {
  const line = new LineCells(cells);
  const log = RECONCILIATION_LOG;
  const no = numberOf(log, cells);
  const asOf = line.day(log.asOf);
  const of: LineOf | undefined = wordFor(LINE_WORDS, line.text(log.of));
  const offering = line.text(log.offering);
  if (no === null || asOf === null || of === undefined) return undefined;
  if (of === "seats" && offering === "") return undefined;
  const seats = (column: TableColumn): Seats | null => line.number(column) as Seats | null;
  return {
    no,
    asOf,
    of,
    offering,
    bought: seats(log.bought),
    assigned: seats(log.assigned),
    active: seats(log.active),
    needed: seats(log.needed),
    variance: line.number(log.variance),
    people: line.number(log.people),
    tokens: line.number(log.tokens) as Tokens | null,
    cost: line.number(log.cost) as Money | null,
  };
}
