import type { Issue } from "../../../src/engine/issues";
import { day } from "../../engine/estate-of";
import type { Cell } from "../../../src/workbook/cells";
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

  const WITH_TEAM = [...LINE, "end_date", "team_alias"];
  const POOLED = [...PACK, "Ends", "Token pool"];

  it("takes the blank cells of the statement kept from the other", async () => {
    const pack = ["2026-03-15", 6000, null, "C9", "2026-12-31", "North"];
    const line = ["Flex", "C9", "2026-03-15", 6000, 3, null, null];
    const lineKept = await readSheets({ Subscriptions: [WITH_TEAM, line], Packs: [POOLED, pack] });
    expect(lineKept.estate.packs).toMatchObject([{ price: 18_000, ends: day("2026-12-31"), pool: "North" }]);
    const packKept = await readSheets({
      Subscriptions: [WITH_TEAM, ["Flex", "C9", "2026-03-15", 6000, 3, "2026-12-31", "North"]],
      Packs: [POOLED, ["2026-03-15", 6000, 17_000, null, null, null]],
    });
    expect(packKept.estate.packs).toMatchObject([
      { price: 17_000, contract: "C9", ends: day("2026-12-31"), pool: "North" },
    ]);
  });

  it("takes no end from before the purchase", async () => {
    const { estate } = await readSheets({
      Subscriptions: [WITH_TEAM, ["Flex", "C9", "2026-03-15", 6000, 3, null, null]],
      Packs: [POOLED, ["2024-03-15", 6000, null, "C9", "2025-03-14", null]],
    });
    expect(estate.packs).toHaveLength(1);
    expect(estate.packs[0]).not.toHaveProperty("ends");
  });

  it("takes the team of a line as the pool of its tokens, as in Token packs", async () => {
    const { estate } = await readSheets({
      Subscriptions: [WITH_TEAM, ["Flex", "C9", "2026-03-15", 6000, 3, null, "North"]],
    });
    expect(estate.packs).toMatchObject([{ contract: "C9", pool: "North" }]);
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

describe("two purchases that look like one", () => {
  const WHOLE = [...PACK, "Token pool", "Ends"];
  const counted = (tokens: number, other: string) =>
    `The ${tokens} tokens of this row may be the purchase of ${other}: day and number of tokens are the same, and no ` +
    "other column tells the two rows apart. Both were counted. If they are one purchase, delete one of them.";
  const said = (issues: readonly Issue[]) =>
    issues.filter(({ code }) => code === "twin-packs").map(({ row, message }) => [row, message]);

  it("both count, and are said, in Token packs", async () => {
    const pack = ["2026-03-15", 600, 1800, "C9"];
    const { estate, issues } = await readSheets({ Packs: [WHOLE, pack, pack, pack] });
    expect(estate.packs).toHaveLength(3);
    expect(said(issues)).toEqual([
      [3, counted(600, "row 2")],
      [4, counted(600, "row 2")],
    ]);
  });

  it("both count, and are said, in Subscriptions", async () => {
    const line = ["Flex", "C9", "2026-03-15", 600, null];
    const { estate, issues } = await readSheets({ Subscriptions: [LINE, line, line] });
    expect(estate.packs).toHaveLength(2);
    expect(said(issues)).toEqual([[3, counted(600, "row 2")]]);
  });

  it("are said where a row leaves out what the other states", async () => {
    const { issues } = await readSheets({
      Packs: [WHOLE, ["2026-03-15", 600, 1800, "C9"], ["2026-03-15", 600, null, null]],
    });
    expect(said(issues)).toEqual([[3, counted(600, "row 2")]]);
  });

  it("are said where one table lists a purchase twice and the other once", async () => {
    const line = ["Flex", "C9", "2026-03-15", 600, null];
    const { issues } = await readSheets({
      Subscriptions: [LINE, line, line],
      Packs: [PACK, ["2026-03-15", 600, 1800, "C9"]],
    });
    expect(said(issues)).toEqual([[3, counted(600, "row 2 of Packs in input.xlsx")]]);
  });

  it("are two for sure where both tables list two", async () => {
    const line = ["Flex", "C9", "2026-03-15", 600, null];
    const pack = ["2026-03-15", 600, 1800, "C9"];
    const { estate, issues } = await readSheets({
      Subscriptions: [LINE, line, line],
      Packs: [PACK, pack, pack],
    });
    expect(estate.packs).toHaveLength(2);
    expect(said(issues)).toEqual([]);
  });

  it.each([
    ["the day", ["2026-03-16", 600, 1800, "C9", "East", "2027-03-01"]],
    ["the number", ["2026-03-15", 601, 1800, "C9", "East", "2027-03-01"]],
    ["the price", ["2026-03-15", 600, 1900, "C9", "East", "2027-03-01"]],
    ["the contract", ["2026-03-15", 600, 1800, "C8", "East", "2027-03-01"]],
    ["the pool", ["2026-03-15", 600, 1800, "C9", "West", "2027-03-01"]],
    ["the end", ["2026-03-15", 600, 1800, "C9", "East", "2027-04-01"]],
  ])("are told apart by %s", async (_, other) => {
    const { estate, issues } = await readSheets({
      Packs: [WHOLE, ["2026-03-15", 600, 1800, "C9", "East", "2027-03-01"], other],
    });
    expect(estate.packs).toHaveLength(2);
    expect(said(issues)).toEqual([]);
  });

  it("are told apart by Subscription ID and team", async () => {
    const line = (id: string, team: string) => ["Flex", "C9", "2026-03-15", 600, null, id, team];
    const { estate, issues } = await readSheets({
      Subscriptions: [
        [...LINE, "Subscription ID", "Team"],
        line("1", "East"),
        line("2", "East"),
        line("1", "West"),
      ],
    });
    expect(estate.packs).toHaveLength(3);
    expect(estate.packs.map(({ pool }) => pool).sort()).toEqual(["East", "East", "West"]);
    expect(said(issues)).toEqual([]);
  });
});

describe("a Flex line and rows of Token packs that may be one purchase", () => {
  const near = (issues: readonly Issue[]) =>
    issues.filter(({ code }) => code === "near-packs").map(({ sheet, row }) => `${sheet ?? ""} ${row ?? 0}`);
  const beside = async (line: readonly Cell[], ...packs: Cell[][]) => {
    const { estate, issues } = await readSheets({
      Subscriptions: [LINE, [...line]],
      Packs: [PACK, ...packs],
    });
    const marked = estate.packs.filter(({ mayRepeat }) => mayRepeat).map(({ tokens }) => tokens);
    return [estate.packs.length, near(issues), marked];
  };
  const FLEX = ["Flex", "C9", "2026-03-15", 6000, 3] as const;

  it("both count, and are marked, where the days are a month apart at most, and a contract is blank", async () => {
    expect(await beside(FLEX, ["2026-03-17", 6000, 18_000, null])).toEqual([2, ["Subscriptions 2"], [6000]]);
    expect(await beside(FLEX, ["2026-04-15", 6000, 18_000, null])).toEqual([2, ["Subscriptions 2"], [6000]]);
    expect(await beside(FLEX, ["2026-04-16", 6000, 18_000, null])).toEqual([2, [], []]);
  });

  it("count and are marked where the rows add up to the line", async () => {
    const halves = [
      ["2026-03-15", 2000, 6000, "C9"],
      ["2026-03-20", 4000, 12_000, "C9"],
    ];
    expect(await beside(FLEX, ...halves)).toEqual([3, ["Subscriptions 2"], [6000]]);
    expect(await beside(FLEX, halves[0]!)).toEqual([2, [], []]);
  });

  it("are two where they name two contracts", async () => {
    expect(await beside(FLEX, ["2026-03-17", 6000, 18_000, "C8"])).toEqual([2, [], []]);
  });
});
