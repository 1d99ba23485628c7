import { useCallback, useEffect, useRef, useState, type DependencyList } from "react";

/** What came of asking: earlier data stays on the screen while it is asked again. */
export interface Loaded<T> {
  readonly data: T | undefined;
  readonly failure: unknown;
  readonly loading: boolean;
  readonly reload: () => void;
}

/** Asks when `deps` change, and again on reload; an answer that is overtaken is dropped. */
export function useLoad<T>(ask: (signal: AbortSignal) => Promise<T>, deps: DependencyList): Loaded<T> {
  const [shown, setShown] = useState<{ data: T | undefined; failure: unknown; loading: boolean }>({ data: undefined, failure: undefined, loading: true });
  const [round, setRound] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const abort = new AbortController();
    setShown((before) => ({ ...before, loading: true }));
    latest.current(abort.signal).then(
      (data) => {
        if (!abort.signal.aborted) setShown({ data, failure: undefined, loading: false });
      },
      (failure: unknown) => {
        if (!abort.signal.aborted) setShown((before) => ({ data: before.data, failure, loading: false }));
      },
    );
    return () => abort.abort();
    // The caller names what the question depends on.
  }, [round, ...deps]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { ...shown, reload };
}

/** Calls `tick` every so many milliseconds while `active` and the page is looked at. */
export function useInterval(tick: () => void, millis: number, active: boolean): void {
  const latest = useRef(tick);
  latest.current = tick;
  useEffect(() => {
    if (!active) return undefined;
    const timer = window.setInterval(() => {
      if (!document.hidden) latest.current();
    }, millis);
    return () => window.clearInterval(timer);
  }, [millis, active]);
}

/** The value, once it has stayed the same for a while. */
export function useDebounced<T>(value: T, millis: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), millis);
    return () => window.clearTimeout(timer);
  }, [value, millis]);
  return settled;
}
