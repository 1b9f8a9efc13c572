/**
 * fast-check for all tests: the same inputs in every run, and of the cases that a test asks for the share `CASES`, at
 * least 5. `SEED=7 npm test` draws other inputs, `CASES=1 npm test` all cases.
 */
const fastCheck = require("../node_modules/fast-check/lib/cjs/fast-check.js");

const DEFAULT_RUNS = 100;
const share = Number(process.env.CASES ?? 1);

fastCheck.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

const assert = (property, { numRuns = DEFAULT_RUNS, ...others } = {}) =>
  fastCheck.assert(property, {
    ...others,
    numRuns: Math.max(Math.min(5, numRuns), Math.ceil(share * numRuns)),
  });

module.exports = { ...fastCheck, assert, default: { ...fastCheck.default, assert } };
