import { join } from "node:path";
import process from "node:process";
import { defineConfig } from "vitest/config";

/** Tests that need nothing but Node. Of the cases of a property they draw a tenth; the proofs draw all. */
export default defineConfig({
  resolve: { alias: { "fast-check": join(import.meta.dirname, "build/fast-check-seeded.cjs") } },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["**/*.{proof,office,browser}.test.ts"],
    globals: true,
    // Two processes run all files, and each loads a module once. What a file changes globally, it must put back.
    isolate: false,
    pool: "forks",
    maxWorkers: 2,
    execArgv: ["--require", join(import.meta.dirname, "build/late-optimiser.cjs")],
    experimental: { fsModuleCache: true },
    env: { CASES: process.env.CASES ?? "0.1" },
    // Some tests take long on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
