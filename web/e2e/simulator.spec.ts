import { accessible, expect, signIn, test } from "./browser";

test("the void condition is seen, changed and shared", async ({ page, watched }) => {
  watched.expectRefusals(400);
  await signIn(page);
  await page.getByRole("link", { name: "Simulator", exact: true }).click();
  await page.getByRole("button", { name: "Worked examples" }).click();
  await page.getByRole("menuitem", { name: "The void condition" }).click();

  const verdict = page.locator("[data-decision]");
  await expect(verdict).toHaveAttribute("data-decision", "allowed");
  await expect(verdict).toContainText("is allowed by statement 1 of the identity policy");
  const keyPolicy = page.locator("#policy-p1");
  await expect(keyPolicy.locator(".kt-note")).toHaveText("✓ this statement allows");
  await expect(page.getByRole("treeitem", { name: /identity policy allows/ })).toBeVisible();
  await accessible(page, "Simulator");

  // Without her own policy, the condition counts.
  await page.getByRole("switch", { name: "Identity policy counts" }).or(page.getByRole("checkbox", { name: "Identity policy counts" })).click();
  await expect(verdict).toHaveAttribute("data-decision", "implicitDeny");
  await expect(keyPolicy.locator(".kt-note").filter({ hasText: "kms:GrantIsForAWSResource" })).toContainText("expected true, got");

  await page.getByRole("button", { name: "Share" }).click();
  await expect(page).toHaveURL(/\/simulate\/[^?]+$/);
  await page.reload();
  await expect(verdict).toHaveAttribute("data-decision", "implicitDeny");
  await expect(page.locator("#policy-p2")).toContainText("off");
});

test("a policy that does not read is marked where it does not", async ({ page, watched }) => {
  watched.expectRefusals(400);
  await signIn(page);
  await page.goto("/simulate");
  await page.getByRole("button", { name: "Add policy" }).click();
  await page.getByRole("menuitem", { name: "Identity policy" }).click();
  const editor = page.getByRole("textbox", { name: "Identity policy" });
  await editor.click();
  await page.keyboard.press("Control+a");
  const text = '{"Statement": {"Effect": "Alow", "Action": "*", "Resource": "*"}}';
  await page.keyboard.type(text);
  await expect(editor).toHaveText(text);
  await expect(page.getByText("Line 1, column 26:", { exact: false })).toBeVisible();
});
