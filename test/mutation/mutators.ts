import ts from "typescript";

/** One small change to a source file. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  /** The text of that line. */
  readonly code: string;
  /** The change as the report prints it: "before → after", long code cut in the middle. */
  readonly change: string;
  readonly mutatedText: string;
}

const { SyntaxKind } = ts;

const OPERATORS: Partial<Record<ts.SyntaxKind, readonly string[]>> = {
  [SyntaxKind.PlusToken]: ["-"],
  [SyntaxKind.MinusToken]: ["+"],
  [SyntaxKind.AsteriskToken]: ["/"],
  [SyntaxKind.SlashToken]: ["*"],
  [SyntaxKind.PercentToken]: ["*"],
  [SyntaxKind.AsteriskAsteriskToken]: ["*"],
  [SyntaxKind.PlusEqualsToken]: ["-="],
  [SyntaxKind.MinusEqualsToken]: ["+="],
  [SyntaxKind.LessThanToken]: ["<=", ">="],
  [SyntaxKind.LessThanEqualsToken]: ["<", ">"],
  [SyntaxKind.GreaterThanToken]: [">=", "<="],
  [SyntaxKind.GreaterThanEqualsToken]: [">", "<"],
  [SyntaxKind.EqualsEqualsEqualsToken]: ["!=="],
  [SyntaxKind.ExclamationEqualsEqualsToken]: ["==="],
  [SyntaxKind.EqualsEqualsToken]: ["!="],
  [SyntaxKind.ExclamationEqualsToken]: ["=="],
  [SyntaxKind.AmpersandAmpersandToken]: ["||"],
  [SyntaxKind.BarBarToken]: ["&&"],
};

/** Operators whose mutants are also each of their operands alone. */
const LOGICAL = new Set([
  SyntaxKind.AmpersandAmpersandToken,
  SyntaxKind.BarBarToken,
  SyntaxKind.QuestionQuestionToken,
]);

const FUNCTIONS: Readonly<Record<string, string>> = {
  "Math.min": "Math.max",
  "Math.max": "Math.min",
  "Math.floor": "Math.ceil",
  "Math.ceil": "Math.floor",
  "Math.round": "Math.floor",
  least: "most",
  most: "least",
  wholeUp: "wholeDown",
  wholeDown: "wholeUp",
  plus: "minus",
  minus: "plus",
};
const METHODS: Readonly<Record<string, string>> = { some: "every", every: "some" };
/** Calls that are left out: `list.filter(f)` becomes `list`. */
const DROPPED_METHODS = new Set(["filter", "sort", "slice", "reverse"]);

/** Files that are catalogues of sentences and references. A test of such a text would be a copy of it. */
const CATALOGUES = ["src/engine/issues.ts", "src/engine/assumptions.ts"];

