import fc from "fast-check";
import { calendarDays, chargeMoments, WINDOW_MINUTES } from "../../../src/engine/usage/charge-windows";

const DAY = 1440;
const at = (dayIndex: number, hour: number, minute = 0): number => dayIndex * DAY + hour * 60 + minute;
const MON = 0;
const TUE = 1;

describe("charge windows (DOMAIN §2)", () => {
  it("charges at Monday 08:00 and, still open, at Tuesday 08:00, not at the launch at 07:00 inside the window", () => {
    const launches = [
      { start: at(MON, 8), end: at(MON, 17) },
      { start: at(TUE, 7), end: at(TUE, 17) },
    ];
    expect(chargeMoments(launches)).toEqual([at(MON, 8), at(TUE, 8)]);
    expect(chargeMoments(launches).length * 7).toBe(14);
  });

  it("charges a session over midnight once, dated by its start", () => {
    expect(chargeMoments([{ start: at(MON, 19), end: at(TUE, 17) }])).toEqual([at(MON, 19)]);
  });

  it("does not charge a relaunch inside the window", () => {
    expect(
      chargeMoments([
        { start: at(MON, 8), end: at(MON, 9) },
        { start: at(MON, 20), end: at(MON, 21) },
      ]),
    ).toEqual([at(MON, 8)]);
  });

  it("charges at the next launch, not at the window's end, when the product was closed", () => {
    expect(
      chargeMoments([
        { start: at(MON, 8), end: at(MON, 9) },
        { start: at(TUE, 8), end: at(TUE, 9) },
        { start: at(TUE, 9), end: at(TUE, 10) },
      ]),
    ).toEqual([at(MON, 8), at(TUE, 8)]);
  });

  it("does not charge a product that closes exactly when its window ends", () => {
    expect(chargeMoments([{ start: at(MON, 8), end: at(TUE, 8) }])).toEqual([at(MON, 8)]);
  });

  it("lets a launch under 5 minutes open no window, and one of 5 minutes open it", () => {
    expect(chargeMoments([{ start: at(MON, 8), end: at(MON, 8, 4) }])).toEqual([]);
    expect(
      chargeMoments([
        { start: at(MON, 8), end: at(MON, 8, 4) },
        { start: at(MON, 10), end: at(MON, 10, 5) },
      ]),
    ).toEqual([at(MON, 10)]);
  });

  it("shares one window between two versions open at once", () => {
    expect(
      chargeMoments([
        { start: at(MON, 8), end: at(MON, 18) },
        { start: at(MON, 9), end: at(TUE, 12) },
      ]),
    ).toEqual([at(MON, 8), at(TUE, 8)]);
  });

  const launch = fc
    .tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 5_000 }))
    .map(([start, length]) => ({ start, end: start + length }));

  it("never lets two windows overlap, and covers every charged minute of use", () => {
    fc.assert(
      fc.property(fc.array(launch, { maxLength: 25 }), (launches) => {
        const moments = chargeMoments(launches);
        moments
          .slice(1)
          .forEach((moment, i) =>
            expect(moment - (moments[i] as number)).toBeGreaterThanOrEqual(WINDOW_MINUTES),
          );
        for (const { start, end } of launches.filter((one) => one.end - one.start >= 5)) {
          for (let minute = start; minute < end; minute += 97) {
            expect(moments.some((moment) => moment <= minute && minute < moment + WINDOW_MINUTES)).toBe(true);
          }
        }
      }),
    );
  });

  it("does not depend on the order of launches, and more use never charges less", () => {
    fc.assert(
      fc.property(fc.array(launch, { maxLength: 20 }), launch, (launches, more) => {
        expect(chargeMoments([...launches].reverse())).toEqual(chargeMoments(launches));
        expect(chargeMoments([...launches, more]).length).toBeGreaterThanOrEqual(
          chargeMoments(launches).length,
        );
      }),
    );
  });
});

describe("the other rule: calendar days (DOMAIN §2)", () => {
  it("charges each day that a launch touches, once; a launch to midnight does not touch the next day", () => {
    expect(calendarDays([{ start: at(MON, 19), end: at(TUE, 17) }])).toEqual([MON, TUE]);
    expect(calendarDays([{ start: at(MON, 19), end: at(TUE, 0) }])).toEqual([MON]);
    expect(
      calendarDays([
        { start: at(TUE, 9), end: at(TUE, 10) },
        { start: at(MON, 8), end: at(MON, 9) },
        { start: at(MON, 20), end: at(MON, 21) },
      ]),
    ).toEqual([MON, TUE]);
  });

  it("charges no launch under 5 minutes", () => {
    expect(calendarDays([{ start: at(MON, 23, 58), end: at(TUE, 0, 2) }])).toEqual([]);
    expect(calendarDays([{ start: at(MON, 23, 58), end: at(TUE, 0, 3) }])).toEqual([MON, TUE]);
  });
});
