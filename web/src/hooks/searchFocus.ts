import { useEffect } from "react";

let focusSearch: (() => void) | undefined;

/** The page's search field, which `/` goes to. */
export function useSearchFocus(focus: () => void): void {
  useEffect(() => {
    focusSearch = focus;
    return () => {
      focusSearch = undefined;
    };
  }, [focus]);
}

/** Whether the page has a search field; it has the focus now. */
export function goToSearch(): boolean {
  focusSearch?.();
  return focusSearch !== undefined;
}
