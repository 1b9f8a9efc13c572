import { SHEET_NAMES } from "../../src/sheets/report/tables";
import { template } from "../../src/sheets/template";
import { newXlsx, openXlsx } from "../../src/hosts/xlsx/xlsx";
import { sheetsOf, table } from "../sheets/read/sheets-of";
import { partsOf, sheetXml, zip } from "../hosts/xlsx/packages";
import { jobIn, OFFICE, placeOf, wholeJob } from "./job-in";

test("the whole job: looks, analyses, writes, shows", async () => {
  const answer = await wholeJob(placeOf());
  expect(answer?.asOf).toBe("2026-09-29");
  // Bob's seat is assigned and unused; the third is not assigned.
  expect(answer?.statements).toContainEqual(expect.objectContaining({ text: "Shelfware", value: 2 }));
});

test("says how far a sheet is read where its size is known", async () => {
  const sheet = sheetsOf({
    Rates: [...table("Product,Tokens per day"), ...Array.from({ length: 80 }, (_, n) => [`P${n}`, 5])],
  });
  const sheets = async () => (await sheet.sheets()).map((info) => ({ ...info, announcedRows: 81 }));
  const { job, states } = jobIn(placeOf(newXlsx("new.xlsx"), [{ ...sheet, sheets }]).place);
  await job.analyse();
  const shares = states.flatMap(({ doing }) =>
    doing?.what.startsWith("Reading") ? (doing.share ?? []) : [],
  );
  expect(shares.length).toBeGreaterThan(2);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBeCloseTo(80 / 81);
});

test("cancelled while it reads, it changes nothing and says so", async () => {
  const { place, workbook } = placeOf();
  const { job } = jobIn(place);
  const before = workbook.toBytes();
  job.watch(() => {
    if (job.current().doing?.what.startsWith("Reading Usage")) job.cancel();
  });
  await job.analyse();
  expect(job.current().notice).toEqual({ good: false, text: "Cancelled; nothing was changed." });
  expect(job.current().answer).toBeNull();
  expect(job.current().doing).toBeNull();
  expect(Buffer.compare(workbook.toBytes(), before)).toBe(0);
});

test("writing into the open workbook is not cancelled", async () => {
  const { place, workbook } = placeOf();
  Object.assign(workbook, { writesInPlace: true });
  const { job } = jobIn(place);
  job.watch(() => {
    if (job.current().doing?.what === "Writing the answer") job.cancel();
  });
  await job.analyse();
  expect(job.current().answer).not.toBeNull();
  expect((await workbook.sheets()).filter(({ ours }) => ours)).toHaveLength(Object.keys(SHEET_NAMES).length);
});

test("writing a copy is cancelled", async () => {
  const { job } = jobIn(placeOf().place);
  job.watch(() => {
    if (job.current().doing?.what === "Writing the answer") job.cancel();
  });
  await job.analyse();
  expect(job.current()).toMatchObject({
    answer: null,
    saved: null,
    notice: { good: false, text: "Cancelled; nothing was changed." },
  });
});

test("one piece of work at a time", async () => {
  const { place } = placeOf();
  const { job } = jobIn(place);
  const first = job.analyse();
  await job.look();
  expect(job.current().doing?.what).toContain("Reading");
  await first;
  expect(job.current().answer).not.toBeNull();
});

test("what cannot be worked on is a sentence, and the pane goes on", async () => {
  const { place } = placeOf(newXlsx("new.xlsx"), [sheetsOf({ Notes: table("a,b\n1,2") })]);
  const { job } = jobIn(place);
  await job.analyse();
  expect(job.current().notice?.text).toContain("input.xlsx");
  expect(job.current().doing).toBeNull();
  await job.look();
  expect(job.current().notice).toBeNull();
});

