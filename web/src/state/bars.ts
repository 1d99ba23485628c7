import type { Histogram } from "../contract/events";

/** Bars side by side, in seconds, empty ones too. */
export interface Bars {
  readonly times: number[];
  readonly all: number[];
  readonly refused: number[];
  readonly start: number;
  readonly end: number;
}

const MOST = 2000;

/** From the buckets that have events to all of the stretch, so that silence shows. */
export function barsOf({ widthMillis, buckets }: Histogram, from: number | undefined, to: number | undefined): Bars {
  const counted = new Map(buckets.map(({ start, count, denied }) => [typeof start === "number" ? start : Date.parse(start), { count, denied }]));
  const starts = [...counted.keys()];
  const floor = (time: number): number => Math.floor(time / widthMillis) * widthMillis;
  const first = Math.min(from === undefined ? Infinity : floor(from), ...starts);
  const last = Math.max(to === undefined ? -Infinity : floor(to - 1), ...starts);
  const bars: Bars = { times: [], all: [], refused: [], start: first / 1000, end: (last + widthMillis) / 1000 };
  if (!Number.isFinite(first) || !Number.isFinite(last) || widthMillis <= 0) return { ...bars, start: 0, end: 1 };
  for (let time = first, i = 0; time <= last && i < MOST; time += widthMillis, i++) {
    const found = counted.get(time);
    bars.times.push(time / 1000);
    bars.all.push(found?.count ?? 0);
    bars.refused.push(found?.denied ?? 0);
  }
  return bars;
}
