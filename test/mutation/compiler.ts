import { join } from "node:path";
import ts from "typescript";

/** The project's type checker, asked whether it accepts a file with another text. */
export function compilerOf() {
  let service: ts.LanguageService | null = null;
  let mutated = { path: "", text: "", version: 0 };

  const start = (): ts.LanguageService => {
    const root = process.cwd();
    const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile) as { config: object };
    const parsed = ts.parseJsonConfigFileContent({ ...config, include: ["src/engine"] }, ts.sys, root);
    return ts.createLanguageService({
      getCompilationSettings: () => ({ ...parsed.options, types: [] }),
      getScriptFileNames: () => parsed.fileNames,
      getScriptVersion: (path) => (path === mutated.path ? String(mutated.version) : "0"),
      getScriptSnapshot: (path) => {
        const text = path === mutated.path ? mutated.text : ts.sys.readFile(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: ts.sys.fileExists,
      readFile: ts.sys.readFile,
      directoryExists: ts.sys.directoryExists,
    });
  };

  return {
    accepts(file: string, text: string): boolean {
      mutated = { path: join(process.cwd(), file), text, version: mutated.version + 1 };
      service ??= start();
      return service.getSemanticDiagnostics(mutated.path).length === 0;
    },
  };
}