test("a fault of ours is not blamed on the workbook", async () => {
  const { job } = jobIn({
    ...placeOf().place,
    open: async () => Promise.reject(new TypeError("x is undefined")),
  });
  await job.look();
  expect(job.current().notice?.text).toBe("A fault in the program, not in your workbook: x is undefined");
});

test("blank tables are added once, and never over one that is there", async () => {
  const { place, workbook, shown } = placeOf(newXlsx("new.xlsx"), []);
  const { job } = jobIn(place, shown);
  await job.look();
  expect(job.current().blanks).toHaveLength(template().length);
  await job.addBlanks(["template-rates", "template-offers"]);
  expect((await workbook.sheets()).map(({ name }) => name)).toEqual(["Rates", "Offers"]);
  expect(job.current().blanks).toHaveLength(template().length - 2);
  expect(shown).toEqual(["template-rates"]);
  const before = workbook.toBytes();
  await job.addBlanks(["template-rates"]);
  expect(Buffer.compare(workbook.toBytes(), before)).toBe(0);
  expect(job.current().notice?.text).toBe("These tables are already in the workbook.");
});

test("formulas that must stay are named, not called none; and there must be one workbook", async () => {
  const bytes = zip(
    partsOf({
      Costs: sheetXml('<row r="1"><c r="A1" t="e"><f>_xldudf_FLEXCOST(85,6,3)</f><v>#NAME?</v></c></row>'),
    }),
  );
  const costs = openXlsx("costs.xlsx", bytes);
  const { place, workbook } = placeOf(costs, [costs]);
  const { job } = jobIn(place);
  await job.freeze();
  expect(job.current().notice).toMatchObject({
    good: false,
    text: expect.stringContaining("Costs!A1 stayed as it was") as string,
  });
  await job.makePortable();
  expect(job.current().notice).toMatchObject({
    good: true,
    text: expect.stringContaining("now uses SW_FLEXCOST") as string,
  });
  expect([...(await workbook.names()).keys()]).toEqual(["SW_FLEXCOST"]);

  const other = jobIn(placeOf(newXlsx("new.xlsx"), [workbook]).place).job;
  await other.countFreeze();
  expect(other.current().notice?.text).toContain("Choose exactly one .xlsx file");
});

test("a button pressed while the pane still looks is not lost", async () => {
  const { place } = placeOf();
  const { job } = jobIn(place);
  void job.look();
  await job.idle().then(() => job.analyse());
  expect(job.current().answer).not.toBeNull();
});

test("says before it writes what is kept and what is not, once results stand where it writes", async () => {
  const { place, workbook } = placeOf();
  const { job } = jobIn(place);
  await job.look();
  expect(job.current().saidBefore).toEqual([]);
  await job.analyse();
  expect(job.current().saidBefore).toEqual([]);
  const inPlace = Object.assign(workbook, { writesInPlace: true as const });
  const again = jobIn(placeOf(workbook, [OFFICE, inPlace]).place).job;
  await again.look();
  expect(again.current().saidBefore.join(" ")).toMatch(
    /colours, charts and filters .* are not\..*Notes, the older kind/,
  );
});

test("the as-of date is one for pane and ribbon: what the workbook states, until another is typed", async () => {
  const book = newXlsx("book.xlsx");
  const { place } = placeOf(book, [OFFICE, book]);
  const first = jobIn(place).job;
  await first.look();
  expect(first.current().asOf).toBe("");
  first.stateAsOf("2026-09-25");
  await first.analyse();
  expect(first.current().answer?.asOf).toBe("2026-09-25");

  // Another pane on the same workbook, and the ribbon, which says no date.
  const second = jobIn(place).job;
  await second.look();
  expect(second.current().asOf).toBe("2026-09-25");
  await second.analyse();
  expect(second.current().answer?.asOf).toBe("2026-09-25");

  second.stateAsOf("");
  await second.analyse();
  expect([second.current().answer?.asOf, second.current().asOf]).toEqual(["2026-09-29", ""]);
});
