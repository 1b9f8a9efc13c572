import { Unknowns } from "../../src/engine/evidence/refusals";
import { DEFAULT_ASSUMPTIONS } from "../../src/engine/assumptions";
import { DECIDING_THE_MIX, RESTS_ON } from "../../src/engine/evidence/settings";
import { doubtsOf } from "../../src/engine/evidence/certainty";
import { ofKind, statementsOf } from "../../src/engine/statements/statements";
import { newXlsx, openXlsx } from "../../src/hosts/xlsx/xlsx";
import { report } from "../../src/sheets/report/report";
import { runAnalysis, type Run, type RunOptions } from "../../src/sheets/run";
import { at } from "../../src/engine/at";
import { NOT_CALCULATED, type Cell } from "../../src/workbook/cells";
import type { SheetReader } from "../../src/workbook/reader";
import { day, sheetsOf } from "./read/sheets-of";

const TODAY = day("2026-11-15");
const USAGE: Cell[][] = [
  ["product_name", "day_used", "access_option", "email", "tokens_used"],
  ["AutoCAD", "2026-03-01", "Tokens", "ann@x.example", 7],
  ["AutoCAD", "2026-10-31", "Tokens", "ann@x.example", 7],
];

const run = (readers: readonly SheetReader[], options: Partial<RunOptions> = {}): Promise<Run> =>
  runAnalysis(readers, { today: TODAY, set: [], ...options });

/** The statements of trust, without the rows of settings. */
const trust = (of: Run): string[] =>
  ofKind(statementsOf(of), "trust").map(({ text }) =>
    text.replace(/ in row \d+ of Assumptions(?= could not be read;)/, ""),
  );

/** A workbook with usage and an Assumptions sheet of ours, in which the values of some rows were changed. */
function answered(
  first: Run,
  changes: Readonly<Record<string, Cell>>,
  copied?: Readonly<Record<string, Cell>>,
) {
  const sheet = report({ ...first, dateSystem: 1900 }).find(({ key }) => key === "assumptions");
  const settings = sheet?.tables[0];
  if (!settings) throw new Error("There is no table of settings.");
  const rowsOf = (typed: Readonly<Record<string, Cell>>): Cell[][] => [
    settings.columns.map(({ header }) => header),
    ...settings.rows.map((row) => {
      const cells = row.map(({ value }) => value);
      const name = String(cells[0]);
      return name in typed ? [cells[0] ?? null, typed[name] ?? null, ...cells.slice(2)] : cells;
    }),
  ];
  return sheetsOf(
    { Usage: USAGE, Assumptions: rowsOf(changes), ...(copied && { "Assumptions (2)": rowsOf(copied) }) },
    { ours: { Assumptions: "assumptions" } },
  );
}

/** A cell of a setting on the Assumptions sheet. */
function shown(of: Run, name: string, header: string) {
  const sheet = report({ ...of, dateSystem: 1900 }).find(({ key }) => key === "assumptions");
  const { columns = [], rows = [] } = sheet?.tables[0] ?? {};
  const row = rows.find(([cell]) => cell?.value === name);
  return row?.[columns.findIndex((one) => one.header === header)];
}

