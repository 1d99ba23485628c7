import { applyDensity, applyMode, Density, Mode } from "@cloudscape-design/global-styles";
import { useSyncExternalStore } from "react";

export type Appearance = "light" | "dark";

const KEY = "keytrail.appearance";
const listeners = new Set<() => void>();
let current: Appearance = "light";

/** What was chosen on this browser, else what the system wants. Before the first paint. */
export function startAppearance(): void {
  const stored = window.localStorage.getItem(KEY);
  const wanted = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  show(stored === "dark" || stored === "light" ? stored : wanted);
  applyDensity(Density.Comfortable);
}

export function chooseAppearance(appearance: Appearance): void {
  window.localStorage.setItem(KEY, appearance);
  show(appearance);
}

function show(appearance: Appearance): void {
  current = appearance;
  applyMode(appearance === "dark" ? Mode.Dark : Mode.Light);
  document.documentElement.dataset["appearance"] = appearance;
  listeners.forEach((listener) => listener());
}

export function useAppearance(): Appearance {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
