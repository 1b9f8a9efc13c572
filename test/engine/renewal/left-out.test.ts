import type { Context } from "../../../src/engine/estate/context";
import {
  fixedMaintenanceIn,
  uncoveredIn,
  unpricedIn,
  unpricedTokensIn,
} from "../../../src/engine/renewal/left-out";
import type { UserPlan } from "../../../src/engine/renewal/plan";
import type { PriceLists, SeatLine, TokenLine } from "../../../src/engine/renewal/scenario-cost";
import { money, rate, seats, tokens } from "../../../src/engine/units";

describe("what is in no sum, in words", () => {
  it("seats without a price, by offering, as many as in the first year", () => {
    const line = (offering: string, first: number, price: number | null) =>
      ({
        offering,
        seats: [seats(first), seats(99)],
        unitPrice: price === null ? null : rate(price),
      }) as unknown as SeatLine;
    expect(
      unpricedIn([
        line("Vault", 1, null),
        line("AutoCAD", 5, 1000),
        line("Own", 2, null),
        line("Vault", 2, null),
      ]),
    ).toEqual(["3 Vault seats at an unknown price", "2 Own seats at an unknown price"]);
    expect(unpricedIn([line("Vault", 1, null)])).toEqual(["1 Vault seat at an unknown price"]);
    expect(unpricedIn([line("AutoCAD", 5, 1000)])).toEqual([]);
  });

  it("tokens without a price, in whole ones", () => {
    const pool = (needed: number, paid?: number) =>
      ({
        pool: null,
        needed: [tokens(needed), tokens(99)],
        buffer: 0,
        pack: tokens(1),
        asBefore: true,
        ...(paid === undefined ? {} : { paid: rate(paid) }),
      }) as unknown as TokenLine;
    const none = { seats: new Map(), tokens: [], tokenKind: "all units" } as unknown as PriceLists;
    expect(unpricedTokensIn([pool(10.2), pool(5)], none)).toEqual(["16 tokens at an unknown price"]);
    expect(unpricedTokensIn([pool(0.5)], none)).toEqual(["1 token at an unknown price"]);
    expect(unpricedTokensIn([pool(0)], none)).toEqual([]);
    expect(unpricedTokensIn([pool(10, 3)], none)).toEqual([]);
  });

  it("maintenance that no drop lowers", () => {
    const line = (contract: string | null, amount: number | null) => ({
      contract,
      offering: "Vault",
      fixedMaintenance: amount === null ? null : money(amount),
    });
    const lines = [line("C1", 1234), line(null, 5), line("C2", 0), line("C3", null)];
    expect(fixedMaintenanceIn({ lines } as unknown as Context)).toEqual([
      "maintenance of Vault on C1 that no drop lowers, 1,234 a year",
      "maintenance of Vault that no drop lowers, 5 a year",
      "maintenance of Vault on C3 that no drop lowers, at an unknown price",
    ]);
  });

  it("products that nothing can be priced for, in order, with their users", () => {
    const plan = (...uncovered: readonly string[]) => ({ uncovered }) as unknown as UserPlan;
    expect(uncoveredIn([plan("Vault"), plan("Own", "Vault"), plan()])).toEqual([
      "Own for 1 user, at an unknown cost",
      "Vault for 2 users, at an unknown cost",
    ]);
    expect(uncoveredIn([])).toEqual([]);
  });
});
