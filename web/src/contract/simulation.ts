import { array, boolean, dictionary, either, lazy, list, number, object, oneOf, optional, string, withDefault, type Decoded, type Decoder, type Json } from "../decode";
import { position, type Position } from "./problem";

/** What stands in the way or makes the decision: a statement, a grant or a rule of evaluation. */
export type Decider =
  | { type: "statement"; policy: string; name: string; pointer: string; statement: number; sid?: string; start?: Position; end?: Position }
  | { type: "grant"; grantId: string }
  | { type: "rule"; rule: string };

const statement = object({
  type: oneOf("statement"),
  policy: string,
  name: withDefault(string, ""),
  pointer: withDefault(string, ""),
  statement: withDefault(number, 0),
  sid: optional(string),
  start: optional(position),
  end: optional(position),
});
const grant = object({ type: oneOf("grant"), grantId: string });
const rule = object({ type: oneOf("rule"), rule: string });

export const decider: Decoder<Decider> = either(statement, either(grant, rule));

export type Truth = boolean | "unknown" | "error";

/** Why something holds or does not, down to the values compared. */
export interface Explanation {
  kind: string;
  label: string;
  holds: Truth;
  ref?: Decider;
  expected?: string;
  actual?: string;
  because: Explanation[];
}

export const explanation: Decoder<Explanation> = object({
  kind: string,
  label: string,
  holds: either(boolean, oneOf("unknown", "error")),
  ref: optional(decider),
  expected: optional(string),
  actual: optional(string),
  because: list(lazy((): Decoder<Explanation> => explanation)),
});

const change = object({
  of: withDefault(string, ""),
  text: withDefault(string, ""),
  context: withDefault(dictionary(either(string, array(string))), {}),
  without: list(string),
  encryptionContext: withDefault(dictionary(string), {}),
});
export type Change = Decoded<typeof change>;

/** A statement or grant that nearly allowed, what in it failed, and the smallest change that would do: the server tried it. */
export interface NearMiss {
  readonly ref: Decider;
  readonly failed: readonly { label: string; expected: string; actual: string }[];
  readonly change: Change;
}
const missed = object({ failed: list(object({ label: withDefault(string, ""), expected: withDefault(string, ""), actual: withDefault(string, "") })), change });
export const nearMiss: Decoder<NearMiss> = (value, at) => ({ ref: decider(value, at), ...missed(value, at) });

export const answer = object({
  decision: oneOf("allowed", "implicitDeny", "explicitDeny", "dependsOn"),
  allowedIf: optional(string),
  blockedBy: list(string),
  decidedBy: list(decider),
  summary: string,
  missingContext: list(string),
  notes: list(string),
  nearMisses: list(nearMiss),
  explanation,
});
export type Answer = Decoded<typeof answer>;
export type Decision = Answer["decision"];

export interface NamedDocument {
  readonly name: string;
  readonly document: string;
}

/** The body of POST /api/v1/simulate. */
export interface SimulateBody {
  readonly request: {
    readonly principal: string;
    readonly action: string;
    readonly resource: string;
    readonly resourceAccount?: string;
    readonly context?: Record<string, string | string[]>;
    readonly encryptionContext?: Record<string, string>;
    readonly grantTokens?: string[];
  };
  readonly policies?: {
    readonly identity?: NamedDocument[];
    readonly permissionsBoundary?: NamedDocument[];
    readonly session?: NamedDocument[];
    readonly resource?: NamedDocument;
    readonly grants?: Json[];
    readonly serviceControl?: NamedDocument[][];
    readonly resourceControl?: NamedDocument[][];
    readonly vpcEndpoint?: NamedDocument[];
  };
}

