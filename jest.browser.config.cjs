/** Tests that use the built pane in Chromium, which must be installed; `npm run build` comes first. */
const base = require("./jest.config.cjs");

module.exports = {
  ...base,
  testMatch: ["**/*.browser.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  testTimeout: 120_000,
};
