/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [below, above] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ];
  return ((below ?? NaN) + (above ?? NaN)) / 2;
}

/** By which power of the size the time grows: the slope of the straight line through both on logarithmic axes. */
export function growthExponent(sizes: readonly number[], times: readonly number[]): number {
  const x = sizes.map(Math.log);
  const y = times.map(Math.log);
  const mean = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0) / all.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const covariance = x.reduce((sum, one, n) => sum + (one - meanX) * ((y[n] ?? NaN) - meanY), 0);
  return covariance / x.reduce((sum, one) => sum + (one - meanX) ** 2, 0);
}
