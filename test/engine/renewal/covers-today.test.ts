import { coversAfterDrop, coversToday } from "../../../src/engine/renewal/covers-today";
import type { Member } from "../../../src/engine/renewal/plan";
import { seats, tokens } from "../../../src/engine/units";

interface Given {
  readonly held?: readonly string[];
  /** The tokens that a seat of each offering spares. */
  readonly spares?: Readonly<Record<string, number>>;
  readonly keeps?: readonly string[];
  readonly rule?: Member["rule"];
}

/** A member whose seats each open the product of their own name. */
const member = ({ held = ["AutoCAD"], spares = {}, keeps = [], rule = "cost" }: Given): Member =>
  ({
    held,
    rule,
    opens: (offering: string, product: string) => offering === product,
    keepsSeat: (offering: string) => keeps.includes(offering),
    demand: {
      products: Object.entries(spares).map(([product, n]) => ({
        product,
        drawn: tokens(0),
        onFlex: tokens(n),
      })),
    },
  }) as unknown as Member;

const after = (members: readonly Given[], paid: Readonly<Record<string, number>>) =>
  coversAfterDrop(
    members.map(member),
    new Map(Object.entries(paid).map(([offering, n]) => [offering, seats(n)])),
  ).map(({ seats: own, tokens: drawn }) => [own.join(" "), drawn]);

describe("covers when fewer seats are paid for", () => {
  const three: Given[] = [
    { spares: { AutoCAD: 70 } },
    { spares: { AutoCAD: 7 } },
    { spares: { AutoCAD: 7 } },
  ];

  it("give up the seats that spare the fewest tokens, of equal ones the first", () => {
    expect(after(three, { AutoCAD: 3 })).toEqual([
      ["AutoCAD", 0],
      ["AutoCAD", 0],
      ["AutoCAD", 0],
    ]);
    expect(after(three, { AutoCAD: 4 }).map(([own]) => own)).toEqual(["AutoCAD", "AutoCAD", "AutoCAD"]);
    expect(after(three, { AutoCAD: 2 })).toEqual([
      ["AutoCAD", 0],
      ["", 7],
      ["AutoCAD", 0],
    ]);
    expect(after(three, { AutoCAD: 1 })).toEqual([
      ["AutoCAD", 0],
      ["", 7],
      ["", 7],
    ]);
    expect(after(three, {}).map(([own]) => own)).toEqual(["", "", ""]);
  });

  it("give up no seat that is kept, and only that offering", () => {
    expect(
      after([{ spares: { AutoCAD: 7 }, keeps: ["AutoCAD"] }, { spares: { AutoCAD: 70 } }], { AutoCAD: 1 }),
    ).toEqual([
      ["AutoCAD", 0],
      ["", 70],
    ]);
    const both: Given = { held: ["AutoCAD", "Maya"], spares: { AutoCAD: 7, Maya: 6 } };
    expect(after([both], { Maya: 1 })).toEqual([["Maya", 7]]);
    expect(after([both], {})).toEqual([["", 13]]);
  });

  it("count no seat of a leaver", () => {
    const leaver: Given = { rule: "leaver", spares: { AutoCAD: 7 } };
    expect(after([leaver, { spares: { AutoCAD: 7 } }], { AutoCAD: 1 })).toEqual([
      ["", 0],
      ["AutoCAD", 0],
    ]);
    expect(
      coversToday([member(leaver), member({ spares: { AutoCAD: 7 } })]).map(({ seats: own }) => own),
    ).toEqual([[], ["AutoCAD"]]);
  });
});
