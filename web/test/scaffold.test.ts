import { expect, test } from "vitest";
import { themeCss } from "../src/theme/stylesheet";

test("the theme is the one that Cloudscape knows", () => {
  expect(themeCss()).toContain("#0b6b57");
});
