/** Tests that open our output in other programs: LibreOffice, openpyxl and xmllint must be installed. */
const base = require("./jest.config.cjs");

module.exports = {
  ...base,
  testMatch: ["**/*.office.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  testTimeout: 300_000,
};
