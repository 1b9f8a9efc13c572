const { createHash } = require("node:crypto");
const { transformSync, version } = require("esbuild");

const OPTIONS = { loader: "ts", format: "cjs", target: "node20", sourcemap: "inline" };

/** Compiles a file for jest without checking its types, which `npm run types` does. */
module.exports = {
  process: (source, sourcefile) => ({ code: transformSync(source, { ...OPTIONS, sourcefile }).code }),
  getCacheKey: (source, sourcefile) =>
    createHash("sha256")
      .update(JSON.stringify([version, OPTIONS, sourcefile, source]))
      .digest("hex"),
};
