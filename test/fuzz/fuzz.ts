import { mkdirSync, writeFileSync } from "node:fs";
import { randomFrom } from "../../src/engine/random";
import { fuzzInputs } from "./inputs";
import { brokenPromises } from "./promises";

/** `npm run fuzz -- FIRST_SEED CASES`: many cases; the files of each that breaks a promise go to coverage/fuzz. */
async function fuzz(first: number, cases: number): Promise<void> {
  let failed = 0;
  for (let seed = first; seed < first + cases; seed++) {
    const { uniform } = randomFrom(seed);
    const files = await fuzzInputs((below) => Math.floor(uniform() * below));
    const broken = await brokenPromises(files, seed % 10 === 0).catch((error: unknown) => [String(error)]);
    if (broken.length === 0) continue;
    failed++;
    const folder = `coverage/fuzz/${seed}`;
    mkdirSync(folder, { recursive: true });
    for (const { name, bytes } of files) writeFileSync(`${folder}/${name}`, bytes);
    console.log(`Seed ${seed}: ${broken.join("; ").slice(0, 600)}`);
  }
  console.log(`${cases} cases from seed ${first}: ${failed} broke a promise.`);
  process.exitCode = failed > 0 ? 1 : 0;
}

const [first = "1", cases = "10000"] = process.argv.slice(2);
void fuzz(Number(first), Number(cases));
