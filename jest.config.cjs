/** Tests that need nothing but Node. Of the cases of a property they draw a tenth; the proofs draw all. */
process.env.CASES ??= "0.1";

const TYPED_ARRAYS = ["Float64Array", "Int32Array", "Uint8Array", "Uint16Array", "Uint32Array"];
const GLOBALS = [
  "Math",
  "Number",
  "String",
  "Object",
  "Array",
  "Map",
  "Set",
  "Promise",
  "JSON",
  "Infinity",
  ...TYPED_ARRAYS,
];

module.exports = {
  testEnvironment: "node",
  // Some tests take long on a busy machine.
  testTimeout: 60_000,
  maxWorkers: 2,
  // Node looks a global up slowly in the contexts in which jest runs files; as parameters of each file they are fast.
  sandboxInjectedGlobals: GLOBALS,
  // With src among the roots, --findRelatedTests finds the tests of a file of src.
  roots: ["<rootDir>/src", "<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "\\.(proof|office|browser)\\.test\\.ts$"],
  moduleNameMapper: { "^fast-check$": "<rootDir>/build/fast-check-seeded.cjs" },
  transform: { "\\.tsx?$": "<rootDir>/build/jest-esbuild.cjs" },
};
