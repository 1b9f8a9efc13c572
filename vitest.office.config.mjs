import base from "./vitest.config.mjs";

/** Tests that open our output in other programs: LibreOffice, openpyxl and xmllint must be installed. */
export default {
  ...base,
  test: {
    ...base.test,
    include: ["test/**/*.office.test.ts"],
    exclude: [],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
};
