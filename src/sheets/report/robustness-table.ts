import { at } from "../../engine/at";
import { windowName } from "../../engine/renewal/robustness-text";
import type { Robustness, RobustWindow, WindowMix } from "../../engine/renewal/robustness";
import { WINDOW_MONTHS } from "../../engine/renewal/use-windows";
import { total } from "../../engine/units";
import { serial, UNKNOWN, type Cell } from "../../workbook/cells";
import type { NumberFormat } from "../../workbook/spec";
import { coverText } from "./covers";
import type { ReportInput } from "./report-input";
import { knownCell, reportTable, type ReportColumn, type ReportTable } from "./table";
import { ROBUSTNESS, type TableColumn } from "./tables";

/** The best mix on other months of use, and what the seats of each cost on the others. */
export const robustnessTable = (run: ReportInput, place: ReportTable["at"]): ReportTable =>
  reportTable(
    ROBUSTNESS,
    place,
    [...windowAnswerColumns(), ...regretColumns(run), ...furtherColumns(run)],
    run.analysis.robustness?.windows ?? [],
    "How much the best mix depends on the months of use: chosen again on each, and priced on the others, first year",
  );

/** The name of a window's row: "Last 3 months". */
export const windowText = (window: RobustWindow): string => `Last ${windowName(window)}`;

const figure = (
  column: TableColumn,
  format: NumberFormat,
  of: (best: WindowMix) => number,
): ReportColumn<RobustWindow> => ({
  column,
  format,
  cell: ({ best }) => (best === null ? UNKNOWN : of(best)),
});

const windowAnswerColumns = (): ReportColumn<RobustWindow>[] => [
  { column: ROBUSTNESS.window, width: 24, format: "text", cell: windowText },
  figure(ROBUSTNESS.users, "whole", ({ users }) => users),
  figure(ROBUSTNESS.idle, "whole", ({ idle }) => idle),
  figure(ROBUSTNESS.changing, "whole", ({ changing }) => changing),
  figure(ROBUSTNESS.cost, "money", ({ cost }) => cost),
];

/** What the sheet folds away. */
const furtherColumns = ({ dateSystem }: ReportInput): ReportColumn<RobustWindow>[] => [
  { column: ROBUSTNESS.from, format: "date", cell: ({ first }) => serial(dateSystem, first) },
  { column: ROBUSTNESS.to, format: "date", cell: ({ last }) => serial(dateSystem, last) },
  figure(ROBUSTNESS.seats, "whole", ({ seats }) => total(seats.values())),
  figure(ROBUSTNESS.tokens, "whole", ({ tokens }) => tokens),
  figure(ROBUSTNESS.gap, "money", ({ gap }) => gap),
];

/** What the seats of a window cost more on the use of each window than the best mix of that. */
function regretColumns({ analysis: { robustness } }: ReportInput): ReportColumn<RobustWindow>[] {
  const windows = robustness?.windows ?? [];
  const regretOn = (column: TableColumn, place: number): ReportColumn<RobustWindow> => ({
    column,
    format: "money",
    cell: ({ best }) => knownCell(best && at(best.regrets, place)),
  });
  return [
    ...WINDOW_MONTHS.map((months) =>
      regretOn(
        ROBUSTNESS[`on${months}`],
        windows.findIndex((one) => one.months === months),
      ),
    ),
    { column: ROBUSTNESS.why, format: "text", look: "wrap", cell: ({ unknown }) => unknown },
    regretOn(
      ROBUSTNESS.onRun,
      windows.findIndex(({ isOfRun }) => isOfRun),
    ),
  ];
}

/** The covers of each user whose seats differ with the months, by user: "3 months: nothing; 6 months: AutoCAD". */
export function coversByMonths({ windows, changes }: Robustness): ReadonlyMap<number, Cell> {
  return new Map(
    changes.map(({ person, covers }) => [
      person,
      covers
        .flatMap((cover, i) => (cover === null ? [] : [`${windowName(at(windows, i))}: ${coverText(cover)}`]))
        .join("; "),
    ]),
  );
}
