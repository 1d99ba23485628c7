import { api } from "../api";
import type { Diagnostic } from "../contract/problem";
import { useDebounced, useLoad } from "./useLoad";

const PAUSE_MILLIS = 300;
const NONE: readonly Diagnostic[] = [];

/** What the engine finds in a policy's text, a moment after the last keystroke. */
export function usePolicyCheck(kind: string, text: string): { diagnostics: readonly Diagnostic[]; failure: unknown; checking: boolean } {
  const settled = useDebounced(text, PAUSE_MILLIS);
  const { data, failure, loading } = useLoad((signal) => api.checkPolicy(kind, settled, signal), [kind, settled]);
  // Of a text that has changed meanwhile nothing is known.
  return { diagnostics: settled === text ? (data?.diagnostics ?? NONE) : NONE, failure, checking: loading || settled !== text };
}
