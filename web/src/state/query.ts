/** Text of the condition language, as far as the dashboard writes it itself; the server alone reads it. */

const RESERVED = new Set(["and", "or", "not", "any", "every", "in", "like", "is"]);

const isWord = (text: string): boolean => /^[A-Za-z0-9_.:/@+*%[\]-]+$/.test(text) && !RESERVED.has(text);

/** A value as the language reads it back: bare where that is unambiguous, else a JSON string. */
export const literal = (value: string): string => (isWord(value) ? value : JSON.stringify(value));

/** A field's name; of an encryption-context key, what follows the prefix is always quoted. */
export function fieldName(name: string): string {
  const prefix = "kms:EncryptionContext:";
  if (name.startsWith(prefix)) return prefix + JSON.stringify(name.slice(prefix.length));
  return literal(name);
}

export const term = (field: string, value: string, wanted = true): string => `${fieldName(field)} ${wanted ? "=" : "!="} ${literal(value)}`;

/** The query, narrowed by one more term; the same term twice is said once, its opposite is replaced. */
export function withTerm(query: string, field: string, value: string, wanted: boolean): string {
  const added = term(field, value, wanted);
  const parts = conjuncts(query);
  if (parts === undefined) return `(${query.trim()}) and ${added}`;
  const opposite = term(field, value, !wanted);
  const kept = parts.filter((part) => part !== added && part !== opposite);
  return [...kept, added].join(" and ");
}

/** Those of what a query finds that were refused. */
export function refusedOnly(query: string): string {
  const refused = "errorCode is present";
  if (query.trim() === "") return refused;
  return conjuncts(query) === undefined ? `(${query.trim()}) and ${refused}` : `${query.trim()} and ${refused}`;
}

/** The query without one of its top-level terms. */
export function withoutTerm(query: string, unwanted: string): string {
  const parts = conjuncts(query);
  return parts === undefined ? query : parts.filter((part) => part !== unwanted).join(" and ");
}

/** The terms that `and` joins at the top level; undefined where an `or` stands there. */
export function conjuncts(query: string): string[] | undefined {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  for (const { text, from, to } of tokens(query)) {
    if (text === "(") depth++;
    else if (text === ")") depth--;
    else if (depth === 0 && text === "or") return undefined;
    else if (depth === 0 && text === "and") {
      parts.push(query.slice(start, from).trim());
      start = to;
    }
  }
  parts.push(query.slice(start).trim());
  return parts.filter((part) => part !== "");
}

export interface Token {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Coarse tokens: strings, words, operators, parentheses. Never fails; what is no token is skipped. */
export function tokens(query: string): Token[] {
  const found: Token[] = [];
  const shape = /[A-Za-z0-9_.:/@+*%[\]-]*"(?:[^"\\]|\\.)*"?|[A-Za-z0-9_.:/@+*%[\]-]+\??|[!<>]?=|[<>]|[()]|,/g;
  for (let match = shape.exec(query); match !== null; match = shape.exec(query)) {
    found.push({ text: match[0], from: match.index, to: match.index + match[0].length });
  }
  return found;
}

export type Expecting = { what: "field" | "operator" | "joint"; from: number } | { what: "value"; from: number; field: string };

const OPERATORS = new Set(["=", "!=", "<", "<=", ">", ">=", "in", "like", "is"]);

/** What could stand at `position`, where the word there (if any) begins, and for a value the field it belongs to. */
export function expectingAt(query: string, position: number): Expecting {
  const before = tokens(query.slice(0, position));
  const last = before[before.length - 1];
  const inWord = last !== undefined && last.to === position && !"(),".includes(last.text) && !OPERATORS.has(last.text);
  const from = inWord ? last.from : position;
  const settled = inWord ? before.slice(0, -1) : before;
  return stateAfter(settled, from);
}

function stateAfter(settled: Token[], from: number): Expecting {
  let what: Expecting["what"] = "field";
  let field = "";
  let list = 0;
  for (const { text } of settled) {
    switch (what) {
      case "field":
        if (text === "(" || text === "not" || text === "any") break;
        field = text;
        what = "operator";
        break;
      case "operator":
        if (text === "and" || text === "or") what = "field";
        else if (OPERATORS.has(text)) what = "value";
        else if (text !== "not") what = "operator";
        break;
      case "value":
        if (text === "(") list++;
        else if (text === ")") {
          list--;
          what = "joint";
        } else if (list === 0) what = "joint";
        break;
      case "joint":
        if (text === "and" || text === "or") what = "field";
        break;
    }
  }
  return what === "value" ? { what, from, field } : { what, from };
}

export const operatorsFor = (type: string): string[] => {
  switch (type) {
    case "boolean":
      return ["is true", "is false", "is present", "is absent"];
    case "time":
    case "number":
      return ["=", "!=", "<", "<=", ">", ">=", "is present", "is absent"];
    case "object":
      return ["is present", "is absent"];
    default:
      return ["=", "!=", "in", "like", "not like", "is present", "is absent"];
  }
};
