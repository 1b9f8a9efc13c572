import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bestMix } from "../src/engine/mix/mix";
import { programmesOf, type Matrix } from "../test/engine/mix/milp";
import { organisation, type Shape } from "../test/engine/mix/organisation";
import { median } from "./statistics";

/**
 * The best mix against native solvers on the same programmes, in CPU seconds:
 * tsx native.ts highs|scip [seeds of each shape] [seconds for each programme] [number of one shape].
 */
const SHAPES: readonly Shape[] = [
  { users: 200, kinds: 200 },
  { users: 1000, kinds: 300 },
  { users: 1000, kinds: 300, volume: 0, contracts: 2 },
  { users: 5000, kinds: 500 },
  { users: 5000, kinds: 500, volume: 0, contracts: 2 },
  { users: 10_000, kinds: 1000 },
];
const TOLERANCE = "1e-9";

interface Solved {
  /** Null where it found no mix in its time. */
  readonly cost: number | null;
  readonly proven: boolean;
  readonly seconds: number;
}

const marker = (kind: "INTORG" | "INTEND"): string => ` MARKER 'MARKER' '${kind}'`;

/** A programme as a free MPS file; every row is an equation or bounded on one side. */
function mpsOf(matrix: Matrix): string {
  const { numCols, numRows, offset, colCost, colLower, colUpper, rowLower, rowUpper, integrality } = matrix;
  const { starts, indices, values } = matrix.matrix;
  const columns = Array.from({ length: numCols }, (): string[] => []);
  const rows: string[] = [];
  const rights: string[] = [];
  for (let row = 0; row < numRows; row++) {
    const [low, high] = [rowLower[row]!, rowUpper[row]!];
    rows.push(` ${low === high ? "E" : low === -Infinity ? "L" : "G"} R${row}`);
    rights.push(` RHS R${row} ${low === -Infinity ? high : low}`);
    for (let i = starts[row]!; i < starts[row + 1]!; i++)
      columns[indices[i]!]!.push(` C${indices[i]!} R${row} ${values[i]!}`);
  }
  const entries = columns.flatMap((own, c) => {
    const column = [` C${c} COST ${colCost[c]!}`, ...own];
    return integrality[c] === 1 ? [marker("INTORG"), ...column, marker("INTEND")] : column;
  });
  const bounds = columns.flatMap((_, c) => [
    ` LO BND C${c} ${colLower[c]!}`,
    ...(colUpper[c] === Infinity ? [` PL BND C${c}`] : [` UP BND C${c} ${colUpper[c]!}`]),
  ]);
  return [
    "NAME mix",
    "ROWS",
    " N COST",
    ...rows,
    "COLUMNS",
    ...entries,
    "RHS",
    ` RHS COST ${-offset}`,
    ...rights,
    "BOUNDS",
    ...bounds,
    "ENDATA",
    "",
  ].join("\n");
}

function byNative(solver: string, seconds: string, matrices: readonly Matrix[]): Solved {
  const folder = mkdtempSync(join(tmpdir(), "mix-"));
  try {
    const paths = matrices.map((matrix, i) => {
      const path = join(folder, `${i}.mps`);
      writeFileSync(path, mpsOf(matrix));
      return path;
    });
    const words = [join(__dirname, "native.py"), solver, TOLERANCE, seconds, ...paths];
    return JSON.parse(
      execFileSync("python3", words, { encoding: "utf8" }).trim().split("\n").at(-1)!,
    ) as Solved;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Comparison {
  readonly ours: number;
  readonly native: Solved;
  /** How far our total is above the cost of the solver, as a share of it; below 0 where the solver found worse. */
  readonly above: number;
  readonly gap: number;
}

function compared(solver: string, seconds: string, shape: Shape, seed: number): Comparison {
  const problem = organisation(seed, shape);
  const start = process.cpuUsage();
  const mix = bestMix(problem);
  const { user, system } = process.cpuUsage(start);
  const native = byNative(solver, seconds, programmesOf(problem));
  const total = mix.total + mix.moveThresholds;
  return {
    ours: (user + system) / 1e6,
    native,
    above: native.cost === null ? -1 : total / native.cost - 1,
    gap: mix.gap,
  };
}

const nameOf = ({ users, kinds, contracts }: Shape): string =>
  `${users} users of ${kinds} kinds${contracts ? `, ${contracts} contracts` : ""}`;

const ratioOf = ({ ours, native }: Comparison): number => native.seconds / ours;

function described({ ours, native, above, gap }: Comparison): string {
  return (
    `ours ${ours.toFixed(3)} s, solver ${native.seconds.toFixed(3)} s${native.proven ? "" : " (not proven)"}, ` +
    `total above it ${above.toExponential(1)}, own gap ${gap.toExponential(1)}`
  );
}

const [solver = "highs", seeds = "10", seconds = "60", only = ""] = process.argv.slice(2);
const ratios: number[] = [];
for (const shape of only ? [SHAPES[Number(only) - 1]!] : SHAPES) {
  for (let warmUp = 0; warmUp > -3; warmUp--) bestMix(organisation(warmUp, shape));
  const runs = Array.from({ length: Number(seeds) }, (_, i) => {
    const run = compared(solver, seconds, shape, i + 1);
    console.log(`${nameOf(shape)}, seed ${i + 1}: ${described(run)}, ratio ${ratioOf(run).toFixed(2)}`);
    return run;
  });
  const own = runs.map(ratioOf);
  ratios.push(...own);
  const proven = runs.filter(({ native }) => native.proven).map(({ above }) => above);
  console.log(
    `${nameOf(shape)}, ${seeds} seeds: ours ${median(runs.map(({ ours }) => 1000 * ours)).toFixed(0)} ms, ` +
      `${solver} ÷ ours ${median(own).toFixed(1)} (${Math.min(...own).toFixed(1)} to ${Math.max(...own).toFixed(0)}); ` +
      `proven ${proven.length}, total above it at most ${Math.max(...proven).toExponential(1)}; ` +
      `own gap at most ${Math.max(...runs.map(({ gap }) => gap)).toExponential(1)}`,
  );
}
console.log(`All ${ratios.length}: ${solver} ÷ ours, median ${median(ratios).toFixed(1)}`);
