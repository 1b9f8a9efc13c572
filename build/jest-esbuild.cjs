const { createHash } = require("node:crypto");
const { transformSync, version } = require("esbuild");

const OPTIONS = { jsx: "automatic", format: "cjs", target: "node20", sourcemap: "inline" };

/** Compiles a file for jest without checking its types, which `npm run types` does. */
module.exports = {
  process: (source, sourcefile) => {
    const loader = sourcefile.endsWith("x") ? "tsx" : "ts";
    return { code: transformSync(source, { ...OPTIONS, loader, sourcefile }).code };
  },
  getCacheKey: (source, sourcefile) =>
    createHash("sha256")
      .update(JSON.stringify([version, OPTIONS, sourcefile, source]))
      .digest("hex"),
};
