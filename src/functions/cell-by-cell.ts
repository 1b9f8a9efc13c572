import type { Argument } from "./arguments";
import { isRefused, noCellHere, noFiniteAnswer, refuse, type RefusedAnswer } from "./refusals";

export type CellAnswer = number | string | RefusedAnswer;
type Rule = (...values: readonly unknown[]) => CellAnswer;

/**
 * Applies a pure rule to all cells of its arguments, as the operators of Excel do: a single cell goes with every other
 * cell, a row with a column makes a grid, and where a range ends before another the cell is #N/A. A refused cell
 * spoils only the answers that need it; the first argument with a refusal gives the sentence.
 *
 * @throws {RefusedAnswer} where the only cell of the answer is a refusal.
 */
export function cellByCell(given: readonly Argument<unknown>[], rule: Rule): CellAnswer[][] {
  const rows = Math.max(...given.map((argument) => argument.rows));
  const columns = Math.max(...given.map((argument) => argument.columns));
  const smooth = given.every((argument) => argument.sound && reaches(argument, rows - 1, columns - 1));
  const grid = (smooth && given.length <= 3 ? gridOfFew : gridOfAny)(given, rule, rows, columns);
  const only = grid[0]?.[0];
  return rows === 1 && columns === 1 && isRefused(only) ? refuse(only) : grid;
}

const reaches = ({ rows, columns }: Argument<unknown>, row: number, column: number): boolean =>
  (rows === 1 || row < rows) && (columns === 1 || column < columns);

/**
 * For a million rows of at most three sound arguments: a variable for each argument instead of lists, and rows that
 * begin as literals.
 */
function gridOfFew(
  given: readonly Argument<unknown>[],
  rule: Rule,
  rows: number,
  columns: number,
): CellAnswer[][] {
  const [a = NO_ARGUMENT, b = NO_ARGUMENT, c = NO_ARGUMENT] = given.map(sideOf);
  const grid = new Array<CellAnswer[]>(rows);
  for (let row = 0; row < rows; row++) {
    const inA = rowOf(a, row);
    const inB = rowOf(b, row);
    const inC = rowOf(c, row);
    const answers = [finiteAnswer(rule(inA[0], inB[0], inC[0]))];
    for (let column = 1; column < columns; column++) {
      answers[column] = finiteAnswer(
        rule(inA[column * a.across], inB[column * b.across], inC[column * c.across]),
      );
    }
    grid[row] = answers;
  }
  return grid;
}

/** An argument as the loop walks over it: a single row or column is read again and again. */
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
/** Stands for an argument that the rule does not have. */
const NO_ARGUMENT: Side = { cells: [[undefined]], down: 0, across: 0 };
const rowOf = ({ cells, down }: Side, row: number): readonly unknown[] => cells[row * down]!;

function gridOfAny(
  given: readonly Argument<unknown>[],
  rule: Rule,
  rows: number,
  columns: number,
): CellAnswer[][] {
  const answerAt = (row: number, column: number): CellAnswer => {
    const values = given.map((argument) =>
      reaches(argument, row, column) ? cellAt(argument, row, column) : noCellHere(argument.name),
    );
    return values.find(isRefused) ?? finiteAnswer(rule(...values));
  };
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_none, column) => answerAt(row, column)),
  );
}

const cellAt = ({ cells, rows, columns }: Argument<unknown>, row: number, column: number): unknown =>
  cells[rows === 1 ? 0 : row]?.[columns === 1 ? 0 : column];

const finiteAnswer = (answer: CellAnswer): CellAnswer =>
  typeof answer === "number" && !Number.isFinite(answer) ? noFiniteAnswer() : answer;
