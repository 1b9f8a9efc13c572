const { existsSync } = require("node:fs");
const { join } = require("node:path");
const CopyPlugin = require("copy-webpack-plugin");
const { require: requireTypeScript } = require("tsx/cjs/api");
const { BannerPlugin, sources } = require("webpack");
const { helpPage } = require("./build/help.cjs");
const { DEVELOPMENT, manifestAt, withNamespace } = require("./build/manifest.cjs");
const { metadataAt } = requireTypeScript("./src/functions/metadata.ts", __filename);

const DIST = join(__dirname, "dist");

const typescript = (compilerOptions = {}) => ({
  test: /\.tsx?$/,
  loader: "ts-loader",
  options: { transpileOnly: true, compilerOptions: { noEmit: false, ...compilerOptions } },
});

/** The command line as one file for Node. */
const cli = {
  name: "cli",
  target: "node20",
  entry: { seatwise: "./src/cli/main.ts" },
  output: { path: join(DIST, "cli"), filename: "[name].js" },
  resolve: { extensions: [".ts", ".js"] },
  module: { rules: [typescript()] },
  // The sample is beside dist/, and is found relative to the built file.
  node: { __dirname: false },
  plugins: [new BannerPlugin({ banner: "#!/usr/bin/env node", raw: true })],
};

/** Writes functions.json, which tells Excel the custom functions, with help at the address of the host. */
const functionsJson = (address) => ({
  apply: (compiler) =>
    compiler.hooks.thisCompilation.tap("FunctionsJson", (compilation) =>
      compilation.hooks.processAssets.tap("FunctionsJson", () =>
        compilation.emitAsset("functions.json", new sources.RawSource(JSON.stringify(metadataAt(address)))),
      ),
    ),
});

/** The files of a static https host at `address`: the pane, the functions, their help, the manifests. */
const pane = (address, mode) => ({
  name: "pane",
  target: ["web", "es2020"],
  entry: {
    taskpane: "./src/taskpane/taskpane.tsx",
    worker: "./src/taskpane/worker.ts",
    functions: "./src/functions/associate.ts",
  },
  output: { path: DIST, filename: "[name].js" },
  resolve: { extensions: [".tsx", ".ts", ".js"] },
  module: { rules: [typescript({ target: "ES2020" })] },
  devtool: mode === "production" ? false : "source-map",
  // Everything is loaded once and then cached, so the default warning at 250 kB does not apply.
  performance: { maxAssetSize: 2_000_000, maxEntrypointSize: 2_000_000 },
  plugins: [
    functionsJson(address),
    new CopyPlugin({
      patterns: [
        { from: "src/taskpane/*.{html,css}", to: "[name][ext]" },
        { from: "assets/*.png" },
        { from: "build/help.css", to: "help/" },
        { from: "docs/functions/*.md", to: "help/[name].html", transform: (page) => helpPage(String(page)) },
        { from: "manifest.xml", transform: (manifest) => manifestAt(String(manifest), address) },
        {
          from: "manifest.xml",
          to: "manifest-with-prefix.xml",
          transform: (manifest) => withNamespace(manifestAt(String(manifest), address)),
        },
      ],
    }),
  ],
  devServer: {
    port: 3000,
    hot: false,
    headers: { "Access-Control-Allow-Origin": "*" },
    server: certificate(),
  },
});

/** The certificate that `npx office-addin-dev-certs install` writes into the home folder; without it, plain http. */
function certificate() {
  const folder = join(require("node:os").homedir(), ".office-addin-dev-certs");
  const file = (name) => join(folder, name);
  if (!existsSync(file("localhost.crt"))) return "http";
  return {
    type: "https",
    options: { ca: file("ca.crt"), cert: file("localhost.crt"), key: file("localhost.key") },
  };
}

/** `npm run build -- --env address=https://seatwise.example.com` makes a build for that host. */
module.exports = (env, { mode }) => [cli, pane(env.address ?? DEVELOPMENT, mode)];
