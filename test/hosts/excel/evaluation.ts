import { isError, type Cell } from "../../../src/workbook/cells";
import type { Model, ModelSheet, ModelTable } from "./model";
import { Refusal } from "./protocol";

/** A function of an add-in, over its arguments as rectangles. */
export type CustomFunction = (...args: readonly Matrix[]) => Matrix;

/** Every value is a rectangle of cells; most are one cell. */
export type Matrix = readonly (readonly Cell[])[];

/** Where a formula stands. */
interface Place {
  readonly sheet: ModelSheet;
  readonly row: number;
  readonly column: number;
}

type TablePart = "#Data" | "#Headers" | "#This Row";

type Node =
  | { readonly kind: "value"; readonly value: Cell }
  | {
      readonly kind: "reference";
      readonly sheet: string | undefined;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly kind: "table";
      readonly table: string;
      /** The first and the last column; undefined for all. */
      readonly columns: readonly [string, string] | undefined;
      readonly part: TablePart;
    }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Node[] }
  | { readonly kind: "operation"; readonly operator: string; readonly args: readonly Node[] };

const TOKEN =
  /\s*(?:(?<text>"(?:[^"]|"")*")|(?<error>#[A-Z/0]+[!?]|#N\/A)|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<sheet>'(?:[^']|'')+'|[A-Za-z_][\w.]*(?=!))!|(?<cell>\$?[A-Za-z]{1,3}\$?\d+)(?![\w.([])|(?<word>[A-Za-z_\\][\w.\\]*)|(?<operator><=|>=|<>|[-+*/^&=<>%(),:{};[\]]))/y;

/** The few formulas that the product writes, computed as Excel computes them. What is not known here is `#NAME?`. */
export class Evaluation {
  private text = "";
  private at = 0;

  constructor(
    private readonly model: Model,
    private readonly place?: Place,
  ) {}

  /** Refuses what Excel does not take: a formula that cannot be read, and a table or column that is not there. */
  check(formula: string): void {
    this.visit(this.parsed(formula));
  }

  evaluate(formula: string): Matrix {
    return this.valueOf(this.parsed(formula), 0);
  }

  private visit(node: Node): void {
    if (node.kind === "table") {
      const table = this.tableOf(node.table);
      for (const column of node.columns ?? []) this.columnOf(table, column);
    }
    if (node.kind === "call" || node.kind === "operation") for (const arg of node.args) this.visit(arg);
  }

  // Reading

  private parsed(formula: string): Node {
    this.text = formula;
    this.at = 0;
    const node = this.expression(0);
    if (this.text.slice(this.at).trim() !== "") throw this.unreadable();
    return node;
  }

  private unreadable(): Refusal {
    return new Refusal("InvalidArgument", `Excel cannot read =${this.text} at ${this.at}`);
  }

  private next(): Record<string, string | undefined> {
    TOKEN.lastIndex = this.at;
    const match = TOKEN.exec(this.text);
    if (!match?.groups) throw this.unreadable();
    this.at = TOKEN.lastIndex;
    return match.groups;
  }

  private peekOperator(): string | undefined {
    TOKEN.lastIndex = this.at;
    return TOKEN.exec(this.text)?.groups?.["operator"];
  }

  private take(operator: string): boolean {
    if (this.peekOperator() !== operator) return false;
    this.next();
    return true;
  }

  private expression(level: number): Node {
    if (level === LEVELS.length) return this.unary();
    let left = this.expression(level + 1);
    for (;;) {
      const operator = this.peekOperator();
      if (operator === undefined || !LEVELS[level]?.includes(operator)) return left;
      this.next();
      left = { kind: "operation", operator, args: [left, this.expression(level + 1)] };
    }
  }

  private unary(): Node {
    if (this.take("-")) return { kind: "operation", operator: "negate", args: [this.unary()] };
    if (this.take("+")) return this.unary();
    let node = this.primary();
    while (this.take("%"))
      node = { kind: "operation", operator: "/", args: [node, { kind: "value", value: 100 }] };
    return node;
  }

