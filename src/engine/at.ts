/** The item at a place that must exist. Throws a RangeError where there is none, so that a wrong place is never a silent zero. */
export function at<Item>(list: ArrayLike<Item>, place: number): Item {
  if (place < 0 || place >= list.length) throw new RangeError(`No place ${place} in a list of ${list.length}.`);
  return list[place] as Item;
}
