import { attribute, unescapedText, withoutSpaceAround, type XmlEvents } from "./xml";

/** Collects the text of one string item (`si`, `is`): the joined runs without phonetic guides. */
export class StringItem {
  private text = "";
  private run = "";
  private collecting = false;
  private preserve = false;
  private phonetic = 0;

  /** `preserve`: whether the elements around it say that white space counts, unless its own say otherwise. */
  constructor(private readonly preserveAround: () => boolean) {}

  start(): void {
    this.text = "";
  }

  open(name: string, attributes: string): void {
    if (name === "rPh") this.phonetic++;
    if (name !== "t" || this.phonetic > 0) return;
    this.collecting = true;
    this.preserve = preserves(attributes) ?? this.preserveAround();
    this.run = "";
  }

  add(text: string): void {
    if (this.collecting) this.run += text;
  }

  close(name: string): void {
    if (name === "rPh") this.phonetic--;
    if (name !== "t" || !this.collecting) return;
    this.collecting = false;
    this.text += unescapedText(this.preserve ? this.run : withoutSpaceAround(this.run));
  }

  value(): string {
    return this.text;
  }
}

/** Whether an element says that white space counts; undefined if it does not speak of it. */
export function preserves(attributes: string): boolean | undefined {
  const said = attribute(attributes, "xml:space");
  return said === undefined ? undefined : said === "preserve";
}

/** Reads the table of shared strings. */
export class SharedStrings implements XmlEvents {
  readonly strings: string[] = [];
  private preserve = false;
  private readonly item = new StringItem(() => this.preserve);

  open(name: string, attributes: string): void {
    if (name === "sst") this.preserve = preserves(attributes) ?? false;
    if (name === "si") this.item.start();
    else this.item.open(name, attributes);
  }

  close(name: string): void {
    if (name === "si") this.strings.push(this.item.value());
    else this.item.close(name);
  }

  text(text: string): void {
    this.item.add(text);
  }
}
