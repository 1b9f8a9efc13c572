import type { DecisionLine, HarvestDecision } from "../../../src/engine/estate/harvest-records";
import { day } from "../estate-of";

/** The notice for a user's AutoCAD seat went out on a day, and nothing else was typed. */
export const noticed = (user: string, on: string): HarvestDecision => ({
  user,
  offering: "AutoCAD",
  word: null,
  owner: "",
  note: "",
  noticeSent: day(on),
  place: null,
});

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
