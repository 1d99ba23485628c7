import type { Field } from "../contract/events";
import type { Suggestions, Suggestion } from "./completion";
import { expectingAt, literal, operatorsFor } from "./query";

/** Asks the server for the most frequent values of a field. */
export type Values = (field: string) => Promise<readonly { value: string; count: number }[]>;

/** What can stand at this place of a query. */
export async function suggest(query: string, position: number, fields: readonly Field[], values: Values): Promise<Suggestions> {
  const expecting = expectingAt(query, position);
  switch (expecting.what) {
    case "field":
      return { from: expecting.from, options: [...fields.map(({ name, type, description }) => ({ label: name, detail: description || type, apply: `${name} ` })), { label: "not", detail: "the opposite", apply: "not " }] };
    case "operator":
      return { from: expecting.from, options: operatorsFor(typeOf(fieldBefore(query, expecting.from), fields)).map((label) => ({ label, apply: `${label} ` })) };
    case "joint":
      return { from: expecting.from, options: ["and", "or"].map((label) => ({ label, apply: `${label} ` })) };
    case "value":
      return { from: expecting.from, options: await valuesOf(expecting.field, fields, values) };
  }
}

const fieldBefore = (query: string, position: number): string => query.slice(0, position).trim().split(/\s+/).pop() ?? "";

const typeOf = (name: string, fields: readonly Field[]): string => fields.find((field) => field.name === name)?.type ?? "keyword";

async function valuesOf(name: string, fields: readonly Field[], values: Values): Promise<Suggestion[]> {
  switch (typeOf(name, fields)) {
    case "boolean":
      return ["true", "false"].map((label) => ({ label, apply: `${label} ` }));
    case "time":
      return ["now-1h", "now-1d", "now-7d"].map((label) => ({ label, apply: `${label} ` }));
    case "object":
      return [];
    default: {
      const found = await values(name).catch(() => []);
      return found.map(({ value, count }) => ({ label: literal(value), detail: `${count}`, apply: `${literal(value)} ` }));
    }
  }
}
