import type { Diagnostic, Position, ProblemBody } from "../contract/problem";
import type { Answer, Decider, Explanation } from "../contract/simulation";
import { draftOf, type PolicyDraft, type Scenario } from "./scenario";

/** A stretch of an editor's text that mattered. */
export interface Mark {
  readonly start: Position;
  readonly end: Position;
  readonly tone: "allow" | "deny" | "near";
  readonly label: string;
  /** Comparisons that failed there. */
  readonly failed: readonly Comparison[];
}

export interface Comparison {
  readonly label: string;
  readonly expected: string;
  readonly actual: string;
}

type Statement = Extract<Decider, { type: "statement" }>;
const isStatement = (ref: Decider | undefined): ref is Statement => ref?.type === "statement";

export const same = (a: Statement, b: Statement): boolean => a.policy === b.policy && a.name === b.name && a.pointer === b.pointer;

/** Marks by draft id: statements that decided, or, where nothing allowed, those that came nearest. */
export function marksOf(answer: Answer, scenario: Scenario): Map<string, Mark[]> {
  const marks = new Map<string, Mark[]>();
  const add = (ref: Statement, tone: Mark["tone"], label: string, failed: readonly Comparison[] = []): void => {
    const draft = draftOf(scenario, ref.policy, ref.name);
    if (!draft || !ref.start || !ref.end) return;
    const mark = { start: ref.start, end: ref.end, tone, label, failed };
    marks.set(draft.id, [...(marks.get(draft.id) ?? []), mark]);
  };
  const denied = answer.decision === "explicitDeny";
  answer.decidedBy.filter(isStatement).forEach((ref) => add(ref, denied ? "deny" : "allow", denied ? "denies" : "allows"));
  if (answer.decidedBy.length > 0) return marks;
  if (answer.nearMisses.length > 0) answer.nearMisses.forEach(({ ref, failed }) => isStatement(ref) && add(ref, "near", "came nearest", failed));
  else nearStatements(answer).forEach((ref) => add(ref, "near", "came nearest", failedComparisons(answer, ref)));
  return marks;
}

/** Statements of which only conditions failed. */
function nearStatements(answer: Answer): Statement[] {
  return everyNode(answer.explanation)
    .filter((node) => node.kind === "statement" && node.holds === false && onlyConditionsFailed(node))
    .map((node) => node.ref)
    .filter(isStatement);
}

const onlyConditionsFailed = (statement: Explanation): boolean =>
  statement.because.some((part) => part.kind === "condition" && part.holds !== true) &&
  statement.because.every((part) => part.kind === "condition" || part.holds === true);

export function failedComparisons(answer: Answer, ref: Statement): Comparison[] {
  const statement = everyNode(answer.explanation).find((node) => node.kind === "statement" && isStatement(node.ref) && same(node.ref, ref));
  if (!statement) return [];
  return everyNode(statement)
    .filter((node) => node.because.length === 0 && node.holds !== true && node.expected !== undefined)
    .map((node) => ({ label: node.label, expected: node.expected ?? "", actual: node.actual ?? "absent" }));
}

export function everyNode(node: Explanation): Explanation[] {
  return [node, ...node.because.flatMap(everyNode)];
}

/** What a problem document says about each draft's text, by draft id. The pointer names the policy by kind and place. */
export function diagnosticsOf(problem: ProblemBody, scenario: Scenario): Map<string, Diagnostic[]> {
  const draft = problem.pointer === undefined ? undefined : draftAt(problem.pointer, scenario);
  if (!draft) return new Map();
  const found = problem.diagnostics.length > 0 ? problem.diagnostics : [whole(problem)];
  return new Map([[draft.id, found]]);
}

const whole = (problem: ProblemBody): Diagnostic => ({
  code: problem.code,
  severity: "error",
  message: problem.detail,
  help: "",
  start: problem.line !== undefined ? { line: problem.line, column: problem.column ?? 1 } : undefined,
  end: undefined,
  pointer: undefined,
});

/** `/policies/identity/1/document` is the second identity policy that is on. */
export function draftAt(pointer: string, scenario: Scenario): PolicyDraft | undefined {
  const [, policies, kind, ...rest] = pointer.split("/");
  if (policies !== "policies") return undefined;
  const drafts = scenario.policies.filter((policy) => policy.kind === kind && policy.on);
  const places = rest.map(Number).filter(Number.isInteger);
  return drafts[places[places.length - 1] ?? 0];
}
