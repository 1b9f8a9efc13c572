/**
 * The item at a place that must exist; throws a RangeError for any other, instead of passing on an undefined.
 */
export function at<Item>(list: ArrayLike<Item>, place: number): Item {
  if (place < 0 || place >= list.length)
    throw new RangeError(`No place ${place} in a list of ${list.length}.`);
  return list[place] as Item;
}
