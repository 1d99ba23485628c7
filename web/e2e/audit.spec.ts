import { readFileSync } from "node:fs";
import { accessible, asPage, expect, signIn, test } from "./browser";

const sid = "S-1-5-21-277731876-1789304096-451871588-1107";

test("events are found by SID and by volume, narrowed, opened and linked", async ({ page, watched }) => {
  watched.expectRefusals(400);
  await signIn(page);
  await page.getByRole("link", { name: "Audit", exact: true }).click();
  const query = page.getByRole("combobox", { name: "Query" });
  const rows = page.getByRole("table", { name: "Events", exact: true }).getByRole("row");

  await query.fill(sid);
  await query.press("Enter");
  await expect(page).toHaveURL(new RegExp(`q=${sid}`));
  await expect(rows.nth(1)).toContainText("S-1-…-1107");

  await query.fill("volume = vol-1234abcd");
  await query.press("Enter");
  await expect(rows.filter({ hasText: "vol-1234abcd" }).first()).toBeVisible();
  await rows.nth(1).hover();
  await rows.nth(1).getByRole("button", { name: /^Only eventName/ }).click();
  await expect(query).toHaveValue(/^volume = vol-1234abcd and eventName = \w+$/);
  await page.goBack();
  await expect(query).toHaveValue("volume = vol-1234abcd");

  await page.getByRole("button", { name: /Decrypt, details/ }).first().click();
  const chip = page.locator(".kt-chip[data-field=sid]").first();
  await expect(chip).toContainText(sid);
  await expect(page.locator(".kt-chip[data-field=directory]").first()).toContainText("d-1234abcd01");
  await accessible(page, "Audit");
  await page.getByRole("tab", { name: "Record" }).click();
  await expect(page.getByLabel("The CloudTrail record")).toContainText('"eventName"');
  await page.reload();
  await expect(chip).toBeVisible();
  await chip.click();
  await expect(query).toHaveValue(`sid = ${sid}`);

  expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(2500);
});

test("a query that does not read says where, one that finds nothing says why", async ({ page, watched }) => {
  watched.expectRefusals(400);
  await signIn(page);
  await page.goto("/audit");
  const query = page.getByRole("combobox", { name: "Query" });
  await query.pressSequentially("volum");
  await expect(page.getByRole("option", { name: /^volume/ })).toBeVisible();
  await query.press("Escape");
  await query.fill("volum = vol-1234abcd");
  await query.press("Enter");
  await expect(page.getByText("Column 1: there is no field `volum`; did you mean `volume`")).toBeVisible();

  await query.fill("volume = vol-00000000 and eventName = Decrypt");
  await query.press("Enter");
  await expect(page.getByText("No event matches")).toBeVisible();
  await page.getByRole("link", { name: /^Without volume = vol-00000000/ }).click();
  await expect(query).toHaveValue("eventName = Decrypt");
});

test("what is found is followed live, and saved as a file", async ({ page }) => {
  await signIn(page);
  await page.goto("/audit?q=eventName+%3D+CreateAlias");
  const rows = page.getByRole("table", { name: "Events", exact: true }).getByRole("row");
  await expect(page.getByRole("heading", { name: /^Events/ })).toBeVisible();
  const before = await page.getByRole("button", { name: "CreateAlias, details" }).count();
  // The stream has begun when its first bytes are here.
  const begun = page.waitForResponse((response) => response.url().includes("/events/stream"));
  await page.getByLabel("Live").check();
  await begun;
  const made = await page.request.post("/api/v1/aws/kms/CreateKey", { headers: await asPage(page), data: {} });
  const { KeyMetadata } = (await made.json()) as { KeyMetadata: { KeyId: string } };
  await page.request.post("/api/v1/aws/kms/CreateAlias", { headers: await asPage(page), data: { AliasName: `alias/live-${Date.now()}`, TargetKeyId: KeyMetadata.KeyId } });
  await expect(page.getByRole("button", { name: "CreateAlias, details" })).toHaveCount(before + 1);
  await expect(rows.nth(1)).toContainText("CreateAlias");

  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "CSV" }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe("keytrail-events.csv");
  const lines = readFileSync(await file.path(), "utf8").split("\r\n");
  expect(lines[0]).toContain("eventTime,eventName");
  expect(lines[1]).toContain("CreateAlias");
});

test("the histogram is brushed, and the choice stands in the address", async ({ page }) => {
  await signIn(page);
  await page.goto("/audit");
  const plot = page.locator(".u-over");
  const box = await plot.boundingBox();
  if (!box) throw new Error("no histogram");
  await page.mouse.move(box.x + box.width * 0.1, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.9, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=.*&to=/);
});
