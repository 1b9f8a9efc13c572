import { defaultAssumptions } from "../../../src/engine/assumptions";
import { contextOf } from "../../../src/engine/estate/context";
import type { Session } from "../../../src/engine/estate/estate";
import { sessionCharges } from "../../../src/engine/usage/charges";
import { WorkHours } from "../../../src/engine/waste/business-hours";
import { sharedAccounts } from "../../../src/engine/waste/shared-accounts";
import { day, estateOf } from "../estate-of";

type Row = readonly [iso: string, from: number, to: number, machine: string, more?: Partial<Session>];

/** Sessions of Ann on days of 2026, from one hour to another. */
const shared = (rows: readonly Row[]) => {
  const sessions = rows.map(([iso, from, to, machine, more]): Session => {
    const midnight = day(iso) * 1440;
    return {
      person: 0,
      product: 0,
      start: midnight + from * 60,
      end: midnight + to * 60,
      machine,
      origin: { source: 0, row: 2 },
      ...more,
    };
  });
  const estate = { ...estateOf({ people: { "ann@x": {} } }), products: ["AutoCAD", "Revit"], sessions };
  const context = contextOf(estate, day("2026-12-31"), defaultAssumptions());
  const hours = new WorkHours(context.estate, context.assumptions);
  return sharedAccounts(context, sessionCharges(context), hours).map(({ machines, days }) => [
    machines.join(" "),
    days.length,
  ]);
};

const twice = (iso: string, more: Partial<Session> = {}): Row[] => [
  [iso, 9, 12, "PC-1"],
  [iso, 10, 11, "PC-2", more],
];

describe("accounts that several people share", () => {
  it("two machines at once on three days, whatever the product", () => {
    expect(shared([...twice("2026-03-02"), ...twice("2026-03-03"), ...twice("2026-03-04")])).toEqual([
      ["PC-1 PC-2", 3],
    ]);
    expect(
      shared(["2026-03-02", "2026-03-03", "2026-03-04"].flatMap((iso) => twice(iso, { product: 1 }))),
    ).toEqual([["PC-1 PC-2", 3]]);
  });

  it("two days are too few", () => {
    expect(shared([...twice("2026-03-02"), ...twice("2026-03-03"), ...twice("2026-03-03")])).toEqual([]);
  });

  it.each<readonly [string, Row[]]>([
    [
      "one after the other",
      [
        ["", 9, 12, "PC-1"],
        ["", 12, 14, "PC-2"],
      ],
    ],
    [
      "four minutes at once",
      [
        ["", 9, 12, "PC-1"],
        ["", 12 - 4 / 60, 14, "PC-2"],
      ],
    ],
    [
      "one machine",
      [
        ["", 9, 12, "PC-1"],
        ["", 10, 11, "PC-1"],
      ],
    ],
    [
      "a service machine",
      [
        ["", 9, 12, "PC-1"],
        ["", 10, 11, "SRV", { machineType: "service" }],
      ],
    ],
  ])("%s is one person", (_, rows) => {
    const all = ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"].flatMap((iso) =>
      rows.map(([, ...rest]): Row => [iso, ...rest]),
    );
    expect(shared(all)).toEqual([]);
  });
});
