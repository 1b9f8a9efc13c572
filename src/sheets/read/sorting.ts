/** Text by code unit, the same on every machine. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By these fields, the first that differs; what is not known comes first. */
export const byFields =
  <T>(...fields: readonly (keyof T)[]) =>
  (a: T, b: T): number => {
    for (const field of fields) {
      const [x, y] = [a[field], b[field]];
      if (x === y) continue;
      if (x === undefined || x === null) return -1;
      if (y === undefined || y === null) return 1;
      return x < y ? -1 : 1;
    }
    return 0;
  };
