/** fast-check for all tests: the same inputs in every run. `SEED=7 npm test` draws others. */
const fastCheck = require("../node_modules/fast-check/lib/cjs/fast-check.js");

fastCheck.configureGlobal({ seed: Number(process.env.SEED ?? 1) });
module.exports = fastCheck;
