import { fromSerial, isoDay } from "../src/engine/calendar";
import type { DayNumber } from "../src/engine/units";
import { FUNCTIONS } from "../src/functions/functions";
import type { Parameter } from "../src/functions/parameters";
import type { CustomFunction, Example } from "../src/functions/record";
import { evaluate } from "../test/functions/excel";

/** The help page of a function in Markdown. Throws where an example of an error is not refused with a sentence. */
export const helpPageOf = (record: CustomFunction): string => `# ${record.name}

${record.question}

\`=${record.name}(${record.parameters.map(inSignature).join(", ")})\`

| argument | meaning | unit | if left out | allowed |
|---|---|---|---|---|
${record.parameters.map(parameterRow).join("\n")}

**Result.** ${record.result.join("\n")}

## Examples

| formula | result |
|---|---|
${record.examples.map((example) => exampleRow(record, example)).join("\n")}

## Errors

| formula | error | sentence |
|---|---|---|
${record.refused.map((given) => refusedRow(`=${record.name}(${given})`)).join("\n")}

${record.twin === null ? `${NO_TWIN}\n\n` : ""}[All functions](index.md) treat blanks, text, dates, ranges and errors in the same way.

## Source

${record.source.join("\n")}
`;

const NO_TWIN =
  "This function has no portable form: a workbook for people without the add-in keeps its last values, or freezes them.";

const inSignature = ({ name, leftOut }: Parameter<unknown>): string =>
  leftOut === undefined ? name : `[${name}]`;

const parameterRow = ({ name, meaning, unit, leftOut, allowed }: Parameter<unknown>): string =>
  `| \`${name}\` | ${meaning} | ${unit} | ${leftOut ?? "required"} | ${allowed} |`;

const exampleRow = ({ name, answersDate }: CustomFunction, { given, shows }: Example): string =>
  `| \`=${name}(${given})\` | ${displayed(shows, answersDate === true)} |`;

/** A result as a cell shows it; rows of a range are separated by semicolons. */
function displayed(value: Example["shows"], isDate: boolean): string {
  if (typeof value === "string") return value;
  if (typeof value !== "number")
    return value.map((row) => row.map((cell) => displayed(cell, isDate)).join(", ")).join("; ");
  return isDate
    ? isoDay(fromSerial(value, 1900) as DayNumber)
    : value.toLocaleString("en-US", { maximumFractionDigits: 4 });
}

function refusedRow(formula: string): string {
  for (const cell of evaluate(formula).flat())
    if (cell !== null && typeof cell === "object" && cell.sentence !== "")
      return `| \`${formula}\` | ${cell.code} | ${cell.sentence} |`;
  throw new Error(`${formula} is not refused with a sentence.`);
}

/** The index of the help with its table of functions made anew. */
export const indexWithTable = (index: string): string =>
  index.replace(
    /(\| function \| question \|\n\|---\|---\|\n)(?:\|.*\n)*/,
    (_, head: string) =>
      head +
      FUNCTIONS.map(({ name, question }) => `| [${name}](${name.toLowerCase()}.md) | ${question} |\n`).join(
        "",
      ),
  );