describe("a setting that could not be used", () => {
  it.each<[string, Cell, string]>([
    [
      "Pool buffer",
      20,
      'Pool buffer: "20" could not be read; 10 % was used, so what rests on it is conditional',
    ],
    [
      "Pool buffer",
      "0,2",
      'Pool buffer: "0,2" could not be read; 10 % was used, so what rests on it is conditional',
    ],
    [
      "Pool buffer",
      "abc",
      'Pool buffer: "abc" could not be read; 10 % was used, so what rests on it is conditional',
    ],
    [
      "Pack size",
      "1.000",
      'Pack size: "1.000" could not be read; 100 was used, so what rests on it is conditional',
    ],
    [
      "Years compared",
      "three",
      'Years compared: "three" could not be read; 3 was used, so what rests on it is conditional',
    ],
    ["Usage report days", -4, 'Usage report days: "-4" could not be read; it stays unknown'],
    [
      "As-of date",
      "soon",
      'As-of date: "soon" could not be read; the last day of use was used, so what rests on it is conditional',
    ],
  ])(
    "is said first, and stays on the sheet as typed, beside the value that was used: %s %s",
    async (name, typed, sentence) => {
      const first = await run([sheetsOf({ Usage: USAGE })]);
      const second = await run([answered(first, { [name]: typed })]);
      expect(trust(second)).toContain(sentence);
      expect(shown(second, name, "Refused value")).toMatchObject({ value: typed, look: "warning" });
      for (const header of ["Value", "In use", "Value used in this run"])
        expect(shown(second, name, header)).toEqual(shown(first, name, header));
      const third = await run([answered(second, {})]);
      expect(trust(third)).toContain(sentence);
      expect(shown(third, name, "Refused value")?.value).toBe(typed);
      if (name !== "Pool buffer") return;
      const corrected = await run([answered(third, { "Pool buffer": 0.2 })]);
      expect([corrected.analysis.assumptions.poolBuffer, corrected.settingDoubts]).toEqual([0.2, []]);
    },
  );

  it("is named with its row", async () => {
    const of = await run([
      sheetsOf({
        Usage: USAGE,
        Assumptions: [
          ["Name", "Value"],
          ["Pool buffer", "abc"],
        ],
      }),
    ]);
    expect(ofKind(statementsOf(of), "trust").map(({ text }) => text)).toContain(
      'Pool buffer: "abc" in row 2 of Assumptions could not be read; 10 % was used, so what rests on it is conditional',
    );
  });

  it.each([
    ["Least saving for a move", "x500", ["unread"]],
    ["Pool buffer", "abc", ["unread"]],
    ["Discount rate", "eight", []],
  ])("leaves the mix in doubt if it decides the mix: %s", async (name, typed, doubts) => {
    const of = await run([
      sheetsOf({
        Usage: USAGE,
        Assumptions: [
          ["Name", "Value"],
          [name, typed],
        ],
      }),
    ]);
    expect(doubtsOf(of.analysis).filter((one) => one === "unread")).toEqual(doubts);
  });

  const refusable = Object.entries(DEFAULT_ASSUMPTIONS).filter(([, { accepts }]) => !("text" in accepts));
  it.each(refusable)(
    "says what rests on its default, leaves all in doubt, or is unknown: %s",
    async (key, { name }) => {
      const typed: Cell[][] = [
        ["Name", "Value"],
        [name, "abc"],
      ];
      const of = await run([sheetsOf({ Usage: USAGE, Assumptions: typed })]);
      const sentence = trust(of).find((text) => text.startsWith(`${name}: "abc" could not be read; `)) ?? "";
      const rest = (RESTS_ON as Readonly<Record<string, string>>)[key];
      const found = [
        sentence.endsWith("; it stays unknown"),
        doubtsOf(of.analysis).includes("unread"),
        rest !== undefined && sentence.endsWith(` was used, so what rests on it is conditional: ${rest}`),
      ];
      expect([key, found.includes(true)]).toEqual([key, true]);
      // What decides the mix is said of all, and of nothing in particular.
      expect((DECIDING_THE_MIX as readonly string[]).includes(key) && rest !== undefined).toBe(false);
    },
  );

  it.each([
    "Cost of an audit defence",
    "Purchase that a director approves",
    "Vendor's last quarter, at least",
  ])("is unknown where its default is an opinion, also in the next run: %s", async (name) => {
    const first = await run([sheetsOf({ Usage: USAGE })]);
    const second = await run([answered(first, { [name]: "abc" })]);
    const third = await run([answered(second, {})]);
    for (const one of [second, third]) {
      expect(trust(one)).toContain(`${name}: "abc" could not be read; it stays unknown`);
      expect(shown(one, name, "Value")?.value ?? null).toBeNull();
    }
    const corrected = await run([answered(third, { [name]: 0.03 })]);
    expect(corrected.settingDoubts).toEqual([]);
  });

  it("of a currency leaves default prices out, unless a table states the currency", async () => {
    const typed: Cell[][] = [
      ["Name", "Value"],
      ["Currency", "Dollars"],
      ["Rate: Maya", 6],
    ];
    const bought = (more: readonly Cell[][]): Cell[][] => more.map((row) => [...row]);
    const unstated = bought([
      ["offering_name", "seat_quantity", "Unit price"],
      ["AutoCAD", 3, 1900],
    ]);
    const stated = bought([
      ["offering_name", "seat_quantity", "Unit price", "Currency"],
      ["AutoCAD", 3, 1900, "USD"],
    ]);
    const unknown = await run([sheetsOf({ Usage: USAGE, Subscriptions: unstated, Assumptions: typed })]);
    expect(trust(unknown)).toContain('Currency: "Dollars" could not be read; it stays unknown');
    expect([unknown.analysis.assumptions.currency, unknown.analysis.tiers]).toEqual(["XXX", []]);
    const known = await run([sheetsOf({ Usage: USAGE, Subscriptions: stated, Assumptions: typed })]);
    expect(known.analysis.assumptions.currency).toBe("USD");
    expect(known.analysis.tiers).not.toEqual([]);
  });

  it("is no list price where it is a price: it stays unknown until it is corrected", async () => {
    const sentence = 'Token price: "EUR 3" could not be read; it stays unknown';
    const first = await run([sheetsOf({ Usage: USAGE })]);
    const second = await run([answered(first, { "Token price": "EUR 3" })]);
    const third = await run([answered(second, {})]);
    for (const one of [second, third]) {
      expect(trust(one)).toContain(sentence);
      expect([one.analysis.tiers, one.analysis.recommended]).toEqual([[], null]);
      expect(shown(one, "Token price", "Refused value")?.value).toBe("EUR 3");
      expect(shown(one, "Token price", "Value")?.value ?? null).toBeNull();
    }
    const corrected = await run([answered(third, { "Token price": 2.5 })]);
    expect([corrected.analysis.tokenPrice, corrected.settingDoubts]).toEqual([2.5, []]);
  });

  it("is named where no assumption has its name", async () => {
    const own: Cell[][] = [
      ["Name", "Value"],
      ["Pool bufer", 0.2],
      ["Rate: AutoCAD", 7],
    ];
    expect(trust(await run([sheetsOf({ Usage: USAGE, Assumptions: own })]))).toContain(
      'There is no assumption "Pool bufer", so "0.2" changed nothing',
    );
  });
});

