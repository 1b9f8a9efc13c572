import type { Cell } from "../../../src/workbook/cells";
import type { CellArea, SheetInfo, WrittenCell } from "../../../src/workbook/reader";
import { currencyShown } from "../../../src/sheets/read/shown-currencies";
import { brief, readSheets } from "./sheets-of";

describe("the currency that a number format shows", () => {
  it.each<[string, string | undefined]>([
    ["#,##0.00\\ [$€-407]", "EUR"],
    ['_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', "EUR"],
    ["[$£-809]#,##0", "GBP"],
    ["[$CHF-807] #,##0.00", "CHF"],
    ['"USD" #,##0', "USD"],
    ['"$"#,##0.00_);[Red]("$"#,##0.00)', "$"],
    ["_($* #,##0.00_);_($* (#,##0.00)", "$"],
    ["[$$-409]#,##0.00", "$"],
    ["[$$-1009]#,##0.00", "CAD"],
    ["[$$-2C0A]#,##0", "$-2C0A"],
    ["#,##0\\ [$zł-415]", "zł"],
    ["#,##0.00", undefined],
    ["0.0%", undefined],
    ["[$-407]dd. mmmm yyyy", undefined],
    ['0.00" per seat"', undefined],
    ["[Red]#,##0;[Blue]-#,##0", undefined],
    ["@", undefined],
  ])("%s: %s", (numberFormat, currency) => {
    expect(currencyShown(numberFormat)).toBe(currency);
  });
});

describe("prices without a column for their currency", () => {
  const read = (rows: Cell[][], numberFormats: Readonly<Record<string, string>>) =>
    readSheets(
      { Offers: rows },
      {
        writtenIn: async (_sheet: SheetInfo, areas: readonly CellArea[]) => {
          const isAsked = (cell: string) =>
            areas.some(({ firstColumn }) => cell.startsWith(String.fromCharCode(65 + firstColumn)));
          const asked = Object.entries(numberFormats).filter(([cell]) => isAsked(cell));
          return new Map(
            asked.map(([cell, numberFormat]): [string, WrittenCell] => [cell, { numberFormat }]),
          );
        },
      },
    );
  const ROWS: Cell[][] = [
    ["Offering", "Price per year", "Note"],
    ["AutoCAD", 2030, 1],
    ["Revit", 2985, 1],
  ];

  it("are in the one that their cells show", async () => {
    const reading = await read(ROWS, { B2: "#,##0\\ [$€-407]", B3: "#,##0\\ [$€-407]", C2: "[$£-809]0" });
    expect(reading.currency).toBe("EUR");
    expect(brief(reading.issues)).toEqual([]);
  });

  it("are not added where their cells show several", async () => {
    const reading = await read(ROWS, { B2: "#,##0\\ [$€-407]", B3: "[$£-809]#,##0" });
    expect(brief(reading.issues)).toEqual([
      ["mixed-currencies", 2, "Currency"],
      ["other-currency", 3, "Currency"],
    ]);
    expect(reading.estate.offers).toMatchObject([{ offering: "AutoCAD", pricePerYear: 2030 }, {}]);
    expect(reading.estate.offers[1]).not.toHaveProperty("pricePerYear");
  });

  it("are in dollars where a format with the dollar sign is all that is said", async () => {
    const reading = await read(ROWS, { B2: '"$"#,##0', B3: '"$"#,##0' });
    expect(reading.currency).toBe("USD");
    expect(brief(reading.issues)).toEqual([]);
  });

  it("are in what the column says where there is one", async () => {
    const rows: Cell[][] = [
      ["Offering", "Price per year", "Currency"],
      ["AutoCAD", 2030, "USD"],
    ];
    const reading = await read(rows, { B2: "#,##0\\ [$€-407]" });
    expect(reading.currency).toBe("USD");
    expect(brief(reading.issues)).toEqual([]);
  });
});
