import { accuracyOf, accuracyTable } from "../test/evidence/accuracy";

/** Prints the table of docs/evidence.md: 200 firms, each spoilt in every way. Takes many minutes. */
async function print(): Promise<void> {
  const found = await accuracyOf(Array.from({ length: 200 }, (_, i) => i + 1));
  console.log(accuracyTable(found));
  for (const [name, { examples }] of found)
    for (const example of examples) console.log(`${name}: ${example}`);
}

void print();
