import { array, boolean, dictionary, either, jsonObject, number, object, optional, string, withDefault, type Decoded, type Decoder } from "../decode";

const strings: Decoder<string[]> = either(array(string), (value, at) => [string(value, at)]);

/** A CloudTrail record with what the server found in it. */
export const auditEvent = object({
  event: jsonObject,
  seq: number,
  derived: dictionary(strings),
  evaluated: optional(jsonObject),
});
export type AuditEvent = Decoded<typeof auditEvent>;

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

export const oneEvent = auditEvent;

/** Events by time, oldest first; buckets without events may be left out. */
export const histogram = object({
  widthMillis: number,
  buckets: array(object({ start: either(string, number), count: number, denied: withDefault(number, 0) })),
});
export type Histogram = Decoded<typeof histogram>;

export const facets = object({ values: array(object({ value: string, count: number })) });
