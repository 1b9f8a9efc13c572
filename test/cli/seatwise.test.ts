import { SHEET_NAMES } from "../../src/sheets/report/tables";
import { template } from "../../src/sheets/template";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { files, inEmptyFolder, put, seatwise, seatwiseOnTerminal } from "./command-line";
import { newXlsx, openXlsx } from "../../src/hosts/xlsx/xlsx";

inEmptyFolder();

const USAGE = [
  "team_alias,offering_name,product_name,version,day_used,access_option,hashed_autodesk_id,email,tokens_used",
  "Main,AutoCAD,AutoCAD,2026,2025-01-05,Tokens,h1,Ann@X.example,7",
  "Main,AutoCAD,AutoCAD,2026,2025-01-06,Tokens,h1,ann@x.example,7",
  "Main,AutoCAD,AutoCAD,2025,2025-01-06,Tokens,h1,ann@x.example,0",
  "Main,Revit,Revit,2026,2025-02-20,Seats,h2,bob@x.example,",
  "Main,Revit,Revit,2026,not a day,Seats,h2,bob@x.example,",
].join("\n");

describe("seatwise analyze", () => {
  it("answers, writes a workbook that opens and a JSON whose rows add up", async () => {
    const usage = put("usage.csv", USAGE);
    const { status, stdout, stderr } = await seatwise(
      "analyze",
      usage,
      "--json",
      "a.json",
      "--as-of",
      "2026-12-31",
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("Cheapest per user");
    expect(files()).toEqual(["a.json", "usage-seatwise.xlsx", "usage.csv"]);
    const json = JSON.parse(readFileSync("a.json", "utf8")) as {
      sources: { rows: number; used: number; skipped: number }[];
      users: { user: string; products: { product: string; days: number }[] }[];
      issues: { code: string; row: number | null; column: string | null; file: string | null }[];
    };
    expect(json.sources).toEqual([expect.objectContaining({ rows: 5, used: 4, skipped: 1 })]);
    expect(json.users.map(({ user }) => user)).toEqual(["ann@x.example", "bob@x.example"]);
    expect(json.issues).toContainEqual(
      expect.objectContaining({ row: 6, column: "day_used", file: "usage.csv" }),
    );
    const written = openXlsx("out", new Uint8Array(readFileSync("usage-seatwise.xlsx")));
    expect((await written.sheets()).map(({ ours }) => ours)).toEqual([
      "renewal",
      "scenarios",
      "users",
      "token-plan",
      "token-use",
      "waste",
      "audit",
      "harvest",
      "transition",
      "true-down",
      "calendar",
      "brief",
      "letters",
      "reconciliation",
      "decision-log",
      "reconciliation-log",
      "mix",
      "break-even",
      "workings",
      "assumptions",
      "issues",
      "checks",
      "about",
    ]);
  });

  it("gives the same bytes for the same input", async () => {
    const usage = put("usage.csv", USAGE);
    await seatwise("analyze", usage, "--json", "a.json", "--out", "a.xlsx");
    await seatwise("analyze", usage, "--json", "b.json", "--out", "b.xlsx");
    expect(readFileSync("a.json")).toEqual(readFileSync("b.json"));
    expect(readFileSync("a.xlsx")).toEqual(readFileSync("b.xlsx"));
  });

  it("writes the dates for a calendar program, into a file of their own", async () => {
    const usage = put("usage.csv", USAGE);
    const { stdout } = await seatwise("analyze", usage, "--json", "a.json", "--ics", "dates.ics");
    expect(stdout).toContain("Written: usage-seatwise.xlsx, a.json and dates.ics\n");
    expect(readFileSync("dates.ics", "utf8")).toMatch(
      /^BEGIN:VCALENDAR\r\n[^]*SUMMARY:The vendor's year ends/,
    );
    const same = await seatwise("analyze", usage, "--json", "dates.ics", "--ics", "./dates.ics");
    expect(same.status).toBe(2);
    expect(same.stderr).toContain("--json and --ics name the same file.");
  });

  it("writes a letter only where seats are dropped", async () => {
    const usage = put("usage.csv", USAGE);
    const { stdout } = await seatwise("analyze", usage, "--letters", "letters.txt");
    expect(stdout).toContain("Written: usage-seatwise.xlsx and letters.txt\n");
    expect(readFileSync("letters.txt", "utf8")).toMatch(/^No contract whose end is known drops seats/);
  });

  it("writes the charges on tokens for FinOps programs, and the table that auditors ask for", async () => {
    const usage = put(
      "usage.csv",
      "product_name,day_used,email,access_option,tokens_used\n" +
        "AutoCAD,2026-01-05,=cmd@firm.example,Tokens,7\nAutoCAD,2026-01-06,=cmd@firm.example,Tokens,7\n",
    );
    const packs = put("packs.csv", "Purchased,Tokens,Price,Contract\n2026-01-01,100,300,Flex\n");
    const { stdout } = await seatwise(
      "analyze",
      usage,
      packs,
      "--focus",
      "focus.csv",
      "--auditor",
      "auditor.csv",
    );
    expect(stdout).toMatch(
      /Written: usage-seatwise\.xlsx, focus\.csv and auditor\.csv\nFOCUS 1\.2: 3 charges, use from 2026-01-05 to 2026-01-06\n$/,
    );
    const focus = readFileSync("focus.csv", "utf8").split("\r\n");
    expect(focus[0]).toMatch(/^BilledCost,BillingAccountId,/);
    expect(focus[1]).toMatch(/^300,Flex,Flex,Contract,USD,/);
    expect(readFileSync("auditor.csv", "utf8")).toBe(
      "Product name,Product SKU,License type,Assigned user,Department,Days a month,From,To\r\n" +
        "AutoCAD,,subscription,'=cmd@firm.example,,21.68,2026-01-05,2026-01-06\r\n",
    );
    const same = await seatwise("analyze", usage, "--focus", "usage.csv");
    expect(same.status).not.toBe(0);
    expect(readFileSync("usage.csv", "utf8")).toContain("=cmd@firm.example");
  });

  it("adds its sheets to a copy of a workbook, and reads what the analyst changed in them", async () => {
    await seatwise("template", "t.xlsx");
    const usage = put("usage.csv", USAGE);
    expect(
      (await seatwise("analyze", "t.xlsx", usage, "--set", "Token price=2.5", "--out", "one.xlsx")).status,
    ).toBe(0);
    const again = await seatwise("analyze", "one.xlsx", usage, "--json", "two.json", "--out", "two.xlsx");
    expect(again.status).toBe(0);
    const { pool, issues } = JSON.parse(readFileSync("two.json", "utf8")) as {
      pool: { tokenPrice: number };
      issues: { code: string }[];
    };
    expect(pool.tokenPrice).toBe(2.5);
    expect(issues.map(({ code }) => code)).not.toContain("bad-assumption");
    const sheets = await openXlsx("two", new Uint8Array(readFileSync("two.xlsx"))).sheets();
    expect(sheets).toHaveLength(template().length + Object.keys(SHEET_NAMES).length);
  });

  it.each([
    ["Pool buffer=lots", '"lots" is not a valid value of Pool buffer'],
    ["Colour=red", 'no assumption "Colour"'],
    ["Token price=2,80", "Token price"],
  ])("refuses --set %s with exit code 2, and writes nothing", async (set, says) => {
    const usage = put("usage.csv", USAGE);
    const { status, stdout, stderr } = await seatwise("analyze", usage, "--set", set);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(says);
    expect(files()).toEqual(["usage.csv"]);
  });
});

describe("seatwise inspect and template", () => {
  it("says what each sheet is", async () => {
    put("usage.csv", USAGE);
    put("shopping.csv", "Milk,Eggs\n1,2\n");
    const { status, stdout } = await seatwise("inspect", "usage.csv", "shopping.csv");
    expect(status).toBe(0);
    expect(stdout).toContain("usage.csv, usage: Usage, 5 rows, 4 used, 1 skipped");
    expect(stdout).toMatch(/shopping\.csv, shopping: not recognised/);
    expect(files()).toEqual(["shopping.csv", "usage.csv"]);
  });

  it("writes blank tables, each of which is recognised", async () => {
    await seatwise("template", "t.xlsx");
    const { stdout } = await seatwise("inspect", "t.xlsx");
    const kinds = [
      "Subscriptions",
      "Users",
      "Sessions",
      "Rates",
      "Offers",
      "Token prices",
      "Token packs",
      "Token events",
      "Planned use",
      "Token budgets",
      "Exchange rates",
      "Contracts",
      "Quotes",
      "Own scenarios",
      "Metered charges",
      "Installed devices",
      "Licenses owned",
      "Invoices",
      "Evidence on file",
      "Holidays",
      "Assumptions",
    ];
    expect(stdout.trim().split("\n")).toEqual(
      kinds.map((kind) => `t.xlsx, ${kind}: ${kind}, 0 rows, 0 used, 0 skipped`),
    );
  });
});

describe("help and wrong usage", () => {
  it("teaches", async () => {
    expect(await seatwise("--help")).toMatchObject({ status: 0, stderr: "" });
    expect((await seatwise("help", "analyze")).stdout).toContain("Discount rate");
    expect((await seatwise("analyze", "--help")).stdout).toContain("--as-of");
    expect((await seatwise("--version")).stdout).toMatch(/^seatwise \d+\.\d+\.\d+\n$/);
  });

  it.each([
    [["analyse"], "no command"],
    [["analyze", "--colour", "red"], "--colour"],
    [["analyze", "--as-of", "31/12/2026"], "is not a date"],
    [["analyze", "--set", "Growth"], "sets no value"],
    [["inspect"], "Name the files"],
    [["template"], "Name one file"],
    [["inspect", "x.csv", "--out", "y.xlsx"], "an option of analyze and portable"],
    [["analyze", "--seed=-1"], "--seed -1 is not a whole number"],
    [["analyze", "--seed", "one"], "--seed one is not a whole number"],
  ])("refuses %j with exit code 2 and one line", async (words, says) => {
    const { status, stdout, stderr } = await seatwise(...words);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(says);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

describe("bad input: one clear line, exit code 1, nothing half-written", () => {
  const workbook = async (): Promise<Uint8Array> => {
    const book = newXlsx("x");
    await book.write([
      {
        key: "renewal",
        name: "S",
        widths: [],
        frozenRows: 0,
        cells: [{ row: 1, column: 0, value: "a" }],
        tables: [],
        charts: [],
        names: [],
      },
    ]);
    return book.toBytes();
  };
  const encrypted = (stream: string): Uint8Array => {
    const bytes = new Uint8Array(2048);
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    [...stream].forEach((letter, i) => (bytes[1024 + 2 * i] = letter.charCodeAt(0)));
    return bytes;
  };
  const cases: [string, () => Promise<string> | string][] = [
    ["a file that is not there", () => "nowhere.xlsx"],
    ["a folder", () => (mkdirSync("folder.xlsx"), "folder.xlsx")],
    ["an empty file", () => put("empty.csv", "")],
    ["text named .xlsx", () => put("text.xlsx", USAGE)],
    ["an old .xls named .xlsx", () => put("old.xlsx", encrypted("Workbook"))],
    ["an encrypted workbook", () => put("secret.xlsx", encrypted("EncryptedPackage"))],
    ["a truncated zip", async () => put("cut.xlsx", (await workbook()).slice(0, 700))],
    [
      "a picture named .csv",
      () => put("picture.csv", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2, 0, 0])),
    ],
    ["a picture", () => put("picture.png", Uint8Array.from([0x89, 0x50, 0x4e, 0x47]))],
    ["a header and no rows", () => put("head.csv", `${USAGE.split("\n")[0] ?? ""}\n`)],
    [
      "a table whose every row has an error",
      () => put("wrong.csv", "product_name,day_used,access_option,email\nRevit,soon,Seats,a@x\n"),
    ],
    ["a table that nobody knows", () => put("shopping.csv", "Milk,Eggs\n1,2\n")],
  ];

  it.each(cases)("%s", async (_, make) => {
    const name = await make();
    const before = files();
    const { status, stdout, stderr } = await seatwise("analyze", name, "--out", "out.xlsx");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^seatwise: .+\n$/);
    expect(stderr).toContain(name);
    expect(stderr).not.toMatch(/\bat .*\.ts:|Error:/);
    expect(files()).toEqual(before);
  });

  it("a zip that announces more than it holds", async () => {
    const bytes = await workbook();
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let i = 0; i + 4 < bytes.length; i++) {
      if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, 0x7fffffff, true);
    }
    const { status, stderr } = await seatwise("analyze", put("bomb.xlsx", bytes), "--out", "out.xlsx");
    expect(status).toBe(1);
    expect(stderr).toContain("bomb.xlsx");
    expect(files()).toEqual(["bomb.xlsx"]);
  });

  it("an output that cannot be written, and an output that is an input", async () => {
    const usage = put("usage.csv", USAGE);
    expect(await seatwise("analyze", usage, "--out", "no/such/folder/out.xlsx")).toMatchObject({
      status: 1,
      stdout: "",
    });
    expect((await seatwise("analyze", usage, "--out", "usage.csv")).status).toBe(2);
    expect((await seatwise("analyze", usage, "--out", "in.xlsx")).status).toBe(0);
    const before = readFileSync("in.xlsx");
    expect((await seatwise("analyze", usage, "in.xlsx", "--out", "in.xlsx")).status).toBe(1);
    expect(readFileSync("in.xlsx")).toEqual(before);
    const alone = await seatwise("analyze", "in.xlsx", "--out", "again.xlsx");
    expect(alone).toMatchObject({ status: 1, stdout: "" });
    expect(alone.stderr).toContain("earlier answer");
    rmSync("in.xlsx");
    expect((await seatwise("analyze", usage, "--out", "a.xlsx", "--json", "no/such/b.json")).status).toBe(1);
    expect(files()).toEqual(["usage.csv"]);
  });

  it.each(["Reading", "Calculating", "Writing"])(
    "cancelled during %s: one line, exit code 1, no output",
    async (stage) => {
      const usage = put("usage.csv", USAGE);
      const abort = new AbortController();
      const { status, stdout, stderr } = await seatwiseOnTerminal(abort.signal, (shown) => {
        if (shown.includes(stage)) abort.abort();
      })("analyze", usage, "--out", "out.xlsx", "--json", "out.json");
      expect(abort.signal.aborted).toBe(true);
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(stderr).toMatch(/\r *\rseatwise: .*cancelled.*\n$/);
      expect(files()).toEqual(["usage.csv"]);
    },
  );

  it("leaves the input untouched", async () => {
    const usage = put("usage.csv", USAGE);
    const before = statSync(usage).mtimeMs;
    await seatwise("analyze", usage);
    expect(statSync(usage).mtimeMs).toBe(before);
    expect(existsSync("usage-seatwise.xlsx")).toBe(true);
  });
});
