import type { Ask } from "../../../src/engine/negotiation/asks";
import type { RenewalLine } from "../../../src/engine/renewal/renewal-lines";
import type { TrueDown } from "../../../src/engine/seats/droppable";
import { worthOf } from "../../../src/engine/statements/ask-worth";
import { money, rate, seats } from "../../../src/engine/units";
import { annAndBob } from "./ann-and-bob";

const BASE = annAndBob(1);

const line = (offering: string, amount: number | null) =>
  ({ offering, money: amount === null ? null : money(amount) }) as RenewalLine;
const trueDown = (offering: string, price: number | null) =>
  ({ offering, price: price === null ? null : rate(price) }) as TrueDown;
const worth = (
  about: Ask["about"],
  {
    lines = [],
    trueDowns = [],
    recommended = BASE.recommended,
  }: {
    readonly lines?: readonly RenewalLine[];
    readonly trueDowns?: readonly TrueDown[];
    readonly recommended?: typeof BASE.recommended;
  } = {},
) => worthOf({ text: "", about }, { ...BASE, trueDowns, recommended }, lines);

describe("what a request is worth a year", () => {
  it("is nothing without a price, or without a recommended scenario", () => {
    expect(worth(null)).toBeNull();
    expect(worth({ seatsOf: "AutoCAD" }, { lines: [line("AutoCAD", 5)], recommended: null })).toBeNull();
  });

  it("of tokens is what the first year of their pool costs", () => {
    // 60 tokens and a tenth more are one pack of 100 at 3 each.
    expect(worth({ tokensOf: 0 })).toBe(300);
  });

  it("of seats is the money that their lines move, less or more", () => {
    const lines = [line("AutoCAD", 2000), line("AutoCAD", -500), line("Maya", 100)];
    expect(worth({ seatsOf: "AutoCAD" }, { lines })).toBe(1500);
    expect(worth({ seatsOf: "AutoCAD" }, { lines: [line("AutoCAD", -700)] })).toBe(700);
    expect(worth({ seatsOf: "AutoCAD" }, { lines: [line("AutoCAD", 5), line("AutoCAD", null)] })).toBeNull();
  });

  it("of seats that stay unneeded is theirs at the lowest price, as far as all prices are known", () => {
    const kept = { kept: seats(3), of: "AutoCAD" };
    const trueDowns = [trueDown("AutoCAD", 1000), trueDown("AutoCAD", 900), trueDown("Maya", 1)];
    expect(worth(kept, { trueDowns })).toBe(2700);
    expect(worth(kept, { trueDowns: [...trueDowns, trueDown("Maya", null)] })).toBe(2700);
    expect(worth(kept, { trueDowns: [...trueDowns, trueDown("AutoCAD", null)] })).toBeNull();
    expect(worth(kept, { trueDowns: [trueDown("AutoCAD", null)] })).toBeNull();
    expect(worth(kept, { trueDowns: [] })).toBeNull();
  });
});
