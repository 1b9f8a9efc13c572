import { accuracyOf, accuracyTable } from "../test/evidence/accuracy";

/**
 * Prints the table of docs/evidence.md: 200 firms, each spoilt in every way, with the answers so far after every tenth
 * firm. `npx tsx bench/evidence.ts 41 80` measures firms 41 to 80. Takes about a second of computing for an answer.
 */
async function print(first = 1, last = 200): Promise<void> {
  const seeds = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const found = await accuracyOf(seeds, (seed, soFar) => {
    if (seed % 10 === 0) console.error(`firms ${first} to ${seed}\n${accuracyTable(soFar)}\n`);
  });
  console.log(accuracyTable(found));
  for (const [name, { examples }] of found)
    for (const example of examples) console.log(`${name}: ${example}`);
}

void print(...process.argv.slice(2).map(Number));