describe("settings in two places", () => {
  it("count on our sheet, not on a copy of it", async () => {
    const first = await run([sheetsOf({ Usage: USAGE })]);
    const both = await run([answered(first, { "Years compared": 2 }, { "Years compared": 7 })]);
    expect(both.analysis.assumptions.years).toBe(2);
    expect(both.issues.filter(({ code }) => code === "copied-assumptions")).toMatchObject([
      { sheet: "Assumptions (2)", severity: "warning" },
    ]);
  });

  it("are said where they differ, and the last counts", async () => {
    const table = (years: Cell): Cell[][] => [
      ["Name", "Value"],
      ["Years compared", years],
      ["Pool buffer", 0.2],
    ];
    const reading = await run([
      sheetsOf({ Usage: USAGE, "Assumptions A": table(2), "Assumptions B": table(5) }),
    ]);
    expect(reading.analysis.assumptions.years).toBe(5);
    expect(trust(reading)).toContain(
      "Years compared is 2 in Assumptions A of input.xlsx, row 2 and 5 in Assumptions B of input.xlsx, row 2; " +
        "5 was used",
    );
    const set = await run(
      [sheetsOf({ Usage: USAGE, "Assumptions A": table(2), "Assumptions B": table(5) })],
      {
        set: [{ name: "Years compared", value: "4" }],
      },
    );
    expect([set.analysis.assumptions.years, set.settingDoubts]).toEqual([4, []]);
  });
});

describe("the as-of date", () => {
  it("belongs to the workbook: the next run uses it, until it is cleared there", async () => {
    const asOf = day("2026-06-30");
    const early = USAGE.slice(0, 2);
    const stated = await run([sheetsOf({ Usage: early })], { asOf });
    const workbook = newXlsx("answer.xlsx");
    await workbook.write(report({ ...stated, dateSystem: 1900 }));
    const saved = openXlsx("answer.xlsx", workbook.toBytes());
    const next = await run([sheetsOf({ Usage: early }), saved]);
    expect([next.analysis.asOf, next.statedAsOf]).toEqual([asOf, asOf]);
    const cleared = await run([answered(stated, { "As-of date": null })]);
    expect([cleared.analysis.asOf, cleared.statedAsOf]).toEqual([day("2026-10-31"), null]);
    const overruled = await run([sheetsOf({ Usage: early }), saved], { asOf: null });
    expect(overruled.analysis.asOf).toBe(day("2026-03-01"));
  });

  it("may stand in a table of the analyst, as a date or as text", async () => {
    for (const typed of ["2026-10-31", 46326, "31.10.2026"]) {
      const own: Cell[][] = [
        ["Name", "Value"],
        ["As-of date", typed],
      ];
      const { analysis, settingDoubts } = await run([
        sheetsOf({ Usage: USAGE.slice(0, 2), "My assumptions": own }),
      ]);
      expect([typed, analysis.asOf, settingDoubts]).toEqual([typed, day("2026-10-31"), []]);
    }
  });
});

