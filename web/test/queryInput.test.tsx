// @vitest-environment happy-dom
import { act, createElement, useState } from "react";
import { createRoot } from "react-dom/client";
import { beforeAll, expect, test } from "vitest";
import { QueryInput } from "../src/ui/QueryInput";

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

function Bar({ onAsk }: { onAsk: (query: string) => void }) {
  const [value, setValue] = useState("");
  return createElement(QueryInput, {
    label: "Query",
    hint: "",
    value,
    onChange: setValue,
    onSubmit: () => onAsk(value),
    suggest: async () => ({ from: 0, options: [{ label: "eventName", apply: "eventName " }, { label: "eventID" }] }),
    invalid: false,
    describedBy: "help",
    handle: null,
  });
}

test("typing offers, arrows choose, Enter takes and then asks", async () => {
  const asked: string[] = [];
  const host = document.body.appendChild(document.createElement("div"));
  const root = createRoot(host);
  await act(async () => root.render(createElement(Bar, { onAsk: (query) => asked.push(query) })));
  const input = host.querySelector("input");
  if (!input) throw new Error("no input");
  const press = (key: string) => act(async () => void input.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })));
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, "ev");
    input.setSelectionRange(2, 2);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  expect([...host.querySelectorAll("[role=option]")].map((option) => option.textContent)).toEqual(["eventName", "eventID"]);
  expect(input.getAttribute("aria-expanded")).toBe("true");
  await press("ArrowDown");
  expect(input.getAttribute("aria-activedescendant")).toBe(host.querySelector("[aria-selected=true]")?.id);
  await press("Enter");
  expect(input.value).toBe("eventName ");
  expect(asked).toEqual([]);
  await press("Escape");
  expect(input.getAttribute("aria-expanded")).toBe("false");
  await press("Enter");
  expect(asked).toEqual(["eventName "]);
  await act(async () => root.unmount());
});
