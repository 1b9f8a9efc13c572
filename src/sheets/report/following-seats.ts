import { at } from "../../engine/at";
import { grouped } from "../../engine/grouped";
import type { LiveSeatInputs } from "../../engine/renewal/live-formula-inputs";
import type { SeatLine } from "../../engine/renewal/scenario-cost";
import { total } from "../../engine/units";
import type { TableSpec } from "../../workbook/spec";
import { equals, NO_LIMIT, orUnknown, seatCount } from "./formulas";
import { yearsOf, type ReportInput } from "./report-input";
import { contractText, orderedSeats } from "./scenario-seats";
import { reportTable, type ReportColumn, type ReportTable } from "./table";
import { FOLLOWING, stepIn } from "./tables";

/** A line of the best mix that follows the covers of the Users sheet. */
interface FollowingLine {
  readonly no: number;
  readonly line: SeatLine;
  readonly follows: LiveSeatInputs;
  /** Users with a seat of the offering. */
  readonly users: number;
  /** By year: seats of the offering on the lines of the best mix that do not follow, and on all lines. */
  readonly fixed: readonly number[];
  readonly all: readonly number[];
}

/** The lines that follow. What the lines of an offering share is counted once: there may be many lines. */
function following(run: ReportInput): FollowingLine[] {
  const lines = orderedSeats(run).filter(({ scenario }) => scenario.id === "best-mix");
  const holders = grouped(
    run.analysis.users.flatMap(({ recommended }) => recommended.seats),
    (offering) => offering,
  );
  const seatsOf = (some: typeof lines): number[] =>
    yearsOf(run).map((year) => total(some.map(({ line }) => at(line.seats, year - 1))));
  const byOffering = new Map(
    [...grouped(lines, ({ line }) => line.offering)].map(([offering, own]) => [
      offering,
      {
        users: holders.get(offering)?.length ?? 0,
        fixed: seatsOf(own.filter(({ follows }) => follows === undefined)),
        all: seatsOf(own),
      },
    ]),
  );
  return lines.flatMap(({ no, line, follows }) =>
    follows ? [{ no, line, follows, ...byOffering.get(line.offering)! }] : [],
  );
}

/** How many of the needed seats each line of the best mix takes; undefined where no line follows. */
export function followingTable(run: ReportInput, place: TableSpec["at"]): ReportTable | undefined {
  const lines = following(run);
  if (lines.length === 0) return undefined;
  return reportTable(
    FOLLOWING,
    place,
    [...KEY_COLUMNS, ...yearsOf(run).flatMap((year) => followingColumns(run, year))],
    lines,
    "Seats of the best mix by the covers in the Users sheet: a line takes the seats that no earlier line has",
  );
}

const KEY_COLUMNS: readonly ReportColumn<FollowingLine>[] = [
  { column: FOLLOWING.line, format: "whole", cell: ({ no }) => no },
  { column: FOLLOWING.offering, width: 24, format: "text", cell: ({ line }) => line.offering },
  { column: FOLLOWING.contract, width: 24, format: "text", cell: ({ line }) => contractText(line) },
  {
    column: FOLLOWING.users,
    format: "whole",
    cell: ({ users }) => ({
      value: users,
      formula: orUnknown(seatCount(FOLLOWING.offering.here)),
    }),
  },
];

type FollowingStep = Parameters<typeof stepIn>[1];

const step = (name: FollowingStep, year: number) => stepIn(FOLLOWING, name, year);

interface SeatRule {
  /** Seats on lines that are kept first; null for those on all other lines in the year before. */
  readonly others: number | null;
  readonly least: number;
  /** Null for the seats of the line in the year before. */
  readonly most: number | null;
  /** The share of the seats of the year before that may be dropped. */
  readonly cap: number;
  /** The seats needed at which alone the line is known; null for any. */
  readonly only: number | null;
}

/** The rule by which a line takes seats in a year, as this run found it; a line that does not follow is fixed. */
function ruleOf({ line, follows }: FollowingLine, year: number): SeatRule {
  const fixed = at(line.seats, year - 1);
  const live = at(follows.years, year - 1);
  const standing = { others: 0, least: fixed, most: fixed, cap: 1, only: null };
  if (live === null) return standing;
  const { others, least, most, cap, onlyAt } = live;
  if (onlyAt !== null) return { ...standing, only: onlyAt };
  return {
    others: most === null && year > 1 ? null : others,
    least,
    most: cap === null ? (most ?? NO_LIMIT) : null,
    cap: cap ?? 1,
    only: null,
  };
}

