import type { Change, NamedDocument, SimulateBody } from "../contract/simulation";
import type { Json } from "../decode";

export const POLICY_KINDS = ["resource", "identity", "permissionsBoundary", "session", "serviceControl", "resourceControl", "vpcEndpoint", "grants"] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

/** One policy as it is being written; one that is off is kept, and left out of the question. */
export interface PolicyDraft {
  readonly id: string;
  readonly kind: PolicyKind;
  readonly name: string;
  readonly text: string;
  readonly on: boolean;
}

export interface Pair {
  readonly key: string;
  readonly value: string;
}

/** A question to the simulator as it is being written. */
export interface Scenario {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: readonly Pair[];
  readonly encryptionContext: readonly Pair[];
  /** Decide by what the server stores for this principal and resource, instead of by `policies`. */
  readonly stored: boolean;
  readonly policies: readonly PolicyDraft[];
}

export const KIND_NAMES: Record<PolicyKind, string> = {
  resource: "Key policy",
  identity: "Identity policies",
  permissionsBoundary: "Boundary",
  session: "Session policies",
  serviceControl: "SCPs",
  resourceControl: "RCPs",
  vpcEndpoint: "Endpoint policies",
  grants: "Grants",
};

/** One policy of a kind, as its editor is called. */
export const KIND_NAME: Record<PolicyKind, string> = {
  resource: "Key policy",
  identity: "Identity policy",
  permissionsBoundary: "Permissions boundary",
  session: "Session policy",
  serviceControl: "Service control policy",
  resourceControl: "Resource control policy",
  vpcEndpoint: "VPC endpoint policy",
  grants: "Grant",
};

/** Kinds of which a request meets one. */
export const isSingle = (kind: PolicyKind): boolean => kind === "resource" || kind === "permissionsBoundary";

export function nextId(policies: readonly PolicyDraft[]): string {
  const used = policies.map((policy) => Number(policy.id.slice(1))).filter(Number.isInteger);
  return `p${Math.max(0, ...used) + 1}`;
}

