/** Random numbers that are the same for the same seed. */
export interface Random {
  /** From 0 to below 1. */
  readonly uniform: () => number;
  /** Of the standard normal distribution. */
  readonly normal: () => number;
  /** Of the chi-squared distribution with so many degrees of freedom, at least 2. */
  readonly chiSquared: (freedom: number) => number;
}

export function randomFrom(seed: number): Random {
  const uniform = uniformFrom(seed);
  const normal = normalFrom(uniform);
  return { uniform, normal, chiSquared: (freedom) => chiSquared(freedom, uniform, normal) };
}

/** The generator mulberry32. */
function uniformFrom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The polar method of Marsaglia, which gives two numbers at a time. */
function normalFrom(uniform: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * factor;
      return x * factor;
    }
  };
}

/** Twice a gamma variable, by the method of Marsaglia and Tsang. */
function chiSquared(freedom: number, uniform: () => number, normal: () => number): number {
  const d = freedom / 2 - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = normal();
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(1 - uniform()) < (z * z) / 2 + d - d * v + d * Math.log(v)) return 2 * d * v;
  }
}
