import base from "./vitest.config.mjs";

/** Tests of the built pane in Chromium, which must be installed. Run `npm run build` before. */
export default {
  ...base,
  test: {
    ...base.test,
    include: ["test/**/*.browser.test.ts"],
    exclude: [],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
};
