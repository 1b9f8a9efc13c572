/**
 * A pure function of one list or record, worked out once for each: callers look up in a loop what takes a pass over the
 * whole list. Results are kept for as long as the list is, which must not change any more.
 */
export function onceFor<One extends object, Result>(make: (one: One) => Result): (one: One) => Result {
  const made = new WeakMap<One, { readonly result: Result }>();
  return (one) => {
    const known = made.get(one) ?? { result: make(one) };
    made.set(one, known);
    return known.result;
  };
}
