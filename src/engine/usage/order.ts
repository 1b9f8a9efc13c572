import type { DailyUse } from "../estate/estate";
import { placesInOrder } from "../radix-order";

/** The row numbers in order of person, product, day, variant and access; equal rows keep their order. */
export const orderOfUse = ({ person, product, day, variant, access, length }: DailyUse): Uint32Array =>
  placesInOrder([person, product, day, variant, access], length);
