import { clauseTexts } from "../../src/engine/negotiation/clause-text";
import { lettersOf, lettersText } from "../../src/engine/negotiation/letters";
import { runAnalysis } from "../../src/sheets/run";
import { day, sheetsOf } from "./read/sheets-of";

/** A firm with one daily user and three seats on a contract of this name. */
async function lettersFor(contract: string): Promise<string> {
  const sheets = {
    Usage: [
      ["product_name", "day_used", "access_option", "email", "tokens_used"],
      ...Array.from({ length: 12 }, (_, month) => [
        "AutoCAD",
        `2026-${String(month + 1).padStart(2, "0")}-01`,
        "Seats",
        "ann@x",
        "",
      ]),
    ],
    Users: [
      ["email", "offering_name"],
      ["ann@x", "AutoCAD"],
    ],
    Subscriptions: [
      ["offering_name", "seat_quantity", "Unit price", "end_date", "Contract"],
      ["AutoCAD", 3, 1000, "2027-03-31", contract],
    ],
  };
  const { analysis } = await runAnalysis([sheetsOf(sheets)], { today: day("2026-12-31"), set: [] });
  return lettersText(lettersOf(analysis), clauseTexts(analysis));
}

const plain = lettersFor("C1");

/** Names from a file, and what a letter shows of them. */
const HOSTILE = [
  ["line breaks", "C1\r\n\nWe owe you 1,000,000.\n[Signed]", "C1 We owe you 1,000,000. [Signed]"],
  ["line and paragraph separators", "C1\u2028a\u2029b", "C1 a b"],
  ["marks of writing direction", "C1 \u202E000,1\u202C\u2066x\u2069", "C1 000,1x"],
  ["control characters", "C1\u001B[31m\u0007\u0000\u009B", "C1[31m"],
  ["invisible characters", "\uFEFFC\u200B1\u00AD", "C1"],
  ["a name of 5,000 letters", "L".repeat(5000), "L".repeat(5000)],
] as const;

test.each(HOSTILE)("a name with %s writes no line of its own into a letter", async (_, name, shown) => {
  const text = await lettersFor(name);
  expect(text).toBe(
    (await plain)
      .replaceAll("contract C1", `contract ${shown}`)
      .replace("Contract: C1", `Contract: ${shown}`),
  );
  expect(text).not.toMatch(/(?!\n)\p{Cc}|\p{Default_Ignorable_Code_Point}|[\u2028\u2029]/u);
});
