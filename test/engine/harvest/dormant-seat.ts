import type { DecisionLine } from "../../../src/engine/estate/harvest-records";
import { day } from "../estate-of";

/** A line of the decision log by which Ann's AutoCAD seat is found dormant and is to come back. */
export const DORMANT_SEAT: DecisionLine = {
  no: 1,
  asOf: day("2026-10-31"),
  user: "ann",
  department: "",
  offering: "AutoCAD",
  event: "found",
  use: "Dormant",
  action: "reclaim",
  lastUse: null,
  loginDays: null,
  why: "",
  decision: "",
  owner: "",
  note: "",
  noticeSent: null,
  reclaimFrom: null,
  next: "",
  price: null,
};
