import type { EventsAsked } from "../api";
import { bounds, rangeOf, rangeText, type TimeRange } from "./timeRange";

/** All that the Audit page shows by choice; it stands in the address, so that a link shows the same to others. */
export interface AuditView {
  readonly q: string;
  readonly range: TimeRange;
  readonly size: number;
  /** Cursor of the page shown; none for the newest. */
  readonly after: string | undefined;
  /** How many pages back from the newest. */
  readonly page: number;
  /** eventID of the event in the panel. */
  readonly event: string | undefined;
}

export const PAGE_SIZES = [10, 25, 50] as const;
export const DEFAULT_SIZE = 25;

export function readAuditView(search: string): AuditView {
  const params = new URLSearchParams(search);
  const size = Number(params.get("size"));
  const page = Number(params.get("page"));
  const after = params.get("after") ?? undefined;
  return {
    q: params.get("q") ?? "",
    range: rangeOf(params.get("last"), params.get("from"), params.get("to")),
    size: PAGE_SIZES.find((known) => known === size) ?? DEFAULT_SIZE,
    after,
    page: after !== undefined && Number.isInteger(page) && page > 1 ? page : 1,
    event: params.get("event") ?? undefined,
  };
}

export function auditSearch(view: AuditView): string {
  const params = new URLSearchParams();
  if (view.q !== "") params.set("q", view.q);
  const last = rangeText(view.range);
  if (last !== undefined) params.set("last", last);
  if (view.range.kind === "between") {
    params.set("from", view.range.from);
    params.set("to", view.range.to);
  }
  if (view.size !== DEFAULT_SIZE) params.set("size", String(view.size));
  if (view.after !== undefined) {
    params.set("after", view.after);
    params.set("page", String(view.page));
  }
  if (view.event !== undefined) params.set("event", view.event);
  const text = params.toString();
  return text === "" ? "/audit" : `/audit?${text}`;
}

/** Another question: the first page of it, nothing selected. */
export const asking = (view: AuditView, change: Partial<Pick<AuditView, "q" | "range" | "size">>): AuditView => ({
  ...view,
  ...change,
  after: undefined,
  page: 1,
  event: undefined,
});

/** What the API is asked. A cursor carries the search's own end, so a later page never shifts. */
export const askedOf = (view: AuditView, now: number): EventsAsked => ({ q: view.q, ...bounds(view.range, now) });

/** Members of the address that this page does not know. */
export function unknownParams(search: string): string[] {
  const known = new Set(["q", "last", "from", "to", "size", "after", "page", "event"]);
  return [...new URLSearchParams(search).keys()].filter((name) => !known.has(name));
}
