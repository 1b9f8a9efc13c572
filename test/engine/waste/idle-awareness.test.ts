import { pausesWhenIdle } from "../../../src/engine/waste/idle-awareness";

it.each([
  [undefined, "2026", null],
  [{}, "2026", null],
  [{ pausesWhenIdle: true }, undefined, true],
  [{ pausesWhenIdle: false }, undefined, false],
  // "No" holds for all versions, whatever version is named beside it.
  [{ pausesWhenIdle: false, pausesFromVersion: "2026" }, "2027", false],
  [{ pausesFromVersion: "2026" }, "2025.9", false],
  [{ pausesFromVersion: "2026" }, "2026", true],
  [{ pausesFromVersion: "2026" }, "2026.1", true],
  [{ pausesWhenIdle: true, pausesFromVersion: "2026.2" }, "2026.1", false],
  [{ pausesWhenIdle: true, pausesFromVersion: "2026" }, undefined, null],
  [{ pausesWhenIdle: true, pausesFromVersion: "2026" }, "R26", null],
] as const)("by %j version %s pauses: %s", (given, version, pauses) => {
  expect(pausesWhenIdle(given, version)).toBe(pauses);
});