/** Every mutant of a source file, in the order of the text. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const lines = text.split("\n");
  const mutants = new Map<string, Mutant>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    const isText = ts.isStringLiteral(node) || isTemplate(node);
    if (!isText || !CATALOGUES.includes(file)) {
      for (const replacement of replacementsOf(node)) {
        const start = node.getStart(source);
        const end = node.getEnd();
        const mutatedText = text.slice(0, start) + replacement + text.slice(end);
        const line = source.getLineAndCharacterOfPosition(start).line + 1;
        const change = `${short(text.slice(start, end))} → ${short(replacement)}`;
        const code = (lines[line - 1] ?? "").trim();
        mutants.set(`${start} ${end} ${replacement}`, { file, line, code, change, mutatedText });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...mutants.values()];
}

function short(code: string): string {
  const oneLine = code.replace(/\s+/g, " ");
  return oneLine.length <= 90 ? oneLine : `${oneLine.slice(0, 55)} … ${oneLine.slice(-30)}`;
}

const isTemplate = (node: ts.Node): boolean =>
  ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node);

function replacementsOf(node: ts.Node): string[] {
  if (ts.isBinaryExpression(node)) return ofBinary(node);
  if (ts.isCallExpression(node)) return ofCall(node);
  if (ts.isConditionalExpression(node))
    return [`(${node.whenTrue.getText()})`, `(${node.whenFalse.getText()})`];
  if (ts.isIfStatement(node) || ts.isIterationStatement(node, false)) return ofControl(node);
  if (ts.isExpressionStatement(node) || ts.isContinueStatement(node) || ts.isBreakStatement(node))
    return [";"];
  if (ts.isPrefixUnaryExpression(node)) return ofPrefix(node);
  if (ts.isPostfixUnaryExpression(node))
    return [node.operand.getText() + (node.operator === SyntaxKind.PlusPlusToken ? "--" : "++")];
  return ofLiteral(node);
}

function ofBinary({ left, right, operatorToken }: ts.BinaryExpression): string[] {
  const [a, b] = [left.getText(), right.getText()];
  const others = OPERATORS[operatorToken.kind] ?? [];
  const operands = LOGICAL.has(operatorToken.kind) ? [a, b] : [];
  const assigns = operatorToken.getText().length === 2 && operatorToken.getText().endsWith("=");
  const statement = assigns && others.some((other) => other.endsWith("="));
  return [...others.map((other) => `${a} ${other} ${b}`), ...operands].map((code) =>
    statement && !/[<>!=]=/.test(operatorToken.getText()) ? code : `(${code})`,
  );
}

function ofCall(call: ts.CallExpression): string[] {
  const callee = call.expression.getText();
  const passed = call.getText().slice(callee.length);
  const swapped = FUNCTIONS[callee];
  if (swapped !== undefined) return [swapped + passed];
  if (callee === "Math.abs") return [passed];
  if (!ts.isPropertyAccessExpression(call.expression)) return [];
  const object = call.expression.expression.getText();
  const method = call.expression.name.text;
  const other = METHODS[method];
  if (other !== undefined) return [`${object}.${other}${passed}`];
  return DROPPED_METHODS.has(method) ? [object] : [];
}

/** A condition that always or never holds, and a loop that does nothing. */
function ofControl(node: ts.IfStatement | ts.IterationStatement): string[] {
  const text = node.getText();
  const replaced = (part: ts.Node, by: string): string => {
    const from = part.getStart() - node.getStart();
    return text.slice(0, from) + by + text.slice(from + part.getWidth());
  };
  if (ts.isIfStatement(node)) return [replaced(node.expression, "true"), replaced(node.expression, "false")];
  return ts.isWhileStatement(node) ? [replaced(node.expression, "false")] : [replaced(node.statement, "{}")];
}

function ofPrefix({ operator, operand }: ts.PrefixUnaryExpression): string[] {
  if (operator === SyntaxKind.ExclamationToken || operator === SyntaxKind.MinusToken)
    return [operand.getText()];
  return [];
}

function ofLiteral(node: ts.Node): string[] {
  if (ts.isNumericLiteral(node)) {
    const n = Number(node.text);
    const isName = ts.isPropertyAssignment(node.parent) && node.parent.name === node;
    return isName || isOrder(node) ? [] : [String(n + 1), `(${n - 1})`];
  }
  if (node.kind === SyntaxKind.TrueKeyword) return ["false"];
  if (node.kind === SyntaxKind.FalseKeyword) return ["true"];
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 0) return isTarget(node) ? [] : ["[]"];
  if (isTemplate(node)) return ['""'];
  if (!ts.isStringLiteral(node) || node.text === "") return [];
  const isName = "name" in node.parent && node.parent.name === node;
  return isName ? [] : ['""'];
}

/** The 1 of `a < b ? -1 : 1`: a sort looks at the sign alone. */
function isOrder(literal: ts.NumericLiteral): boolean {
  const { parent } = literal;
  const choice = ts.isPrefixUnaryExpression(parent) ? parent.parent : parent;
  return (
    ts.isConditionalExpression(choice) &&
    choice.whenTrue.getText() === "-1" &&
    choice.whenFalse.getText() === "1"
  );
}

const isTarget = ({ parent }: ts.ArrayLiteralExpression): boolean =>
  ts.isBinaryExpression(parent) && parent.operatorToken.kind === SyntaxKind.EqualsToken;
