import { robustnessText, windowName } from "../../../src/engine/renewal/robustness-text";
import type { RobustWindow, WindowMix } from "../../../src/engine/renewal/robustness";
import { days, money, seats, tokens } from "../../../src/engine/units";

interface Given {
  /** Null is the time of the exports, of 243 days. */
  readonly months: number | null;
  readonly isOfRun?: boolean;
  /** Why it is unknown; absent where it is known. */
  readonly unknown?: string;
  readonly seats?: number;
  readonly idle?: number;
  readonly regrets?: readonly (number | null)[];
}

function said(windows: readonly Given[], changes = 1): string {
  const robust = windows.map(({ months, isOfRun = false, unknown, ...one }) => ({
    months,
    days: 243,
    isOfRun,
    unknown: unknown ?? null,
    best:
      unknown === undefined
        ? ({
            cost: money(1),
            gap: money(0),
            seats: new Map([["AutoCAD", seats(one.seats ?? 1)]]),
            tokens: tokens(0),
            users: 1,
            idle: one.idle ?? 0,
            changing: 0,
            regrets: (one.regrets ?? windows.map(() => 0)).map((n) => (n === null ? null : money(n))),
          } satisfies WindowMix)
        : null,
  }));
  return robustnessText({
    windows: robust as unknown as readonly RobustWindow[],
    changes: Array.from({ length: changes }, (_, person) => ({
      person,
      covers: [],
    })),
  });
}

const SIX = { months: 6, isOfRun: true };
const TWELVE = { months: 12 };

describe("whether other months of use lead to other covers, in words", () => {
  it("is the same where nobody's seats change", () => {
    expect(said([{ months: 3 }, SIX, TWELVE], 0)).toBe(
      "The same seats are best on the last 3, 6 and 12 months; nobody's seats change",
    );
  });

  it("is not the same where other seats are ordered, with what this run's seats cost more at worst", () => {
    const of = (...regrets: readonly (number | null)[]) =>
      said([{ months: 3, seats: 2 }, { ...SIX, regrets }, TWELVE], 2);
    const CHANGE = "Not the same seats are best on the last 3, 6 and 12 months; the seats of 2 users change;";
    expect(of(100, 0, 1234.4)).toBe(
      `${CHANGE} this run's seats cost up to 1,234 a year more than the best (on 12 months)`,
    );
    expect(of(500, 0, 100)).toBe(
      `${CHANGE} this run's seats cost up to 500 a year more than the best (on 3 months)`,
    );
    expect(of(0.4, 9999, 0)).toBe(`${CHANGE} this run's seats are among the best on each`);
    expect(of(0.5, 0, 0)).toContain("cost up to 1 a year more than the best (on 3 months)");
    expect(of(100, 0, null)).toBe(
      `${CHANGE} what this run's seats cost more than the best on the last 12 months is unknown, as the two sums leave ` +
        "different costs out",
    );
    expect(of(null, 0, null)).toContain("than the best on the last 3 and 12 months is unknown");
  });

  it("compares with the first of the windows where none is that of the run", () => {
    expect(said([{ months: 3, regrets: [0, 70] }, TWELVE])).toContain(
      "this run's seats cost up to 70 a year more than the best (on 12 months)",
    );
  });

  it("counts the users without use in the shortest time", () => {
    expect(
      said(
        [
          { months: 3, idle: 1 },
          { ...SIX, idle: 5 },
        ],
        0,
      ),
    ).toBe(
      "The same seats are best on the last 3 and 6 months; nobody's seats change; 1 user without use in the last 3 " +
        "months has no cover there",
    );
    expect(said([{ months: 3, idle: 2 }, SIX], 0)).toContain(
      "2 users without use in the last 3 months have no cover there",
    );
  });

  it("names the windows that are unknown, by reason", () => {
    const short = "the exports cover the last 243 days only";
    expect(
      said([{ months: 3 }, SIX, { months: 12, unknown: short }, { months: 24, unknown: short }], 0),
    ).toBe(
      "The same seats are best on the last 3 and 6 months; nobody's seats change; 12 and 24 months are unknown, because " +
        short,
    );
    expect(said([{ months: 3 }, { months: 12, unknown: short }], 0)).toBe(
      `Whether other months of use would give other covers is unknown: 12 months are unknown, because ${short}`,
    );
    expect(said([{ months: 12, unknown: short }], 0)).toContain("is unknown: 12 months are unknown");
  });

  it("names the time of the exports by its days", () => {
    expect(windowName({ months: null, days: days(243) })).toBe("243 days");
    expect(windowName({ months: 3, days: days(90) })).toBe("3 months");
    expect(said([{ months: 3 }, { months: null, isOfRun: true }], 0)).toContain(
      "on the last 3 months and 243 days",
    );
  });
});
