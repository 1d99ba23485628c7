import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { messageOf, type Diagnostic } from "../contract/problem";

const LOOKS: Record<Diagnostic["severity"], StatusIndicatorProps.Type> = { error: "error", warning: "warning", info: "info" };

/** The engine's findings in words, with their places. */
export function Findings({ diagnostics, failure, checking }: { diagnostics: readonly Diagnostic[]; failure: unknown; checking: boolean }) {
  if (failure !== undefined) return <StatusIndicator type="warning">Could not check: {messageOf(failure)}</StatusIndicator>;
  if (checking) return <StatusIndicator type="in-progress">Checking</StatusIndicator>;
  if (diagnostics.length === 0) return <StatusIndicator type="success">The engine finds nothing to complain about</StatusIndicator>;
  return (
    <SpaceBetween size="xxs">
      {diagnostics.map(({ code, severity, message, help, start }, i) => (
        <div key={i}>
          <StatusIndicator type={LOOKS[severity]} wrapText>
            {start && `Line ${start.line}, column ${start.column}: `}
            {message}
            {help !== "" && `; ${help}`}
          </StatusIndicator>
          <Box display="inline" fontSize="body-s" color="text-body-secondary" margin={{ left: "xs" }}>
            {code}
          </Box>
        </div>
      ))}
    </SpaceBetween>
  );
}
