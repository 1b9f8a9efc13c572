import type { Refusal } from "../../src/engine/estate/estate";

/** A contract whose notice period could not be read. */
export const UNREAD_NOTICE: Refusal = {
  kind: "Contracts",
  origin: { source: 0, row: 2 },
  rows: 1,
  fields: ["noticeDays"],
  columns: ["Notice days"],
  contract: "C1",
};

/** A purchase of which it could not be read whether it renews automatically. */
export const UNREAD_RENEWAL: Refusal = {
  kind: "Subscriptions",
  origin: { source: 0, row: 2 },
  rows: 1,
  fields: ["autoRenewal"],
  columns: ["Autorenew date"],
  offering: "AutoCAD",
};
