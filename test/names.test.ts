import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SOURCE = join(__dirname, "../src");

/** Names that several files may declare, with the reason. */
const ALLOWED: Readonly<Record<string, string>> = {};

const DECLARATION =
  /^(?:export )?(?:async )?(?:function\*?|const|let|class|interface|type|enum) ([A-Za-z_$][\w$]*)/gm;

it("a name that a file declares stands for one thing: no other file of the source declares it", () => {
  const filesOf = new Map<string, Set<string>>();
  for (const file of readdirSync(SOURCE, { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(file)) continue;
    for (const [, name] of readFileSync(join(SOURCE, file), "utf8").matchAll(DECLARATION))
      filesOf.set(name!, (filesOf.get(name!) ?? new Set()).add(file));
  }
  const shared = [...filesOf].filter(([name, files]) => files.size > 1 && ALLOWED[name] === undefined);
  expect(Object.fromEntries(shared.map(([name, files]) => [name, [...files]]))).toEqual({});
});
