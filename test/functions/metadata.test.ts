import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateCustomFunctionsMetadata } from "custom-functions-metadata";
import golden from "./functions.json";
import { FUNCTIONS, idOf } from "./excel";

const ROOT = join(__dirname, "../..");
const FOLDER = join(ROOT, "src/functions");
const FILES = readdirSync(FOLDER)
  .map((file) => join(FOLDER, file))
  .filter((file) => readFileSync(file, "utf8").includes("@customfunction"));

/** The design: parameters in order, the optional ones in brackets. */
const SIGNATURES = {
  AUDIT_EXPOSURE: "metered, entitled, tokenPrice, [discount]",
  BEST_COVER: "products, days, rates, tokenPrice, offers, [show]",
  BREAKEVEN_DAYS: "seatPrice, tokensPerDay, tokenPrice, [per]",
  EXPIRED_TOKENS: "bought, used",
  FLEXCOST: "days, tokensPerDay, tokenPrice",
  LICENSE_ACTIVITY: "daysPerMonth, [daysSinceUse]",
  LICENSE_SEGMENT: "daysPerMonth, [daysSinceUse]",
  NOTICE_DATE: "end, days",
  POOLSIZE: "monthlyTokens, [buffer], [rule], [pack]",
  RATCHET: "start, use, [cap], [floor]",
  RUNOUT_DATE: "balance, asOf, tokensPerMonth",
  TOKEN_PRICE: "tokens, tiers, [kind]",
  TRUEDOWN_SAVING: "owned, needed, unitFee, [cap], [floor], [years], [maintenanceRate], [feeFollows]",
  TRUEUP_COST: "bought, assigned, listPrice, monthsOver, [agreedPrice], [maxSeats], [renewalPrice]",
};

interface Parameter {
  readonly name: string;
  readonly description?: string;
  readonly optional?: boolean;
  readonly dimensionality?: string;
  readonly type: string;
}
interface Metadata {
  readonly functions: readonly {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly helpUrl: string;
    readonly options?: object;
    readonly parameters: readonly Parameter[];
    readonly result: object;
  }[];
}

/** What is wrong with the metadata that its generator lets pass. */
function faults(metadata: Metadata): string[] {
  const found = Object.hasOwn(metadata, "allowErrorForDataTypeAny")
    ? ["errors are asked for in a way that crashes LTSC 2021"]
    : [];
  for (const { id, name, description, helpUrl, options, parameters, result } of metadata.functions) {
    const say = (fault: string): number => found.push(`${id}: ${fault}`);
    if (id !== name) say("is not its name");
    if (!/^[A-Z][A-Z_]{2,}$/.test(name) || /^[A-Z]{1,3}\d+$/.test(name)) say("is no name for Excel");
    if (!/^[A-Z][^.]*\.$/.test(description) || description.length > 128)
      say("needs a description of one short sentence");
    if (options !== undefined) say("has options");
    if (JSON.stringify(result) !== '{"dimensionality":"matrix"}') say("does not answer with a range");
    const page = /^https:\/\/localhost:3000\/help\/([a-z_]+)\.html$/.exec(helpUrl)?.[1];
    if (page !== id.toLowerCase() || !existsSync(join(ROOT, "docs/functions", `${page}.md`)))
      say("has no page of help");
    const parametersFit = parameters.every(
      ({ type, dimensionality, description: text }) => type === "any" && dimensionality === "matrix" && text,
    );
    if (!parametersFit) say("has a parameter that is not a described range of anything");
  }
  return found;
}

test("is what the generator makes of the source; write it anew where a change is meant", async () => {
  const { metadataJson, errors } = await generateCustomFunctionsMetadata(FILES);
  expect(errors).toEqual([]);
  if (process.env["WRITE_GOLDEN"]) writeFileSync(join(__dirname, "functions.json"), `${metadataJson}\n`);
  expect(JSON.parse(metadataJson)).toEqual(golden);
});

test("each id is tied to the function of its name, which its file exports", async () => {
  const { associate } = await generateCustomFunctionsMetadata(FILES);
  expect(associate.map(({ id }) => id).sort()).toEqual(Object.keys(FUNCTIONS).sort());
  for (const { id, functionName } of associate) {
    expect(idOf({ name: functionName })).toBe(id);
    expect(FUNCTIONS[id]?.name).toBe(functionName);
  }
});

test("the build gathers every file with functions", () => {
  const gathered = readFileSync(join(FOLDER, "functions.ts"), "utf8").matchAll(/^import "\.\/(.*)";$/gm);
  expect([...gathered].map(([, file]) => join(FOLDER, `${file ?? ""}.ts`)).sort()).toEqual(FILES.sort());
});

test("the signatures are as designed", () => {
  const signature = (parameters: readonly Parameter[]) =>
    parameters.map(({ name, optional }) => (optional ? `[${name}]` : name)).join(", ");
  expect(
    Object.fromEntries(golden.functions.map(({ id, parameters }) => [id, signature(parameters)])),
  ).toEqual(SIGNATURES);
});

test("has no fault that its generator lets pass", () => {
  expect(faults(golden)).toEqual([]);
});

test("a fault is found", () => {
  const [first, ...others] = golden.functions;
  const broken = {
    ...first,
    name: "AB1",
    description: "no sentence",
    helpUrl: "",
    options: { volatile: true },
  };
  const garbage = { allowErrorForDataTypeAny: true, functions: [broken, ...others] } as unknown as Metadata;
  expect(faults(garbage)).toHaveLength(6);
});

test("the generator refuses what is no function for Excel", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "functions-")), "broken.ts");
  writeFileSync(
    file,
    "/** Broken.\n * @customfunction BREAK-EVEN\n */\nexport function broken(a: Row[]) {}\n",
  );
  const { errors, metadataJson } = await generateCustomFunctionsMetadata([file]);
  expect(errors.join()).toMatch(/does not support type "Row".*id contains invalid characters/s);
  expect(metadataJson).toBe("");
});
