import fc from "fast-check";
import { storedFormula, typedFormula } from "../../../src/hosts/xlsx/stored-formula";

// As Excel itself writes them.
const CASES = [
  ["SUM(A1:A2)*2", "SUM(A1:A2)*2"],
  ["XLOOKUP(1,A1:A2,B1:B2)", "_xlfn.XLOOKUP(1,A1:A2,B1:B2)"],
  ["SORT(FILTER(A1:B9,A1:A9>2))", "_xlfn._xlws.SORT(_xlfn._xlws.FILTER(A1:B9,A1:A9>2))"],
  ["LET(a,1,b,a+1,a*b)", "_xlfn.LET(_xlpm.a,1,_xlpm.b,_xlpm.a+1,_xlpm.a*_xlpm.b)"],
  ["LET(f,LAMBDA(n,n*2),f(3))", "_xlfn.LET(_xlpm.f,_xlfn.LAMBDA(_xlpm.n,_xlpm.n*2),_xlpm.f(3))"],
  [
    "LAMBDA(x,[y],IF(ISOMITTED(y),x,x+Y))",
    "_xlfn.LAMBDA(_xlpm.x,_xlop.y,IF(_xlfn.ISOMITTED(_xlpm.y),_xlpm.x,_xlpm.x+_xlpm.Y))",
  ],
  ["LAMBDA([x],[y],x)", "_xlfn.LAMBDA(_xlop.x,_xlop.y,_xlpm.x)"],
  [
    "LAMBDA(x,LET(y,x*2,z,y+1,y*z))",
    "_xlfn.LAMBDA(_xlpm.x,_xlfn.LET(_xlpm.y,_xlpm.x*2,_xlpm.z,_xlpm.y+1,_xlpm.y*_xlpm.z))",
  ],
  ["LAMBDA(x,x+1)(2)", "_xlfn.LAMBDA(_xlpm.x,_xlpm.x+1)(2)"],
  ["LAMBDA(x,x)+x", "_xlfn.LAMBDA(_xlpm.x,_xlpm.x)+x"],
  ["LET(a,b,b,2,a+b)", "_xlfn.LET(_xlpm.a,b,_xlpm.b,2,_xlpm.a+_xlpm.b)"],
  [
    "LAMBDA(n,a,IF(n=0,#N/A,#VALUE!)&\"n\"&'n'!a1&n!B2&{1,2}&T[n])",
    "_xlfn.LAMBDA(_xlpm.n,_xlpm.a,IF(_xlpm.n=0,#N/A,#VALUE!)&\"n\"&'n'!a1&n!B2&{1,2}&T[n])",
  ],
  [
    "SCAN(0,A1:A3,LAMBDA(p,u,MAX(p,u)))",
    "_xlfn.SCAN(0,A1:A3,_xlfn.LAMBDA(_xlpm.p,_xlpm.u,MAX(_xlpm.p,_xlpm.u)))",
  ],
] as const;

test.each(CASES)("%s", (typed, stored) => {
  expect(storedFormula(typed)).toBe(stored);
  expect(typedFormula(stored)).toBe(typed);
});

test("the way there and back gives the same, whatever is typed", () => {
  const word = fc.constantFrom(
    "x",
    "y",
    "A1",
    "LET",
    "LAMBDA",
    "SUM",
    "SCAN",
    "[y]",
    '"x"',
    "(",
    ")",
    ",",
    " ",
    "+",
    "1",
  );
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const typed = words.join("");
      expect(typedFormula(storedFormula(typed))).toBe(typed);
    }),
  );
});
