/** What one run in a process of its own says of itself. */
export interface Measured {
  readonly milliseconds: Readonly<Record<string, number>>;
  /** Rows passed over, or rows used. */
  readonly rows: number;
  readonly peakMegabytes: number;
}
