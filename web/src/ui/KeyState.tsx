import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";

const LOOKS: Record<string, StatusIndicatorProps.Type> = { Enabled: "success", Disabled: "stopped", PendingDeletion: "error", PendingImport: "pending", Creating: "in-progress", Unavailable: "warning" };
const WORDS: Record<string, string> = { PendingDeletion: "Pending deletion", PendingImport: "Pending import" };

export function KeyState({ state }: { state: string }) {
  return <StatusIndicator type={LOOKS[state] ?? "info"}>{WORDS[state] ?? state}</StatusIndicator>;
}
