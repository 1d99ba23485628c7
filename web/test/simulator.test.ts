import { describe, expect, test } from "vitest";
import { sharedScenario } from "../src/contract/scenario";
import { answer as decodeAnswer, type Answer, type Explanation } from "../src/contract/simulation";
import { evaluate, idle, lastAnswer } from "../src/state/evaluation";
import { emptyScenario, examples } from "../src/state/examples";
import { diagnosticsOf, draftAt, marksOf } from "../src/state/marks";
import { curlOf, draftOf, GrantText, nextId, scenarioJson, simulateBody, withChange, type PolicyDraft, type Scenario } from "../src/state/scenario";
import { decisivePath, treeOf } from "../src/state/tree";

const policy = (id: string, kind: PolicyDraft["kind"], text = "{}", on = true): PolicyDraft => ({ id, kind, name: "", text, on });
const scenario = (...policies: PolicyDraft[]): Scenario => ({ ...emptyScenario("123456789012", "us-west-2"), policies });

function answer(part: Partial<Answer>): Answer {
  return decodeAnswer({ decision: "implicitDeny", blockedBy: [], decidedBy: [], summary: "", missingContext: [], notes: [], explanation: node({}), ...part }, "");
}
function node(part: Partial<Explanation>): Explanation {
  return { kind: "decision", label: "", holds: false, because: [], ...part };
}

describe("the question", () => {
  test("a policy that is off is not asked about, but kept", () => {
    const written = scenario(policy("p1", "resource", "{}", false), policy("p2", "identity", "A"), policy("p3", "identity", "B", false));
    expect(simulateBody(written).policies).toMatchObject({ identity: [{ name: "", document: "A" }] });
    expect(simulateBody(written).policies).not.toHaveProperty("resource");
    expect(sharedScenario({ scenario: scenarioJson(written) }, "").scenario).toEqual(written);
  });

  test("several of a kind have numbers, by which an answer's policy is found again", () => {
    const written = scenario(policy("p1", "identity"), policy("p2", "identity", "{}", false), policy("p3", "identity"));
    expect(simulateBody(written).policies?.identity?.map(({ name }) => name)).toEqual(["1", "2"]);
    expect(draftOf(written, "identity", "2")?.id).toBe("p3");
    expect(draftOf(written, "resource", "")).toBeUndefined();
    expect(nextId(written.policies)).toBe("p4");
  });

  test("a key on several lines has several values; empty keys are left out", () => {
    const written = { ...scenario(), context: [{ key: "aws:TagKeys", value: "a" }, { key: "aws:TagKeys", value: "b" }, { key: " ", value: "x" }] };
    expect(simulateBody(written).request.context).toEqual({ "aws:TagKeys": ["a", "b"] });
  });

  test("grants are entries, lists, or what ListGrants answers; what is none is named", () => {
    const written = scenario(policy("p1", "grants", '{"GrantId": "1"}'), policy("p2", "grants", '{"Grants": [{"GrantId": "2"}, {"GrantId": "3"}]}'));
    expect(simulateBody(written).policies?.grants).toEqual([{ GrantId: "1" }, { GrantId: "2" }, { GrantId: "3" }]);
    expect(() => simulateBody(scenario(policy("p9", "grants", "{")))).toThrow(GrantText);
  });

  test("by what the server stores: no policies are sent", () => {
    expect(simulateBody({ ...scenario(policy("p1", "identity")), stored: true })).not.toHaveProperty("policies");
  });

  test("examples and the curl command say what they send", () => {
    for (const example of examples) expect(() => simulateBody(example.scenario)).not.toThrow();
    expect(curlOf(scenario(), "http://127.0.0.1:8080")).toContain("http://127.0.0.1:8080/api/v1/simulate <<'QUESTION'");
  });
});

