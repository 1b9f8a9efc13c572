import { brief, day, kinds, readCsv, readSheets, table } from "./sheets-of";

const HEADER = "Date,Event,Tokens,Contract,Token pool,Ends";
/** Token events from lines of which only the first three cells matter. */
const events = (...lines: readonly string[]): string =>
  [HEADER, ...lines.map((line) => `${line},,,`)].join("\n");

describe("Token events", () => {
  it("reads our columns, in order of their days", async () => {
    const reading = await readCsv(`${HEADER}
      2026-05-02,moved,-200,,East,
      2026-03-15,added,1000,C9,East,2027-03-14`);
    expect(kinds(reading)).toEqual(["Token events"]);
    expect(reading.estate.tokenEvents).toEqual([
      {
        day: day("2026-03-15"),
        event: "added",
        tokens: 1000,
        contract: "C9",
        pool: "East",
        ends: day("2027-03-14"),
        origin: { source: 0, row: 3 },
      },
      { day: day("2026-05-02"), event: "moved", tokens: -200, pool: "East", origin: { source: 0, row: 2 } },
    ]);
    expect(brief(reading.issues)).toEqual([]);
  });

  it("reads other headers of the columns", async () => {
    const reading = await readCsv(`Event date,Event type,Quantity,Contract number,Team name,Expiration date
      2026-03-15,Tokens purchased,1000,C9,East,2027-03-14`);
    expect(reading.estate.tokenEvents).toMatchObject([
      { event: "added", tokens: 1000, contract: "C9", pool: "East", ends: day("2027-03-14") },
    ]);
  });

  it.each([
    ["added", ["added", "Added", "Tokens added", "purchased", "Purchase", "tokens purchased", "bought"]],
    ["moved", ["moved", "Tokens moved", "move", "Transferred"]],
    ["merged", ["merged", "Tokens merged", "merge", "Team merge", "team merged", "Teams merged"]],
    ["expired", ["expired", "Tokens expired", "Expiration", "expiry"]],
  ])("knows the words for %s", async (event, words) => {
    const { estate } = await readCsv(events(...words.map((word, i) => `2026-05-02,${word},${i + 1}`)));
    expect(estate.tokenEvents.map((one) => one.event)).toEqual(words.map(() => event));
  });

  it("takes what expired as a number above 0, with whatever sign it is listed, and keeps the sign of moves", async () => {
    const { estate } = await readCsv(
      events(
        "2026-05-01,expired,-300",
        "2026-05-02,expired,300",
        "2026-05-03,moved,-40",
        "2026-05-04,moved,40",
        "2026-05-05,merged,-7.5",
      ),
    );
    expect(estate.tokenEvents.map(({ tokens }) => tokens)).toEqual([300, 300, -40, 40, -7.5]);
  });

  it("reads that nothing expired: the balance stays known", async () => {
    const { estate, issues } = await readCsv(events("2026-05-01,expired,0", "2026-05-02,added,500"));
    expect([estate.tokenEvents.map(({ tokens }) => tokens), issues]).toEqual([[0, 500], []]);
  });

  it("names what it cannot read, row by row", async () => {
    const { estate, issues } = await readCsv(`${HEADER}
      2026-05-02,refunded,10,,,
      2026-05-02,added,-10,,,
      2026-05-02,moved,0,,,
      2026-05-02,added,,,,
      2027-05-02,added,10,,,
      2026-05-02,added,10,,,2026-04-30
      2026-05-02,added,10,,,`);
    expect(brief(issues)).toEqual([
      ["unknown-token-event", 2, "Event"],
      ["negative-number", 3, undefined],
      ["zero-is-unknown", 4, undefined],
      ["blank-cell", 5, "Tokens"],
      ["future-date", 6, "Date"],
      ["ends-before-start", 7, undefined],
    ]);
    expect(estate.tokenEvents).toMatchObject([{ tokens: 10, origin: { row: 8 } }]);
    expect(estate.refusals.length).toBeGreaterThan(0);
  });
});

describe("two exports of token events that overlap", () => {
  // Of the two days that both list, the second export lists one event more; it shows what expired below 0.
  const first = events(
    "2026-04-30,added,1000",
    "2026-05-02,moved,50",
    "2026-05-02,moved,50",
    "2026-05-03,expired,300",
  );
  const second = events(
    "2026-05-02,moved,50",
    "2026-05-02,moved,50",
    "2026-05-02,moved,50",
    "2026-05-03,expired,-300",
    "2026-06-01,added,400",
  );

  it("count each event once, and equal events of one export each", async () => {
    const { estate, issues } = await readSheets({ April: table(first), May: table(second) });
    expect(estate.tokenEvents.map(({ event, tokens }) => [event, tokens])).toEqual([
      ["added", 1000],
      ["moved", 50],
      ["moved", 50],
      ["moved", 50],
      ["expired", 300],
      ["added", 400],
    ]);
    expect(brief(issues)).toEqual([
      ["doubled-row", 2, undefined],
      ["doubled-row", 3, undefined],
      ["doubled-row", 5, undefined],
    ]);
    expect(estate.sources.map(({ rows, used }) => [rows, used])).toEqual([
      [4, 4],
      [5, 2],
    ]);
  });

  it("give the same events whichever is read first", async () => {
    const of = async (sheets: Parameters<typeof readSheets>[0]) =>
      (await readSheets(sheets)).estate.tokenEvents.map(({ origin: _, ...event }) => event);
    expect(await of({ May: table(second), April: table(first) })).toEqual(
      await of({ April: table(first), May: table(second) }),
    );
  });
});
