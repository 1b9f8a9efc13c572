import product from "../../package.json";
import { NothingToAnalyse, RefusedSetting } from "../sheets/run";
import { WorkbookError } from "../workbook/errors";
import { analyze } from "./analyze";
import { parseCommand, WrongUsage, type Command } from "./arguments";
import { help } from "./help";
import { inspect } from "./inspect";
import { portable } from "./portable";
import { ProgressLine } from "./progress";
import type { CliSession, CommandSession } from "./session";
import { showing } from "./shown-text";
import { writeTemplate } from "./template";

/**
 * Runs one command line; `words` are the words after the program's name. An error is one line on `session.err`.
 * Resolves with the exit code: 0 for success; 1 if no input is usable, a file cannot be read or written, or a figure
 * is withheld because it failed a check; 2 for wrong usage; 3 for gaps in the evidence with `--strict`.
 */
export async function run(words: readonly string[], raw: CliSession): Promise<number> {
  const progress = new ProgressLine(raw.err, words.includes("--progress"));
  const session = { ...raw, out: showing(raw.out), err: showing(raw.err), progress };
  try {
    return await execute(parseCommand(words), session);
  } catch (error) {
    progress.clear();
    const { text, exitCode } = failure(error);
    session.err.write(`seatwise: ${text}\n`);
    if (session.trace && error instanceof Error) session.err.write(`${error.stack ?? ""}\n`);
    return exitCode;
  }
}

async function execute(command: Command, session: CommandSession): Promise<number> {
  switch (command.name) {
    case "help":
      session.out.write(help(command.of));
      return 0;
    case "version":
      session.out.write(`seatwise ${product.version}\n`);
      return 0;
    case "analyze":
      return analyze(command, session);
    case "portable":
      await portable(command, session);
      return 0;
    case "inspect":
      await inspect(command.inputs, session);
      return 0;
    case "template":
      await writeTemplate(command.out, session);
      return 0;
  }
}

function failure(error: unknown): { readonly text: string; readonly exitCode: number } {
  if (error instanceof WrongUsage || error instanceof RefusedSetting)
    return { text: `${error.message} See "seatwise help".`, exitCode: 2 };
  if (error instanceof WorkbookError || error instanceof NothingToAnalyse)
    return { text: error.message, exitCode: 1 };
  const message = error instanceof Error ? error.message : String(error);
  return { text: `A fault in the program, not in your file: ${message}`, exitCode: 1 };
}
