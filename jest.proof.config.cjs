/** The heavy proofs: thousands of organisations, mixed-integer programs, the whole sample, and all cases of all properties. */
process.env.CASES ??= "1";
const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const base = require("./jest.config.cjs");

const hasProperty = (test) => /from "fast-check"/.test(readFileSync(join(__dirname, "test", test), "utf8"));
const properties = readdirSync(join(__dirname, "test"), { recursive: true, encoding: "utf8" })
  .filter((name) => /\.test\.ts$/.test(name) && !/\.(proof|office|browser)\.test\.ts$/.test(name))
  .filter(hasProperty)
  .map((name) => `<rootDir>/test/${name.replaceAll("\\", "/")}`);

module.exports = {
  ...base,
  testMatch: ["**/*.proof.test.ts", ...properties],
  testPathIgnorePatterns: ["/node_modules/"],
  testTimeout: 180_000,
};
