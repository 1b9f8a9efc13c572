import { addDays, addMonths } from "../../../src/engine/calendar";
import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import type {
  Estate,
  InvoiceLine,
  MeteredCharge,
  Refusal,
  Session,
  TokenPack,
} from "../../../src/engine/estate/estate";
import { days, fraction, money, seats, tokens, type DayNumber } from "../../../src/engine/units";
import { day, estateOf, type Given } from "../estate-of";

const origin = { source: 0, row: 2 };
const AS_OF = day("2026-12-31");

interface Setting {
  readonly own?: Partial<Assumptions>;
  readonly given?: Given;
}

const audited = (rest: Partial<Estate> = {}, setting: Setting = {}) => analysed(rest, setting).audit;

const analysed = (rest: Partial<Estate>, { own = {}, given = {} }: Setting) =>
  analyse(
    {
      ...estateOf({ people: { "ann@x": {} }, ...given, rest }),
      products: ["AutoCAD", "Revit"],
    },
    AS_OF,
    { ...defaultAssumptions(), ...own },
  );

describe("the day to answer the auditor", () => {
  const answer = (auditLetter: string, auditDays = 10) => {
    const { answerBy, badLetter } = audited({}, { own: { auditLetter, auditDays: days(auditDays) } });
    return [answerBy, badLetter];
  };

  it("lies so many business days after the letter", () => {
    // Monday 2 November 2026; the tenth business day after it is Monday the 16th.
    expect(answer("2026-11-02")).toEqual([day("2026-11-16"), null]);
    expect(answer("2026-11-02", 4)).toEqual([day("2026-11-06"), null]);
    expect(answer("2026-11-02", 5)).toEqual([day("2026-11-09"), null]);
  });

  it("is not known without a letter, and a letter that is no date is named", () => {
    expect(answer("none")).toEqual([null, null]);
    expect(answer("2026-13-02")).toEqual([null, "2026-13-02"]);
  });
});

describe("the day to settle gaps and variances", () => {
  const invoice = (n: number) => ({
    invoice: "I1",
    day: day("2026-01-01"),
    offering: "AutoCAD",
    seats: seats(n),
    from: day("2026-01-01"),
    to: AS_OF,
    origin,
  });
  const bought = [["AutoCAD", 10, 1000, "C1", "2027-03-31"]] as const;
  const perpetual = (machine: string) =>
    ({ machine, product: "Maya", licenseType: "perpetual", origin }) as const;
  const license = { product: "Maya", licenseType: "perpetual", licenses: seats(1), origin } as const;
  const settle = (rest: Partial<Estate>) =>
    audited(rest, { own: { discrepancyDays: days(15), varianceFlag: seats(2) }, given: { bought } }).settleBy;

  it("is 15 days after the analysis where something is open", () => {
    expect(settle({ invoices: [invoice(7)] })).toBe(day("2027-01-15"));
    expect(settle({ devices: [perpetual("PC1"), perpetual("PC2")], licenses: [license] })).toBe(
      day("2027-01-15"),
    );
  });

  it("is none where nothing is, or it is not known whether something is", () => {
    expect(settle({})).toBeNull();
    expect(settle({ invoices: [invoice(8)] })).toBeNull();
    expect(settle({ devices: [perpetual("PC1")], licenses: [license] })).toBeNull();
    expect(settle({ devices: [{ machine: "PC1", product: "Unheard of", origin }] })).toBeNull();
  });
});

