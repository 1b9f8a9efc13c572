import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { dropsOf } from "../../../src/engine/renewal/drops";
import { Access, type Person, type StatedFilter, type TokenPack } from "../../../src/engine/estate/estate";
import { evidence } from "../../../src/engine/evidence/statements";
import { days, money, tokens } from "../../../src/engine/units";
import { addDays, isoDay } from "../../../src/engine/calendar";
import { runOn } from "../../evidence/conclusions";
import type { Firm } from "../../evidence/firm";
import { day, daysOfUse, estateOf, QUOTED_TOKENS, type Given, type UseRow } from "../estate-of";

const PERIOD = ["2025-11-01", "2026-10-31"] as const;
const names = (n: number, of: string): string[] => Array.from({ length: n }, (_, i) => `${of}${i}@x`);
const used = (people: readonly string[], product = "AutoCAD", access: "seat" | "tokens" = "seat"): UseRow[] =>
  people.flatMap((person) =>
    daysOfUse(person, product, "2026-06-01", 100, access, access === "seat" ? null : 7),
  );
const holding = (people: readonly string[], offering = "AutoCAD"): NonNullable<Given["seats"]> =>
  people.map((person) => [person, offering]);

interface More extends Given {
  readonly filters?: readonly StatedFilter[];
}

function analysed({ filters = [], ...given }: More, assumptions: Partial<Assumptions> = {}): Analysis {
  const estate = estateOf({ period: PERIOD, ...given });
  const sources = estate.sources.map((source) => ({ ...source, filters }));
  return analyse({ ...estate, sources }, day("2026-10-31"), { ...defaultAssumptions(), ...assumptions });
}
const dropped = (analysis: Analysis): number => dropsOf(analysis).reduce((sum, { seats }) => sum + seats, 0);
const kept = (analysis: Analysis, id: string): boolean =>
  analysis.users.find(({ user }) => user === id)?.recommended.seats.length === 1;

describe("a team or department of which nobody is seen", () => {
  const [seen, absent] = [names(4, "seen"), names(3, "absent")];
  const of = (group: "team" | "department", more: Partial<More> = {}): More => ({
    use: used(seen),
    people: Object.fromEntries(
      [...seen, ...absent].map((id): [string, Partial<Person>] => [
        id,
        { [group]: seen.includes(id) ? "Design" : "Site" },
      ]),
    ),
    seats: holding([...seen, ...absent]),
    bought: [["AutoCAD", 7, 2000]],
    ...more,
  });

  it.each(["team", "department"] as const)("is a question with its money, never a drop (%s)", (group) => {
    const analysis = analysed(of(group));
    expect(dropped(analysis)).toBe(0);
    expect(absent.every((id) => kept(analysis, id))).toBe(true);
    expect(evidence(analysis)).toContain(
      `Nobody of the ${group} Site is in the exports, who hold 3 AutoCAD seats, so they stay; ` +
        "if the exports are complete, up to 6,000 a year could be saved",
    );
    expect(analysis.reconciliations[0]).toMatchObject({ active: null, shelfware: null, needed: 7 });
    expect(analysis.users.find(({ user }) => user === "absent0@x")?.segment).toBe("Not covered");
  });

  it("is judged if the exports are complete, if one of it is seen, or if it has two holders", () => {
    expect(dropped(analysed(of("team"), { exportsComplete: "yes" }))).toBe(3);
    expect(dropped(analysed(of("team", { use: used([...seen, "absent0@x"]) })))).toBe(2);
    expect(dropped(analysed(of("team", { seats: holding([...seen, ...absent.slice(1)]) })))).toBeGreaterThan(
      0,
    );
  });

  it("is no question where the export states that it holds all teams", () => {
    const all = analysed(of("team", { filters: [{ about: "team", values: [] }] }));
    expect(dropped(all)).toBe(3);
  });

  it("is outside an export that states another team, also with a single holder", () => {
    const given = of("team", { seats: holding([...seen, "absent0@x"]), bought: [["AutoCAD", 5, 2000]] });
    const analysis = analysed({ ...given, filters: [{ about: "team", values: ["Design"] }] });
    expect(dropped(analysis)).toBe(0);
    expect(evidence(analysis)).toContain(
      "The exports were filtered (team: Design), so the use of 1 AutoCAD seat is unknown and it stays; " +
        "up to 2,000 a year depends on it",
    );
  });
});

