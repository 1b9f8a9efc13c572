const { join } = require("node:path");
const CopyPlugin = require("copy-webpack-plugin");
const { BannerPlugin } = require("webpack");

/** The command line as one file for Node; the pane, which is one page so far, and the icons beside it. */
const cli = {
  name: "cli",
  target: "node20",
  entry: { seatwise: "./src/cli/seatwise.ts" },
  output: { path: join(__dirname, "dist/cli"), filename: "[name].js" },
  resolve: { extensions: [".ts", ".js"] },
  module: {
    rules: [
      {
        test: /\.ts$/,
        loader: "ts-loader",
        options: { transpileOnly: true, compilerOptions: { noEmit: false } },
      },
    ],
  },
  // The sample lies beside dist/, and is found from where the file really is.
  node: { __dirname: false },
  plugins: [
    new BannerPlugin({ banner: "#!/usr/bin/env node", raw: true }),
    new CopyPlugin({
      patterns: [
        { from: "src/taskpane/taskpane.html", to: join(__dirname, "dist") },
        { from: "assets/*.png", to: join(__dirname, "dist") },
      ],
    }),
  ],
};

module.exports = [cli];
