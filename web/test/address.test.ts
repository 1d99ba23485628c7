// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import { askHref, readAsked } from "../src/state/ask";
import { asking, askedOf, auditSearch, readAuditView, unknownParams, type AuditView } from "../src/state/auditView";
import { targetsFor } from "../src/state/jump";
import { routeOf } from "../src/state/route";
import { emptyScenario } from "../src/state/examples";
import { simulateBody } from "../src/state/scenario";
import { isTyping, shortcutOf } from "../src/state/shortcut";
import { ago, bounds, rangeOf, type TimeRange } from "../src/state/timeRange";

const search = (view: AuditView): string => {
  const address = auditSearch(view);
  return address.includes("?") ? address.slice(address.indexOf("?")) : "";
};

test("whatever the Audit page shows comes back from its address", () => {
  let seed = 20261123;
  const random = (below: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  const pick = <T>(values: readonly T[]): T => values[random(values.length)] as T;
  const ranges: TimeRange[] = [{ kind: "all" }, { kind: "last", amount: 15, unit: "minute" }, { kind: "last", amount: 7, unit: "day" }, { kind: "between", from: "2026-11-23T00:00:00.000Z", to: "2026-11-24T00:00:00.000Z" }];
  for (let i = 0; i < 500; i++) {
    const after = pick([undefined, "1-2-3", "a+b/c="]);
    const view: AuditView = {
      q: pick(["", 'a = "x & y = ü"', "volume = vol-1 and sid = S-1-5-21-1", "100% #1"]),
      range: pick(ranges),
      size: pick([10, 25, 50]),
      after,
      page: after === undefined ? 1 : 2 + random(40),
      event: pick([undefined, "b2f1-0001"]),
    };
    expect(readAuditView(search(view)), `round ${i}`).toEqual(view);
  }
});

test("nonsense in the address is the default, and is named", () => {
  expect(readAuditView("?size=7&last=9x&page=-3&from=x&to=y")).toEqual({ q: "", range: { kind: "all" }, size: 25, after: undefined, page: 1, event: undefined });
  expect(unknownParams("?q=1&colour=red")).toEqual(["colour"]);
});

test("another question begins at its first page", () => {
  const view = readAuditView("?q=a&after=x&page=4&event=e");
  expect(asking(view, { q: "b" })).toMatchObject({ q: "b", after: undefined, page: 1, event: undefined });
});

describe("time", () => {
  const now = Date.parse("2026-11-26T12:00:00Z");

  test("a relative range ends now, a fixed one where it says", () => {
    expect(bounds({ kind: "last", amount: 1, unit: "day" }, now)).toEqual({ from: "2026-11-25T12:00:00.000Z" });
    expect(askedOf(readAuditView("?q=x&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z"), now)).toEqual({ q: "x", from: "2026-01-01T00:00:00.000Z", to: "2026-01-02T00:00:00.000Z" });
    expect(rangeOf("0m", null, null)).toEqual({ kind: "all" });
  });

  test("is told as people tell it", () => {
    expect(ago(now - 3000, now)).toBe("just now");
    expect(ago(now - 90_000, now)).toBe("2 minutes ago");
    expect(ago(now - 26 * 3_600_000, now)).toBe("1 day ago");
    expect(ago(now + 3_600_000, now)).toBe("in 1 hour");
  });
});

test("pages are found by their path", () => {
  expect(routeOf("/", "")).toEqual({ page: "overview" });
  expect(routeOf("/simulate/abc", "")).toMatchObject({ page: "simulator", id: "abc" });
  expect(routeOf("/keys/1234abcd", "?tab=grants")).toEqual({ page: "key", id: "1234abcd", search: "?tab=grants" });
  expect(routeOf("/keys/a/b", "").page).toBe("unknown");
  expect(routeOf("/audit/x", "").page).toBe("unknown");
});

test("an id leads to its own page or its events", () => {
  const sid = "S-1-5-21-277731876-1789304096-451871588-1107";
  const first = (text: string): string => decodeURIComponent(targetsFor(text)[0]?.href.replaceAll("+", " ") ?? "");
  expect(first("vol-1234abcd")).toBe("/audit?q=volume = vol-1234abcd");
  expect(first(` ${sid} `)).toBe(`/audit?q=sid = ${sid}`);
  expect(first(`[${sid}]@[d-1234abcd01]`)).toBe(`/audit?q=sid = ${sid} and directory = d-1234abcd01`);
  expect(first("1234abcd-12ab-34cd-56ef-1234567890ab")).toBe("/keys/1234abcd-12ab-34cd-56ef-1234567890ab");
  expect(first("arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab")).toBe("/keys/1234abcd-12ab-34cd-56ef-1234567890ab");
  expect(first("ws-1234abcd0")).toBe("/workspaces?find=ws-1234abcd0");
  expect(first("alias/desktops")).toBe("/keys?find=alias/desktops");
  expect(first("something else")).toBe('/audit?q="something else"');
  expect(targetsFor("  ")).toEqual([]);
});

test("an event's question comes to the simulator as it was", () => {
  const asked = { principal: "p", action: "kms:Decrypt", resource: "r", context: { "aws:TagKeys": ["a", "b"] }, encryptionContext: { "aws:ebs:id": "vol-1" } };
  const scenario = readAsked(askHref(asked).slice("/simulate".length), emptyScenario("123456789012", "us-west-2"));
  expect(simulateBody(scenario)).toEqual({ request: asked });
  expect(readAsked("?context=nonsense", emptyScenario("123456789012", "us-west-2")).context).toEqual([]);
});

test("letters are letters where somebody types", () => {
  const pressed = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false, altKey: false });
  expect(shortcutOf(pressed("/"), false)).toBe("search");
  expect(shortcutOf(pressed("/"), true)).toBeUndefined();
  expect(shortcutOf(pressed("K", true), true)).toBe("jump");
  expect(shortcutOf(pressed("?"), false)).toBe("help");
  expect(isTyping([document.createElement("input"), document.body])).toBe(true);
  expect(isTyping([document.createElement("button"), document.body])).toBe(false);
});
