import { relative } from "node:path";
import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import officeAddins from "eslint-plugin-office-addins";
import tseslint from "typescript-eslint";

/** What each room may import besides itself; docs/architecture.md draws it. */
const MAY_IMPORT = {
  engine: [],
  workbook: ["engine"],
  functions: ["engine"],
  sheets: ["workbook", "engine"],
  hosts: ["workbook", "engine"],
  portable: ["workbook", "functions", "engine"],
  taskpane: ["hosts", "portable", "sheets", "workbook", "functions", "engine"],
  cli: ["hosts", "portable", "sheets", "workbook", "functions", "engine"],
};

const oneWay = Object.entries(MAY_IMPORT).map(([room, allowed]) => {
  const forbidden = Object.keys(MAY_IMPORT).filter((other) => other !== room && !allowed.includes(other));
  return {
    files: [`src/${room}/**/*.{ts,tsx}`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: `^(\\.\\./)+(${forbidden.join("|")})/`,
              message: `${room} may import only: ${allowed.join(", ") || "nothing of ours"}.`,
            },
            { regex: "^node:", message: `${room} also runs in a browser, which has no file system.` },
          ],
        },
      ],
    },
  };
});

const FILES_ON_NODE = ["files", "file-on-disk", "large-text"].map((name) => `src/hosts/${name}.ts`);
/** What runs on Node alone may import its file system; what else it imports is the table's. */
const onNode = oneWay
  .filter(({ files: [pattern] }) => /(hosts|cli)/.test(pattern))
  .map(({ files: [pattern], rules }) => {
    const [severity, { patterns }] = rules["no-restricted-imports"];
    const files = pattern.includes("hosts") ? FILES_ON_NODE : [pattern];
    return { files, rules: { "no-restricted-imports": [severity, { patterns: patterns.slice(0, 1) }] } };
  });

const NO_NEVER = {
  selector: "TSAsExpression > TSNeverKeyword",
  message: "A value of a wrong type is mended where it comes from.",
};
const NO_ZERO_BY_ACCIDENT = {
  selector: "LogicalExpression[operator='??'][left.computed=true][right.type='Literal'][right.value=0]",
  message: "What must be there is read with at() or !; a zero would hide that it is not.",
};

const pureEngine = {
  files: ["src/engine/**/*.ts"],
  rules: {
    "no-restricted-globals": [
      "error",
      "console",
      "process",
      "window",
      "document",
      "fetch",
      "setTimeout",
      "performance",
    ],
    "no-restricted-syntax": [
      "error",
      NO_NEVER,
      NO_ZERO_BY_ACCIDENT,
      {
        selector: "MemberExpression[object.name='Math'][property.name='random']",
        message: "The engine knows no random source: take a seed.",
      },
      {
        selector: "MemberExpression[object.name='Date'][property.name='now']",
        message: "The engine knows no clock: take the day as an argument.",
      },
      {
        selector: "NewExpression[callee.name='Date'][arguments.length=0]",
        message: "The engine knows no clock: take the day as an argument.",
      },
      {
        selector: "ImportDeclaration[source.value=/^[^.]/]",
        message: "The engine imports nothing from outside itself.",
      },
    ],
  },
};

/** Files of literal tables that the formatter leaves as they stand, and how many tables each has. */
const LITERAL_TABLES = {};

/** Size and shape: a function fits a screen, the formatter formats, and no zero stands in for what must be there. */
const shape = {
  files: ["src/**/*.{ts,tsx}"],
  plugins: { house: { rules: { "formatter-formats": formatterFormats() } } },
  rules: {
    "max-lines-per-function": ["error", { max: 60 }],
    "max-len": ["error", { code: 120 }],
    "house/formatter-formats": "error",
    "no-restricted-syntax": ["error", NO_NEVER, NO_ZERO_BY_ACCIDENT],
  },
};

function formatterFormats() {
  return {
    create: (context) => ({
      Program() {
        const allowed = LITERAL_TABLES[relative(import.meta.dirname, context.filename)] ?? 0;
        const found = context.sourceCode
          .getAllComments()
          .filter(({ value }) => value.includes("prettier-ignore"));
        for (const { loc } of found.slice(allowed))
          context.report({ loc, message: "The formatter formats." });
      },
    }),
  };
}

/** Office.js rules; the plugin's own configuration leaves .tsx out. */
const officeJs = {
  files: ["src/**/*.{ts,tsx}"],
  plugins: { "office-addins": officeAddins },
  rules: Object.fromEntries(
    Object.keys(officeAddins.rules).map((rule) => [`office-addins/${rule}`, "error"]),
  ),
};

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", "bench/node_modules/", "bench/data/", "coverage/"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/dot-notation": "off",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
      "@typescript-eslint/no-misused-spread": "off",
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "@typescript-eslint/unbound-method": "off",
      // Excel has its own class of errors.
      "@typescript-eslint/only-throw-error": [
        "error",
        { allow: [{ from: "package", name: "Error", package: "custom-functions-runtime" }] },
      ],
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "@typescript-eslint/no-empty-function": ["error", { allow: ["methods", "arrowFunctions"] }],
      // With noUncheckedIndexedAccess an index that the loop itself bounds needs one of these two.
      "@typescript-eslint/non-nullable-type-assertion-style": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  { files: ["**/*.{cjs,mjs}", "webpack.config.js"], ...tseslint.configs.disableTypeChecked },
  { files: ["**/*.cjs", "webpack.config.js"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  {
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/require-await": "off", "@typescript-eslint/no-base-to-string": "off" },
  },
  // A plain loop over an index is what the benchmark measures against.
  { files: ["bench/**/*.ts"], rules: { "@typescript-eslint/prefer-for-of": "off" } },
  {
    files: ["**/*.cjs", "webpack.config.js"],
    languageOptions: {
      globals: Object.fromEntries(
        ["module", "require", "process", "__dirname", "__filename"].map((name) => [name, "readonly"]),
      ),
    },
  },
  prettier,
  shape,
  ...oneWay,
  ...onNode,
  pureEngine,
  officeJs,
);