describe("our own Assumptions sheet", () => {
  it("is read where the program that saved it kept no values of formulas", async () => {
    const first = await run([sheetsOf({ Usage: USAGE })]);
    const sheet = report({ ...first, dateSystem: 1900 }).find(({ key }) => key === "assumptions")!;
    const table = at(sheet.tables, 0);
    const saved = table.rows.map((row) =>
      row.map(({ value, formula }): Cell => (formula === undefined ? value : NOT_CALCULATED)),
    );
    const typed = saved.map((row) => (row[0] === "Pool buffer" ? [row[0], 0.25, ...row.slice(2)] : row));
    const again = await run([
      sheetsOf(
        { Usage: USAGE, Assumptions: [table.columns.map(({ header }) => header), ...typed] },
        { ours: { Assumptions: "assumptions" } },
      ),
    ]);
    expect(again.analysis.assumptions.poolBuffer).toBe(0.25);
    expect(again.issues.filter(({ sheet: of }) => of === "Assumptions")).toEqual([]);
  });
});

describe("a rate that no table states", () => {
  const DAYS = Array.from(
    { length: 12 },
    (_, month) => `2026-${String(month + 1).padStart(2, "0")}-15`,
  ).slice(0, 10);
  /** Six people hold Civil 3D and use it on ten days of the year: 100 tokens of 3 each, or a seat of 2,790. */
  const firm = (rate: Cell) =>
    sheetsOf({
      Usage: [
        ["product_name", "day_used", "access_option", "email", "tokens_used"],
        ...["2025-11-01", ...DAYS, "2026-10-31"].flatMap((date) => [
          ["AutoCAD", date, "Seats", "z@x.example", null],
          ...(DAYS.includes(date)
            ? [1, 2, 3].map((n) => ["Civil 3D", date, "Seats", `p${n}@x.example`, null])
            : []),
        ]),
      ],
      Users: [
        ["email", "offering_name"],
        ...[1, 2, 3].map((n) => [`p${n}@x.example`, "Civil 3D"]),
        ["z@x.example", "AutoCAD"],
      ],
      Subscriptions: [
        ["offering_name", "seat_quantity", "Unit price", "end_date"],
        ["Civil 3D", 3, 2790, "2027-06-30"],
        ["AutoCAD", 1, 2030, "2027-06-30"],
      ],
      Rates: [
        ["Product", "Tokens per day", "Flex eligible"],
        ["Civil 3D", rate, "yes"],
        ["AutoCAD", 7, "yes"],
      ],
    });
  const asOf = day("2026-10-31");
  const dropped = ({ analysis }: Run) =>
    analysis.recommended?.lines.find(({ offering }) => offering === "Civil 3D")?.seats[0] ?? 0;

  it.each([
    ["as N/A", "N/A"],
    ["as a blank", null],
    ["as a word", "ten"],
  ] as const)("%s leaves the seats of the product as they are, and says so", async (_how, cell) => {
    const unknown = await run([firm(cell)], { asOf });
    expect(dropped(unknown)).toBe(3);
    expect(trust(unknown).join(" ")).toContain(
      "Rates could not be read in full, so tokens per day are partly unknown",
    );
  });

  it("is known where an assumption states it", async () => {
    expect(dropped(await run([firm(10)], { asOf }))).toBe(0);
    const stated = await run([firm("ten")], { asOf, set: [{ name: "Rate: Civil 3D", value: "10" }] });
    expect(dropped(stated)).toBe(0);
    expect(trust(stated).join(" ")).not.toContain("tokens per day are partly unknown");
  });

  it("is none for a product that is not on Flex", async () => {
    const { issues } = await run([
      sheetsOf({
        Usage: USAGE,
        Rates: [
          ["Product", "Tokens per day", "Flex eligible"],
          ["Vault", null, "no"],
        ],
      }),
    ]);
    expect(issues.map(({ code }) => code)).not.toContain("blank-cell");
  });
});

describe("a price that could not be read", () => {
  const months = Array.from({ length: 12 }, (_, i): Cell[] => {
    const day = new Date(Date.UTC(2025, 10 + i, i === 11 ? 31 : 1)).toISOString().slice(0, 10);
    return ["AutoCAD", day, "Tokens", "ann@x.example", 70 + i];
  });
  const riskWith = async (...typed: Cell[][]) => {
    const tables = { Usage: [...USAGE.slice(0, 1), ...months], Assumptions: [["Name", "Value"], ...typed] };
    return (await run([sheetsOf(tables)])).analysis.tokenPlan.risk!;
  };

  it.each(["Top-up price", "Cost of a day locked out"])(
    "makes unknown what depends on it, and says why: %s",
    async (name) => {
      const risk = await riskWith([name, "abc"]);
      expect(risk.noSpend).toBe(`${name} in row 2 of Assumptions could not be read`);
      expect([risk.plan, risk.buysOften]).toEqual([null, false]);
      const known = [...risk.strategies, ...risk.curve].filter(({ expectedSpend }) => expectedSpend !== null);
      expect(known).toEqual([]);
      // The cover of an order needs no price.
      expect(risk.strategies.every(({ cover }) => cover >= 0)).toBe(true);
    },
  );

  it("is known where another row states it", async () => {
    expect((await riskWith(["Top-up price", "abc"], ["Top-up price", 4])).noSpend).toBeNull();
    expect((await riskWith()).noSpend).toBeNull();
  });
});

