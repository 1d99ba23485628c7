import { defineConfig } from "@playwright/test";

// Run by the server's DashboardBrowserTest, which starts a server and says where it is (KEYTRAIL_URL, KEYTRAIL_TOKEN).
export default defineConfig({
  testDir: "e2e",
  outputDir: "target/e2e",
  workers: 1,
  timeout: 150_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    baseURL: process.env["KEYTRAIL_URL"] ?? "http://127.0.0.1:8080",
    viewport: { width: 1440, height: 900 },
    actionTimeout: 20_000,
    launchOptions: { executablePath: process.env["KEYTRAIL_CHROMIUM"] ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] },
  },
});
