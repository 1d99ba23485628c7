import { number, object, optional, string, withDefault, list, oneOf, either, type Decoded } from "../decode";

export const position = object({ line: number, column: number });
export type Position = Decoded<typeof position>;

/** What a checker found in a text; lines and columns count from 1, in code points, the end is exclusive. */
export const diagnostic = object({
  code: string,
  severity: withDefault(either(oneOf("error", "warning", "info"), (): "info" => "info"), "error"),
  message: string,
  help: withDefault(string, ""),
  start: optional(position),
  end: optional(position),
  pointer: optional(string),
});
export type Diagnostic = Decoded<typeof diagnostic>;

export const problemBody = object({
  title: withDefault(string, ""),
  detail: withDefault(string, ""),
  code: withDefault(string, ""),
  pointer: optional(string),
  line: optional(number),
  column: optional(number),
  diagnostics: list(diagnostic),
});
export type ProblemBody = Decoded<typeof problemBody>;

/** The server refused: an RFC 9457 problem document. `code` is stable, or the AWS error's name. */
export class Problem extends Error {
  readonly status: number;
  readonly body: ProblemBody;

  constructor(status: number, body: ProblemBody) {
    super(body.detail || body.title || `the server answered ${status}`);
    this.status = status;
    this.body = body;
  }

  get code(): string {
    return this.body.code;
  }
}

/** No answer at all. */
export class Unreachable extends Error {
  constructor() {
    super("The server cannot be reached. Is it still running?");
  }
}

export function messageOf(failure: unknown): string {
  if (failure instanceof Problem) return failure.message;
  return failure instanceof Error ? failure.message : String(failure);
}
