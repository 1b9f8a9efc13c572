import type { ElementSpan } from "./cell-formulas";
import { attribute, type XmlEvents } from "./xml";

/** A formula of a conditional format or data validation. */
export interface RuleFormula {
  readonly kind: "conditional format" | "data validation";
  /** The cells that it applies to, such as `A2:A9 C2`. */
  readonly area: string;
  readonly formula: string;
  readonly element: ElementSpan;
}

const RULE_ELEMENTS: ReadonlyMap<string, RuleFormula["kind"]> = new Map([
  ["conditionalFormatting", "conditional format"],
  ["dataValidation", "data validation"],
]);
/** Newer kinds of rules are stored in extensions, with the text inside an `f` element. */
const FORMULAS = new Set(["formula", "formula1", "formula2", "f"]);

/** Finds the formulas of a worksheet's conditional formats and data validations whose text is picked. */
export class RuleFormulas implements XmlEvents {
  readonly found: RuleFormula[] = [];

  private rule: { readonly name: string; readonly kind: RuleFormula["kind"]; area: string } | undefined;
  private formulas: Omit<RuleFormula, "area" | "kind">[] = [];
  private inner: { readonly name: string; readonly start: number; readonly openEnd: number } | undefined;
  private collected = "";

  constructor(private readonly picks: (formula: string) => boolean) {}

  open(name: string, attributes: string, start: number, openEnd: number): void {
    const kind = RULE_ELEMENTS.get(name);
    if (kind !== undefined) {
      this.rule = { name, kind, area: attribute(attributes, "sqref") ?? "" };
      this.formulas = [];
    } else if (this.rule && (FORMULAS.has(name) || name === "sqref")) {
      this.inner = { name, start, openEnd };
      this.collected = "";
    }
  }

  text(text: string): void {
    if (this.inner) this.collected += text;
  }

  close(name: string, closeStart: number, end: number): void {
    if (!this.rule) return;
    if (name === this.inner?.name) {
      const { start, openEnd } = this.inner;
      if (name === "sqref") this.rule.area = this.collected;
      else if (this.picks(this.collected)) {
        this.formulas.push({ formula: this.collected, element: { start, openEnd, closeStart, end } });
      }
      this.inner = undefined;
    } else if (name === this.rule.name) {
      const { kind, area } = this.rule;
      this.found.push(...this.formulas.map((formula) => ({ ...formula, kind, area })));
      this.rule = undefined;
    }
  }
}