describe("the answer", () => {
  test("stays while the next is awaited, and late ones to older questions are dropped", () => {
    const allowed = answer({ decision: "allowed" });
    const first = evaluate(idle, { type: "asked", question: 1 });
    const second = evaluate(evaluate(first, { type: "answered", question: 1, answer: allowed }), { type: "asked", question: 2 });
    expect(second).toMatchObject({ state: "waiting" });
    expect(lastAnswer(second)).toBe(allowed);
    expect(evaluate(second, { type: "answered", question: 1, answer: answer({}) })).toBe(second);
    const refused = evaluate(second, { type: "refused", question: 2, failure: "no" });
    expect(refused).toMatchObject({ state: "refused", failure: "no" });
    expect(evaluate(refused, { type: "incomplete" })).toMatchObject({ state: "idle" });
  });

  const place = { start: { line: 3, column: 3 }, end: { line: 5, column: 4 } };
  const ref = { type: "statement" as const, policy: "resource", name: "", pointer: "/Statement/0", statement: 1, sid: undefined, ...place };

  test("marks what decided, in the policy that holds it", () => {
    const allowed = answer({ decision: "allowed", decidedBy: [ref, { type: "grant", grantId: "g" }] });
    expect(marksOf(allowed, scenario(policy("p7", "resource")))).toEqual(new Map([["p7", [{ ...place, tone: "allow", label: "allows", failed: [] }]]]));
    expect(marksOf(answer({ decision: "explicitDeny", decidedBy: [ref] }), scenario(policy("p7", "resource"))).get("p7")?.[0]?.tone).toBe("deny");
  });

  test("where nothing allowed, marks the statement of which only a condition failed, with what was compared", () => {
    const condition = node({ kind: "condition", label: "Bool kms:GrantIsForAWSResource", expected: "true", actual: "absent" });
    const near = node({ kind: "statement", ref, because: [node({ kind: "action", holds: true }), node({ kind: "condition", because: [condition] })] });
    const far = node({ kind: "statement", ref: { ...ref, pointer: "/Statement/1" }, because: [node({ kind: "action" })] });
    const marks = marksOf(answer({ explanation: node({ because: [near, far] }) }), scenario(policy("p1", "resource")));
    expect(marks.get("p1")).toEqual([{ ...place, tone: "near", label: "came nearest", failed: [{ label: condition.label, expected: "true", actual: "absent" }] }]);
  });

  test("opens the tree where it was decided, or where it failed", () => {
    const tree = treeOf(node({ because: [node({ because: [node({})] }), node({ holds: true, because: [node({ holds: true, ref, because: [node({})] })] })] }));
    expect(decisivePath(tree, [ref])).toEqual(["0.1", "0.1.0"]);
    expect(decisivePath(tree, [])).toEqual(["0.0"]);
  });

  test("a near miss has its own comparisons, and a change of the request that can be taken over", () => {
    const miss = { ...ref, failed: [{ kind: "condition", label: "StringEquals x", expected: "a", actual: "b" }], change: { of: "request", text: "…", context: { x: "a" }, without: ["y"] }, verified: true };
    const denied = answer({ nearMisses: [miss] as unknown as Answer["nearMisses"] });
    expect(marksOf(denied, scenario(policy("p1", "resource"))).get("p1")?.[0]).toMatchObject({ tone: "near", failed: [{ label: "StringEquals x", expected: "a", actual: "b" }] });
    const before = { ...scenario(), context: [{ key: "X", value: "b" }, { key: "y", value: "1" }, { key: "z", value: "1" }] };
    const [{ change }] = denied.nearMisses as [Answer["nearMisses"][number]];
    expect(withChange(before, change).context).toEqual([{ key: "z", value: "1" }, { key: "x", value: "a" }]);
    expect(withChange(before, { ...change, encryptionContext: { "aws:ebs:id": "vol-1" } }).encryptionContext).toEqual([{ key: "aws:ebs:id", value: "vol-1" }]);
  });

  test("a refusal's pointer leads to the policy that does not read", () => {
    const written = scenario(policy("p1", "identity"), policy("p2", "identity", "{}", false), policy("p3", "identity"), policy("p4", "serviceControl"));
    expect(draftAt("/policies/identity/1/document", written)?.id).toBe("p3");
    expect(draftAt("/policies/serviceControl/0/0", written)?.id).toBe("p4");
    expect(draftAt("/request/action", written)).toBeUndefined();
    const problem = { title: "", detail: "no", code: "X", pointer: "/policies/identity/0", line: 2, column: 13, diagnostics: [] };
    expect(diagnosticsOf(problem, written).get("p1")).toMatchObject([{ message: "no", start: { line: 2, column: 13 } }]);
  });
});
