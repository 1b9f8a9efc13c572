import type { Session } from "../../../src/engine/estate/estate";
import { sessionSpan, SessionStore } from "../../../src/engine/estate/session-store";

const session = (person: number, product: number, start: number, end: number): Session => ({
  person,
  product,
  start,
  end,
  origin: { source: 0, row: start + 2 },
});

describe("session records as columns", () => {
  const given = [session(1, 0, 50, 60), session(0, 1, 30, 40), session(0, 0, 20, 95), session(0, 0, 10, 15)];
  const store = SessionStore.of(given);

  it("stand in order of person, product and start, each as it was given", () => {
    expect([...store]).toEqual([given[3], given[2], given[1], given[0]]);
    expect(store.origin(0)).toEqual({ source: 0, row: 12 });
  });

  it("run from the first to the last of each person and product", () => {
    expect([...store.runs()]).toEqual([
      [0, 2],
      [2, 3],
      [3, 4],
    ]);
  });

  it("span the first start, the last start and the last end, wherever they stand", () => {
    expect(sessionSpan(given)).toEqual({ first: 10, lastStart: 50, last: 95 });
    expect(sessionSpan([])).toBeNull();
  });

  it("are the same in any order of the rows", () => {
    expect([...SessionStore.of([...given].reverse())]).toEqual([...store]);
  });
});
