import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { parseIsoDay } from "../engine/calendar";
import type { DayNumber } from "../engine/units";
import { listed } from "../engine/wording";

/** A command line that cannot be carried out as typed; exit code 2. */
export class WrongUsage extends Error {
  override readonly name = "WrongUsage";
}

/** A command line, understood. */
export type Command =
  | { readonly name: "help"; readonly of?: string }
  | { readonly name: "version" }
  | AnalyzeCommand
  | PortableCommand
  | { readonly name: "inspect"; readonly inputs: readonly string[] }
  | { readonly name: "template"; readonly out: string };

export interface AnalyzeCommand {
  readonly name: "analyze";
  /** Empty: the sample workbook. */
  readonly inputs: readonly string[];
  readonly out?: string;
  readonly json?: string;
  readonly asOf?: DayNumber;
  readonly set: readonly { readonly name: string; readonly value: string }[];
  readonly seed: number;
}

export interface PortableCommand {
  readonly name: "portable";
  readonly input: string;
  readonly out?: string;
  /** Values in the place of formulas. */
  readonly freeze: boolean;
}

/** The commands that an option goes with. */
const OPTION_OF: Readonly<Record<string, readonly string[]>> = {
  out: ["analyze", "portable"],
  freeze: ["portable"],
};

/** Reads the words after the program's name. */
export function parseCommand(words: readonly string[]): Command {
  const { values, positionals } = parsed(words);
  const [name, ...inputs] = positionals;
  if (values.version) return { name: "version" };
  if (values.help || name === undefined || name === "help") {
    const of = name === "help" ? inputs[0] : name;
    return { name: "help", ...(of === undefined ? {} : { of }) };
  }
  for (const option of Object.keys(values)) {
    const commands = OPTION_OF[option] ?? ["analyze"];
    if (!commands.includes(name))
      throw new WrongUsage(`--${option} goes with ${listed(commands)}, not with ${name}.`);
  }
  switch (name) {
    case "analyze":
      if (
        values.json !== undefined &&
        values.out !== undefined &&
        resolve(values.json) === resolve(values.out)
      )
        throw new WrongUsage("--out and --json name the same file.");
      return {
        name,
        inputs,
        ...(values.out === undefined ? {} : { out: workbookName(values.out) }),
        ...(values.json === undefined ? {} : { json: values.json }),
        ...(values["as-of"] === undefined ? {} : { asOf: asOf(values["as-of"]) }),
        set: (values.set ?? []).map(setting),
        seed: seed(values.seed ?? "1"),
      };
    case "portable":
      if (inputs.length !== 1) throw new WrongUsage("Name one workbook: seatwise portable FILE.xlsx");
      return {
        name,
        input: inputs[0] as string,
        ...(values.out === undefined ? {} : { out: workbookName(values.out) }),
        freeze: values.freeze ?? false,
      };
    case "inspect":
      if (inputs.length === 0) throw new WrongUsage("Name the files to inspect: seatwise inspect FILE...");
      return { name, inputs };
    case "template":
      if (inputs.length !== 1) throw new WrongUsage("Name one file to write: seatwise template FILE.xlsx");
      return { name, out: inputs[0] as string };
    default:
      throw new WrongUsage(`There is no command "${name}". Use analyze, portable, inspect or template.`);
  }
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        out: { type: "string" },
        json: { type: "string" },
        "as-of": { type: "string" },
        set: { type: "string", multiple: true },
        seed: { type: "string" },
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
  if (!/\.xlsx$|\.xlsm$/i.test(path))
    throw new WrongUsage(`--out ${path} is not a workbook's name. End it in .xlsx.`);
  return path;
}

function asOf(text: string): DayNumber {
  const day = parseIsoDay(text);
  if (day === null) throw new WrongUsage(`--as-of ${text} is not a date. Write it as 2026-10-31.`);
  return day;
}

function setting(text: string): { name: string; value: string } {
  const at = text.indexOf("=");
  if (at < 1) throw new WrongUsage(`--set ${text} sets nothing. Write --set "Name=value".`);
  return { name: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}

function seed(text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw new WrongUsage(`--seed ${text} is not a whole number from 0 to 999999999.`);
  return Number(text);
}
