import { whereaboutsOf } from "../../../src/engine/harvest/whereabouts";
import type { Reconciliation } from "../../../src/engine/seats/reconciliation";
import { seats } from "../../../src/engine/units";
import { estateOf, type Given } from "../estate-of";
import { DORMANT_SEAT } from "./dormant-seat";

/** Why it is not known whether Ann's AutoCAD seat came back, with so many holders of AutoCAD today. */
function whyUnknown(given: Given, holders: number | null | undefined): string | null {
  const count = holders == null ? null : seats(holders);
  const reconciliations =
    holders === undefined ? [] : [{ offering: "AutoCAD", assigned: count } as Reconciliation];
  return whereaboutsOf({ estate: estateOf(given), reconciliations })(DORMANT_SEAT);
}

const NOT_NAMED = "no table of users names this user today: whether the seat came back is not known";
const NO_HOLDER = "no table names a holder of such a seat today: whether it came back is not known";
const UNREAD = "rows of the tables of users could not be read: whether the seat came back is not known";

describe("whether a logged seat came back", () => {
  it("is not known of a user whom no table of users names, although an export of use does", () => {
    expect(whyUnknown({}, 1)).toBe(NOT_NAMED);
    expect(whyUnknown({ people: { ann: {} } }, 1)).toBe(NOT_NAMED);
    expect(whyUnknown({ people: { ann: { listed: false } } }, 1)).toBe(NOT_NAMED);
  });

  it("is known of a listed user, or of a holder of another seat, where others hold such seats", () => {
    expect(whyUnknown({ people: { ann: { listed: true } } }, 1)).toBeNull();
    expect(whyUnknown({ seats: [["ann", "Maya"]] }, 1)).toBeNull();
  });

  it("is not known where nobody holds such a seat, or rows are not read", () => {
    const listed = { people: { ann: { listed: true } } };
    expect(whyUnknown(listed, 0)).toBe(NO_HOLDER);
    expect(whyUnknown(listed, undefined)).toBe(NO_HOLDER);
    expect(whyUnknown(listed, null)).toBe(UNREAD);
  });

  it("is known where a table says that this seat was taken back, whoever else holds one", () => {
    const taken = (offering: string): Given => ({ seats: [["ann", offering, "2026-01-01", "2026-09-30"]] });
    for (const holders of [undefined, null, 0, 1]) expect(whyUnknown(taken("AutoCAD"), holders)).toBeNull();
    expect(whyUnknown(taken("Maya"), 0)).toBe(NO_HOLDER);
  });
});