  private primary(): Node {
    const token = this.next();
    if (token["text"] !== undefined)
      return { kind: "value", value: token["text"].slice(1, -1).replaceAll('""', '"') };
    if (token["error"] !== undefined) {
      // What is left of a reference to a sheet that is gone.
      if (this.text.startsWith("#REF!$", this.at - 5)) this.next();
      return { kind: "value", value: { error: token["error"] } };
    }
    if (token["number"] !== undefined) return { kind: "value", value: Number(token["number"]) };
    if (token["sheet"] !== undefined) {
      const first = this.next()["cell"];
      if (first === undefined) throw this.unreadable();
      return this.reference(token["sheet"].replace(/^'|'$/g, "").replaceAll("''", "'"), first);
    }
    if (token["cell"] !== undefined) return this.reference(undefined, token["cell"]);
    if (token["operator"] === "(") {
      const node = this.expression(0);
      if (!this.take(")")) throw this.unreadable();
      return node;
    }
    if (token["operator"] === "[") return this.optionalParameter();
    const word = token["word"];
    if (word === undefined) throw this.unreadable();
    if (/^(true|false)$/i.test(word) && this.peekOperator() !== "(")
      return { kind: "value", value: /^t/i.test(word) };
    if (this.text[this.at] === "[") return this.tableColumn(word);
    if (!this.take("(")) return { kind: "name", name: word };
    const args: Node[] = [];
    if (this.take(")")) return { kind: "call", name: word.toUpperCase(), args };
    do {
      const blank = [",", ")"].includes(this.peekOperator() ?? "");
      args.push(blank ? { kind: "value", value: null } : this.expression(0));
    } while (this.take(","));
    if (!this.take(")")) throw this.unreadable();
    return { kind: "call", name: word.toUpperCase(), args };
  }

  /** `[times]` among the parameters of a LAMBDA. */
  private optionalParameter(): Node {
    const name = this.next()["word"];
    if (name === undefined || !this.take("]")) throw this.unreadable();
    return { kind: "name", name };
  }

  private reference(sheet: string | undefined, from: string): Node {
    const to = this.take(":") ? this.next()["cell"] : from;
    if (to === undefined) throw this.unreadable();
    return { kind: "reference", sheet, from, to };
  }

