import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SOURCE = join(__dirname, "../src");

/** Names that several files may declare, with the reason. */
const ALLOWED: Readonly<Record<string, string>> = {};

const DECLARATION =
  /^(?:export )?(?:async )?(?:function\*?|const|let|class|interface|type|enum) ([A-Za-z_$][\w$]*)/gm;

const filesOfSource = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((file) =>
  /\.tsx?$/.test(file),
);
const textOf = (file: string): string => readFileSync(join(SOURCE, file), "utf8");

/** How often the source takes 0 for what is absent. It may only fall: an unknown amount stays unknown (`sumKnown`). */
const MOST_ZERO_DEFAULTS = 127;

it("no more values than before are 0 where they are absent", () => {
  const found = filesOfSource.reduce((sum, file) => sum + textOf(file).split("?? 0").length - 1, 0);
  expect(found).toBeLessThanOrEqual(MOST_ZERO_DEFAULTS);
});

it("a name that a file declares stands for one thing: no other file of the source declares it", () => {
  const filesOf = new Map<string, Set<string>>();
  for (const file of filesOfSource)
    for (const [, name] of textOf(file).matchAll(DECLARATION))
      filesOf.set(name!, (filesOf.get(name!) ?? new Set()).add(file));
  const shared = [...filesOf].filter(([name, files]) => files.size > 1 && ALLOWED[name] === undefined);
  expect(Object.fromEntries(shared.map(([name, files]) => [name, [...files]]))).toEqual({});
});
