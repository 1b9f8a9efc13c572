import { attribute, unescapedText, type XmlEvents } from "./xml";

/** Collects the text of one string item (`si`, `is`): the joined runs without phonetic guides. */
export class StringItem {
  private text = "";
  private run = "";
  private collecting = false;
  private preserve = false;
  private phonetic = 0;

  start(): void {
    this.text = "";
  }

  open(name: string, attributes: string): void {
    if (name === "rPh") this.phonetic++;
    if (name !== "t" || this.phonetic > 0) return;
    this.collecting = true;
    this.preserve = attribute(attributes, "xml:space") === "preserve";
    this.run = "";
  }

  add(text: string): void {
    if (this.collecting) this.run += text;
  }

  close(name: string): void {
    if (name === "rPh") this.phonetic--;
    if (name !== "t" || !this.collecting) return;
    this.collecting = false;
    this.text += unescapedText(this.preserve ? this.run : this.run.trim());
  }

  value(): string {
    return this.text;
  }
}

/** Reads the table of shared strings. */
export class SharedStrings implements XmlEvents {
  readonly strings: string[] = [];
  private readonly item = new StringItem();

  open(name: string, attributes: string): void {
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
