import { api, type EventsAsked } from "../api";
import type { Histogram } from "../contract/events";
import { refusedOnly } from "./query";

/** Bars side by side, their beginnings in seconds: all events, and those of them that were refused. */
export interface Bars {
  readonly times: number[];
  readonly all: number[];
  readonly refused: number[];
  readonly start: number;
  readonly end: number;
}

/** What a search finds over time; the second count takes the width that the server chose for the first. */
export async function loadBars(asked: EventsAsked, signal: AbortSignal): Promise<Bars> {
  const all = await api.histogram(asked, signal);
  if (all.buckets.length === 0) return barsOf(all, all);
  return barsOf(all, await api.histogram({ ...asked, q: refusedOnly(asked.q ?? ""), interval: all.interval }, signal));
}

export function barsOf(all: Histogram, refused: Histogram): Bars {
  const refusals = new Map(refused.buckets.map(({ start, count }) => [start, count]));
  const first = all.buckets[0];
  const last = all.buckets[all.buckets.length - 1];
  return {
    times: all.buckets.map(({ start }) => Date.parse(start) / 1000),
    all: all.buckets.map(({ count }) => count),
    refused: all.buckets.map(({ start }) => refusals.get(start) ?? 0),
    start: first ? Date.parse(first.start) / 1000 : 0,
    end: last ? (Date.parse(last.start) + all.widthMillis) / 1000 : 1,
  };
}
