import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bestMix } from "../src/engine/mix/mix";
import { programmesOf, type Matrix } from "../test/engine/mix/milp";
import { organisation, type Shape } from "../test/engine/mix/organisation";
import { median } from "./statistics";

/** The best mix against native solvers on the same programmes, in CPU seconds: tsx native.ts highs|scip SEEDS. */
const SHAPES: readonly Shape[] = [
  { users: 200, kinds: 200 },
  { users: 1000, kinds: 300 },
  { users: 1000, kinds: 300, volume: 0, contracts: 2 },
  { users: 5000, kinds: 500 },
  { users: 5000, kinds: 500, volume: 0, contracts: 2 },
  { users: 10_000, kinds: 1000 },
];
const TOLERANCE = "1e-9";
const SECONDS_A_PROGRAMME = "60";

interface Solved {
  readonly cost: number;
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

function byNative(solver: string, matrices: readonly Matrix[]): Solved {
  const folder = mkdtempSync(join(tmpdir(), "mix-"));
  try {
    const paths = matrices.map((matrix, i) => {
      const path = join(folder, `${i}.mps`);
      writeFileSync(path, mpsOf(matrix));
      return path;
    });
    const words = [join(__dirname, "native.py"), solver, TOLERANCE, SECONDS_A_PROGRAMME, ...paths];
    return JSON.parse(
      execFileSync("python3", words, { encoding: "utf8" }).trim().split("\n").at(-1)!,
    ) as Solved;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compared(solver: string, shape: Shape, seed: number) {
  const problem = organisation(seed, shape);
  const start = process.cpuUsage();
  const mix = bestMix(problem);
  const { user, system } = process.cpuUsage(start);
  const native = byNative(solver, programmesOf(problem));
  const total = mix.total + mix.moveThresholds;
  return { ours: (user + system) / 1e6, native, above: total / native.cost - 1, gap: mix.gap };
}

const [solver = "highs", seeds = "10"] = process.argv.slice(2);
const ratios: number[] = [];
for (const shape of SHAPES) {
  bestMix(organisation(0, shape));
  const runs = Array.from({ length: Number(seeds) }, (_, i) => compared(solver, shape, i + 1));
  const own = runs.map(({ ours, native }) => native.seconds / ours);
  ratios.push(...own);
  const proven = runs.filter(({ native }) => native.proven).map(({ above }) => above);
  console.log(
    `${shape.users} users of ${shape.kinds} kinds${shape.contracts ? ", 2 contracts" : ""}, ${seeds} seeds: ` +
      `ours ${median(runs.map(({ ours }) => 1000 * ours)).toFixed(0)} ms, ${solver} ÷ ours ` +
      `${median(own).toFixed(1)} (${Math.min(...own).toFixed(1)} to ${Math.max(...own).toFixed(0)}); proven ` +
      `${proven.length}, total above it ${Math.min(...proven).toExponential(1)} to ` +
      `${Math.max(...proven).toExponential(1)}; own gap at most ${Math.max(...runs.map(({ gap }) => gap)).toExponential(1)}`,
  );
}
console.log(`All ${ratios.length}: ${solver} ÷ ours, median ${median(ratios).toFixed(1)}`);