describe("credit notes", () => {
  const line = (invoice: string, n: number, from: string, more: Partial<InvoiceLine> = {}): InvoiceLine => ({
    invoice,
    day: day(from),
    offering: "AutoCAD",
    seats: seats(n),
    from: day(from),
    to: addDays(addMonths(day(from), 12), -1),
    isEndAssumed: true,
    origin,
    ...more,
  });
  const bought = [["AutoCAD", 10, 1000, "C1", "2027-03-31"]] as const;
  /** The seats invoiced of AutoCAD, as of the last day of 2026, the invoices, and what is asked. */
  const settled = (...invoices: InvoiceLine[]) => {
    const { audit, issues } = analysed({ invoices }, { given: { bought } });
    const [autocad] = audit.invoices;
    const asked = issues.filter(({ code }) => code.startsWith("credit-")).length;
    return [autocad?.invoiced, autocad?.variance, asked];
  };
  const [I1, I2] = [line("I1", 13, "2025-02-01"), line("I2", 13, "2026-02-01")];

  it("take their seats from the one invoice that there is", () => {
    expect(settled(I2, line("CN1", -3, "2026-03-01"))).toEqual([10, 0, 0]);
    expect(settled(I2)).toEqual([13, -3, 0]);
  });

  it("take them from the invoice that they name, or whose number they have", () => {
    expect(settled(I1, I2, line("CN1", -3, "2026-03-01", { credits: "I2" }))).toEqual([10, 0, 0]);
    expect(settled(I1, I2, line("CN1", -3, "2026-03-01", { credits: "I1" }))).toEqual([13, -3, 0]);
    expect(settled(I1, I2, line("I1", -3, "2026-03-01"))).toEqual([13, -3, 0]);
    expect(settled(I1, I2, line("CN1", -3, "2026-03-01", { credits: "I9" }))).toEqual([null, null, 1]);
  });

  it("are asked about where they may credit the invoice before; those from before it do not matter", () => {
    expect(settled(I1, I2, line("CN1", -3, "2026-03-01"))).toEqual([null, null, 1]);
    expect(settled(I1, I2, line("CN1", -3, "2026-01-20"))).toEqual([13, -3, 0]);
    const revit = line("I3", 2, "2025-02-01", { offering: "Revit" });
    expect(settled(revit, I2, line("CN1", -3, "2026-03-01"))).toEqual([10, 0, 0]);
  });

  it("count in the term that they state", () => {
    const stated = (from: string, to: string): InvoiceLine => {
      const { isEndAssumed: _, ...credit } = line("CN1", -3, "2026-03-01");
      return { ...credit, from: day(from), to: day(to) };
    };
    expect(settled(I1, I2, stated("2026-03-01", "2027-01-31"))).toEqual([10, 0, 0]);
    expect(settled(I1, I2, stated("2025-03-01", "2026-01-31"))).toEqual([13, -3, 0]);
  });

  it("never make fewer seats than none: an invoice is missing, and is asked for", () => {
    expect(settled(I2, line("CN1", -13, "2026-03-01"))).toEqual([0, 10, 0]);
    expect(settled(I2, line("CN1", -14, "2026-03-01"))).toEqual([null, null, 1]);
  });
});

