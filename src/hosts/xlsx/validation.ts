import { cellName } from "../../workbook/cells";
import type { InputRule } from "../../workbook/spec";
import { refusalText, REFUSAL_TITLE, validationOf, type Validation } from "../../workbook/validation";
import { escaped, escapedText } from "./xml";

/** The element that makes a program refuse other input; none where no check can be stored. */
export function validationXml(rule: InputRule): string[] {
  const validation = validationOf(rule);
  const check = validation && checkXml(validation);
  if (!check) return [];
  const { firstRow, lastRow, column } = rule;
  const area = `${cellName(firstRow, column)}:${cellName(lastRow, column)}`;
  return [
    `<dataValidation ${check.attributes} allowBlank="1" showErrorMessage="1" errorTitle="${REFUSAL_TITLE}"` +
      ` error="${escapedText(refusalText(rule))}" sqref="${area}">${check.formulas}</dataValidation>`,
  ];
}

interface ValidationRule {
  readonly attributes: string;
  readonly formulas: string;
}

/** Undefined for numbers without limits. */
function checkXml(validation: Validation): ValidationRule | undefined {
  if ("list" in validation) {
    return { attributes: `type="list"`, formulas: first(`"${validation.list.replaceAll('"', '""')}"`) };
  }
  if ("formula" in validation) {
    return { attributes: `type="custom"`, formulas: first(validation.formula) };
  }
  const { number, least, most } = validation;
  const type = `type="${number}"`;
  if (least > -Infinity && most < Infinity) {
    return {
      attributes: `${type} operator="between"`,
      formulas: `${first(least)}<formula2>${most}</formula2>`,
    };
  }
  if (least > -Infinity)
    return { attributes: `${type} operator="greaterThanOrEqual"`, formulas: first(least) };
  if (most < Infinity) return { attributes: `${type} operator="lessThanOrEqual"`, formulas: first(most) };
  return undefined;
}

const first = (formula: string | number): string => `<formula1>${escaped(String(formula))}</formula1>`;
