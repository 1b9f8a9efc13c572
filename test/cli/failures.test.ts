import { failuresOf } from "../../src/cli/failures";
import { selfChecked } from "../../src/engine/self-check/self-check";
import { money } from "../../src/engine/units";
import type { Run } from "../../src/sheets/run";
import { toJson } from "../../src/cli/json";
import { answer } from "../../src/cli/answer";
import { honest } from "../engine/self-check/honest";
import { inEmptyFolder, put, seatwise } from "./command-line";

inEmptyFolder();

const HEADER = "offering_name,product_name,day_used,access_option,email,tokens_used";
/** A row a day for 40 days, of one person. */
const rows = (email: string, product: string): string[] =>
  Array.from(
    { length: 40 },
    (_, n) => `${product},${product},2026-${n < 20 ? "09" : "10"}-${String(10 + (n % 20))},Seats,${email},`,
  );
const usage = (...lines: string[]): string => put("usage.csv", [HEADER, ...lines].join("\n"));
const analyze = (...words: string[]) => seatwise("analyze", "--as-of", "2026-10-31", ...words);

describe("--strict", () => {
  it("ends with exit code 0 and no word where every row was read and everything is covered", async () => {
    const { status, stderr } = await analyze("--strict", usage(...rows("a@x", "AutoCAD")));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  it.each([
    [
      "a row was refused",
      () => [usage(...rows("a@x", "AutoCAD"), "AutoCAD,AutoCAD,soon,Seats,a@x,")],
      "1 of 41 rows of Usage could not be read in full, so use is partly unknown",
    ],
    [
      "no row of a table could be read",
      () => [
        usage(...rows("a@x", "AutoCAD")),
        put("contracts.csv", "Contract,Start,End,True-down cap\n,2026-01-01,2027-01-01,\n"),
      ],
      "Contracts has 1 row, none of which could be read, so the ends of terms, notice dates, caps, floors",
    ],
    [
      "a sheet was not recognised",
      () => [usage(...rows("a@x", "AutoCAD")), put("menu.csv", "Milk,Eggs\n1,2\n")],
      "1 sheet was not recognised",
    ],
    [
      "a setting could not be used",
      () => [usage(...rows("a@x", "AutoCAD")), put("assumptions.csv", "Name,Value\nPool buffer,abc\n")],
      'Pool buffer: "abc" in row 2 of assumptions could not be read; 10 % was used, so what rests on it is conditional',
    ],
    [
      "no table shows any use",
      () => [
        usage(),
        put("subscriptions.csv", "offering_name,contract_number,seat_quantity\nAutoCAD,C1,4\n"),
      ],
      "no table shows any use",
    ],
    [
      "something stands beside the tables that is no table",
      () => [usage(...rows("a@x", "AutoCAD").map((line, n) => (n < 9 ? `${line},,see mail,9` : line)))],
      'a table on "usage" was not read',
    ],
    [
      "people are shown by name and behind a hash",
      () => [
        usage(...rows("a@x", "AutoCAD")),
        put("more.csv", [HEADER.replace("email", "hashed_autodesk_id"), ...rows("5a9e", "Maya")].join("\n")),
      ],
      "people are shown by name and behind a hash",
    ],
    [
      "the exports cover too few days",
      () => [usage(...rows("a@x", "AutoCAD").slice(0, 9))],
      "the exports cover only 9 days",
    ],
    [
      "three holders of an offering are not in the exports, while others are",
      () => [
        usage(...rows("a@x", "AutoCAD")),
        put(
          "users.csv",
          "email,offering_name\na@x,AutoCAD\nb@x,AEC Collection\nc@x,AEC Collection\nd@x,AEC Collection\n",
        ),
      ],
      "the use of AEC Collection seats may be missing from the exports",
    ],
  ])("ends with exit code 3 and one line where %s, and writes the answer", async (_, inputs, says) => {
    const names = inputs();
    const { status, stdout, stderr } = await analyze("--strict", ...names, "--json", "a.json");
    expect({ status, lines: stderr.trim().split("\n").length }).toEqual({ status: 3, lines: 1 });
    expect(stderr).toContain("seatwise: --strict: ");
    expect(stderr).toContain(says);
    expect(stdout).toContain("Written: usage-seatwise.xlsx and a.json");
    expect((await analyze(...names)).status).toBe(0);
  });

  it("is in the help, with its exit code", async () => {
    const { stdout } = await seatwise("help", "analyze");
    expect(stdout).toContain("--strict");
    expect(stdout).toContain("3: with --strict");
  });
});

describe("a figure that fails a check of the program", () => {
  const { analysis, counts, issues } = honest();
  const run = (best = analysis.recommended!): Run =>
    selfChecked({
      analysis: {
        ...analysis,
        recommended: best,
        scenarios: analysis.scenarios.map((one) => (one.id === best.id ? best : one)),
      },
      counts,
      issues,
      references: new Map(),
      settingDoubts: [],
      statedAsOf: null,
      unrecognised: [],
    });
  const broken = run({ ...analysis.recommended!, total: money(1) });

  it("ends the program with exit code 1, strict or not, and names the invariant", () => {
    expect(failuresOf(run(), false)).toEqual({ messages: [], exitCode: 0 });
    for (const strict of [false, true]) {
      const { messages, exitCode } = failuresOf(broken, strict);
      expect(exitCode).toBe(1);
      expect(messages.join("\n")).toContain("The years of a scenario add up to its total");
    }
  });

  it("is in neither the terminal nor the JSON, which say why", () => {
    const printed = answer(broken);
    expect(printed).toContain("! Not shown: the scenario Best mix.");
    expect(printed).not.toContain("Best mix, first year");
    const json = JSON.parse(toJson(broken)) as {
      scenarios: { id: string }[];
      mix: unknown;
      issues: { code: string }[];
    };
    expect(json.scenarios.map(({ id }) => id)).not.toContain("best-mix");
    expect(json.mix).toBeNull();
    expect(json.issues[0]?.code).toBe("self-check");
  });
});

describe("an estate whose costs could not be read at all", () => {
  it("prints no sum, and says why", async () => {
    // One holder, no price anywhere, and the only quantity is a word: every sum would be 0.
    const { status, stdout } = await analyze(
      usage(...rows("a@x", "Alias AutoStudio")),
      put("users.csv", "email,offering_name\na@x,Alias AutoStudio\n"),
      put("subscriptions.csv", "offering_name,Seat quantity\nAlias AutoStudio,some\n"),
    );
    expect(status).toBe(0);
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "No cost is known, so nothing is ordered or dropped. Not known: further seats bought: " +
        "Seat quantity in row 2 of Subscriptions could not be read",
    );
    expect(stdout).not.toContain("Best mix");
  });
});

it("names a sheet that was not read before any figure", async () => {
  const { stdout } = await analyze(usage(...rows("a@x", "AutoCAD")), put("menu.csv", "Milk,Eggs\n1,2\n"));
  const said = stdout.indexOf('Not read, because no table on it is known: "menu" of menu.csv');
  expect(said).toBeGreaterThan(0);
  expect(said).toBeLessThan(stdout.indexOf("Renewal scenarios"));
});
