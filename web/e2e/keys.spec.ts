import { accessible, expect, signIn, test } from "./browser";

// The server may be one that has been used before.
const alias = `browser-${Date.now()}`;

test("a key is made, its policy checked and changed, and disabled", async ({ page }) => {
  await signIn(page);
  await page.getByRole("link", { name: "Keys", exact: true }).click();
  await page.getByRole("button", { name: "Create key" }).click();
  const form = page.getByRole("dialog", { name: "Create key" });
  await form.getByLabel("Alias").fill("not good");
  await expect(form.getByText("Only letters, digits, / _ and -")).toBeVisible();
  await form.getByLabel("Alias").fill(alias);
  await form.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `alias/${alias}` })).toBeVisible();

  const editor = page.getByRole("textbox", { name: "Key policy" });
  const before = await editor.innerText();
  await editor.fill(before.replace('"kms:*"', '["kms:*", "kms:ReEncrypt"]'));
  await expect(page.getByText("kms:ReEncrypt", { exact: false }).last()).toBeVisible();
  await accessible(page, "Key");
  await page.getByRole("button", { name: "Review changes" }).click();
  const review = page.getByRole("dialog", { name: "What changes" });
  await expect(review.getByRole("textbox", { name: "What changes" })).toContainText("kms:ReEncrypt");
  await review.getByRole("button", { name: "Save policy" }).click();
  await expect(page.getByText("Key policy saved", { exact: false }).first()).toBeVisible();
  await page.reload();
  await expect(editor).toContainText("kms:ReEncrypt");

  await page.getByRole("tab", { name: "Grants" }).click();
  await expect(page.getByText("No grants.", { exact: false })).toBeVisible();
  await accessible(page, "Grants");

  await page.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Disable" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Disable key" }).click();
  await expect(page.getByText("Disabled", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Keys", exact: true }).click();
  await expect(page.getByRole("row", { name: new RegExp(`alias/${alias}`) })).toContainText("Disabled");
  await accessible(page, "Keys");
});