function followingColumns(run: ReportInput, year: number): ReportColumn<FollowingLine>[] {
  const later = year > 1;
  return [
    ruleColumn(step("Others", year), year, ({ others }) => others),
    ruleColumn(step("Least", year), year, ({ least }) => least),
    ruleColumn(step("Most", year), year, ({ most }) => most),
    ...(later ? [ruleColumn(step("Cap", year), year, ({ cap }) => cap)] : []),
    ruleColumn(step("Only", year), year, ({ only }) => only),
    ...needColumns(run, year),
    ...(later ? earlierColumns(year) : []),
    seatsColumn(year),
  ];
}

const ruleColumn = (
  column: ReportColumn<FollowingLine>["column"],
  year: number,
  of: (rule: SeatRule) => number | null,
): ReportColumn<FollowingLine> => ({ column, format: "general", cell: (line) => of(ruleOf(line, year)) });

/** Seats needed in the year. A line that is known at one need only is unknown at any other. */
function needColumns(run: ReportInput, year: number): ReportColumn<FollowingLine>[] {
  const growth = at(run.analysis.liveFormulaInputs.growth, year - 1);
  const [need, only] = [step("Need", year), step("Only", year)];
  const value = ({ users }: FollowingLine): number => Math.ceil(users * growth - 1e-6);
  return [
    {
      column: need,
      format: "whole",
      cell: (line) => ({
        value: value(line),
        formula: orUnknown(`ROUNDUP(ROUND(${FOLLOWING.users.here}*${growth},6),0)`),
      }),
    },
    {
      column: step("Known", year),
      format: "whole",
      cell: (line) => ({
        value: value(line),
        formula: `IF(OR(${only.here}="",${need.here}=${only.here}),${need.here},"unknown")`,
      }),
    },
  ];
}

/** What the seats of the year before leave: to new seats what is beyond all lines, to a line what its cap keeps. */
function earlierColumns(year: number): ReportColumn<FollowingLine>[] {
  const before = step("Seats", year - 1);
  const [fixed, lines, least, most, cap] = (["Fixed", "Lines", "Least", "Most", "Cap"] as const).map((name) =>
    step(name, year),
  ) as [FollowingColumn, FollowingColumn, FollowingColumn, FollowingColumn, FollowingColumn];
  const seatsOf = ({ line }: FollowingLine): number => at(line.seats, year - 2);
  const linesOf = ({ all }: FollowingLine): number => at(all, year - 2);
  const rule = (row: FollowingLine) => ruleOf(row, year);
  return [
    { column: fixed, format: "whole", cell: (row) => at(row.fixed, year - 2) },
    {
      column: lines,
      format: "whole",
      cell: (row) => ({
        value: linesOf(row),
        formula: orUnknown(
          `${fixed.here}+SUMPRODUCT(${equals(FOLLOWING.offering, FOLLOWING.offering.here)}*${before.all})`,
        ),
      }),
    },
    {
      column: step("Else", year),
      format: "whole",
      cell: (row) => ({
        value: rule(row).others ?? linesOf(row) - seatsOf(row),
        formula: orUnknown(
          `IF(${step("Others", year).here}="",${lines.here}-${before.here},${step("Others", year).here}+0)`,
        ),
      }),
    },
    {
      column: step("Low", year),
      format: "whole",
      cell: (row) => ({
        value: Math.max(rule(row).least, seatsOf(row) - Math.floor(seatsOf(row) * rule(row).cap + 1e-6)),
        formula: orUnknown(`MAX(${least.here}+0,${before.here}-INT(${before.here}*${cap.here}+1E-6))`),
      }),
    },
    {
      column: step("Limit", year),
      format: "whole",
      cell: (row) => ({
        value: rule(row).most ?? seatsOf(row),
        formula: orUnknown(`IF(${most.here}="",${before.here},${most.here}+0)`),
      }),
    },
  ];
}

type FollowingColumn = ReportColumn<FollowingLine>["column"];

/** The seats that no earlier line takes, at least and at most what the line may have. */
function seatsColumn(year: number): ReportColumn<FollowingLine> {
  const [others, low, limit] = (
    year === 1 ? (["Others", "Least", "Most"] as const) : (["Else", "Low", "Limit"] as const)
  ).map((name) => step(name, year).here) as [string, string, string];
  return {
    column: step("Seats", year),
    format: "whole",
    cell: ({ line }) => ({
      value: at(line.seats, year - 1),
      formula: orUnknown(`MIN(MAX(${step("Known", year).here}-${others},${low}+0),${limit}+0)`),
    }),
  };
}
