import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
};
const here = (): string => window.location.pathname + window.location.search;

/** Path and query of the address bar; the component follows them. */
export function useLocation(): { pathname: string; search: string } {
  const location = useSyncExternalStore(subscribe, here);
  const mark = location.indexOf("?");
  return mark < 0 ? { pathname: location, search: "" } : { pathname: location.slice(0, mark), search: location.slice(mark) };
}

/** Goes to another page, or (replace) puts the same page's state right without a step in the history. */
export function navigate(href: string, { replace = false }: { replace?: boolean } = {}): void {
  if (href === here()) return;
  if (replace) window.history.replaceState(null, "", href);
  else window.history.pushState(null, "", href);
  listeners.forEach((listener) => listener());
}

/** Follows links to our own pages without loading the document again; everything else is the browser's. */
export function followOwnLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement && node.href !== "");
  if (!link || link.target !== "" || link.hasAttribute("download") || link.origin !== window.location.origin) return;
  if (link.pathname.startsWith("/api/") || link.pathname.includes(".") || link.hash !== "") return;
  event.preventDefault();
  navigate(link.pathname + link.search);
}
