import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { DEFAULT_ASSUMPTIONS } from "../engine/assumptions";
import { parseIsoDay } from "../engine/calendar";
import type { DayNumber } from "../engine/units";
import { listed } from "../engine/wording";

/** A command line that cannot be executed as typed; exit code 2. */
export class WrongUsage extends Error {
  override readonly name = "WrongUsage";
}

/** A parsed command line. */
export type Command =
  | { readonly name: "help"; readonly of?: string }
  | { readonly name: "version" }
  | AnalyzeCommand
  | PortableCommand
  | { readonly name: "inspect"; readonly inputs: readonly string[] }
  | { readonly name: "template"; readonly out: string };

export interface AnalyzeCommand {
  readonly name: "analyze";
  /** Empty for the sample workbook. */
  readonly inputs: readonly string[];
  readonly out?: string;
  readonly json?: string;
  /** The file for the dates. */
  readonly ics?: string;
  /** The file for the letters to the vendor. */
  readonly letters?: string;
  /** The file for the charges on tokens as FOCUS has them. */
  readonly focus?: string;
  /** The file for the table that auditors ask for. */
  readonly auditor?: string;
  readonly asOf?: DayNumber;
  /** The settings by name, the seed among them. */
  readonly set: readonly { readonly name: string; readonly value: string }[];
  /** Whether an answer with gaps in its evidence is a failure. */
  readonly strict: boolean;
}

export interface PortableCommand {
  readonly name: "portable";
  readonly input: string;
  readonly out?: string;
  /** Write values instead of formulas. */
  readonly freeze: boolean;
}

/** The name of standard output, for an option that names a file. */
export const STANDARD_OUTPUT = "-";

/** As a file, standard output would be replaced, or written from its beginning by two. */
const NAMES_OF_STDOUT = /^(--[a-z]+=)?(?:\/dev\/stdout|\/dev\/fd\/1|\/proc\/self\/fd\/1)$/;

/** The commands that accept an option. */
const OPTION_OF: Readonly<Record<string, readonly string[]>> = {
  out: ["analyze", "portable"],
  freeze: ["portable"],
  progress: ["analyze", "portable", "inspect"],
};

/** Parses the words after the program's name. Throws `WrongUsage`. */
export function parseCommand(words: readonly string[]): Command {
  const { values, positionals } = optionsOf(
    words.map((word) => word.replace(NAMES_OF_STDOUT, `$1${STANDARD_OUTPUT}`)),
  );
  const [name, ...inputs] = positionals;
  if (values.version) return { name: "version" };
  if (values.help || name === undefined || name === "help") {
    const of = name === "help" ? inputs[0] : name;
    return { name: "help", ...(of === undefined ? {} : { of }) };
  }
  for (const option of Object.keys(values)) {
    const commands = OPTION_OF[option] ?? ["analyze"];
    if (!commands.includes(name))
      throw new WrongUsage(`--${option} is an option of ${listed(commands)}, not of ${name}.`);
  }
  switch (name) {
    case "analyze":
      return analyzeCommand(inputs, values);
    case "portable":
      return portableCommand(inputs, values);
    case "inspect":
      if (inputs.length === 0) throw new WrongUsage("Name the files to inspect: seatwise inspect FILE...");
      return { name, inputs };
    case "template":
      return { name, out: onlyInput(inputs, "Name one file to write: seatwise template FILE.xlsx") };
    default:
      throw new WrongUsage(`There is no command "${name}". Use analyze, portable, inspect or template.`);
  }
}

type Options = ReturnType<typeof optionsOf>["values"];

function analyzeCommand(inputs: readonly string[], values: Options): AnalyzeCommand {
  const { out, json, ics, letters, focus, auditor, set, strict, seed, "as-of": asOf } = values;
  refuseSameFile({ out, json, ics, letters, focus, auditor });
  return {
    name: "analyze",
    inputs,
    ...(out === undefined ? {} : { out: workbookName(out) }),
    ...(json === undefined ? {} : { json }),
    ...(ics === undefined ? {} : { ics }),
    ...(letters === undefined ? {} : { letters }),
    ...(focus === undefined ? {} : { focus }),
    ...(auditor === undefined ? {} : { auditor }),
    ...(asOf === undefined ? {} : { asOf: asOfDay(asOf) }),
    set: [...(set ?? []).map(setting), ...(seed === undefined ? [] : [seedSetting(seed)])],
    strict: strict ?? false,
  };
}

/** Each output is a file of its own. */
function refuseSameFile(outputs: Readonly<Record<string, string | undefined>>): void {
  const named = new Map<string, string>();
  for (const [option, path] of Object.entries(outputs)) {
    if (path === undefined) continue;
    const other = named.get(resolve(path));
    if (other !== undefined) throw new WrongUsage(`--${other} and --${option} name the same file.`);
    named.set(resolve(path), option);
  }
}

function portableCommand(inputs: readonly string[], { out, freeze }: Options): PortableCommand {
  return {
    name: "portable",
    input: onlyInput(inputs, "Name one workbook: seatwise portable FILE.xlsx"),
    ...(out === undefined ? {} : { out: workbookName(out) }),
    freeze: freeze ?? false,
  };
}

function onlyInput(inputs: readonly string[], otherwise: string): string {
  const [input, ...others] = inputs;
  if (input === undefined || others.length > 0) throw new WrongUsage(otherwise);
  return input;
}

function optionsOf(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        out: { type: "string" },
        json: { type: "string" },
        ics: { type: "string" },
        letters: { type: "string" },
        focus: { type: "string" },
        auditor: { type: "string" },
        "as-of": { type: "string" },
        set: { type: "string", multiple: true },
        seed: { type: "string" },
        strict: { type: "boolean" },
        progress: { type: "boolean" },
        freeze: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean" },
      },
    });
  } catch (error) {
    const first = error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error);
    throw new WrongUsage(`${first.replace(/\.$/, "")}.`);
  }
}

function workbookName(path: string): string {
  if (path !== STANDARD_OUTPUT && !/\.xl[st][xm]$/i.test(path))
    throw new WrongUsage(`--out ${path} is not the name of a workbook. End it in .xlsx.`);
  return path;
}

function asOfDay(text: string): DayNumber {
  const day = parseIsoDay(text);
  if (day === null) throw new WrongUsage(`--as-of ${text} is not a date. Write it as 2026-10-31.`);
  return day;
}

function seedSetting(text: string): { name: string; value: string } {
  if (!/^\d{1,9}$/.test(text))
    throw new WrongUsage(`--seed ${text} is not a whole number of at most nine digits.`);
  return { name: DEFAULT_ASSUMPTIONS.seed.name, value: text };
}

function setting(text: string): { name: string; value: string } {
  const equals = text.indexOf("=");
  if (equals < 1) throw new WrongUsage(`--set ${text} sets no value. Write --set "Name=value".`);
  return { name: text.slice(0, equals).trim(), value: text.slice(equals + 1).trim() };
}
