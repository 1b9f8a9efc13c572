import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { randomFrom } from "../../src/engine/random";
import { ALL_CASES } from "../cases";
import { fuzzInputs, SOUND } from "./inputs";
import { brokenPromises } from "./promises";

const CORPUS = join(__dirname, "corpus");

/** 15,000,000 elements take seconds to read: only the proofs read them. */
const inputs = readdirSync(CORPUS).filter((name) => ALL_CASES || name !== "elements.xlsx");

test.each(inputs)("an input that once failed: %s", async (name) => {
  const bytes = new Uint8Array(readFileSync(join(CORPUS, name)));
  expect(await brokenPromises([{ name, bytes }], ALL_CASES)).toEqual([]);
});

test("sound files keep all promises", async () => {
  const files = Object.entries(SOUND).map(([name, text]) => ({
    name,
    bytes: new TextEncoder().encode(text),
  }));
  expect(await brokenPromises(files, true)).toEqual([]);
});

test("changed files keep all promises", async () => {
  for (let seed = 1; seed <= (ALL_CASES ? 300 : 3); seed++) {
    const { uniform } = randomFrom(seed);
    const files = await fuzzInputs((below) => Math.floor(uniform() * below));
    expect(await brokenPromises(files, seed % 10 === 0), `seed ${seed}`).toEqual([]);
  }
});
