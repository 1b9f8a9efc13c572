import { fromSerial } from "../../../src/engine/calendar";
import { isoDay } from "../../../src/engine/calendar";
import type { Cell } from "../../../src/workbook/cells";
import {
  day,
  nameText,
  number,
  seatPrice,
  share,
  tokenPrice,
  whole,
  wholeSeats,
  yesNo,
  type Dialect,
  type Parse,
} from "../../../src/sheets/read/cell-values";
import { needed, optional } from "../../../src/sheets/read/column";
import { Fault } from "../../../src/sheets/read/fault";
import { canonicalName } from "../../../src/sheets/read/vendor-names";
import { LATEST } from "./sheets-of";

const dialect = (decimalSign: Dialect["decimalSign"]): Dialect => ({
  decimalSign,
  dateSystem: 1900,
  latest: LATEST,
});
const outcome = <T>(parse: Parse<T>, cell: string | number | boolean, sign: Dialect["decimalSign"] = ".") => {
  const value = parse(cell, dialect(sign));
  return value instanceof Fault ? value.code : value;
};

describe("numbers in text", () => {
  it.each<[string, number | string, number | string, number | string]>([
    ["text", ".", ",", "unknown"],
    ["1,234", 1234, 1.234, "ambiguous-number"],
    ["1.234", 1.234, 1234, "ambiguous-number"],
    ["16,2", 16.2, 16.2, 16.2],
    ["16.2", 16.2, 16.2, 16.2],
    ["0.125", 0.125, 0.125, 0.125],
    ["1234,567", 1234.567, 1234.567, 1234.567],
    ["1.234,5", 1234.5, 1234.5, 1234.5],
    ["1,234.5", 1234.5, 1234.5, 1234.5],
    ["1,234,567", 1234567, 1234567, 1234567],
    ["1 234", 1234, 1234, 1234],
    ["1'234.5", 1234.5, 1234.5, 1234.5],
    ["1,23,4", "not-a-number", "not-a-number", "not-a-number"],
    ["12,34.5", "not-a-number", "not-a-number", "not-a-number"],
    ["1.2.3", "not-a-number", "not-a-number", "not-a-number"],
    ["-5", "negative-number", "negative-number", "negative-number"],
    ["\u22125", "negative-number", "negative-number", "negative-number"],
    ["$5", "currency-sign", "currency-sign", "currency-sign"],
    ["five", "not-a-number", "not-a-number", "not-a-number"],
    ["0", 0, 0, 0],
  ])("%s", (text, point, comma, unknown) => {
    if (text === "text") return;
    expect([
      outcome(number, text, "."),
      outcome(number, text, ","),
      outcome(number, text, "unknown"),
    ]).toEqual([point, comma, unknown]);
  });

  it.each<[string, string, Dialect["decimalSign"], number | string]>([
    ["seats", "1.000", ".", "ambiguous-number"],
    ["seats", "1,000", ",", "ambiguous-number"],
    ["seats", "12.500 seats", ".", "ambiguous-number"],
    ["seats", "1,000", ".", 1000],
    ["seats", "48.00", ".", 48],
    ["seats", "0048", ".", 48],
    ["price", "2.030", ".", "ambiguous-number"],
    ["price", "USD 2.030", ".", "ambiguous-number"],
    ["price", "2.030,00", ".", 2030],
    ["price", "0.125", ".", 0.125],
    ["price", "2030.125", ".", 2030.125],
    ["token price", "2.985", ".", 2.985],
  ])("%s as %s: three decimals may be thousands", (of, cell, sign, expected) => {
    const parse = { seats: wholeSeats, price: seatPrice, "token price": tokenPrice }[of];
    expect(outcome(parse as Parse<number>, cell, sign)).toBe(expected);
  });

  it("takes 45.0 for whole, and 4.5 not", () => {
    expect([outcome(whole, "45.0"), outcome(whole, "4.5"), outcome(whole, 4.5)]).toEqual([
      45,
      "not-whole",
      "not-whole",
    ]);
  });

  it("takes shares as 20 % or 0.2", () => {
    expect(["20 %", "20%", "0,2", "100 %"].map((text) => outcome(share, text))).toEqual([0.2, 0.2, 0.2, 1]);
    expect([outcome(share, "20"), outcome(share, 20), outcome(share, "120 %")]).toEqual([
      "not-a-share",
      "not-a-share",
      "not-a-share",
    ]);
  });

  it("asks whether a typed 1 is 1 % or the whole", () => {
    expect(["1", "1 %", "1.0", 1].map((cell) => outcome(share, cell))).toEqual([
      "one-or-percent",
      0.01,
      1,
      1,
    ]);
  });
});

