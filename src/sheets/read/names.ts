import { canonicalName } from "./vendor-names";

/** The place of a name in `Names`. */
export type NameIndex = number;

/** The products and offerings named in the files, compared without regard to case and blanks. */
export class Names {
  private readonly places = new Map<string, NameIndex>();
  private readonly asTyped = new Map<string, NameIndex>();
  private readonly shown: string[] = [];

  /** Whether a name occurred already, in any spelling. */
  has(name: string): boolean {
    return this.places.has(canonicalName(name).toLowerCase());
  }

  of(name: string): NameIndex {
    const known = this.asTyped.get(name);
    if (known !== undefined) return known;
    const canonical = canonicalName(name);
    const key = canonical.toLowerCase();
    const place = this.places.get(key) ?? this.shown.length;
    this.places.set(key, place);
    this.asTyped.set(name, place);
    // The smallest of several spellings, so that the order of the rows does not matter.
    const before = this.shown[place];
    if (before === undefined || canonical < before) this.shown[place] = canonical;
    return place;
  }

  /** The name to show; final only after every row was read. */
  name(place: NameIndex): string {
    return this.shown[place] ?? "";
  }

  get size(): number {
    return this.shown.length;
  }
}
