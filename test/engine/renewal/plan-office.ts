import type { Offer } from "../../../src/engine/estate/estate";
import { rate, seats } from "../../../src/engine/units";
import { day, daysOfUse, type Given } from "../estate-of";

/** Ten seats of AutoCAD at 1,000 to 2027-06-30, of which three are used. */
export function planOffice(offer: Offer, planEnd?: string): Given & Pick<Required<Given>, "rest"> {
  const names = Array.from({ length: 3 }, (_, i) => `p${i}@x`);
  return {
    use: names.flatMap((name) => daysOfUse(name, "AutoCAD", "2026-05-01", 200, "seat")),
    seats: names.map((name) => [name, "AutoCAD"]),
    rest: {
      offers: [offer],
      subscriptions: [
        {
          offering: "AutoCAD",
          seats: seats(10),
          contract: "C1",
          start: day("2026-07-01"),
          end: day("2027-06-30"),
          unitPrice: rate(1000),
          ...(planEnd === undefined ? {} : { planEnd: day(planEnd) }),
          origin: { source: 0, row: 2 },
        },
      ],
    },
  };
}