  /**
   * `Table[Column]`, `Table[#Data]`, `Table[[A]:[B]]`, or `Table[[#This Row],[A]:[B]]` with one part of the table, in which
   * `'` stands before the signs `[ ] # '`.
   */
  private tableColumn(table: string): Node {
    const name = "((?:[^[\\]#']|'.)+)";
    const span = `\\[${name}\\](?::\\[${name}\\])?`;
    const forms = `\\[(?:(#Data|#Headers)|${name}|(?:\\[(#This Row|#Headers)\\],)?${span})\\]`;
    const match = new RegExp(forms, "y");
    match.lastIndex = this.at;
    const found = match.exec(this.text);
    if (!found) throw this.unreadable();
    this.at = match.lastIndex;
    const [, whole, column, part, first, last] = found;
    const plain = (text: string) => text.replace(/'(.)/g, "$1");
    const from = column ?? first;
    return {
      kind: "table",
      table,
      columns: from === undefined ? undefined : [plain(from), plain(last ?? from)],
      part: (whole ?? part ?? "#Data") as TablePart,
    };
  }

  // Computing

  private valueOf(node: Node, depth: number): Matrix {
    if (depth > 200) throw new Error(`A circle in ${this.text}`);
    switch (node.kind) {
      case "value":
        return [[node.value]];
      case "reference":
        return this.cells(node);
      case "table":
        return this.tableCells(node);
      case "name": {
        const name = this.model.findName(node.name, this.place?.sheet) ?? this.model.findName(node.name);
        if (!name) return [[NAME_ERROR]];
        return new Evaluation(this.model, this.place).valueOf(
          this.parsedApart(name.formula.slice(1)),
          depth + 1,
        );
      }
      case "operation":
        return broadcast(
          node.args.map((arg) => this.valueOf(arg, depth + 1)),
          (...cells) => operate(node.operator, cells),
        );
      case "call": {
        const custom = this.model.functions.get(node.name);
        const known = custom ?? FUNCTIONS[node.name];
        if (!known) return [[NAME_ERROR]];
        return known(...node.args.map((arg) => this.valueOf(arg, depth + 1)));
      }
    }
  }

  private parsedApart(formula: string): Node {
    return new Evaluation(this.model, this.place).parsed(formula);
  }

  private cells({ sheet, from, to }: Extract<Node, { kind: "reference" }>): Matrix {
    const on = sheet === undefined ? this.place?.sheet : this.model.sheet(sheet);
    if (!on) return [[{ error: "#REF!" }]];
    const [first, last] = [placeOf(from), placeOf(to)];
    return matrixOf(on, first.row, first.column, last.row - first.row + 1, last.column - first.column + 1);
  }

  private tableOf(name: string): ModelTable {
    const table = this.model.tables.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (!table) throw new Refusal("InvalidArgument", `There is no table ${name} for =${this.text}`);
    return table;
  }

  /** The place of a column in its sheet. */
  private columnOf(table: ModelTable, column: string): number {
    const n = table.headers.findIndex((header) => header.toLowerCase() === column.toLowerCase());
    if (n < 0)
      throw new Refusal("InvalidArgument", `There is no column ${column} in ${table.name} for =${this.text}`);
    return table.place.column + n;
  }

  private tableCells({ table: name, columns, part }: Extract<Node, { kind: "table" }>): Matrix {
    const table = this.tableOf(name);
    const { sheet, place, body } = table;
    const at = columns ? this.columnOf(table, columns[0]) : place.column;
    const width = columns ? this.columnOf(table, columns[1]) - at + 1 : place.columns;
    if (part === "#Headers") return matrixOf(sheet, place.row, at, 1, width);
    if (part === "#Data") return matrixOf(sheet, body.row, at, body.rows, width);
    return this.place ? matrixOf(this.place.sheet, this.place.row, at, 1, width) : [[VALUE_ERROR]];
  }
}

const LEVELS: readonly (readonly string[])[] = [
  ["=", "<>", "<", ">", "<=", ">="],
  ["&"],
  ["+", "-"],
  ["*", "/"],
  ["^"],
];
const NAME_ERROR = { error: "#NAME?" };
const VALUE_ERROR = { error: "#VALUE!" };

function placeOf(reference: string): { row: number; column: number } {
  const [, letters = "", digits = ""] = /^\$?([A-Za-z]+)\$?(\d+)$/.exec(reference) ?? [];
  const column =
    [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(digits) - 1, column };
}

const matrixOf = (sheet: ModelSheet, row: number, column: number, rows: number, columns: number): Matrix =>
  Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => sheet.shown(row + r, column + c)),
  );

/** Does something cell by cell; rectangles of one row, column or cell are repeated, as Excel does. */
function broadcast(args: readonly Matrix[], work: (...cells: readonly Cell[]) => Cell): Matrix {
  const rows = Math.max(...args.map((arg) => arg.length));
  const columns = Math.max(...args.map((arg) => arg[0]?.length ?? 0));
  const cellOf = (arg: Matrix, r: number, c: number): Cell => {
    const line = arg[arg.length === 1 ? 0 : r];
    return (line?.length === 1 ? line[0] : line?.[c]) ?? null;
  };
  return Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => work(...args.map((arg) => cellOf(arg, r, c)))),
  );
}

function numberOf(cell: Cell): number | { error: string } {
  if (cell === null) return 0;
  if (typeof cell === "boolean") return Number(cell);
  if (typeof cell === "string")
    return cell.trim() === "" || Number.isNaN(Number(cell)) ? VALUE_ERROR : Number(cell);
  return cell;
}

