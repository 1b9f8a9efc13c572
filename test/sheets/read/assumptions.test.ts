import { brief, kinds, readSheets } from "./sheets-of";

describe("Assumptions", () => {
  it("gives the values as typed, with notes", async () => {
    const reading = await readSheets({
      Any: [
        ["Name", "Value", "Unit", "Note"],
        ["Pool buffer", 0.2, "share", "asked for"],
        ["Tier kind", " incremental ", "", ""],
        ["Flex", false, "", ""],
        ["Blank", null, "days", null],
      ],
    });
    expect(kinds(reading)).toEqual(["Assumptions"]);
    expect(reading.given).toEqual([
      { name: "Pool buffer", value: 0.2, note: "asked for", origin: { source: 0, row: 2 } },
      { name: "Tier kind", value: "incremental", origin: { source: 0, row: 3 } },
      { name: "Flex", value: false, origin: { source: 0, row: 4 } },
    ]);
    expect(brief(reading.issues)).toEqual([["blank-assumption", 5, undefined]]);
  });

  it("takes from our own sheet only what a person changed, and only from its first table", async () => {
    const reading = await readSheets(
      {
        Renamed: [
          ["Assumptions"],
          [null],
          ["Name", "Value", "Unit", "Value used in this run", "Source"],
          ["Pool buffer", 0.2, "share", 0.1, "ours"],
          ...Array.from({ length: 60 }, (_, n) => [`Same ${n}`, 100, "tokens", 100, "ours"]),
          ["Years", 3, "years", 3, "set by the analyst"],
          [null],
          ["Name", "Value", "Unit", "Value used in this run", "Source"],
          ["Other table", 2, "x", 1, ""],
        ],
        Renewal: [
          ["Name", "Value"],
          ["Total", 1],
        ],
      },
      { ours: { Renamed: "assumptions", Renewal: "renewal" } },
    );
    expect(reading.given).toEqual([
      { name: "Pool buffer", value: 0.2, edited: true, origin: { source: 0, row: 4 } },
      { name: "Years", value: 3, edited: true, origin: { source: 0, row: 65 } },
    ]);
    expect(reading.counts).toEqual([{ source: 0, rows: 62, used: 62, skipped: 0 }]);
    expect(reading.unrecognised).toEqual([]);
  });

  it("reads our own sheet under its former header, too", async () => {
    const reading = await readSheets(
      {
        Assumptions: [
          ["Name", "Value", "Unit", "Analysed at", "Source"],
          ["Pool buffer", 0.2, "share", 0.1, "ours"],
          ["Pack size", 100, "tokens", 100, "ours"],
        ],
      },
      { ours: { Assumptions: "assumptions" } },
    );
    expect(reading.given).toEqual([
      { name: "Pool buffer", value: 0.2, edited: true, origin: { source: 0, row: 2 } },
    ]);
  });
});
