/** Tests of the built pane in Chromium, which must be installed. Run `npm run build` before. */
const base = require("./jest.config.cjs");

module.exports = {
  ...base,
  testMatch: ["**/*.browser.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  testTimeout: 120_000,
};
