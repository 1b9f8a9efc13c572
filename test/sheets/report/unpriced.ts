/**
 * An estate with something unknown in each kind of table: Civil 3D and Vault seats without a price, one Civil 3D seat
 * too many, a Vault seat to drop, tokens of unknown number on a product with a seat, and a spare seat without an end.
 */
export const UNPRICED = {
  Usage: [
    ["product_name", "day_used", "access_option", "email", "tokens_used"],
    ["Civil 3D", "2025-11-01", "Seats", "ann@x", null],
    ["Civil 3D", "2026-10-31", "Seats", "ann@x", null],
    ["Civil 3D", "2026-10-30", "Seats", "bob@x", null],
    ["Civil 3D", "2026-10-30", "Tokens", "bob@x", null],
    ["AutoCAD", "2026-10-30", "Tokens", "bob@x", 7],
    ...Array.from({ length: 28 }, (_, d) => [
      "Revit",
      `2026-10-${String(d + 1).padStart(2, "0")}`,
      "Tokens",
      "dan@x",
      10,
    ]),
  ],
  Subscriptions: [
    ["offering_name", "seat_quantity", "Unit price", "end_date"],
    ["Civil 3D", 1, null, "2026-12-31"],
    ["Vault", 2, null, "2026-12-31"],
    ["Revit", 1, 2700, null],
  ],
  Users: [
    ["email", "offering_name"],
    ["ann@x", "Civil 3D"],
    ["bob@x", "Civil 3D"],
    ["cat@x", "Vault"],
  ],
};

/** Two people of whose seats no price is known, beside a seat of 2,700 that nobody needs. */
export const PRICED_UNUSED = {
  Usage: UNPRICED.Usage.slice(0, 4),
  Users: UNPRICED.Users.slice(0, 3),
  Subscriptions: [
    ["offering_name", "seat_quantity", "Unit price", "end_date"],
    ["Civil 3D", 2, null, null],
    ["Revit", 1, 2700, null],
  ],
};
