import type { Origin, Refusal, SourceKind } from "../../engine/estate/estate";
import type { ContractNumbers } from "./contract-numbers";
import type { Final } from "./draft";
import type { Subject } from "./format";
import { known } from "./known";
import { byFields, byText } from "./sorting";

/** A row that could not be read, or fields of it, before names and people are final. */
interface RefusedRow extends Omit<Subject, "kind"> {
  readonly kind: SourceKind;
  readonly origin: Origin;
  readonly fields: readonly string[];
  readonly columns: readonly string[];
}

/** The rows that could not be read. Rows that say the same are kept as one: a column may hold a million. */
export class Refusals {
  private readonly groups = new Map<string, RefusedRow & { rows: number }>();

  add(row: RefusedRow): void {
    const { origin, ...what } = row;
    const key = JSON.stringify([origin.source, what]);
    const group = this.groups.get(key);
    if (group) group.rows += 1;
    else this.groups.set(key, { ...row, rows: 1 });
  }

  /** The refusals, in an order that does not depend on the order of the rows. */
  finish(final: Final, contractNumbers: ContractNumbers): Refusal[] {
    const byKey = new Map<string, Refusal>();
    for (const { kind, origin, rows, fields, columns, ...subject } of this.groups.values()) {
      const { contract, offering, product, person } = subject;
      const what = {
        kind,
        fields,
        columns,
        ...known({
          contract: contract === undefined ? undefined : contractNumbers.of(contract),
          offering: offering === undefined ? undefined : final.name(offering),
          product: product === undefined ? undefined : final.name(product),
          person: person === undefined ? undefined : final.person(person),
        }),
      };
      const key = JSON.stringify([origin.source, what]);
      const twin = byKey.get(key);
      const first = twin && twin.origin.row < origin.row ? twin.origin : origin;
      byKey.set(key, { ...what, origin: first, rows: rows + (twin?.rows ?? 0) });
    }
    const bySubject = byFields<Refusal>("kind", "contract", "offering", "product", "person", "rows");
    return [...byKey.values()].sort(
      (a, b) =>
        a.origin.source - b.origin.source || bySubject(a, b) || byText(String(a.columns), String(b.columns)),
    );
  }
}
