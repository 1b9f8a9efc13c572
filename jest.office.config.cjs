/** Tests that open what we write in other programs: LibreOffice, openpyxl and xmllint must be installed. */
const base = require("./jest.config.cjs");

module.exports = {
  ...base,
  testMatch: ["**/*.office.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  testTimeout: 180_000,
};
