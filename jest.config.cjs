/** Tests that need nothing but Node. */
module.exports = {
  testEnvironment: "node",
  // Some run the whole sample, which a busy machine does slowly.
  testTimeout: 60_000,
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "\\.(office|browser)\\.test\\.ts$"],
  transform: {
    "\\.ts$": [
      "ts-jest",
      {
        tsconfig: {
          rootDir: __dirname,
          module: "CommonJS",
          moduleResolution: "Node10",
          ignoreDeprecations: "6.0",
          target: "ES2022",
          esModuleInterop: true,
          isolatedModules: true,
          resolveJsonModule: true,
        },
      },
    ],
  },
};
