import { useEffect, useRef } from "react";

/** Many events at once are news once. */
const GATHER_MILLIS = 400;

/** Calls `news` soon after something new comes down a stream of server-sent events, while `active`. The browser comes back by itself where it is cut off. */
export function useLive(path: string, active: boolean, news: () => void): void {
  const latest = useRef(news);
  latest.current = news;
  useEffect(() => {
    if (!active) return undefined;
    let timer: number | undefined;
    const source = new EventSource(path);
    source.onmessage = () => {
      timer ??= window.setTimeout(() => {
        timer = undefined;
        latest.current();
      }, GATHER_MILLIS);
    };
    return () => {
      source.close();
      window.clearTimeout(timer);
    };
  }, [path, active]);
}
