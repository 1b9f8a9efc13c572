import { clauseTexts } from "../../../src/engine/negotiation/clause-text";
import { lettersText } from "../../../src/engine/negotiation/letters";
import { days } from "../../../src/engine/units";
import { contract, firm, GOLDEN, rights, run } from "../renewal/firm";

describe("the draft of a clause", () => {
  it("has window, cap, floor and notice filled in, needs no consent, and lets all fees fall", () => {
    // C1 pays for 56, 45 and 40 seats, of which 30 are needed; its cap of 20 % is strong, and no notice is stated
    const [first] = clauseTexts(run(GOLDEN));
    const text = first?.paragraphs.join("\n") ?? "";
    expect(first?.subject).toBe("Draft of a clause for contract C1: for your lawyer, not legal advice");
    expect(text).toContain("up to 20.0 % of the seats of the year before, and not below 30 seats in all");
    expect(text).toContain(
      "A written notice 60 days before the anniversary is enough. The vendor's consent is not needed",
    );
    expect(text).toContain(
      "fee, maintenance, support and every other charge that is measured by seats fall in proportion",
    );
  });

  it("asks for no less than the contract gives", () => {
    const strong = { ...rights(0.5, 10), noticeDays: days(30) };
    const [first] = clauseTexts(run(firm(90, 30, [contract("C1", strong), contract("C2")])));
    expect(first?.paragraphs[1]).toContain("up to 50.0 %");
    expect(first?.paragraphs[2]).toContain("A written notice 30 days before");
    const weak = { ...rights(0.05, 10), noticeDays: days(180) };
    const [other] = clauseTexts(run(firm(90, 30, [contract("C1", weak), contract("C2")])));
    expect(other?.paragraphs[1]).toContain("up to 20.0 %");
    expect(other?.paragraphs[2]).toContain("A written notice 60 days before");
  });

  it("follows the letters in one text, and is none without a recommended scenario", () => {
    expect(lettersText([], clauseTexts(run(GOLDEN)))).toMatch(
      /^No contract .*\n\n-{72}\n\nDraft of a clause for contract C1/,
    );
    expect(clauseTexts(run({ bought: [["AutoCAD", 5, 1000, "C1"]] }))).toEqual([]);
  });
});
