import { awsOperations, type AwsInput, type AwsName, type AwsOutput } from "./contract/aws";
import { eventsPage, facets, fields, histogram, oneEvent } from "./contract/events";
import { Problem, problemBody, Unreachable } from "./contract/problem";
import { checkedPolicy, createdScenario } from "./contract/policies";
import { desktops } from "./contract/workspaces";
import { principals, session } from "./contract/session";
import { answer, type SimulateBody } from "./contract/simulation";
import { json, nothing, type Decoder, type Json } from "./decode";

/**
 * What the server needs with everything but GET, so that no other site can speak for this browser. GETs carry the header
 * too, whatever its value: over plain HTTP beyond loopback it is how the server knows our own page.
 */
let csrf = "none yet";
let onSignedOut: () => void = () => undefined;

/** Calls `listener` when the server no longer knows who asks. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

interface Asked {
  readonly method?: "GET" | "POST";
  readonly query?: Record<string, string | undefined>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** The one place that talks to the server: CSRF token, JSON in both directions, problems as exceptions. */
async function ask<T>(path: string, decode: Decoder<T>, { method = "GET", query, body, signal }: Asked = {}): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json", "x-keytrail-csrf": csrf };
  if (method !== "GET") headers["content-type"] = "application/json";
  const init: RequestInit = { method, headers, credentials: "same-origin", cache: "no-store" };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal) init.signal = signal;
  const response = await fetch(path + queryText(query), init).catch((failure: unknown) => {
    throw failure instanceof DOMException && failure.name === "AbortError" ? failure : new Unreachable();
  });
  const content = parsed(await response.text());
  if (response.ok) return decode(content, "");
  if (response.status === 401 && !path.endsWith("/sign-in")) onSignedOut();
  throw problem(response.status, content);
}

function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problem(status: number, content: unknown): Problem {
  try {
    return new Problem(status, problemBody(content, ""));
  } catch {
    return new Problem(status, { title: "", detail: "", code: "", pointer: undefined, line: undefined, column: undefined, diagnostics: [] });
  }
}

export function queryText(query: Record<string, string | undefined> = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "");
  return given.length === 0 ? "" : `?${new URLSearchParams(given).toString()}`;
}

export interface EventsAsked {
  readonly q?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
  readonly after?: string;
  readonly exact?: boolean;
}

const eventsQuery = ({ q, from, to, limit, after, exact }: EventsAsked): Record<string, string | undefined> => ({
  q,
  from,
  to,
  limit: limit?.toString(),
  after,
  exact: exact ? "true" : undefined,
});

export const api = {
  async session(signal?: AbortSignal) {
    const known = await ask("/api/v1/session", session, { signal });
    csrf = known.csrf;
    return known;
  },
  async signIn(token: string) {
    const known = await ask("/api/v1/sign-in", session, { method: "POST", body: { token } });
    csrf = known.csrf;
    return known;
  },
  signOut: () => ask("/api/v1/sign-out", nothing, { method: "POST", body: {} }),
  actAs: (principal: string | null) => ask("/api/v1/session/act-as", nothing, { method: "POST", body: { principal } }),
  principals: (signal?: AbortSignal) => ask("/api/v1/principals", principals, { signal }),

  simulate: (body: SimulateBody, signal?: AbortSignal) => ask("/api/v1/simulate", answer, { method: "POST", body, signal }),
  saveScenario: (scenario: Json) => ask("/api/v1/scenarios", createdScenario, { method: "POST", body: { scenario } }),
  scenario: (id: string, signal?: AbortSignal) => ask(`/api/v1/scenarios/${encodeURIComponent(id)}`, json, { signal }),
  checkPolicy: (kind: string, document: string, signal?: AbortSignal) =>
    ask("/api/v1/policies/check", checkedPolicy, { method: "POST", body: { kind, document }, signal }),

  events: (asked: EventsAsked, signal?: AbortSignal) => ask("/api/v1/events", eventsPage, { query: eventsQuery(asked), signal }),
  event: (id: string, signal?: AbortSignal) => ask(`/api/v1/events/${encodeURIComponent(id)}`, oneEvent, { signal }),
  histogram: (asked: EventsAsked & { interval?: string }, signal?: AbortSignal) =>
    ask("/api/v1/events/histogram", histogram, { query: { ...eventsQuery(asked), interval: asked.interval }, signal }),
  facets: (field: string, asked: EventsAsked, signal?: AbortSignal) =>
    ask("/api/v1/events/facets", facets, { query: { field, ...eventsQuery(asked) }, signal }),
  fields: (signal?: AbortSignal) => ask("/api/v1/events/fields", fields, { signal }),
  /** Where all that a search finds is to be had as a file; the browser saves it while it comes. */
  exportPath: (format: "ndjson" | "csv", { q, from, to }: EventsAsked): string => `/api/v1/events/export${queryText({ format, q, from, to })}`,
  /** Where a search is followed, as server-sent events. */
  streamPath: (q: string): string => `/api/v1/events/stream${queryText({ q })}`,
  desktops: (after: string | undefined, signal?: AbortSignal) => ask("/api/v1/workspaces", desktops, { query: { after }, signal }),

  /** An AWS operation, authorised and audited as the acting principal's own. */
  aws: <N extends AwsName>(name: N, input: AwsInput<N>, signal?: AbortSignal): Promise<AwsOutput<N>> =>
    ask(`/api/v1/aws/${name}`, awsOperations[name].output as Decoder<AwsOutput<N>>, { method: "POST", body: input, signal }),
};
