/** Tests that need nothing but Node. Of the cases of a property they draw a quarter; the proofs draw all. */
process.env.CASES ??= "0.25";

module.exports = {
  testEnvironment: "node",
  // Some tests take long on a busy machine.
  testTimeout: 60_000,
  maxWorkers: 2,
  // With src among the roots, --findRelatedTests finds the tests of a file of src.
  roots: ["<rootDir>/src", "<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "\\.(proof|office|browser)\\.test\\.ts$"],
  moduleNameMapper: { "^fast-check$": "<rootDir>/build/fast-check-seeded.cjs" },
  transform: { "\\.tsx?$": "<rootDir>/build/jest-esbuild.cjs" },
};
