import { formulaPieces } from "../../src/workbook/formula-text";

/** A formula as a tree: texts, and brackets with the name before them. */
type Node = string | { readonly before: string; readonly arguments: readonly (readonly Node[])[] };
type Nodes = readonly Node[];

interface Closure {
  readonly parameters: readonly string[];
  readonly body: Nodes;
  readonly scope: Scope;
}
/** A name stands for a different name, or for a function that replaces its calls. */
type Scope = ReadonlyMap<string, string | Closure>;

/** Names are never used twice: engines remember parts of formulas by their text. */
let count = 0;

/**
 * A call of a LAMBDA as a formula for engines that know LET, but not functions named by LET, nested functions or ISOMITTED.
 * Calls are replaced by the bodies of their functions, `ISOMITTED(x)` by TRUE or FALSE. An argument is a formula, or
 * absent where it is left out.
 */
export function plainFormula(lambda: string, given: readonly (string | undefined)[]): string {
  const [call] = parsed(lambda);
  if (typeof call !== "object" || call.before !== "LAMBDA") throw new Error("That is no LAMBDA.");
  const fresh = (name: string): string => `${name.toLowerCase()}_${++count}`;

  const listed = call.arguments.slice(0, -1).map((nodes) => text(nodes));
  const parameters = listed.map((name) => name.replace(/^\[|\]$/g, ""));
  const omitted = new Set<string>();
  const bindings: string[] = [];
  const scope = new Map<string, string | Closure>();
  parameters.forEach((parameter, n) => {
    const name = fresh(parameter);
    const value = given[n];
    if (value === undefined) omitted.add(name);
    if (value === undefined && !listed[n]!.startsWith("[")) throw new Error(`${parameter} is missing.`);
    scope.set(parameter.toUpperCase(), name);
    bindings.push(`${name},${value ?? '""'}`);
  });

  const write = (nodes: Nodes, scope: Scope): string => nodes.map((node) => writeNode(node, scope)).join("");
  const writeNode = (node: Node, scope: Scope): string => {
    if (typeof node === "string") {
      const meant = scope.get(node.toUpperCase());
      if (typeof meant === "object") throw new Error(`${node} is a function and is not called.`);
      return meant ?? node;
    }
    const { before, arguments: args } = node;
    const meant = scope.get(before.toUpperCase());
    if (typeof meant === "object") return writeCall(meant, args, scope);
    if (before === "LET") return writeLet(args, scope);
    if (before === "LAMBDA") {
      const inner = new Map(scope);
      const names = args.slice(0, -1).map((name) => {
        const own = fresh(text(name));
        inner.set(text(name).toUpperCase(), own);
        return own;
      });
      return `LAMBDA(${[...names, write(args.at(-1) ?? [], inner)].join(",")})`;
    }
    const written = args.map((nodes) => write(nodes, scope));
    if (before === "ISOMITTED") return omitted.has(written[0] ?? "") ? "TRUE" : "FALSE";
    return `${before}(${written.join(",")})`;
  };
  const writeCall = (
    { parameters, body, scope: own }: Closure,
    args: readonly Nodes[],
    scope: Scope,
  ): string => {
    const inner = new Map(own);
    const bound = parameters.map((parameter, n) => {
      const name = fresh(parameter);
      const value = write(args[n] ?? [], scope);
      inner.set(parameter.toUpperCase(), name);
      return `${name},${value}`;
    });
    return `LET(${[...bound, write(body, inner)].join(",")})`;
  };
  const writeLet = (args: readonly Nodes[], scope: Scope): string => {
    const inner = new Map(scope);
    const bound: string[] = [];
    for (let n = 0; n + 1 < args.length; n += 2) {
      const name = text(args[n] ?? []);
      const value = args[n + 1] ?? [];
      const [only] = value;
      if (value.length === 1 && typeof only === "object" && only.before === "LAMBDA") {
        const parameters = only.arguments.slice(0, -1).map(text);
        inner.set(name.toUpperCase(), {
          parameters,
          body: only.arguments.at(-1) ?? [],
          scope: new Map(inner),
        });
      } else {
        const own = fresh(name);
        bound.push(`${own},${write(value, inner)}`);
        inner.set(name.toUpperCase(), own);
      }
    }
    const result = write(args.at(-1) ?? [], inner);
    return bound.length === 0 ? result : `LET(${[...bound, result].join(",")})`;
  };
  return `LET(${[...bindings, write(call.arguments.at(-1) ?? [], scope)].join(",")})`;
}

const text = (nodes: Nodes): string => nodes.map((node) => (typeof node === "string" ? node : "?")).join("");

function parsed(formula: string): Nodes {
  const pieces = formulaPieces(formula).map((piece) => piece.text);
  let at = 0;
  const sequence = (): Node[] => {
    const nodes: Node[] = [];
    while (at < pieces.length && pieces[at] !== "," && pieces[at] !== ")") {
      const piece = pieces[at++]!;
      if (piece === "(") nodes.push(bracket(""));
      else if (pieces[at] === "(" && /^[\p{L}_]/u.test(piece)) {
        at++;
        nodes.push(bracket(piece));
      } else nodes.push(piece);
    }
    return nodes;
  };
  const bracket = (before: string): Node => {
    const args = [sequence()];
    while (pieces[at] === ",") {
      at++;
      args.push(sequence());
    }
    at++;
    return { before, arguments: args };
  };
  return sequence();
}
