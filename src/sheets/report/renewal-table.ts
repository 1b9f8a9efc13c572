import { hasSeats, needsTelling, savedBy, type RenewalLine } from "../../engine/renewal/renewal-lines";
import { plus, seats, sumKnown, type Quantity } from "../../engine/units";
import { counted } from "../../engine/wording";
import { serial, UNKNOWN, type Cell } from "../../workbook/cells";
import type { ReportInput } from "./report-input";
import { knownCell, type ReportColumn } from "./table";
import { RENEWAL } from "./tables";

/** Rows that leave room for the rest of the answer on one page. */
const MOST_LINES = 16;

/** Whether a reader must do something about a line, or its money counts. */
const matters = ({ kind, drop, add, money, ifAgreed, have }: RenewalLine): boolean =>
  kind !== "contract line" ||
  have === null ||
  ifAgreed !== null ||
  (drop ?? 0) > 0 ||
  (add ?? 0) > 0 ||
  money !== 0;

/** Larger than every amount, so that what is unknown is not left out. */
const worthSize = ({ money }: RenewalLine): number => (money === null ? Infinity : Math.abs(money));

/**
 * The lines of the first page: all of them, or where they are too many those of the largest worth in their order, and
 * the others together in a last line.
 */
export function shownLines(lines: readonly RenewalLine[]): readonly RenewalLine[] {
  if (lines.length <= MOST_LINES) return lines;
  const byWeight = [...lines].sort(
    (a, b) => Number(matters(b)) - Number(matters(a)) || worthSize(b) - worthSize(a),
  );
  const chosen = new Set(byWeight.slice(0, MOST_LINES - 1));
  const others = lines.filter((line) => !chosen.has(line));
  return [...lines.filter((line) => chosen.has(line)), together(others)];
}

function together(others: readonly RenewalLine[]): RenewalLine {
  const sum = <Q extends Quantity>(of: (line: RenewalLine) => Q | null): Q | null => sumKnown(others.map(of));
  return {
    kind: "contract line",
    contract: null,
    offering: counted(others.length, "further line"),
    ends: null,
    have: sum(({ have }) => have),
    renew: sum(({ renew }) => renew),
    drop: sum(({ drop }) => drop),
    add: sum(({ add }) => add),
    money: savedBy(others),
    tellBy: firstToTell(others),
    status: "line by line in Reconciliation and Scenarios",
    certainty: "estimated",
    ifAgreed: others.reduce<RenewalLine["ifAgreed"]>(
      (all, { ifAgreed }) =>
        ifAgreed && {
          seats: plus(all?.seats ?? seats(0), ifAgreed.seats),
          money: sumKnown([all === null ? null : all.money, ifAgreed.money]),
        },
      null,
    ),
  };
}

/** The first day on which a line must be told of; unknown where that of any is. */
function firstToTell(lines: readonly RenewalLine[]): RenewalLine["tellBy"] {
  const days = lines.filter(needsTelling).map(({ tellBy }) => tellBy);
  return days.reduce(
    (first, day) => (first === null || day === null ? null : day < first ? day : first),
    days[0] ?? null,
  );
}

/** Rows about prices and tokens have no seats; an offering of which nobody knows the seats has unknown ones. */
const seatsCell = (line: RenewalLine, n: number | null): Cell => (hasSeats(line) ? knownCell(n) : null);

/** Instead of a contract, so that new seats differ from a line of their offering without one. */
const NEW = "new";

const tellBy = ({ dateSystem }: ReportInput, line: RenewalLine): Cell =>
  serial(dateSystem, line.tellBy) ?? (needsTelling(line) ? UNKNOWN : null);

export const renewalColumns = (run: ReportInput): ReportColumn<RenewalLine>[] => [
  {
    column: RENEWAL.contract,
    format: "text",
    look: "wrap",
    cell: ({ kind, contract }) => (kind === "new seats" ? NEW : contract),
    total: { label: "Total" },
  },
  { column: RENEWAL.offering, format: "text", look: "wrap", cell: ({ offering }) => offering },
  { column: RENEWAL.ends, format: "date", cell: ({ ends }) => serial(run.dateSystem, ends) },
  { column: RENEWAL.have, format: "whole", cell: (line) => seatsCell(line, line.have), total: "sum" },
  { column: RENEWAL.renew, format: "whole", cell: (line) => seatsCell(line, line.renew), total: "sum" },
  { column: RENEWAL.drop, format: "whole", cell: (line) => seatsCell(line, line.drop), total: "sum" },
  { column: RENEWAL.add, format: "whole", cell: (line) => seatsCell(line, line.add), total: "sum" },
  { column: RENEWAL.money, format: "money", cell: ({ money }) => knownCell(money), total: "sum" },
  { column: RENEWAL.tellBy, format: "date", cell: (line) => tellBy(run, line) },
  { column: RENEWAL.status, format: "text", look: "wrap", cell: ({ status }) => status },
];
