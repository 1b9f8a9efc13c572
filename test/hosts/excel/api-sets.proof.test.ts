import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const ROOT = join(__dirname, "..", "..", "..");
const ROOMS = ["src/hosts/excel", "src/taskpane"];

/** A member of Microsoft's interface that our code uses, with the requirement set that has it. */
interface Use {
  readonly file: string;
  readonly member: string;
  readonly set: string;
  readonly version: number;
}

/** Version 1.13 is 13. */
const minor = (version: string): number => Number(version.split(".")[1] ?? 0);

/** The requirement set in the doc comment of a declaration, as @types/office-js states it. */
function setOf(declaration: ts.Node): Pick<Use, "set" | "version"> | undefined {
  const comment = declaration.getFullText().slice(0, declaration.getLeadingTriviaWidth());
  const found =
    /Api set: (\w+) (\d+\.\d+)/.exec(comment) ??
    /Requirement set\*\*: \{@link [^|]*\| (\w+) (\d+\.\d+)\}/.exec(comment);
  return found ? { set: found[1] ?? "", version: minor(found[2] ?? "") } : undefined;
}

function usesIn(program: ts.Program, path: string): Use[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path);
  const uses: Use[] = [];
  const see = (symbol: ts.Symbol | undefined) => {
    for (const declaration of symbol?.declarations ?? []) {
      if (!declaration.getSourceFile().fileName.includes("@types/office-js")) continue;
      const stated = setOf(declaration);
      // Of what all applications have, some options are Outlook's alone.
      if (stated && stated.set !== "Mailbox")
        uses.push({ file: path.slice(ROOT.length + 1), member: symbol?.name ?? "", ...stated });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) see(checker.getSymbolAtLocation(node.name));
    if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
      const name = (node.propertyName ?? node.name).getText();
      see(checker.getTypeAtLocation(node.parent).getProperty(name));
    }
    // The options of `Excel.run` and other objects that are handed over.
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
      see(checker.getContextualType(node.parent)?.getProperty(node.name.getText()));
    }
    ts.forEachChild(node, visit);
  };
  if (source) visit(source);
  return uses;
}

const files = ROOMS.flatMap((room) =>
  readdirSync(join(ROOT, room))
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(ROOT, room, name)),
);
const manifest = readFileSync(join(ROOT, "manifest.xml"), "utf8");
const required = new Map(
  [...manifest.matchAll(/<Set Name="(\w+)" MinVersion="([\d.]+)"\/>/g)].map(
    ([, set = "", version = ""]) => [set, minor(version)] as const,
  ),
);

describe("members of Office.js that the manifest does not require", () => {
  let uses: Use[];
  beforeAll(() => {
    const program = ts.createProgram(files, {
      jsx: ts.JsxEmit.ReactJSX,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      strict: true,
      skipLibCheck: true,
      types: ["office-js"],
    });
    uses = files.flatMap((file) => usesIn(program, file));
  }, 120_000);

  test("are asked for with isSetSupported in the same file", () => {
    const beyond = uses.filter(({ set, version }) => version > (required.get(set) ?? -1));
    const unasked = beyond.filter(({ file, set, version }) => {
      const text = readFileSync(join(ROOT, file), "utf8");
      return !text.includes(`isSetSupported("${set}", "1.${version}")`);
    });
    expect(unasked).toEqual([]);
    expect([...new Set(beyond.map(({ member, set, version }) => `${member}: ${set} 1.${version}`))]).toEqual([
      "mergeUndoGroup: ExcelApi 1.20",
      "openBrowserWindow: OpenBrowserWindowApi 1.1",
    ]);
  });

  test("are none of those that a sheet needs: the newest of these is in the required set", () => {
    const newest = Math.max(
      ...uses
        .filter(({ set, member }) => set === "ExcelApi" && member !== "mergeUndoGroup")
        .map(({ version }) => version),
    );
    expect(uses.length).toBeGreaterThan(100);
    expect(newest).toBe(required.get("ExcelApi"));
  });
});
