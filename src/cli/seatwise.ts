import { parseIsoDay } from "../engine/calendar";
import type { DayNumber } from "../engine/units";
import { NothingToAnalyse, RefusedSetting } from "../sheets/run";
import { WorkbookError } from "../workbook/errors";
import product from "../../package.json";
import { analyze } from "./analyze";
import { parseCommand, WrongUsage } from "./arguments";
import { help } from "./help";
import { inspect } from "./inspect";
import { portable } from "./portable";
import type { Session } from "./session";
import { writeTemplate } from "./template";

async function run(words: readonly string[], session: Session): Promise<void> {
  const command = parseCommand(words);
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

/** 0 done, 1 nothing usable or a file that cannot be read or written, 2 wrong usage. */
function exitCode(error: unknown): number {
  const { stderr } = process;
  if (error instanceof WrongUsage || error instanceof RefusedSetting) {
    stderr.write(`seatwise: ${error.message} See "seatwise help".\n`);
    return 2;
  }
  if (error instanceof WorkbookError || error instanceof NothingToAnalyse) {
    stderr.write(`seatwise: ${error.message}\n`);
    return 1;
  }
  stderr.write(
    `seatwise: a fault in the program, not in your file: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  if (process.env["SEATWISE_TRACE"] && error instanceof Error) stderr.write(`${error.stack ?? ""}\n`);
  return 1;
}

const abort = new AbortController();
process.once("SIGINT", () => abort.abort());
process.once("SIGTERM", () => abort.abort());

const today = parseIsoDay(new Date().toISOString().slice(0, 10)) ?? (0 as DayNumber);
run(process.argv.slice(2), { out: process.stdout, err: process.stderr, today, signal: abort.signal }).catch(
  (error: unknown) => {
    process.exitCode = exitCode(error);
  },
);
