/** Adds to the sum of a key, from 0, and returns the sum. */
export function addTo<Key>(sums: Map<Key, number>, key: Key, amount = 1): number {
  const sum = (sums.get(key) ?? 0) + amount;
  sums.set(key, sum);
  return sum;
}
