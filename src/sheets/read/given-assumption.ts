import type { Origin } from "../../engine/estate/estate";

/** An assumption as typed; sheets/assumptions decides what it means. */
export interface GivenAssumption {
  readonly name: string;
  readonly value: string | number | boolean;
  readonly note?: string;
  /** True where a person changed a value on our own sheet. */
  readonly edited?: true;
  readonly origin: Origin;
}
