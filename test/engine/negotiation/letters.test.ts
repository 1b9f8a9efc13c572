import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import type { Refusal } from "../../../src/engine/estate/estate";
import { lettersOf, lettersText, type Letter } from "../../../src/engine/negotiation/letters";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";
import { UNREAD_NOTICE } from "../unread-terms";

/** One daily user of AutoCAD, and so many seats in each contract, of which one seat in all is needed. */
function letters(
  bought: NonNullable<Given["bought"]>,
  asOf = "2026-12-31",
  autoRenews = false,
  refusals: readonly Refusal[] = [],
): Letter[] {
  const estate = estateOf({
    period: ["2026-01-01", "2026-12-31"],
    use: daysOfUse("ann@x", "AutoCAD", "2026-01-01", 365, "seat"),
    seats: [["ann@x", "AutoCAD", "2025-01-01"]],
    bought,
  });
  const subscriptions = estate.subscriptions.map((one) => ({ ...one, autoRenews }));
  return lettersOf(analyse({ ...estate, subscriptions, refusals }, day(asOf), defaultAssumptions()));
}

describe("the letters to the vendor", () => {
  it("give notice with numbers, days and what is to be renewed", () => {
    const [letter, ...others] = letters([["AutoCAD", 3, 1000, "C1", "2027-03-31"]]);
    expect(others).toEqual([]);
    expect(letter?.subject).toBe("Notice of non-renewal of seats, contract C1");
    expect(letter?.paragraphs).toContain("- 2 of 3 AutoCAD seats; 1 to be renewed");
    expect(letter?.paragraphs[0]).toBe(
      "[Your company and address]\n" +
        "[Date: to arrive by 2027-01-30 if the notice is as long as assumed; check the contract]",
    );
  });

  it("ask, and do not give notice, where the last day of notice has passed", () => {
    const [onTime] = letters([["AutoCAD", 3, 1000, "C1", "2027-03-31"]], "2027-01-30", true);
    expect(onTime?.subject).toMatch(/^Notice/);
    for (const renews of [true, false]) {
      const [late] = letters([["AutoCAD", 3, 1000, "C1", "2027-03-31"]], "2027-01-31", renews);
      expect(late?.subject).toBe("Request to renew fewer seats, contract C1");
      expect(late?.paragraphs.join()).toContain("although the date for notice has passed");
    }
  });

  it("do not admit that the day has passed where the notice could not be read", () => {
    const [letter] = letters([["AutoCAD", 3, 1000, "C1", "2027-03-31"]], "2026-12-31", true, [UNREAD_NOTICE]);
    expect(letter?.subject).toMatch(/^Request/);
    const text = letter?.paragraphs.join("\n") ?? "";
    expect(text).toContain("[the notice period of the contract could not be read: check it");
    expect(text).not.toContain("has passed");
  });

  it("are one for each contract and end, with a blank for a contract that no table names", () => {
    const all = letters([
      ["AutoCAD", 3, 1000, "C1", "2027-03-31"],
      ["Maya", 2, 1000, "C1", "2027-03-31"],
      ["Revit", 2, 1000, null, "2027-05-31"],
    ]);
    expect(all.map(({ subject }) => subject)).toEqual([
      "Notice of non-renewal of seats, contract C1",
      "Notice of non-renewal of seats, contract [number of the contract]",
    ]);
    expect(lettersText(all)).toContain(
      "- 2 of 3 AutoCAD seats; 1 to be renewed\n- 2 of 2 Maya seats; 0 to be renewed",
    );
  });

  it("are none for a line without a known end, and none where all seats stay", () => {
    expect(letters([["AutoCAD", 3, 1000, "C1", null]])).toEqual([]);
    expect(letters([["AutoCAD", 1, 1000, "C1", "2027-03-31"]])).toEqual([]);
    expect(lettersText([])).toMatch(/there is no letter to write\.\n$/);
  });

  it("are these words, in time and after it", () => {
    const bought = [["AutoCAD", 3, 1000, "C1", "2027-03-31"]] as const;
    const REST = ["This letter changes no other term of the contract.", "[Name, position, signature]"];
    const CONTACT = "[Name and address of the vendor's or reseller's contact]";
    const SAME_DAY =
      "the renewal will be for the numbers stated here, and that fees, maintenance and support for the seats that are " +
      "not renewed end on the same day.";
    expect(letters(bought)[0]?.paragraphs.slice(1)).toEqual([
      CONTACT,
      "Contract: C1\nEnd of the current term: 2027-03-31",
      "We give notice that we do not renew the following seats when the current term ends on 2027-03-31:",
      "- 2 of 3 AutoCAD seats; 1 to be renewed",
      `Please confirm in writing by [date] that ${SAME_DAY}`,
      ...REST,
    ]);
    expect(letters(bought, "2027-01-31", true)[0]?.paragraphs).toEqual([
      "[Your company and address]\n[Date]",
      CONTACT,
      "Contract: C1\nEnd of the current term: 2027-03-31",
      "We ask you to accept that we do not renew the following seats when the current term ends on 2027-03-31, although " +
        "the date for notice has passed:",
      "- 2 of 3 AutoCAD seats; 1 to be renewed",
      `Please confirm in writing by [date] that you accept this, that ${SAME_DAY}`,
      ...REST,
    ]);
  });

  it("are in order of the ends, of one seat in the singular, and with the notice that the contract states", () => {
    const all = letters([
      ["Revit", 2, 1000, "C2", "2027-05-31"],
      ["Maya", 1, 1000, "C1", "2027-03-31"],
    ]);
    expect(all.map(({ contract, ends }) => [contract, ends])).toEqual([
      ["C1", day("2027-03-31")],
      ["C2", day("2027-05-31")],
    ]);
    expect(all[0]?.paragraphs).toContain("- 1 of 1 Maya seat; 0 to be renewed");
  });

  it("of seats whose holders no export shows say so", () => {
    const estate = estateOf({
      period: ["2026-01-01", "2026-12-31"],
      use: daysOfUse("ann@x", "AutoCAD", "2026-01-01", 365, "seat"),
      seats: [
        ["ann@x", "AutoCAD", "2025-01-01"],
        ["bob@x", "AutoCAD", "2025-01-01"],
      ],
      bought: [["AutoCAD", 3, 1000, "C1", "2027-03-31"]],
    });
    const analysis = analyse(estate, day("2026-12-31"), { ...defaultAssumptions(), exportsComplete: "no" });
    expect(lettersOf(analysis)[0]?.paragraphs).toContain(
      "- 2 of 3 AutoCAD seats; 1 to be renewed [1 of them only if the exports are complete: check before you send this]",
    );
  });
});
