export type Shortcut = "search" | "jump" | "help";

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key means outside of a page's own controls. `/` and `?` are letters where somebody types. */
export function shortcutOf(pressed: Pressed, typing: boolean): Shortcut | undefined {
  if ((pressed.ctrlKey || pressed.metaKey) && !pressed.altKey && pressed.key.toLowerCase() === "k") return "jump";
  if (typing || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return undefined;
  if (pressed.key === "/") return "search";
  return pressed.key === "?" ? "help" : undefined;
}

/** Whether a keystroke at this place is text. */
export function isTyping(path: readonly EventTarget[]): boolean {
  return path.some((node) => node instanceof HTMLElement && (node.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(node.tagName)));
}