function operate(operator: string, cells: readonly Cell[]): Cell {
  const failed = cells.find((cell) => isError(cell));
  if (failed !== undefined) return failed;
  const [a = null, b = null] = cells;
  if (operator === "&") return `${textOf(a)}${textOf(b)}`;
  if (LEVELS[0]?.includes(operator)) {
    const order = compared(a, b);
    return (
      {
        "=": order === 0,
        "<>": order !== 0,
        "<": order < 0,
        ">": order > 0,
        "<=": order <= 0,
        ">=": order >= 0,
      }[operator] ?? false
    );
  }
  const [x, y] = [numberOf(a), numberOf(b)];
  if (typeof x === "object") return x;
  if (typeof y === "object") return y;
  switch (operator) {
    case "negate":
      return -x;
    case "+":
      return x + y;
    case "-":
      return x - y;
    case "*":
      return x * y;
    case "/":
      return y === 0 ? { error: "#DIV/0!" } : x / y;
    case "^":
      return x ** y;
    default:
      throw new Error(`No operator ${operator}`);
  }
}

const textOf = (cell: Cell): string =>
  cell === null || isError(cell) ? "" : typeof cell === "boolean" ? String(cell).toUpperCase() : String(cell);

/** Numbers come before text, text before TRUE and FALSE; a blank is like whatever it is compared with. */
function compared(a: Cell, b: Cell): number {
  const like = (cell: Cell, other: Cell): string | number | boolean =>
    cell === null || isError(cell)
      ? typeof other === "string"
        ? ""
        : typeof other === "boolean"
          ? false
          : 0
      : cell;
  const [x, y] = [like(a, b), like(b, a)];
  const rank = (cell: string | number | boolean) =>
    typeof cell === "number" ? 0 : typeof cell === "string" ? 1 : 2;
  if (rank(x) !== rank(y)) return rank(x) - rank(y);
  if (typeof x === "string" && typeof y === "string")
    return x.toLowerCase() < y.toLowerCase() ? -1 : x.toLowerCase() > y.toLowerCase() ? 1 : 0;
  return Number(x) - Number(y);
}

const flat = (matrices: readonly Matrix[]): Cell[] => matrices.flatMap((matrix) => matrix.flat());

/** Something over the numbers among cells; text and blanks are left out, an error is the result. */
const overNumbers =
  (work: (numbers: readonly number[]) => Cell): CustomFunction =>
  (...args) => {
    const cells = flat(args);
    return [[cells.find((cell) => isError(cell)) ?? work(cells.filter((cell) => typeof cell === "number"))]];
  };

const sum = overNumbers((numbers) => numbers.reduce((total, number) => total + number, 0));

const scalar =
  (work: (...cells: readonly Cell[]) => Cell): CustomFunction =>
  (...args) =>
    broadcast(args, work);

const rounded = (whole: (scaled: number) => number) =>
  scalar((value, digits) => {
    const [x, d] = [numberOf(value ?? null), numberOf(digits ?? null)];
    if (typeof x === "object") return x;
    if (typeof d === "object") return d;
    const scaled = Math.abs(x) * 10 ** d;
    // Excel rounds what it shows: the last binary digits do not count.
    const clean = Number(scaled.toPrecision(15));
    return (Math.sign(x) * whole(clean)) / 10 ** d;
  });