describe("a session log", () => {
  const [logged, others] = [names(3, "log"), names(20, "other")];
  const sessions = logged.flatMap((_, person) =>
    Array.from({ length: 120 }, (__, i) => ({
      person,
      product: 0,
      start: (day("2026-06-01") + i) * 1440 + 540,
      end: (day("2026-06-01") + i) * 1440 + 600,
      origin: { source: 0, row: i + 2 },
    })),
  );
  const given: Given = {
    people: Object.fromEntries([...logged, ...others].map((id) => [id, {}])),
    seats: holding([...logged, ...others]),
    bought: [["AutoCAD", 23, 2000]],
    rest: { products: ["AutoCAD"], sessions },
  };
  const analysedLog = (more: Partial<Given> = {}, assumptions: Partial<Assumptions> = {}): Analysis => {
    const estate = estateOf({ ...given, ...more });
    const sources = estate.sources.map((one, i) => ({
      ...one,
      kind: i === 0 ? ("Sessions" as const) : one.kind,
    }));
    return analyse({ ...estate, sources }, day("2026-10-31"), { ...defaultAssumptions(), ...assumptions });
  };

  it("covers the people in it, and nobody else loses a seat", () => {
    const analysis = analysedLog();
    expect(dropped(analysis)).toBe(0);
    expect(analysis.coverage.unknownPeople.size).toBe(20);
    expect(evidence(analysis).join("; ")).toContain(
      "The session log shows 3 people only, so the use of 20 AutoCAD seats is unknown and they stay",
    );
  });

  it("is the whole firm only if the analyst says so", () => {
    expect(dropped(analysedLog({}, { exportsComplete: "yes" }))).toBe(20);
  });
});

describe("exports of one kind of access", () => {
  const [ann, bob] = ["ann@x", "bob@x"];
  const pack: TokenPack = {
    purchased: day("2026-01-01"),
    tokens: tokens(6000),
    price: money(18_000),
    origin: { source: 0, row: 2 },
  };

  it("of tokens alone say nothing of seats, not even of one", () => {
    const use = used([bob], "Revit", "tokens").map(([p, q, d, a, n]): UseRow => [
      p,
      q,
      d,
      a,
      n,
      0,
      "Token usage",
    ]);
    const analysis = analysed({
      use,
      seats: holding([ann, bob]),
      bought: [["AutoCAD", 2, 2000]],
    });
    expect(dropped(analysis)).toBe(0);
    expect(evidence(analysis)).toContain(
      "The exports show tokens only, so the use of 2 AutoCAD seats is unknown and they stay; " +
        "up to 4,000 a year depends on it",
    );
  });

  it("of seats alone say nothing of tokens: as many are bought as today, and it is said", () => {
    const given: More = {
      use: used([ann, bob]),
      seats: holding([ann, bob]),
      bought: [["AutoCAD", 2, 2000]],
      rest: { packs: [pack], tokenTiers: QUOTED_TOKENS },
    };
    const analysis = analysed(given);
    expect(analysis.recommended?.years[0]?.tokens).toBeGreaterThanOrEqual(6000);
    expect(evidence(analysis).at(-1)).toMatch(
      /^The exports may leave out tokens, so every scenario goes on buying/,
    );
    const complete = analysed(given, { exportsComplete: "yes" });
    expect(complete.recommended?.years[0]?.tokens).toBe(0);
    expect(complete.keptTokens).toBe(0);
  });
});

describe("exports of a few products", () => {
  const people = { cad: names(4, "cad"), revit: names(4, "revit"), maya: names(4, "maya") };
  const given: More = {
    use: [...used(people.cad), ...used(people.revit.slice(0, 2), "Revit")],
    seats: [
      ...holding(people.cad),
      ...holding(people.revit, "AEC Collection"),
      ...holding(people.maya, "Maya"),
    ],
    bought: [
      ["AutoCAD", 4, 2000],
      ["AEC Collection", 4, 3430],
      ["Maya", 4, 1945],
    ],
  };

  it("leave collections open, which may open what was not exported", () => {
    const analysis = analysed(given);
    expect(dropped(analysis)).toBe(0);
    expect([...analysis.coverage.notCovered].sort()).toEqual(["AEC Collection", "Maya"]);
    expect(evidence(analysis).join("; ")).toContain("The exports show AutoCAD and Revit only");
  });

  it("are judged if the filter block states them: then single products named in it are covered", () => {
    const analysis = analysed({ ...given, filters: [{ about: "product", values: ["AutoCAD", "Revit"] }] });
    expect([...analysis.coverage.notCovered].sort()).toEqual(["AEC Collection", "Maya"]);
    expect(analysis.coverage.unknownHolders.has("AutoCAD")).toBe(false);
  });

  it("are not inferred from one dead product among many: only its own seats are a question", () => {
    const products = ["AutoCAD", "Revit", "Civil 3D", "Navisworks Manage"];
    const use = [
      ...used(people.cad),
      ...products.flatMap((product) => used(people.revit.slice(0, 2), product)),
    ];
    const analysis = analysed({ ...given, use });
    expect([...analysis.coverage.notCovered]).toEqual(["Maya"]);
    expect(evidence(analysis)).toContain(
      "No use of 4 Maya seats is in the exports, so they stay; if the exports are complete, " +
        "up to 7,780 a year could be saved",
    );
  });
});

