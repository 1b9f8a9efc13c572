import fc from "fast-check";
import { FUNCTIONS } from "../../src/functions/functions";
import { functionsIn, twinsIn, withTwins } from "../../src/portable/rewrite";
import { twinName } from "../../src/portable/twins";

const NAMES = FUNCTIONS.map(({ name }) => name);

test.each([
  ["FLEXCOST(A2,6,3)", "SW_FLEXCOST(A2,6,3)"],
  ["flexcost(A2,6,3)*2", "SW_FLEXCOST(A2,6,3)*2"],
  ["_xldudf_FLEXCOST(A2,6,3)", "SW_FLEXCOST(A2,6,3)"],
  ["_xldudf_SEATWISE_FLEXCOST(A2,6,3)", "SW_FLEXCOST(A2,6,3)"],
  ["SEATWISE.FLEXCOST(A2,6,3)", "SW_FLEXCOST(A2,6,3)"],
  ["seatwise_Flexcost(A2)", "SW_FLEXCOST(A2)"],
  ["@FLEXCOST(A2)+-RATCHET(B1,C1:C3)", "@SW_FLEXCOST(A2)+-SW_RATCHET(B1,C1:C3)"],
  [
    "SUM(POOLSIZE(SCAN(1,A1:A3,LAMBDA(p,n,FLEXCOST(p,n,3)))))",
    "SUM(SW_POOLSIZE(SCAN(1,A1:A3,LAMBDA(p,n,SW_FLEXCOST(p,n,3)))))",
  ],
  ["IF(A1=\"FLEXCOST(\",FLEXCOST(1),'FLEXCOST('!A1)", "IF(A1=\"FLEXCOST(\",SW_FLEXCOST(1),'FLEXCOST('!A1)"],
  [
    '"say ""FLEXCOST(1)"""&TOKEN_PRICE(1,T[[#This Row],[FLEXCOST(1)]])',
    '"say ""FLEXCOST(1)"""&SW_TOKEN_PRICE(1,T[[#This Row],[FLEXCOST(1)]])',
  ],
  ["#REF!+FLEXCOST(#N/A)", "#REF!+SW_FLEXCOST(#N/A)"],
])("%s becomes %s", (formula, expected) => {
  expect(withTwins(formula)).toBe(expected);
  expect(withTwins(expected)).toBe(expected);
});

test.each([
  "MY_FLEXCOST(1)",
  "FLEXCOST.X(1)",
  "FLEXCOST",
  "FLEXCOST+1",
  "FLEXCOST (1)",
  "FLEXCOSTS(1)",
  "SW_FLEXCOST(1)",
  "Costs!FLEXCOST(1)",
  "'My costs'!FLEXCOST(1)",
  "[2]!_xldudf_FLEXCOST(1)",
  "#REF!FLEXCOST(1)",
  "OTHER.FLEXCOST(1)",
  "_xldudf_OTHER_FLEXCOST(1)",
  "Table1[FLEXCOST(1)]",
  '"FLEXCOST(1)"',
  "'FLEXCOST(1)'!A1",
])("%s stays", (formula) => {
  expect(withTwins(formula)).toBe(formula);
  expect(functionsIn(formula).size).toBe(0);
});

test("says which functions and which twins a formula calls", () => {
  expect([...functionsIn("poolsize(1)+FLEXCOST(SW_RATCHET(1),2)&POOLSIZE(2)")]).toEqual([
    "POOLSIZE",
    "FLEXCOST",
  ]);
  expect([...twinsIn("poolsize(1)+sw_ratchet(1)&Sheet!SW_POOLSIZE(2)")]).toEqual(["RATCHET"]);
});

const word = fc.constantFrom(...NAMES, "_xldudf_FLEXCOST", "SW_FLEXCOST", "SUM", "A1", "x");
const piece = fc.oneof(
  word,
  fc.constantFrom("(", ")", ",", " ", "!", ".", "_", '"', "'", "[", "]", "#", "+", "é", "\\", "$"),
  fc.string({ maxLength: 3 }),
);
const anyFormula = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));

test("a second rewrite changes nothing and finds no custom function", () => {
  fc.assert(
    fc.property(anyFormula, (formula) => {
      const once = withTwins(formula);
      expect(withTwins(once)).toBe(once);
      expect(functionsIn(once).size).toBe(0);
    }),
    { numRuns: 1000 },
  );
});

test("a formula without custom functions stays, and texts and sheet names always stay", () => {
  fc.assert(
    fc.property(anyFormula, fc.string(), (formula, quoted) => {
      if (!NAMES.some((name) => formula.toUpperCase().includes(name)))
        expect(withTwins(formula)).toBe(formula);
      const texts = [
        `"${quoted.replaceAll('"', '""')}FLEXCOST(1)"`,
        `'${quoted.replaceAll("'", "''")}FLEXCOST('!A1`,
      ];
      for (const text of texts)
        expect(withTwins(`FLEXCOST(${text})&${text}`)).toBe(`SW_FLEXCOST(${text})&${text}`);
    }),
    { numRuns: 1000 },
  );
});

test("only the names of custom functions change", () => {
  fc.assert(
    fc.property(anyFormula, (formula) => {
      const names = NAMES.map(twinName).join("|");
      const spelling = new RegExp(`(?:_xldudf_)?(?:SEATWISE[._])?(?:${NAMES.join("|")})|${names}`, "gi");
      expect(withTwins(formula).replace(spelling, "")).toBe(formula.replace(spelling, ""));
    }),
    { numRuns: 1000 },
  );
});
