import product from "../../package.json";
import { NothingToAnalyse, RefusedSetting } from "../sheets/run";
import { WorkbookError } from "../workbook/errors";
import { analyze } from "./analyze";
import { parseCommand, WrongUsage, type Command } from "./arguments";
import { help } from "./help";
import { inspect } from "./inspect";
import { portable } from "./portable";
import type { CliSession } from "./session";
import { writeTemplate } from "./template";

/**
 * Runs one command line; `words` are the words after the program's name. An error is one line on `session.err`.
 * Resolves with the exit code: 0 for success, 1 if no input is usable or a file cannot be read or written, 2 for wrong
 * usage.
 */
export async function run(words: readonly string[], session: CliSession): Promise<number> {
  try {
    await execute(parseCommand(words), session);
    return 0;
  } catch (error) {
    const { text, exitCode } = failure(error);
    session.err.write(`seatwise: ${text}\n`);
    if (session.trace && error instanceof Error) session.err.write(`${error.stack ?? ""}\n`);
    return exitCode;
  }
}

async function execute(command: Command, session: CliSession): Promise<void> {
  switch (command.name) {
    case "help":
      session.out.write(help(command.of));
      return;
    case "version":
      session.out.write(`seatwise ${product.version}\n`);
      return;
    case "analyze":
      return analyze(command, session);
    case "portable":
      return portable(command, session);
    case "inspect":
      return inspect(command.inputs, session);
    case "template":
      return writeTemplate(command.out, session);
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
