import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type ReactNode } from "react";
import { messageOf } from "../contract/problem";

/** Asks once more before something that cannot be taken back; stays, with the reason, where it is refused. */
export function Confirm({ title, action, does, onDone, onDismiss, children }: { title: string; action: string; does: () => Promise<unknown>; onDone: () => void; onDismiss: () => void; children: ReactNode }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(undefined);
  const go = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await does();
      onDone();
    } catch (refused) {
      setFailure(refused);
      setBusy(false);
    }
  };
  return (
    <Modal
      visible
      onDismiss={onDismiss}
      header={title}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} onClick={() => void go()}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <div>{children}</div>
        {failure !== undefined && <Alert type="error">{messageOf(failure)}</Alert>}
      </SpaceBetween>
    </Modal>
  );
}
