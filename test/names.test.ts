import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const SOURCE = join(__dirname, "../src");

const DECLARATION =
  /^(?:export )?(?:async )?(?:function\*?|const|let|class|interface|type|enum) ([A-Za-z_$][\w$]*)/gm;

const EXPORT = /^export (?:async )?(?:function\*?|const|class) ([A-Za-z_$][\w$]*)/gm;

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file));

const filesOfSource = filesIn(SOURCE);
const textOf = (file: string): string => readFileSync(file, "utf8");

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
      filesOf.set(name!, (filesOf.get(name!) ?? new Set()).add(relative(SOURCE, file)));
  const shared = [...filesOf].filter(([, files]) => files.size > 1);
  expect(Object.fromEntries(shared.map(([name, files]) => [name, [...files]]))).toEqual({});
});

it("what a file exports to call or to read is used by another file", () => {
  const wordsOf = new Map(
    [...filesIn(SOURCE), ...filesIn(__dirname), ...filesIn(join(SOURCE, "../examples"))].map((file) => [
      file,
      new Set(readFileSync(file, "utf8").match(/[A-Za-z_$][\w$]*/g)),
    ]),
  );
  const isUsedBeside = (file: string, name: string): boolean =>
    [...wordsOf].some(([other, words]) => other !== file && words.has(name));
  const unused = filesIn(SOURCE).flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(EXPORT)]
      .map(([, name]) => name!)
      .filter((name) => !isUsedBeside(file, name))
      .map((name) => `${relative(SOURCE, file)}: ${name}`),
  );
  expect(unused).toEqual([]);
});