describe("exports of a few people", () => {
  const given = (seen: number): More => ({
    use: used(names(seen, "p")),
    seats: holding(names(12, "p")),
    bought: [["AutoCAD", 12, 2000]],
  });

  it("are probably filtered if fewer than a quarter of ten or more holders are seen", () => {
    expect(dropped(analysed(given(2)))).toBe(0);
    expect(evidence(analysed(given(2))).join("; ")).toContain("The exports show 2 of 12 seat holders only");
    expect(dropped(analysed(given(3)))).toBe(9);
  });
});

describe("a Usage Report that states no use", () => {
  it("covers the people in it: three holders with 0 days are unused, not left out", () => {
    const people = names(3, "idle");
    const analysis = analysed({
      use: used(["ann@x"]),
      people: Object.fromEntries(people.map((id) => [id, {}])),
      seats: [...holding(people, "Maya"), ["ann@x", "AutoCAD"]],
      bought: [
        ["Maya", 3, 1945],
        ["AutoCAD", 1, 2000],
      ],
      rest: {
        products: ["AutoCAD", "Maya"],
        reportedUse: [1, 2, 3].map((person) => ({
          person,
          product: 1,
          access: Access.seat,
          daysUsed: days(0),
          from: day(PERIOD[0]),
          to: day(PERIOD[1]),
          origin: { source: 0, row: person + 1 },
        })),
      },
    });
    expect(analysis.coverage.questions).toEqual([]);
    expect(dropped(analysis)).toBe(3);
  });
});

it("a person who was observed for fewer than 30 days keeps what they have; the others are decided", () => {
  const joiner = daysOfUse("new@x", "AutoCAD", "2026-10-20", 2, "seat");
  const given: More = {
    use: [...joiner, ...used(["ann@x"], "Revit").slice(0, 3)],
    seats: [
      ["new@x", "AutoCAD", "2026-10-15"],
      ["ann@x", "Revit", "2020-01-01"],
    ],
    bought: [
      ["AutoCAD", 1, 2000],
      ["Revit", 1, 2985],
    ],
  };
  const analysis = analysed(given);
  expect(kept(analysis, "new@x")).toBe(true);
  expect(analysis.users.find(({ user }) => user === "new@x")?.reasons).toEqual([
    "Observed for too few days to decide: keeps today's cover.",
  ]);
  expect(kept(analysis, "ann@x")).toBe(false);
});

describe("an export of seats beside one of tokens", () => {
  const days = Array.from({ length: 200 }, (_, i) => isoDay(addDays(day("2026-01-01"), i)));
  const [aec, cad] = [names(4, "aec"), names(4, "cad")];
  const daily = (people: readonly string[], product: string, ...more: readonly string[]): string[][] =>
    people.flatMap((person) => days.map((on) => [person, product, on, ...more]));
  const firm = (ofSeats: string[][]): Firm => ({
    asOf: day("2026-10-31"),
    exports: {
      users: {
        header: ["Email", "offering_name", "Role"],
        rows: [...aec.map((one) => [one, "AEC Collection", ""]), ...cad.map((one) => [one, "AutoCAD", ""])],
      },
      subscriptions: {
        header: ["offering_name", "seat_quantity", "Unit price"],
        rows: [
          ["AEC Collection", "4", "3430"],
          ["AutoCAD", "4", "1955"],
        ],
      },
      "seat usage": { header: ["Email", "Product", "Day used"], rows: ofSeats },
      "token usage": {
        header: ["Email", "Product", "Day used", "Tokens used"],
        rows: daily(["flex@x"], "AutoCAD", "7"),
      },
    },
  });

  it("shows no product on seats: what only tokens show may be left out of the export of seats", async () => {
    const { analysis } = await runOn(firm(daily(aec, "Revit")));
    expect(dropped(analysis)).toBe(0);
    expect(evidence(analysis).filter((one) => one.startsWith("The exports show Revit only"))).toHaveLength(2);
  });

  it("leaves nothing of it open where seats show the product, too", async () => {
    const { analysis } = await runOn(firm([...daily(aec, "Revit"), ...daily(cad.slice(1), "AutoCAD")]));
    expect(evidence(analysis).filter((one) => one.startsWith("The exports show"))).toEqual([]);
    expect([...analysis.coverage.hiddenProducts]).toContain("Civil 3D");
    expect([...analysis.coverage.hiddenProducts]).not.toContain("AutoCAD");
  });
});
