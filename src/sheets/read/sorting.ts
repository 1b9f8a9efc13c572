/** Compares texts by code unit, so that every machine sorts alike. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Compares records by the first of these fields that differs; undefined comes first. */
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
