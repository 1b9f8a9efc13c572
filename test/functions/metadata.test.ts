import { existsSync } from "node:fs";
import { join } from "node:path";
import { DEVELOPMENT } from "../../build/manifest.cjs";
import { FUNCTIONS } from "../../src/functions/functions";
import { metadataAt } from "../../src/functions/metadata";
import golden from "./functions.json";
import "./excel";
// After the runtime that it needs.
import "../../src/functions/associate";

const ROOT = join(__dirname, "../..");

/** Workbooks rely on these names and the order of their arguments; optional arguments are in brackets. */
const RELEASED = {
  AUDIT_EXPOSURE: "metered, entitled, tokenPrice, [discount]",
  BEST_COVER: "products, days, rates, tokenPrice, offers, [show]",
  BREAKEVEN_DAYS: "seatPrice, tokensPerDay, tokenPrice, [per]",
  BURN_FORECAST: "monthlyTokens, [months]",
  EXPIRED_TOKENS: "bought, used",
  FLEXCOST: "days, tokensPerDay, tokenPrice",
  LICENSE_ACTIVITY: "daysPerMonth, [daysSinceUse]",
  LICENSE_SEGMENT: "daysPerMonth, [daysSinceUse]",
  NOTICE_DATE: "end, days",
  POOLSIZE: "monthlyTokens, [buffer], [rule], [pack]",
  RATCHET: "start, use, [cap], [floor]",
  RUNOUT_DATE: "balance, asOf, tokensPerMonth",
  TOKEN_PRICE: "tokens, tiers, [kind]",
  TOPUP_DATE: "balance, asOf, tokensPerMonth, leadDays, [buffer]",
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

/** What Excel or a reader would not accept in the metadata. */
function faults(metadata: Metadata): string[] {
  const ids = metadata.functions.map(({ id }) => id);
  const found = Object.hasOwn(metadata, "allowErrorForDataTypeAny")
    ? ["the option for errors crashes Excel LTSC 2021"]
    : [];
  for (const { id, name, description, helpUrl, options, parameters, result } of metadata.functions) {
    const say = (fault: string): number => found.push(`${id}: ${fault}`);
    if (id !== name) say("is not its name");
    if (ids.indexOf(id) < ids.lastIndexOf(id)) say("stands twice");
    if (!/^[A-Z][A-Z_]{2,}$/.test(name) || /^[A-Z]{1,3}\d+$/.test(name)) say("has a name that Excel refuses");
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
    const firstOptional = parameters.findIndex(({ optional }) => optional);
    if (firstOptional >= 0 && parameters.slice(firstOptional).some(({ optional }) => !optional))
      say("has a required parameter after an optional parameter");
    if (new Set(parameters.map((parameter) => parameter.name)).size < parameters.length)
      say("has two parameters of the same name");
  }
  return found;
}

test("is what the records make; `npm run functions` writes it", () => {
  expect(JSON.parse(JSON.stringify(metadataAt(DEVELOPMENT)))).toEqual(golden);
});

test("the help is at the address of the host", () => {
  const [first] = metadataAt("https://seatwise.example.com/app").functions;
  expect(first?.helpUrl).toBe("https://seatwise.example.com/app/help/flexcost.html");
});

test("the script that Excel loads ties each id to the function of its record", () => {
  const { _association } = CustomFunctions as unknown as {
    _association: { mappings: Record<string, unknown> };
  };
  expect(Object.keys(_association.mappings)).toEqual(golden.functions.map(({ id }) => id));
  for (const { name, call } of FUNCTIONS) expect(_association.mappings[name]).toBe(call);
});

test("released signatures stay", () => {
  const signature = (parameters: readonly Parameter[]) =>
    parameters.map(({ name, optional }) => (optional ? `[${name}]` : name)).join(", ");
  expect(
    Object.fromEntries(golden.functions.map(({ id, parameters }) => [id, signature(parameters)])),
  ).toMatchObject(RELEASED);
});

test("has no fault", () => {
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
    parameters: [
      { name: "a", type: "any", optional: true },
      { name: "a", type: "any" },
    ],
  };
  const garbage = {
    allowErrorForDataTypeAny: true,
    functions: [broken, ...others, ...others.slice(-1)],
  } as unknown as Metadata;
  expect(faults(garbage)).toHaveLength(11);
});