const FUNCTIONS: Readonly<Record<string, CustomFunction>> = {
  SUM: sum,
  MAX: overNumbers((numbers) => (numbers.length === 0 ? 0 : Math.max(...numbers))),
  MIN: overNumbers((numbers) => (numbers.length === 0 ? 0 : Math.min(...numbers))),
  OR: (...args) => [[flat(args).find((cell) => isError(cell)) ?? flat(args).some(Boolean)]],
  ABS: scalar((cell = null) => {
    const n = numberOf(cell);
    return typeof n === "object" ? n : Math.abs(n);
  }),
  NOT: scalar((cell = null) => (isError(cell) ? cell : !cell)),
  LEN: scalar((cell = null) => (isError(cell) ? cell : textOf(cell).length)),
  LOWER: scalar((cell = null) => (isError(cell) ? cell : textOf(cell).toLowerCase())),
  INT: scalar((cell = null) => {
    const n = numberOf(cell);
    return typeof n === "object" ? n : Math.floor(n);
  }),
  TRIM: scalar((cell = null) => (isError(cell) ? cell : textOf(cell).trim().replace(/ +/g, " "))),
  SUBSTITUTE: scalar((cell = null, from = null, to = null) =>
    isError(cell) ? cell : textOf(cell).replaceAll(textOf(from), () => textOf(to)),
  ),
  ISTEXT: scalar((cell) => typeof cell === "string"),
  COUNTA: (...args) => [[flat(args).filter((cell) => cell !== null).length]],
  COUNTIFS: (...pairs) => {
    const count = flat([pairs[0] ?? []]).filter((_, n) =>
      pairs.every(
        (area, at) => at % 2 === 1 || meets(flat([area])[n] ?? null, pairs[at + 1]?.[0]?.[0] ?? null),
      ),
    ).length;
    return [[count]];
  },
  NPV: ([[rate = null] = []] = [], ...values) => {
    const cells = [rate, ...flat(values)];
    const failed = cells.find((cell) => isError(cell));
    const numbers = flat(values).filter((cell) => typeof cell === "number");
    const discounted = numbers.reduce((total, cell, n) => total + cell / (1 + Number(rate)) ** (n + 1), 0);
    return [[failed ?? discounted]];
  },
  MEDIAN: overNumbers((numbers) => {
    const sorted = [...numbers].sort((a, b) => a - b);
    const half = (sorted.length - 1) / 2;
    return sorted.length === 0
      ? { error: "#NUM!" }
      : ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half)] ?? 0)) / 2;
  }),
  PERCENTILE: (area = [], [[share = null] = []] = []) => {
    const cells = flat([area]);
    const place = numberOf(share);
    const failed = [...cells, place].find((cell) => isError(cell));
    if (failed !== undefined) return [[failed]];
    const sorted = cells.filter((cell) => typeof cell === "number").sort((a, b) => a - b);
    const at = Number(place) * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
    if (below === undefined || above === undefined) return [[{ error: "#NUM!" }]];
    return [[below + (above - below) * (at - Math.floor(at))]];
  },
  FIXED: scalar((cell = null, digits = null) => {
    const [n, places] = [numberOf(cell), numberOf(digits)];
    if (typeof n === "object") return n;
    return n.toLocaleString("en-US", {
      minimumFractionDigits: Number(places),
      maximumFractionDigits: Number(places),
    });
  }),
  CHAR: scalar((cell = null) => String.fromCharCode(Number(numberOf(cell)))),
  AVERAGE: (...areas) => {
    const cells = flat(areas);
    const failed = cells.find((cell) => isError(cell));
    if (failed !== undefined) return [[failed]];
    const numbers = cells.filter((cell) => typeof cell === "number");
    if (numbers.length === 0) return [[{ error: "#DIV/0!" }]];
    return [[numbers.reduce((a, b) => a + b, 0) / numbers.length]];
  },
  ROWS: (area = []) => [[area.length]],
  INDEX: (area = [], [[first = null] = []] = [], second) => {
    // Row 0 is the whole column.
    const whole = (second as Matrix | undefined)?.[0]?.[0];
    if (first === 0 && whole !== undefined) {
      const column = Number(whole) - 1;
      return area.map((row) => [row[column] ?? null]);
    }
    const [row, column] = [first, (second as Matrix | undefined)?.[0]?.[0]];
    const failed = [row, column].find((cell) => cell !== undefined && isError(cell));
    if (failed !== undefined) return [[failed]];
    const line = column === undefined ? flat([area]) : (area[Number(row) - 1] ?? []);
    const at = Number(column ?? row) - 1;
    return [[at < line.length ? (line[at] ?? null) : { error: "#REF!" }]];
  },
  MATCH: ([[what = null] = []] = [], area = [], [[kind = null] = []] = []) => {
    const cells = flat([area]);
    // 0 looks for the text itself, signs that would be wildcards behind ~; 1 for the last number in rising order that is no greater.
    const at =
      kind === 0
        ? cells.findIndex((cell) => meets(cell, what))
        : cells.filter((cell) => compared(cell, what) <= 0).length - 1;
    return [[at < 0 ? { error: "#N/A" } : at + 1]];
  },
  SUBTOTAL: ([[which = null] = []] = [], ...areas) => {
    if (which === 109) return sum(...areas);
    if (which === 102) return [[flat(areas).filter((cell) => typeof cell === "number").length]];
    if (which !== 103) throw new Error(`SUBTOTAL(${JSON.stringify(which)}) is not known here`);
    return [[flat(areas).filter((cell) => cell !== null).length]];
  },
  COUNT: (...args) => [[flat(args).filter((cell) => typeof cell === "number").length]],
  COUNTIF: (area = [], [[wanted = null] = []] = []) => [
    [flat([area]).filter((cell) => meets(cell, wanted)).length],
  ],
  IFERROR: (value = [], otherwise = []) =>
    broadcast([value, otherwise], (cell = null, instead = null) => (isError(cell) ? instead : cell)),
  // With 2 for the value and errors or 1 to look through, as all formulas use it: the last 1.
  LOOKUP: (_value, area = [], results = []) => {
    const place = flat([area]).lastIndexOf(1);
    return [[place < 0 ? { error: "#N/A" } : (flat([results])[place] ?? null)]];
  },
  SUMPRODUCT: (...args) =>
    sum(
      broadcast(args, (...cells) =>
        cells.reduce(
          (product, cell) => operate("*", [product, typeof cell === "number" || isError(cell) ? cell : 0]),
          1,
        ),
      ),
    ),
  SUMIFS: (values = [], ...pairs) => {
    let total = 0;
    flat([values]).forEach((value, n) => {
      for (let at = 0; at < pairs.length; at += 2) {
        if (!meets(flat([pairs[at] ?? []])[n] ?? null, pairs[at + 1]?.[0]?.[0] ?? null)) return;
      }
      if (typeof value === "number") total += value;
    });
    return [[total]];
  },
  IF: (condition = [[null]], yes = [[true]], no = [[false]]) =>
    broadcast([condition, yes, no], (is = null, a = null, b = null) => (isError(is) ? is : is ? a : b)),
  AND: (...args) => [
    [flat(args).find((cell) => isError(cell)) ?? flat(args).every((cell) => cell === null || Boolean(cell))],
  ],
  ISNUMBER: scalar((cell) => typeof cell === "number"),
  ISERROR: scalar((cell = null) => isError(cell)),
  FIND: scalar((what = null, within = null) => {
    const at = textOf(within).indexOf(textOf(what));
    return isError(within) ? within : at < 0 ? VALUE_ERROR : at + 1;
  }),
  N: scalar((cell = null) =>
    typeof cell === "string" || cell === null ? 0 : typeof cell === "boolean" ? Number(cell) : cell,
  ),
  MOD: scalar((cell = null, by = null) => {
    const [n, divisor] = [numberOf(cell), numberOf(by)];
    if (typeof n !== "number" || typeof divisor !== "number") return typeof n === "number" ? divisor : n;
    return divisor === 0 ? { error: "#DIV/0!" } : n - divisor * Math.floor(n / divisor);
  }),
  ROUND: rounded((scaled) => Math.floor(scaled + 0.5)),
  ROUNDUP: rounded(Math.ceil),
  ROUNDDOWN: rounded(Math.floor),
};

/** Whether a cell is what a criterion of SUMIFS asks for; `~` stands before signs that would be wildcards. */
function meets(cell: Cell, criterion: Cell): boolean {
  if (typeof criterion === "string" && /^[<>=]|(?<!~)[*?]/.test(criterion))
    throw new Error(`The criterion ${criterion} is not known here`);
  const wanted = typeof criterion === "string" ? criterion.replace(/~([*?~])/g, "$1") : criterion;
  return compared(cell, wanted) === 0 && (cell === null) === (wanted === null);
}
