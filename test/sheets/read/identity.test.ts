import { ContractNumbers } from "../../../src/sheets/read/contract-numbers";
import { plainText } from "../../../src/sheets/read/plain-text";
import { canonicalName } from "../../../src/sheets/read/vendor-names";
import { brief, readCsv, readSheets } from "./sheets-of";

describe("names that look the same", () => {
  const composed = "jörg@firm.example";
  it.each([
    ["decomposed", composed.normalize("NFD")],
    ["with a zero-width blank", `jö\u200Brg@firm.example`],
    ["with a soft hyphen", `jörg@fi\u00ADrm.example`],
    ["with a no-break space at its end", `${composed}\u00A0`],
    ["in capitals", composed.toUpperCase()],
    ["with a variation selector", `jörg\uFE0F@firm.example`],
    ["with a control character", `jörg@firm\u0007.example`],
    ["in letters of full width", "\uFF4Aörg@firm.example"],
    ["as a link", `mailto:${composed}`],
    ["with a name before it", `Jörg Ek <${composed}>`],
    ["with punctuation behind it", `${composed};`],
  ])("are one person: %s", async (_, other) => {
    const reading = await readSheets({
      Users: [
        ["Email", "Product", "Role"],
        [composed, "Revit", "User"],
        [other, "Revit", "User"],
      ],
    });
    expect(reading.estate.people.map(({ id }) => id)).toEqual([composed]);
    expect(reading.estate.assignments).toHaveLength(1);
  });

  const session = (user: string) => [user, "Revit", "2026-09-01 09:00", "2026-09-01 10:00"];

  it.each([
    ["TRUE", "true"],
    ["P.Ek", "\uFF30.EK"],
    ["5A9E00ff", "5a9e00FF"],
  ])("are one person without an address, by the first of the spellings: %s and %s", async (one, other) => {
    for (const users of [
      [one, other],
      [other, one],
    ]) {
      const { estate } = await readSheets({
        Sessions: [["User", "Product", "Start", "End"], ...users.map(session)],
      });
      expect(estate.people.map(({ id }) => id)).toEqual([one]);
    }
  });

  it.each(["Email", "Autodesk ID", "hashed_autodesk_id"])(
    "are one person in Sessions, Metered charges and the column %s",
    async (header) => {
      const { estate } = await readSheets({
        Users: [
          [header, "Product", "Role"],
          ["true", "Revit", "User"],
        ],
        Sessions: [["User", "Product", "Start", "End"], session("TRUE")],
        "Metered charges": [
          ["Service", "Date", "User", "Tokens"],
          ["Rendering", "2026-09-01", "True", 5],
        ],
      });
      expect(estate.people.map(({ id }) => id)).toHaveLength(1);
    },
  );

  it("are one person whether ß or ss, because an address has no capital ß", async () => {
    const reading = await readSheets({
      Users: [
        ["Email", "Product", "Role"],
        ["straße@firm.example", "Revit", "User"],
        ["STRASSE@firm.example", "Revit", "User"],
      ],
    });
    expect(reading.estate.people).toHaveLength(1);
  });

  it.each([
    ["Revit®", "Revit"],
    ["Autodesk Revit 2026", "Revit"],
    ["Civil3D 2025.1", "Civil 3D"],
    ["Architecture, Engineering &amp; Construction Collection (AEC)", "AEC Collection"],
    ["3ds Max", "3ds Max"],
    ["Plan 2026", "Plan 2026"],
  ])("are one product: %s", (typed, name) => {
    expect(canonicalName(typed)).toBe(name);
  });

  it("leave plain text as it is, and keep what can be seen", () => {
    expect(["Ana María", "a  b", "+1", "00123", "=1+1", ""].map(plainText)).toEqual([
      "Ana María",
      "a b",
      "+1",
      "00123",
      "=1+1",
      "",
    ]);
  });

  it("are remarked on when a file was read in the wrong character set", async () => {
    const reading = await readCsv("Email,First name,Product,Role\njorg@firm.example,JÃ¶rg,Revit,User");
    expect(brief(reading.issues)).toEqual([["garbled-text", 2, undefined]]);
  });
});

describe("a word in the place of a user", () => {
  it.each(["unknown", "(deleted user)", "Not assigned", "none", "TBD", "Unbekannt"])(
    "is nobody, so that the use of many is not that of one: %s",
    async (word) => {
      const reading = await readCsv(`Email,Product,Day used\n${word},Revit,2026-01-05\na@x,Revit,2026-01-06`);
      expect(reading.estate.people.map(({ id }) => id)).toEqual(["a@x"]);
      expect(brief(reading.issues)).toEqual([["no-person", 2, undefined]]);
    },
  );

  it.each(["unknown@x.example", "noone", "nuno", "None-Smith"])("is somebody: %s", async (word) => {
    const { estate } = await readCsv(`Email,Product,Day used\n${word},Revit,2026-01-05`);
    expect(estate.people).toHaveLength(1);
  });
});

describe("contract numbers", () => {
  const numbers = (...typed: readonly string[]): ContractNumbers => {
    const contracts = new ContractNumbers();
    typed.forEach((one) => contracts.add(one));
    return contracts;
  };

  it("match whatever their case", () => {
    expect(numbers("Frame-A", "FRAME-A").of("frame-a")).toBe("FRAME-A");
  });

  it.each(["1100\u00A00123 4567", "'110001234567", "110001234567.0"])(
    "match as a number typed: %s",
    (typed) => {
      expect(numbers(typed, "110001234567").of(typed)).toBe("110001234567");
    },
  );

  it("that a spreadsheet rounded lead to the one contract with those digits", () => {
    const contracts = numbers("110001234567", "110007654321", "1.10001E+11");
    expect([contracts.of("1.10001E+11"), contracts.of("1,10008E+11")]).toEqual([
      "110001234567",
      "110007654321",
    ]);
  });

  it("stay as they are, and are asked about, where several or none fit", async () => {
    expect(numbers("110001234567", "110001234999").isAmbiguous("1.10001E+11")).toBe(true);
    expect(numbers("220001234567").isAmbiguous("1.10001E+11")).toBe(true);
    const reading = await readCsv("offering_name,contract_number,seat_quantity\nRevit,1.10001E+11,5");
    expect(brief(reading.issues)).toEqual([["rounded-contract", 2, undefined]]);
    expect(reading.estate.subscriptions).toMatchObject([{ contract: "1.10001E+11", seats: 5 }]);
  });
});

describe("a seat whose offering no table knows", () => {
  const users = (offering: string) => [
    ["Email", "Offering", "Role"],
    ["a@x", "AEC Collection", "User"],
    ["b@x", offering, "User"],
  ];
  const bought = (seats: number) => [
    ["offering_name", "contract_number", "seat_quantity"],
    ["AEC Collection", "110001234567", seats],
  ];

  it("may be one of an offering with seats to spare, so its holders are unknown", async () => {
    const { estate, issues } = await readSheets({ Users: users("AEC Coll. IC"), Subscriptions: bought(2) });
    expect(brief(issues)).toEqual([["unnamed-seat", 3, "Offering"]]);
    expect(estate.refusals).toMatchObject([
      { kind: "Users", fields: ["offering"], offering: "AEC Collection" },
    ]);
  });

  it.each([
    ["no seat is to spare", "AEC Coll. IC", 1],
    ["the vendor has such a product", "Maya", 2],
  ])("is nothing else where %s", async (_, offering, seats) => {
    const { estate } = await readSheets({ Users: users(offering), Subscriptions: bought(seats) });
    expect(estate.refusals).toEqual([]);
  });
});
