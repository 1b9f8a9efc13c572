/** The heavy proofs: thousands of organisations, mixed-integer programs, the whole sample. */
const base = require("./jest.config.cjs");

module.exports = {
  ...base,
  testMatch: ["**/*.proof.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  testTimeout: 180_000,
};
