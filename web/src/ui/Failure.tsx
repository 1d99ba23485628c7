import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { messageOf, Problem } from "../contract/problem";

/** What went wrong, and what to do about it. */
export function Failure({ failure, what, retry }: { failure: unknown; what: string; retry?: () => void }) {
  const denied = failure instanceof Problem && failure.status === 403;
  return (
    <Alert
      type={denied ? "warning" : "error"}
      header={denied ? `You may not ${what}` : `Could not ${what}`}
      action={retry && <Button onClick={retry}>Try again</Button>}
    >
      {messageOf(failure)}
      {denied && " Switch who you act as (at the top), or change that principal's policies."}
    </Alert>
  );
}
