import type { Analysis } from "../engine/analysis";
import { isoDay } from "../engine/calendar";
import { FOCUS_COLUMNS, type FocusFacts } from "../engine/focus/focus-columns";
import type { FocusCharge, LeftOut } from "../engine/focus/focus-file";
import { counted } from "../engine/wording";
import { csvPieces, type CsvCell } from "./csv";

/** The charges on tokens as a FOCUS 1.2 dataset, and what it leaves out. */
export function focusCsv({ focus, estate, assumptions }: Analysis): {
  readonly text: Iterable<string>;
  readonly remarks: readonly string[];
} {
  if (focus === null) throw new Error("The run was not asked for the charges of FOCUS");
  const { charges, leftOut, use } = focus;
  const header = FOCUS_COLUMNS.map(({ id }) => id);
  const text = csvPieces(header, focusRows(charges, { estate, assumptions }));
  const period = use === null ? "no use by day" : `use from ${isoDay(use.first)} to ${isoDay(use.last)}`;
  return {
    text,
    remarks: [`FOCUS 1.2: ${counted(charges.length, "charge")}, ${period}`, ...leftOut.map(leftOutText)],
  };
}

function* focusRows(charges: readonly FocusCharge[], facts: FocusFacts): Generator<readonly CsvCell[]> {
  for (const charge of charges) yield FOCUS_COLUMNS.map(({ value }) => value(charge, facts));
}

const leftOutText = ({ charges, tokens, why }: LeftOut): string =>
  `Left out of it: ${counted(charges, "charge")} ` +
  `(${tokens === null ? "tokens unknown" : counted(tokens, "token")}): ${why}`;
