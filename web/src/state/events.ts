import type { AuditEvent } from "../contract/events";
import { isObject, type Json, type JsonObject } from "../decode";

/** A member of a record by its path; undefined where it is not there. */
export function at(record: JsonObject, ...path: string[]): Json | undefined {
  let value: Json | undefined = record;
  for (const name of path) {
    if (!isObject(value)) return undefined;
    value = (value as JsonObject)[name];
  }
  return value;
}

export function text(record: JsonObject, ...path: string[]): string {
  const value = at(record, ...path);
  return typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value);
}

/** What the table shows of an event. */
export interface EventRow {
  readonly id: string;
  readonly time: string;
  readonly name: string;
  readonly service: string;
  readonly principal: string;
  readonly error: string;
  readonly source: string;
  readonly readOnly: boolean;
  readonly of: AuditEvent;
}

export function rowOf(of: AuditEvent): EventRow {
  const { event, derived, seq } = of;
  return {
    id: text(event, "eventID") || `seq-${seq}`,
    time: text(event, "eventTime"),
    name: text(event, "eventName"),
    service: derived["service"]?.[0] ?? text(event, "eventSource").split(".")[0] ?? "",
    principal: derived["principal"]?.[0] ?? text(event, "userIdentity", "arn") ?? "",
    error: text(event, "errorCode"),
    source: text(event, "sourceIPAddress"),
    readOnly: at(event, "readOnly") === true,
    of,
  };
}

/** `user/Alice` of an ARN, or what else names somebody. */
export function shortPrincipal(arn: string): string {
  return arn.startsWith("arn:") ? arn.split(":").slice(5).join(":") : arn;
}

/** `S-1-…-1107`: who, in a domain that the reader knows. */
export const shortSid = (sid: string): string => (sid.length > 20 ? `S-1-…-${sid.slice(sid.lastIndexOf("-") + 1)}` : sid);

export function shortKey(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

export interface Chip {
  readonly kind: string;
  readonly field: string;
  readonly value: string;
}

const CHIP_FIELDS: readonly (readonly [field: string, kind: string])[] = [
  ["sid", "SID"],
  ["directory", "Directory"],
  ["volume", "Volume"],
  ["workspace", "WorkSpace"],
  ["instance", "Instance"],
  ["snapshot", "Snapshot"],
  ["key", "Key"],
  ["alias", "Alias"],
  ["grant", "Grant"],
];

/** What the event is about, as the server found it in the record. */
export const chipsOf = ({ derived }: AuditEvent): Chip[] =>
  CHIP_FIELDS.flatMap(([field, kind]) => (derived[field] ?? []).filter((value, _, all) => !isIdOfArn(value, all)).map((value) => ({ kind, field, value })));

/** A key is found by its ARN and by its id; once is enough to see. */
const isIdOfArn = (value: string, all: readonly string[]): boolean => all.some((other) => other !== value && other.startsWith("arn:") && other.endsWith(`/${value}`));

/** The encryption context of the request, if it has one. */
export function encryptionContext(event: JsonObject): [string, string][] {
  const found = at(event, "requestParameters", "encryptionContext");
  return isObject(found) ? Object.entries(found).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]) : [];
}

/** SID and directory of WorkSpaces' bracketed pair. */
export function sidAndDirectory(value: string): { sid: string; directory: string } | undefined {
  const match = /^\[(S-1-[0-9-]+)\]@\[(d-[0-9a-z]+)\]$/.exec(value);
  return match?.[1] && match[2] ? { sid: match[1], directory: match[2] } : undefined;
}