describe("metered charges", () => {
  const MON = day("2026-03-02");
  const metered = (on: number, amount: number, product = 0): MeteredCharge => ({
    person: 0,
    product,
    day: on as DayNumber,
    tokens: tokens(amount),
    origin,
  });
  const pack = (purchased: string, ends: string, n: number, more: Partial<TokenPack> = {}): TokenPack => ({
    purchased: day(purchased),
    tokens: tokens(n),
    price: money(3 * n),
    ends: day(ends),
    origin,
    ...more,
  });
  const session = (from: number, to: number): Session => ({
    person: 0,
    product: 0,
    start: MON * 1440 + from * 60,
    end: MON * 1440 + to * 60,
    loggedIn: true,
    origin,
  });
  /** From Monday to Wednesday. */
  const CHARGES = [metered(MON, 7), metered(MON + 2, 7)];
  const alone = (rest: Partial<Estate>) =>
    analysed({ meteredCharges: CHARGES, ...rest }, {})
      .issues.filter(({ code }) => code === "charge-without-session" || code === "session-without-charge")
      .map(({ code, rows, message }) => [code, rows, message.slice(0, message.indexOf(":"))]);

  it("without a session, and sessions without a charge, are an issue each", () => {
    // Wednesday's charge has no session.
    expect(alone({ sessions: [session(9, 12)] })).toEqual([
      ["charge-without-session", 1, "1 metered charge, 7 tokens"],
    ]);
    // Wednesday and Thursday are in the log, and only Monday and Thursday were metered.
    const [monday, wednesday, thursday] = [session(9, 12), session(57, 60), session(85, 86)];
    expect(
      alone({
        sessions: [monday, wednesday, thursday],
        meteredCharges: [metered(MON, 7), metered(MON + 3, 7)],
      }),
    ).toEqual([["session-without-charge", 1, "1 charge of the session log, 7 tokens"]]);
    expect(alone({ sessions: [monday, wednesday] })).toEqual([]);
    // Without a log nothing is missing in it.
    expect(alone({})).toEqual([]);
  });

  const of = (rest: Partial<Estate>, own: Partial<Assumptions> = {}) =>
    audited({ meteredCharges: CHARGES, ...rest }, { own }).metered!;

  it("are from the first day to the last; without any there is no comparison", () => {
    const charges = [metered(MON + 1, 7), metered(MON + 2, 3), metered(MON, 4)];
    expect(of({ meteredCharges: charges })).toMatchObject({ first: MON, last: MON + 2, tokens: 14 });
    expect(audited().metered).toBeNull();
  });

  it.each([
    ["ends the day before the first", "2025-03-02", "2026-03-01", null],
    ["ends on the first", "2025-03-02", "2026-03-02", 100],
    ["begins on the last", "2026-03-04", "2027-03-03", 100],
    ["begins the day after the last", "2026-03-05", "2027-03-04", null],
  ])("a pack that %s pays for them or not", (_, purchased, ends, entitled) => {
    expect(of({ packs: [pack(purchased, ends, 100)] }).entitled).toBe(entitled);
  });

  it("are paid for by all packs that run", () => {
    const packs = [pack("2026-01-01", "2026-12-31", 5), pack("2026-03-03", "2027-03-02", 4)];
    // 14 metered and 9 entitled: 5 × 3; at a discount of 40 % 15 ÷ 0.6.
    const { entitled, atPrice, atList } = of({ packs }, { discountInside: fraction(0.4) });
    expect(entitled).toBe(9);
    expect(atPrice?.before).toBeCloseTo(15, 9);
    expect(atList?.before).toBeCloseTo(25, 9);
    expect(of({ packs }, { discountInside: null }).atList).toBeNull();
  });

  it("leave what a defence leaves open where its cost is not known", () => {
    const packs = [pack("2026-01-01", "2026-12-31", 9)];
    // From Monday 19:00 to Tuesday 17:00 is one charge; that of Tuesday is disputed.
    const rest = {
      packs,
      // The first shows that no window of a time before the log reaches Monday.
      sessions: [session(-239, -238), session(19, 41)],
      meteredCharges: [metered(MON, 7), metered(MON + 1, 7)],
    };
    expect(of(rest, { defenceCost: money(20) }).atPrice).toEqual({
      before: 15,
      after: 0,
      recovered: 15,
      left: -5,
    });
    expect(of(rest, { defenceCost: null }).atPrice?.left).toBeNull();
  });

  it("are accepted, disputed or unknown; the reasons are added", () => {
    const sessions = [session(9, 12), session(33, 34), session(33 + 24, 34 + 24)];
    const charges = [
      metered(MON, 10),
      metered(MON, 7),
      metered(MON + 1, 9),
      metered(MON + 2, 7),
      metered(MON + 5, 7),
      metered(MON, 10, 1),
    ];
    // 3 and 2 beyond the rate of 7, a repeat of 7; nothing is known of the sixth day and of Revit.
    const { byReason, tokens: all, accepted, disputed, unknown } = of({ sessions, meteredCharges: charges });
    expect([all, accepted, disputed, unknown]).toEqual([50, 21, 12, 17]);
    expect([...byReason]).toEqual([
      ["rate", { lines: 2, tokens: 5 }],
      ["duplicate", { lines: 1, tokens: 7 }],
    ]);
  });

  it("that could not be read as a whole are counted", () => {
    const refused = (more: Partial<Refusal>): Refusal => ({
      kind: "Metered charges",
      origin,
      rows: 2,
      fields: [],
      columns: [],
      ...more,
    });
    const refusals = [
      refused({}),
      refused({ rows: 3 }),
      refused({ fields: ["version"] }),
      refused({ kind: "Usage" }),
    ];
    expect(of({ refusals }).unread).toBe(5);
    expect(of({}).unread).toBe(0);
  });
});
