import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { messageOf } from "../contract/problem";
import { useSessionActions } from "../hooks/session";
import { Loading } from "../ui/Loading";

const COMMAND = "./keytrail sign-in";

/** Takes the token out of the address, so that it stays in no history and no copied link. */
function takeToken(): string | undefined {
  const token = new URLSearchParams(window.location.hash.slice(1)).get("token");
  if (window.location.hash !== "") window.history.replaceState(null, "", window.location.pathname + window.location.search);
  return token ?? undefined;
}

/** What those see who are not signed in. With a link's token in the address, exchanges it first. */
export function SignIn() {
  const { signIn } = useSessionActions();
  const [failure, setFailure] = useState<unknown>(undefined);
  const [exchanging, setExchanging] = useState(() => window.location.hash.includes("token="));
  const taken = useRef(false);

  useEffect(() => {
    if (taken.current) return;
    taken.current = true;
    const token = takeToken();
    if (token === undefined) return;
    signIn(token).catch((refused: unknown) => {
      setFailure(refused);
      setExchanging(false);
    });
  }, [signIn]);

  if (exchanging) return <Outside><Loading what="your session" /></Outside>;
  return (
    <Outside>
      <Container header={<Header variant="h1">Sign in</Header>}>
        <SpaceBetween size="m">
          {failure !== undefined && (
            <Alert type="error" header="This link does not sign you in">
              {messageOf(failure)}
            </Alert>
          )}
          <Box variant="p">You are not signed in. On the machine that runs Keytrail, in its folder, run</Box>
          <div className="kt-command">
            <code className="kt-mono">{COMMAND}</code>
            <CopyToClipboard variant="icon" textToCopy={COMMAND} copyButtonAriaLabel="Copy the command" copySuccessText="Copied" copyErrorText="Could not copy" />
          </div>
          <Box variant="p">and open the link that it prints in this browser. The link works once, for ten minutes.</Box>
        </SpaceBetween>
      </Container>
    </Outside>
  );
}

/** The frame of pages outside of a session. */
export function Outside({ children }: { children: ReactNode }) {
  return (
    <main className="kt-outside">
      <div className="kt-brand">
        <img src="/favicon.svg" alt="" width="40" height="40" />
        <span>Keytrail</span>
      </div>
      {children}
      <p className="kt-quiet">Not affiliated with AWS.</p>
    </main>
  );
}
