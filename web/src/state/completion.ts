export interface Suggestion {
  readonly label: string;
  readonly detail?: string;
  /** What is put in place of the word, if that is not the label. */
  readonly apply?: string;
}

export interface Suggestions {
  /** Where the word begins that is replaced. */
  readonly from: number;
  readonly options: readonly Suggestion[];
}

const MOST = 12;

/** Those that go with what is typed of the word: first the ones that begin with it. None where nothing is left to complete. */
export function fitting({ from, options }: Suggestions, query: string, position: number): readonly Suggestion[] {
  const typed = query.slice(from, position).toLowerCase().replace(/^"/, "");
  const begins = options.filter(({ label }) => label.toLowerCase().replace(/^"/, "").startsWith(typed));
  const contains = typed === "" ? [] : options.filter((option) => !begins.includes(option) && option.label.toLowerCase().includes(typed));
  const found = [...begins, ...contains].slice(0, MOST);
  return found.length === 1 && found[0]?.label.toLowerCase() === query.slice(from, position).toLowerCase() ? [] : found;
}

/** The query with the word replaced, and where the caret goes. */
export function accept(query: string, position: number, from: number, { label, apply }: Suggestion): { query: string; position: number } {
  const text = apply ?? label;
  const rest = query.slice(position);
  const joined = text.endsWith(" ") && rest.startsWith(" ") ? text.slice(0, -1) : text;
  return { query: query.slice(0, from) + joined + rest, position: from + text.length };
}
