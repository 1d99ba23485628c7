import { defineConfig } from "vitest/config";

export default defineConfig({
  define: { __VERSION__: JSON.stringify("test") },
  // Tests that need a document say so in their first line: one costs seconds.
  test: { environment: "node", include: ["test/**/*.test.{ts,tsx}"] },
});
