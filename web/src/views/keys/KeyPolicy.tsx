import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { lazy, Suspense, useState } from "react";
import { api } from "../../api";
import { messageOf } from "../../contract/problem";
import type { KeyMetadata } from "../../contract/kms";
import { useDo } from "../../hooks/notifications";
import { usePolicyCheck } from "../../hooks/usePolicyCheck";
import { useLoad } from "../../hooks/useLoad";
import { PolicyEditor } from "../../ui/code/PolicyEditor";
import { Findings } from "../../ui/Findings";
import { Failure } from "../../ui/Failure";
import { Loading } from "../../ui/Loading";

const PolicyDiff = lazy(() => import("../../ui/code/PolicyDiff"));

/** The key policy: written under the engine's eyes, saved only after its difference was seen. */
export function KeyPolicy({ metadata, readOnly }: { metadata: KeyMetadata; readOnly: boolean }) {
  const stored = useLoad(async (signal) => (await api.aws("kms/GetKeyPolicy", { KeyId: metadata.KeyId }, signal)).Policy, [metadata.KeyId]);
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const [reviewing, setReviewing] = useState(false);
  if (stored.failure !== undefined) return <Failure what="read the key policy" failure={stored.failure} retry={stored.reload} />;
  if (stored.data === undefined) return <Loading what="key policy" />;
  const text = draft ?? stored.data;
  const changed = text !== stored.data;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={readOnly ? "The service wrote it; it cannot be changed." : undefined}
          actions={
            !readOnly && (
              <SpaceBetween direction="horizontal" size="xs">
                <Button disabled={!changed} onClick={() => setDraft(undefined)}>
                  Discard changes
                </Button>
                <Button variant="primary" disabled={!changed} onClick={() => setReviewing(true)}>
                  Review changes
                </Button>
              </SpaceBetween>
            )
          }
        >
          Key policy
        </Header>
      }
    >
      <CheckedEditor text={text} onChange={setDraft} readOnly={readOnly} />
      {reviewing && (
        <Review
          metadata={metadata}
          before={stored.data}
          after={text}
          onDismiss={() => setReviewing(false)}
          onSaved={() => {
            setReviewing(false);
            setDraft(undefined);
            stored.reload();
          }}
        />
      )}
    </Container>
  );
}

function CheckedEditor({ text, onChange, readOnly }: { text: string; onChange: (text: string) => void; readOnly: boolean }) {
  const check = usePolicyCheck("key", text);
  return (
    <SpaceBetween size="s">
      <PolicyEditor label="Key policy" value={text} onChange={onChange} readOnly={readOnly} diagnostics={check.diagnostics} />
      <Findings diagnostics={check.diagnostics} failure={check.failure} checking={check.checking} />
    </SpaceBetween>
  );
}

function Review({ metadata, before, after, onDismiss, onSaved }: { metadata: KeyMetadata; before: string; after: string; onDismiss: () => void; onSaved: () => void }) {
  const doing = useDo();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(undefined);
  const save = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await api.aws("kms/PutKeyPolicy", { KeyId: metadata.KeyId, PolicyName: "default", Policy: after });
      await doing("Key policy saved; it decides from the next request on", () => Promise.resolve());
      onSaved();
    } catch (refused) {
      setFailure(refused);
      setBusy(false);
    }
  };
  return (
    <Modal
      visible
      size="large"
      onDismiss={onDismiss}
      header="What changes"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              Go on writing
            </Button>
            <Button variant="primary" loading={busy} onClick={() => void save()}>
              Save policy
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Suspense fallback={<Loading what="differences" />}>
          <PolicyDiff label="What changes" before={before} after={after} />
        </Suspense>
        {failure !== undefined && (
          <Alert type="error" header="The policy was not saved">
            {messageOf(failure)}
          </Alert>
        )}
      </SpaceBetween>
    </Modal>
  );
}