const allowAll = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "*", "Resource": "*" }
  ]
}`;

/** What a new policy of a kind starts as. */
export function template(kind: PolicyKind, account: string): string {
  switch (kind) {
    case "resource":
      return `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::${account}:root" },
      "Action": "kms:*",
      "Resource": "*"
    }
  ]
}`;
    case "identity":
      return `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["kms:CreateGrant", "kms:Describe*", "kms:List*"], "Resource": "*" }
  ]
}`;
    case "grants":
      return `{
  "GrantId": "${"0".repeat(63)}1",
  "GranteePrincipal": "arn:aws:iam::${account}:user/Alice",
  "Operations": ["Decrypt", "GenerateDataKeyWithoutPlaintext"],
  "Constraints": { "EncryptionContextSubset": { "aws:ebs:id": "vol-1234abcd" } }
}`;
    case "vpcEndpoint":
      return `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" }
  ]
}`;
    case "permissionsBoundary":
    case "session":
    case "serviceControl":
    case "resourceControl":
      return kind === "resourceControl" ? allowAll.replace('"Effect": "Allow",', '"Effect": "Allow", "Principal": "*",') : allowAll;
  }
}

/** The encryption context that EBS sends for a WorkSpace's volume. */
export const workspacesContext: readonly Pair[] = [
  { key: "aws:workspaces:sid-directoryid", value: "[S-1-5-21-277731876-1789304096-451871588-1107]@[d-1234abcd01]" },
  { key: "aws:ebs:id", value: "vol-1234abcd" },
];

export class GrantText extends Error {
  readonly id: string;
  constructor(id: string, why: string) {
    super(`This grant is not JSON: ${why}`);
    this.id = id;
  }
}

const on = (scenario: Scenario, kind: PolicyKind): PolicyDraft[] => scenario.policies.filter((policy) => policy.kind === kind && policy.on);

/** What the server calls a policy in its sentences: its number, where there are several of its kind. */
const nameIn = (same: readonly PolicyDraft[], at: number): string => (same.length > 1 ? String(at + 1) : "");

/** The draft that an answer speaks of, by kind and name. */
export function draftOf(scenario: Scenario, kind: string, name: string): PolicyDraft | undefined {
  const known = POLICY_KINDS.find((candidate) => candidate === kind);
  const same = known ? on(scenario, known) : [];
  return same.find((_, at) => nameIn(same, at) === name);
}

/** What its editor is called. */
export function titleOf(policy: PolicyDraft, all: readonly PolicyDraft[]): string {
  const same = all.filter(({ kind }) => kind === policy.kind);
  return same.length === 1 ? KIND_NAME[policy.kind] : `${KIND_NAME[policy.kind]} ${same.indexOf(policy) + 1}`;
}

/**
 * The body for POST /api/v1/simulate. Documents go as text, so that positions in the answer are positions in the editor.
 * Throws GrantText for a grant that is no JSON.
 */
export function simulateBody(scenario: Scenario): SimulateBody {
  const request: SimulateBody["request"] = {
    principal: scenario.principal.trim(),
    action: scenario.action.trim(),
    resource: scenario.resource.trim(),
    ...(scenario.context.some(isGiven) ? { context: contextOf(scenario.context) } : {}),
    ...(scenario.encryptionContext.some(isGiven) ? { encryptionContext: Object.fromEntries(scenario.encryptionContext.filter(isGiven).map(({ key, value }) => [key, value])) } : {}),
  };
  if (scenario.stored) return { request };
  const named = (kind: PolicyKind): NamedDocument[] => on(scenario, kind).map(({ text }, at, same) => ({ name: nameIn(same, at), document: text }));
  const levels = (kind: PolicyKind): NamedDocument[][] => (named(kind).length > 0 ? [named(kind)] : []);
  const [resource] = named("resource");
  return {
    request,
    policies: {
      identity: named("identity"),
      permissionsBoundary: named("permissionsBoundary"),
      session: named("session"),
      serviceControl: levels("serviceControl"),
      resourceControl: levels("resourceControl"),
      vpcEndpoint: named("vpcEndpoint"),
      grants: on(scenario, "grants").flatMap(grantOf),
      ...(resource ? { resource } : {}),
    },
  };
}

const isGiven = (pair: Pair): boolean => pair.key.trim() !== "";

/** The same key on several lines is a key with several values. */
function contextOf(pairs: readonly Pair[]): Record<string, string | string[]> {
  const context: Record<string, string | string[]> = {};
  for (const { key, value } of pairs.filter(isGiven)) {
    const before = context[key];
    context[key] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return context;
}

/** A grant as ListGrants has it, or a whole list of them. */
function grantOf(policy: PolicyDraft): Json[] {
  try {
    const read = JSON.parse(policy.text) as Json;
    if (Array.isArray(read)) return read;
    if (read !== null && typeof read === "object" && Array.isArray(read["Grants"])) return read["Grants"];
    return [read];
  } catch (failure) {
    throw new GrantText(policy.id, failure instanceof Error ? failure.message : String(failure));
  }
}

/** As it is stored and shared. */
export const scenarioJson = (scenario: Scenario): Json => ({
  principal: scenario.principal,
  action: scenario.action,
  resource: scenario.resource,
  context: scenario.context.map(({ key, value }) => ({ key, value })),
  encryptionContext: scenario.encryptionContext.map(({ key, value }) => ({ key, value })),
  stored: scenario.stored,
  policies: scenario.policies.map(({ id, kind, name, text, on }) => ({ id, kind, name, text, on })),
});

/** The scenario with a change of the request that the server found: values given, keys left out. */
export function withChange(scenario: Scenario, { context, without, encryptionContext }: Pick<Change, "context" | "without" | "encryptionContext">): Scenario {
  const dropped = new Set([...Object.keys(context), ...without].map((key) => key.toLowerCase()));
  const given = Object.entries(context).flatMap(([key, values]) => (Array.isArray(values) ? values : [values]).map((value) => ({ key, value })));
  return {
    ...scenario,
    context: [...scenario.context.filter(({ key }) => !dropped.has(key.toLowerCase())), ...given],
    encryptionContext: [
      ...scenario.encryptionContext.filter(({ key }) => !(key in encryptionContext) && !dropped.has(`kms:encryptioncontext:${key}`.toLowerCase())),
      ...Object.entries(encryptionContext).map(([key, value]) => ({ key, value })),
    ],
  };
}

/** A command for a shell that asks the same. */
export function curlOf(scenario: Scenario, origin: string): string {
  const body = JSON.stringify(simulateBody(scenario), null, 1);
  return `curl -sS -H "Authorization: Bearer $(cat data/admin-token)" -H 'Content-Type: application/json' \\
  --data-binary @- ${origin}/api/v1/simulate <<'QUESTION'
${body}
QUESTION`;
}
