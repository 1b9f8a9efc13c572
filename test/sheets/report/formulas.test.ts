import { sheetsOf } from "../read/sheets-of";
import { expectReadable, reportOf } from "./readable-formulas";
import { TANGLED } from "./tangled";
import { TERMS } from "./terms";
import { UNPRICED } from "./unpriced";

const COMPLETE = [{ name: "Exports are complete", value: "yes" }];
const NAMED_LIKE_SIGNS = "=Rev*it? ~[1]; '\"<>";
const LONG_NAME = `${"Long ".repeat(60)}${NAMED_LIKE_SIGNS}`;

/** The tangled estate with an offering whose name is longer than a text in a formula may be, and full of signs. */
const STRANGE = Object.fromEntries(
  Object.entries(TANGLED).map(([sheet, rows]) => [
    sheet,
    rows.map((row) => row.map((cell) => (cell === "Revit" ? LONG_NAME : cell))),
  ]),
);

const ESTATES = [
  ["an estate with the terms that few quotes have", () => reportOf([sheetsOf(TERMS)], COMPLETE)],
  ["an estate with unknown prices", () => reportOf([sheetsOf(UNPRICED)], COMPLETE)],
  [
    "a tangled estate with strange names over ten years",
    () => reportOf([sheetsOf(STRANGE)], [...COMPLETE, { name: "Years compared", value: "10" }]),
  ],
] as const;

describe.each(ESTATES)("%s", (_name, specsOf) => {
  expectReadable(specsOf);
});
