import Box from "@cloudscape-design/components/box";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { EvaluatedCheck } from "../../contract/events";
import type { Decider } from "../../contract/simulation";
import { askHref } from "../../state/ask";

/** Each question that the engine answered for this call: what was asked, what decided, and by which versions. */
export function Judged({ checks }: { checks: readonly EvaluatedCheck[] }) {
  if (checks.length === 0) return <Box>Nothing had to be decided for this call.</Box>;
  return (
    <SpaceBetween size="l">
      {checks.map((check, i) => (
        <Check key={i} check={check} />
      ))}
    </SpaceBetween>
  );
}

function Check({ check }: { check: EvaluatedCheck }) {
  const { principal, action, resource, context, encryptionContext, decision, blockedBy, decidedBy, versions } = check;
  const pairs = [...Object.entries(encryptionContext).map(([key, value]) => [`kms:EncryptionContext:${key}`, value] as const), ...Object.entries(context)];
  return (
    <KeyValuePairs
      columns={3}
      items={[
        { label: "Decision", value: <StatusIndicator type={decision === "allowed" ? "success" : "error"}>{decision}</StatusIndicator> },
        { label: "Action", value: action },
        { label: "Decided by", value: decidedBy.length > 0 ? decidedBy.map(name).join("; ") : blockedBy.length > 0 ? `blocked by ${blockedBy.join(", ")}` : "nothing that allows it" },
        { label: "Principal", value: <span className="kt-mono">{principal}</span> },
        { label: "Resource", value: <span className="kt-mono">{resource}</span> },
        { label: "As it is now", value: <Link href={askHref({ principal, action, resource, context, encryptionContext })}>Ask the simulator</Link> },
        ...(pairs.length === 0 ? [] : [{ label: "Context", value: pairs.map(([key, value]) => <Line key={key} name={key} value={Array.isArray(value) ? value.join(", ") : value} />) }]),
        ...(Object.keys(versions).length === 0 ? [] : [{ label: "By these versions", value: Object.entries(versions).map(([key, value]) => <Line key={key} name={key} value={value.join(", ")} />) }]),
      ]}
    />
  );
}

function Line({ name: key, value }: { name: string; value: string }) {
  return (
    <div className="kt-mono">
      <span className="kt-quiet">{key}</span> {value}
    </div>
  );
}

function name(of: Decider): string {
  switch (of.type) {
    case "statement":
      return `statement ${of.statement}${of.sid ? ` (${of.sid})` : ""} of the ${of.policy} policy ${of.name}`.trimEnd();
    case "grant":
      return `grant ${of.grantId}`;
    case "rule":
      return `the rule ${of.rule}`;
  }
}
