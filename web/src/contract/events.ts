import { array, boolean, dictionary, either, jsonObject, list, number, object, optional, string, withDefault, type Decoded, type Decoder } from "../decode";
import { decider } from "./simulation";

const strings: Decoder<string[]> = either(array(string), (value, at) => [string(value, at)]);

/** A CloudTrail record with what the server found in it. */
export const auditEvent = object({ event: jsonObject, seq: number, derived: dictionary(strings) });
export type AuditEvent = Decoded<typeof auditEvent>;

/** One question that the engine answered for a call, with everything it was answered by. */
export const evaluatedCheck = object({
  principal: withDefault(string, ""),
  action: string,
  resource: withDefault(string, ""),
  context: withDefault(dictionary(either(string, array(string))), {}),
  encryptionContext: withDefault(dictionary(string), {}),
  decision: withDefault(string, ""),
  blockedBy: list(string),
  decidedBy: list(decider),
  versions: withDefault(dictionary(array(string)), {}),
});
export type EvaluatedCheck = Decoded<typeof evaluatedCheck>;

/** One event with the request as it was judged, and the events that belong to it. */
export const oneEvent = object({
  event: jsonObject,
  seq: number,
  derived: dictionary(strings),
  evaluated: optional(object({ decision: withDefault(string, ""), checks: list(evaluatedCheck) })),
  related: list(object({ relation: string, eventID: withDefault(string, ""), eventName: withDefault(string, ""), eventTime: withDefault(string, "") })),
});
export type OneEvent = Decoded<typeof oneEvent>;

export const coverage = object({
  from: optional(string),
  to: optional(string),
  indexedUpTo: withDefault(number, 0),
  complete: withDefault(boolean, true),
});

export const eventsPage = object({
  events: array(auditEvent),
  total: object({ value: number, exact: boolean }),
  next: optional(string),
  coverage,
});
export type EventsPage = Decoded<typeof eventsPage>;

export const field = object({
  name: string,
  type: withDefault(string, "keyword"),
  description: withDefault(string, ""),
});
export type Field = Decoded<typeof field>;
export const fields = object({ fields: array(field) });

/** Events by time, oldest first, over buckets of one width. */
export const histogram = object({
  interval: string,
  widthMillis: number,
  buckets: array(object({ start: string, count: number })),
});
export type Histogram = Decoded<typeof histogram>;

/** The values of a field by how often they stand in what a search finds. */
export const facets = object({ field: string, values: array(object({ value: string, count: number })) });
