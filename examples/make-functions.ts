import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEVELOPMENT } from "../build/manifest.cjs";
import { FUNCTIONS } from "../src/functions/functions";
import { metadataAt } from "../src/functions/metadata";
import { helpPageOf, indexWithTable } from "./help-pages";
import { acceptance } from "./make-acceptance";

/** Writes the files in the repository that follow from the records of the custom functions. */
async function main(): Promise<void> {
  const write = (path: string, content: string | Uint8Array) =>
    writeFileSync(join(__dirname, "..", path), content);
  for (const record of FUNCTIONS) write(`docs/functions/${record.name.toLowerCase()}.md`, helpPageOf(record));
  const index = readFileSync(join(__dirname, "../docs/functions/index.md"), "utf8");
  write("docs/functions/index.md", indexWithTable(index));
  write("test/functions/functions.json", `${JSON.stringify(metadataAt(DEVELOPMENT), null, 2)}\n`);
  write("examples/acceptance.xlsx", await acceptance());
}

void main();
