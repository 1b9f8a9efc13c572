import { readFileSync } from "node:fs";
import { join } from "node:path";
import { acceptance } from "../../examples/make-acceptance";
import { FUNCTIONS } from "../../src/functions/functions";
import { functionsIn } from "../../src/portable/rewrite";
import { TWINS } from "../../src/portable/twins";
import { openXlsx } from "../../src/hosts/xlsx/xlsx";

const committed = new Uint8Array(readFileSync(join(__dirname, "../../examples/acceptance.xlsx")));

test("the workbook is what the records make, byte for byte; `npm run functions` writes it", async () => {
  expect(await acceptance()).toEqual(committed);
});

test("every function is called by the add-in's name on one sheet, and by its twin's on the other", async () => {
  const workbook = openXlsx("acceptance.xlsx", committed);
  const ours = await workbook.formulas((formula) => functionsIn(formula).size > 0);
  expect(new Set(ours.map(({ place }) => place.split("!")[0]))).toEqual(new Set(["Functions"]));
  expect(new Set(ours.flatMap(({ formula }) => [...functionsIn(formula)]))).toEqual(
    new Set(FUNCTIONS.map(({ name }) => name)),
  );
  const twins = await workbook.formulas((formula) => /\bSW_\w+\(/.test(formula));
  const twinless = ours.filter(({ formula }) => [...functionsIn(formula)].some((name) => !TWINS.has(name)));
  expect(twins).toHaveLength(ours.length - twinless.length);
  expect(ours.length).toBeGreaterThanOrEqual(FUNCTIONS.flatMap(({ examples }) => examples).length);
  expect((await workbook.names()).get("SW_FLEXCOST")).toMatch(/^LAMBDA\(days,/);
});
