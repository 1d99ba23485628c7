import { accessible, accessibleNow, expect, inColours, signIn, test } from "./browser";

test("a desktop is launched, seen with its volumes, found in the trail, and removed", async ({ page }) => {
  await signIn(page);
  await page.getByRole("link", { name: "WorkSpaces", exact: true }).click();
  await accessible(page, "WorkSpaces without any");

  await page.getByRole("button", { name: "Launch WorkSpace" }).click();
  const form = page.getByRole("dialog", { name: "Launch WorkSpace" });
  await form.getByLabel("Administrator's password").fill("Corp-Example-1");
  await form.getByRole("button", { name: "Create directory" }).click();
  await form.getByRole("button", { name: "Register corp.example.com" }).click();
  await form.getByRole("button", { name: "Somebody new" }).click();
  await form.getByLabel("User name").fill("alice");
  await form.getByRole("button", { name: "Add user" }).click();
  await expect(form.getByRole("button", { name: /User/ })).toContainText("alice");
  await accessibleNow(page, "Launch, light");
  await form.getByRole("button", { name: "Cancel" }).click();
  await inColours(page, "dark");
  await page.getByRole("button", { name: "Launch WorkSpace" }).click();
  await accessibleNow(page, "Launch, dark");
  await form.getByRole("button", { name: "Cancel" }).click();
  await inColours(page, "light");
  await page.getByRole("button", { name: "Launch WorkSpace" }).click();
  await form.getByRole("button", { name: /User Choose/ }).click();
  await form.getByRole("option", { name: /alice/ }).click();
  await form.getByRole("button", { name: "Launch", exact: true }).click();

  const row = page.getByRole("row", { name: /^.*ws-/ }).first();
  await expect(row).toContainText("Enabled (Root, User)");
  await expect(row).toContainText("Available", { timeout: 60_000 });
  await row.getByRole("button", { name: /^Show encrypted volumes/ }).click();
  const volumes = page.getByRole("row").filter({ hasText: /(Root|User) volume/ });
  await expect(volumes).toHaveCount(2);
  await expect(volumes.first()).toContainText("2 grants");
  await expect(volumes.first()).toContainText(/just.now|ago/);
  await accessible(page, "WorkSpaces");

  const volume = await volumes.first().locator(".kt-chip").innerText();
  await volumes.first().locator(".kt-chip").click();
  await expect(page.getByRole("combobox", { name: "Query" })).toHaveValue(`volume = ${volume}`);
  await expect(page.getByRole("button", { name: "GenerateDataKeyWithoutPlaintext, details" })).toBeVisible();
  await page.getByRole("button", { name: "Decrypt, details" }).first().click();
  await page.locator(".kt-chip[data-field=sid]").first().click();
  await expect(page.getByRole("button", { name: "CreateGrant, details" }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "CreateWorkspaces, details" })).toBeVisible();
  await page.getByRole("button", { name: "CreateWorkspaces, details" }).click();
  await page.locator(".kt-chip[data-field=directory]").first().click();
  await expect(page.getByRole("combobox", { name: "Query" })).toHaveValue(/^directory = d-/);
  await expect(page.getByRole("button", { name: "CreateDirectory, details" })).toBeVisible();
  await expect(page.getByRole("button", { name: "RunInstances, details" })).toBeVisible();

  await page.goto("/workspaces");
  await page.getByRole("button", { name: /^Actions for ws-/ }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("No WorkSpaces yet.", { exact: false })).toBeVisible({ timeout: 60_000 });
});
