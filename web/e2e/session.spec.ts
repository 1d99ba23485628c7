import { accessible, expect, link, signIn, test } from "./browser";

test("a link signs in, once, and leaves the address bar", async ({ page, watched }) => {
  watched.expectRefusals(401);
  await page.goto("/keys");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(page.getByText("./keytrail sign-in")).toBeVisible();

  const used = await link();
  await page.goto(used);
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  expect(page.url()).not.toContain("token");
  await accessible(page, "Overview");

  await page.getByRole("button", { name: /^Signed in as/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.goto(used);
  await expect(page.getByText("This link does not sign you in")).toBeVisible();
});

test("acting as a user, the dashboard may what the user may", async ({ page, watched }) => {
  watched.expectRefusals(403);
  await signIn(page);
  await page.getByRole("button", { name: /^Signed in as/ }).click();
  await page.getByRole("menuitem", { name: /user\/Alice/ }).click();
  await expect(page.getByRole("button", { name: /acting as user\/Alice/ })).toBeVisible();
  await page.getByRole("link", { name: "Keys", exact: true }).click();
  await expect(page.getByText("You may not list the keys")).toBeVisible();
  await page.getByRole("button", { name: /^Signed in as/ }).click();
  await page.getByRole("menuitem", { name: /^root/ }).click();
  await expect(page.getByRole("button", { name: /acting as root/ })).toBeVisible();
});

test("keys of the keyboard lead to ids, to the search, and to their own list", async ({ page }) => {
  await signIn(page);
  await page.keyboard.press("Control+k");
  await page.getByLabel("Id", { exact: true }).fill("vol-1234abcd");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/audit\?q=volume\+%3D\+vol-1234abcd$/);
  const query = page.getByRole("combobox", { name: "Query" });
  await expect(query).toHaveValue("volume = vol-1234abcd");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("/");
  await expect(query).toBeFocused();
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.goto("/nowhere");
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
});
