import { ContractNumbers } from "../../../src/sheets/read/contract-numbers";
import { plainText } from "../../../src/sheets/read/plain-text";
import { brief, readCsv, readSheets } from "./sheets-of";

describe("names that look the same", () => {
  const composed = "jörg@firm.example";
  it.each([
    ["decomposed", composed.normalize("NFD")],
    ["with a zero-width blank", `jö\u200Brg@firm.example`],
    ["with a soft hyphen", `jörg@fi\u00ADrm.example`],
    ["with a no-break space at its end", `${composed}\u00A0`],
    ["in capitals", composed.toUpperCase()],
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

describe("contract numbers", () => {
  const numbers = (...typed: readonly string[]): ContractNumbers => {
    const contracts = new ContractNumbers();
    typed.forEach((one) => contracts.add(one));
    return contracts;
  };

  it("match whatever their case", () => {
    expect(numbers("Frame-A", "FRAME-A").of("frame-a")).toBe("FRAME-A");
  });

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
