import { isRefusal, type Argument } from "./arguments";
import { noFiniteAnswer, notThatFar, refuse, type Refusal } from "./refusals";

export type Answer = number | string | Refusal;
type Formula = (...values: readonly unknown[]) => Answer;

/**
 * Works a formula out for all cells of its arguments, as Excel's own operators do: a single cell goes with every other,
 * a row with a column makes a grid, and where one range ends before another the cell is #N/A. A refused cell spoils only the
 * answers that need it, and the first argument that refuses speaks. `formula` is pure.
 *
 * @throws {Refusal} where the only cell of the answer is a refusal.
 */
export function cellByCell<Values extends readonly unknown[]>(
  given: { readonly [Position in keyof Values]: Argument<Values[Position]> },
  formula: (...values: Values) => Answer,
): Answer[][] {
  const all = given as readonly Argument<unknown>[];
  const rows = Math.max(...all.map((one) => one.rows));
  const columns = Math.max(...all.map((one) => one.columns));
  const smooth = all.every((one) => one.sound && reaches(one, rows - 1, columns - 1));
  const grid = (smooth && all.length <= 3 ? gridOfFew : gridOfAny)(all, formula as Formula, rows, columns);
  const only = grid[0]?.[0];
  return rows === 1 && columns === 1 && isRefusal(only) ? refuse(only) : grid;
}

const reaches = ({ rows, columns }: Argument<unknown>, row: number, column: number): boolean =>
  (rows === 1 || row < rows) && (columns === 1 || column < columns);

/** The way of most functions for a million rows: a variable for each argument instead of lists, and rows that begin as literals. */
function gridOfFew(
  all: readonly Argument<unknown>[],
  formula: Formula,
  rows: number,
  columns: number,
): Answer[][] {
  const [a = NONE, b = NONE, c = NONE] = all.map(sideOf);
  const grid = new Array<Answer[]>(rows);
  for (let row = 0; row < rows; row++) {
    const inA = rowOf(a, row);
    const inB = rowOf(b, row);
    const inC = rowOf(c, row);
    const answers = [finite(formula(inA[0], inB[0], inC[0]))];
    for (let column = 1; column < columns; column++) {
      answers[column] = finite(
        formula(inA[column * a.across], inB[column * b.across], inC[column * c.across]),
      );
    }
    grid[row] = answers;
  }
  return grid;
}

/** An argument as the loop walks it: a single row or column is read again and again. */
interface Side {
  readonly cells: readonly (readonly unknown[])[];
  readonly down: 0 | 1;
  readonly across: 0 | 1;
}
const sideOf = ({ cells, rows, columns }: Argument<unknown>): Side => ({
  cells,
  down: rows === 1 ? 0 : 1,
  across: columns === 1 ? 0 : 1,
});
/** Stands for the arguments that a formula does not have. */
const NONE: Side = { cells: [[undefined]], down: 0, across: 0 };
const rowOf = ({ cells, down }: Side, row: number): readonly unknown[] => cells[row * down]!;

function gridOfAny(
  all: readonly Argument<unknown>[],
  formula: Formula,
  rows: number,
  columns: number,
): Answer[][] {
  const answerAt = (row: number, column: number): Answer => {
    const values = all.map((one) =>
      reaches(one, row, column) ? valueAt(one, row, column) : notThatFar(one.name),
    );
    return values.find(isRefusal) ?? finite(formula(...values));
  };
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_none, column) => answerAt(row, column)),
  );
}

const valueAt = ({ cells, rows, columns }: Argument<unknown>, row: number, column: number): unknown =>
  cells[rows === 1 ? 0 : row]?.[columns === 1 ? 0 : column];

const finite = (answer: Answer): Answer =>
  typeof answer === "number" && !Number.isFinite(answer) ? noFiniteAnswer() : answer;