describe("dates", () => {
  it.each<[string | number, string]>([
    ["2026-07-29", "2026-07-29"],
    ["2024-05-10T21:20:32Z", "2024-05-10"],
    ["2024-05-10T23:20:32.123-05:00", "2024-05-11"],
    ["2024-05-10T00:20+01:00", "2024-05-09"],
    ["2011-01-01 00:00:00", "2011-01-01"],
    ["29.07.2026", "2026-07-29"],
    ["1.7.2026 14:30", "2026-07-01"],
    ["2026/08/07", "2026-08-07"],
    ["2026.01.05", "2026-01-05"],
    ["20260729", "2026-07-29"],
    ["5-Jan-26", "2026-01-05"],
    ["5. ene. 2026", "2026-01-05"],
    ["5 Janv 2026", "2026-01-05"],
    ["5. März 2026", "2026-03-05"],
    ["5 maart 2026", "2026-03-05"],
    ["5 juin 2026", "2026-06-05"],
    ["5 juil. 2026", "2026-07-05"],
    ["5-Nov-26", "2026-11-05"],
    ["5. Dez 2026", "2026-12-05"],
    ["5 January 2026", "2026-01-05"],
    ["5. Jänner 2026", "2026-01-05"],
    ["5 marraskuu 2026", "2026-11-05"],
    ["5. des. 2026", "2026-12-05"],
    ["2026-01-05 23:30 GMT", "2026-01-05"],
    ["Jan 5, 2026", "2026-01-05"],
    ["31/01/2026", "2026-01-31"],
    ["1/31/2026 11:59 PM", "2026-01-31"],
    ["12/31/2025 12:05 AM", "2025-12-31"],
    ["5/5/2026", "2026-05-05"],
    ["46232", "2026-07-29"],
    ["46232.5", "2026-07-29"],
    [46232, "2026-07-29"],
    [46232.99, "2026-07-29"],
  ])("%s is %s", (cell, iso) => {
    const value = day(cell, dialect("."));
    expect(value instanceof Fault ? value.code : isoDay(value)).toBe(iso);
  });

  it.each<[string | number | boolean, string]>([
    ["07/08/2026", "ambiguous-date"],
    ["13/13/2026", "not-a-date"],
    ["1/31/26", "not-a-date"],
    ["20261329", "not-a-date"],
    ["12345", "not-a-date"],
    ["2026-02-30", "not-a-date"],
    ["yesterday", "not-a-date"],
    ["5-Foo-26", "not-a-date"],
    [5, "not-a-date"],
    [-1, "not-a-date"],
    [true, "not-a-date"],
    ["2026-07-29T25:00Z", "not-a-date"],
  ])("%s is %s", (cell, code) => expect(outcome(day, cell)).toBe(code));

  it("agrees with the calendar on serial numbers", () => {
    expect(outcome(day, 46232)).toBe(fromSerial(46232, 1900));
  });
});

describe("cells", () => {
  it("yes and no in two languages", () => {
    expect(["Yes", "TRUE", "1", "x", "ja", true, 1].map((cell) => outcome(yesNo, cell))).toEqual(
      Array(7).fill(true),
    );
    expect(["no", "False", "0", "nein", false, 0].map((cell) => outcome(yesNo, cell))).toEqual(
      Array(6).fill(false),
    );
    expect(outcome(yesNo, "perhaps")).toBe("not-yes-or-no");
  });

  it.each<[Cell | undefined]>([[null], [undefined], [""], ["  "]])(
    "a blank (%j) is nothing, never 0",
    (cell) => {
      expect(optional(number, "N").read(cell, dialect("."))).toBeUndefined();
      expect(needed(number, "N").read(cell, dialect("."))).toMatchObject({ code: "blank-cell" });
    },
  );

  it.each(["#N/A", "#REF!", "#NV", "#BEZUG!", "#ÜBERLAUF!", "#¿NOMBRE?", "#SPILL!", "Err:508", "####"])(
    "the text of an error in any language is a fault, also where a name stands: %s",
    (shown) => {
      expect(optional(nameText, "N").read(shown, dialect("."))).toMatchObject({ code: "cell-error" });
    },
  );

  it.each(["#110001234567", "C#", "#4", "NV"])("a name with such signs is a name: %s", (shown) => {
    expect(optional(nameText, "N").read(shown, dialect("."))).toBe(shown);
  });

  it("an error value is a fault that names it", () => {
    expect(optional(number, "N").read({ error: "#N/A" }, dialect("."))).toMatchObject({ code: "cell-error" });
  });
});

describe("names of products", () => {
  it.each([
    [" autocad ", "AutoCAD"],
    ["Autodesk Revit", "Revit"],
    ["AutoCAD - including specialized toolsets", "AutoCAD"],
    ["Architecture, Engineering & Construction Collection", "AEC Collection"],
    ["Architecture Engineering and Construction Collection", "AEC Collection"],
    ["Product Design & Manufacturing Collection", "PDM Collection"],
    ["Media and Entertainment Collection", "M&E Collection"],
    ["M&E Collection", "M&E Collection"],
    ["Something   else", "Something else"],
  ])("%s is %s", (typed, name) => expect(canonicalName(typed)).toBe(name));
});
