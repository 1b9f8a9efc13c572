import type { Origin } from "../../engine/estate/estate";

/** An assumption as a person typed it; what it means is not decided here. */
export interface GivenAssumption {
  readonly name: string;
  readonly value: string | number | boolean;
  readonly note?: string;
  /** True where a default on our own sheet was changed. */
  readonly edited?: true;
  readonly origin: Origin;
}
