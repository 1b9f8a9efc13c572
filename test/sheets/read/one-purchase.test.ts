import { brief, readSheets } from "./sheets-of";

const LINE = ["offering_name", "contract_number", "start_date", "seat_quantity", "Unit price"];
const PACK = ["Purchased", "Tokens", "Price", "Contract"];

describe("one purchase in two tables", () => {
  it.each([
    ["the same contract", "C9", "2026-03-20"],
    ["the same day", "other", "2026-03-15"],
  ])("counts once by %s", async (_, contract, purchased) => {
    const reading = await readSheets({
      Subscriptions: [LINE, ["Flex", "C9", "2026-03-15", 6000, null]],
      Packs: [PACK, [purchased, 6000, 18_000, contract]],
    });
    expect(reading.estate.packs).toMatchObject([{ tokens: 6000, price: 18_000 }]);
    expect(brief(reading.issues)).toEqual([
      ["flex-pack", 2, undefined],
      ["one-purchase", 2, undefined],
    ]);
  });

  it("keeps the statement with a price", async () => {
    const reading = await readSheets({
      Subscriptions: [LINE, ["Prepaid Flex", "C9", "2026-03-15", 6000, 2.9]],
      Packs: [PACK, ["2026-03-15", 6000, null, "C9"]],
    });
    expect(reading.estate.packs).toMatchObject([{ tokens: 6000, price: 17_400 }]);
  });

  it("keeps two equal purchases of one table apart, and pairs each line with one pack", async () => {
    const line = ["Flex", "C9", "2026-03-15", 6000, null];
    const pack = ["2026-03-15", 6000, 18_000, "C9"];
    const reading = await readSheets({ Subscriptions: [LINE, line, line], Packs: [PACK, pack] });
    expect(reading.estate.packs.map(({ tokens }) => tokens)).toEqual([6000, 6000]);
  });

  it("keeps purchases of other sizes or of another contract and day", async () => {
    const reading = await readSheets({
      Subscriptions: [LINE, ["Flex", "C9", "2026-03-15", 6000, null]],
      Packs: [PACK, ["2026-03-15", 5000, null, "C9"], ["2026-04-15", 6000, null, "C8"]],
    });
    expect(reading.estate.packs).toHaveLength(3);
  });
});
