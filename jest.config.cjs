/** Tests that need nothing but Node. */
module.exports = {
  testEnvironment: "node",
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
