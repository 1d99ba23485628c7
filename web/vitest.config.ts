import { defineConfig } from "vitest/config";

export default defineConfig({
  define: { __VERSION__: JSON.stringify("test") },
  test: {
    environment: "happy-dom",
    include: ["test/**/*.test.{ts,tsx}"],
    // Cloudscape ships style sheets and directory imports that node cannot read by itself.
    server: { deps: { inline: [/@cloudscape-design/] } },
  },
});
