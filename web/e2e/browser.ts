import { expect, test as base, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";

const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** What must not happen on any page, collected while a test runs. */
export const test = base.extend<{ watched: { expectRefusals: (...statuses: number[]) => void } }>({
  watched: [
    async ({ page, baseURL }, use) => {
      const complaints: string[] = [];
      let refusals: number[] = [];
      page.on("console", (message) => {
        if (message.type() === "error" && !refusals.some((status) => message.text().includes(`status of ${status}`))) complaints.push(`console: ${message.text()}`);
      });
      page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
      page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(`${baseURL}/`) && !url.startsWith("data:") && !url.startsWith("blob:")) complaints.push(`request to another origin: ${url}`);
      });
      await page.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
      });
      await use({ expectRefusals: (...statuses) => void (refusals = statuses) });
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

/** A fresh link, made with the operator's token as `./keytrail sign-in` does. */
export async function link(): Promise<string> {
  const response = await fetch(`${process.env["KEYTRAIL_URL"]}/api/v1/sign-in-links`, {
    method: "POST",
    headers: { authorization: `Bearer ${process.env["KEYTRAIL_TOKEN"]}`, "content-type": "application/json" },
    body: "{}",
  });
  expect(response.ok, await response.clone().text()).toBe(true);
  return ((await response.json()) as { url: string }).url;
}

export async function signIn(page: Page): Promise<void> {
  await page.goto(await link());
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
}

/** What a request needs to be one of the page's own. */
export async function asPage(page: Page): Promise<Record<string, string>> {
  const origin = new URL(page.url()).origin;
  const csrf = await page.evaluate(async () => ((await (await fetch("/api/v1/session", { headers: { "x-keytrail-csrf": "" } })).json()) as { csrf: string }).csrf);
  return { origin, "x-keytrail-csrf": csrf };
}

/** No axe violation (WCAG 2.2 AA and best practices), in light and in dark. */
export async function accessible(page: Page, what: string): Promise<void> {
  for (const colours of ["light", "dark"] as const) {
    await inColours(page, colours);
    await accessibleNow(page, `${what}, ${colours}`);
  }
  await inColours(page, "light");
}

/** Changes the colours; not while a dialog is open, which keeps the button from being reached. */
export async function inColours(page: Page, colours: "light" | "dark"): Promise<void> {
  if ((await page.locator("html").getAttribute("data-appearance")) !== colours) await page.getByRole("button", { name: `Use ${colours} colours` }).click();
  await expect(page.locator("html")).toHaveAttribute("data-appearance", colours);
}

/** No axe violation in the colours that are on. */
export async function accessibleNow(page: Page, what: string): Promise<void> {
  // Colours fade; what is measured between two of them is neither.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
  const violations = (await page.evaluate(`${axe};axe.run(document, {runOnly: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]})
    .then(({violations}) => violations.map(({id, nodes}) => id + ": " + nodes.map(({target, failureSummary}) => target.join(" ") + " " + failureSummary).join(" | ")))`)) as string[];
  expect(violations, what).toEqual([]);
}