describe("a price or term of Assumptions that could not be read", () => {
  const TABLES: Record<string, Cell[][]> = {
    Usage: USAGE,
    Subscriptions: [
      ["Offering", "Seats", "Contract", "End"],
      ["Revit", 60, "C-1", "2026-12-31"],
    ],
    Contracts: [
      ["Contract", "Start", "End"],
      ["C-1", "2026-01-01", "2026-12-31"],
    ],
  };
  const runWith = async (typed: Cell[][], tables: Record<string, Cell[][]> = {}) =>
    run([sheetsOf({ ...TABLES, ...tables, Assumptions: [["Name", "Value"], ["Rate: Maya", 6], ...typed] })]);
  const offer = ({ analysis }: Run, name: string) =>
    analysis.offers.find(({ offering }) => offering === name);
  const unknownsOf = async (typed: Cell[][]) => new Unknowns((await runWith(typed)).analysis.estate);

  it("leaves a price or a rate unknown, though the price list has one", async () => {
    const priced = await runWith([]);
    expect(offer(priced, "Revit")?.pricePerYear).toBeGreaterThan(0);
    const refused = await runWith([["Price: Revit", "2O00"]]);
    expect(offer(refused, "Revit")?.pricePerYear).toBeUndefined();
    expect(offer(refused, "AutoCAD")?.pricePerYear).toBe(offer(priced, "AutoCAD")?.pricePerYear);
    expect(trust(refused)).toContain('Price: Revit: "2O00" could not be read; it stays unknown');
    expect(
      (await unknownsOf([["Rate: AutoCAD", "7 tokens"]])).because("rate", { product: "AutoCAD" }),
    ).toHaveLength(1);
  });

  it("is known where another row states it, but not above a quantity whose price could not be read", async () => {
    const twice = await runWith([
      ["Price: Revit", "2O00"],
      ["Price: Revit", 2000],
    ]);
    expect(offer(twice, "Revit")?.pricePerYear).toBe(2000);
    const volume = await runWith([
      ["Price: Revit", 2000],
      ["Price: Revit from 50", "19OO"],
    ]);
    expect(offer(volume, "Revit")?.pricePerYear).toBeUndefined();
    const tokens = await runWith([
      ["Token price", 3],
      ["Token price from 1000", "2,5"],
    ]);
    expect(tokens.analysis.tiers).toEqual([]);
  });

  it("leaves cap, notice and rise unknown for the contracts that do not state them", async () => {
    const typed: Cell[][] = [
      ["True-down cap without a contract", "20 percent"],
      ["Notice without a contract", "two months"],
      ["Seat price uplift", "five"],
    ];
    const stated = {
      Contracts: [
        ["Contract", "Start", "End", "Notice days", "True-down cap", "Uplift"],
        ["C-1", "2026-01-01", "2026-12-31", 30, 0.5, 0.05],
      ],
    };
    const facts = (of: Run) =>
      (["cap", "notice", "uplift"] as const).filter(
        (fact) => new Unknowns(of.analysis.estate).because(fact, { contract: "C-1" }).length > 0,
      );
    expect(facts(await runWith(typed))).toEqual(["cap", "notice", "uplift"]);
    expect(facts(await runWith(typed, stated))).toEqual([]);
    expect(facts(await runWith([]))).toEqual([]);
  });

  it("leaves prices of another currency unknown, though a table has a rate", async () => {
    const tables = {
      Offers: [
        ["Offering", "Price per year", "Currency"],
        ["Revit", 2000, "EUR"],
        ["AutoCAD", 1500, "USD"],
      ],
      "Exchange rates": [
        ["From currency", "To currency", "Rate", "As of"],
        ["EUR", "USD", 1.1, "2026-10-01"],
      ],
    };
    const currency: Cell[] = ["Currency", "USD"];
    expect(offer(await runWith([currency], tables), "Revit")?.pricePerYear).toBeCloseTo(2200, 6);
    const refused = await runWith([currency, ["Exchange rate: EUR to USD", "1,2"]], tables);
    expect(offer(refused, "Revit")?.pricePerYear).toBeUndefined();
  });
});
