/** A function of one list or record whose results are kept for as long as the list is: each is worked out once. */
export function onceFor<One extends object, Result>(make: (one: One) => Result): (one: One) => Result {
  const made = new WeakMap<One, { readonly result: Result }>();
  return (one) => {
    const known = made.get(one) ?? { result: make(one) };
    made.set(one, known);
    return known.result;
  };
}
