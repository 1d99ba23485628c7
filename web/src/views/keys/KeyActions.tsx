import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { api } from "../../api";
import type { KeyMetadata } from "../../contract/kms";
import { useNotices } from "../../hooks/notifications";
import { Confirm } from "../../ui/Confirm";

type Asking = "disable" | "delete" | undefined;

/** What may be done to a key in its state. */
export function KeyActions({ metadata, onChanged }: { metadata: KeyMetadata; onChanged: () => void }) {
  const { notify } = useNotices();
  const [asking, setAsking] = useState<Asking>(undefined);
  const [days, setDays] = useState("30");
  const KeyId = metadata.KeyId;
  const pending = metadata.KeyState === "PendingDeletion";
  const done = (text: string): void => {
    setAsking(undefined);
    notify("success", text);
    onChanged();
  };
  const at = (operation: "kms/EnableKey" | "kms/CancelKeyDeletion", text: string): void => {
    api.aws(operation, { KeyId }).then(
      () => done(text),
      (failure: unknown) => notify("error", failure instanceof Error ? failure.message : String(failure)),
    );
  };
  return (
    <>
      <ButtonDropdown
        items={[
          { id: "enable", text: "Enable", disabled: metadata.KeyState !== "Disabled" },
          { id: "disable", text: "Disable", disabled: metadata.KeyState !== "Enabled" },
          { id: "delete", text: "Schedule deletion", disabled: pending },
          { id: "cancel", text: "Cancel deletion", disabled: !pending },
        ]}
        onItemClick={({ detail }) => {
          if (detail.id === "enable") at("kms/EnableKey", "Key enabled");
          else if (detail.id === "cancel") at("kms/CancelKeyDeletion", "Deletion cancelled; the key is disabled");
          else setAsking(detail.id === "disable" ? "disable" : "delete");
        }}
      >
        Actions
      </ButtonDropdown>
      {asking === "disable" && (
        <Confirm title="Disable key" action="Disable key" onDismiss={() => setAsking(undefined)} onDone={() => done("Key disabled")} does={() => api.aws("kms/DisableKey", { KeyId })}>
          Nothing can be encrypted or decrypted under it until it is enabled again. Volumes that are attached go on; a WorkSpace that is rebooted meanwhile becomes unusable.
        </Confirm>
      )}
      {asking === "delete" && (
        <Confirm
          title="Schedule deletion"
          action="Schedule deletion"
          onDismiss={() => setAsking(undefined)}
          onDone={() => done("Deletion scheduled")}
          does={() => api.aws("kms/ScheduleKeyDeletion", { KeyId, PendingWindowInDays: Number(days) })}
        >
          <SpaceBetween size="m">
            <span>Once it is deleted, nothing that was encrypted under it can ever be read again. Until then the deletion can be cancelled.</span>
            <FormField label="Days to wait" constraintText="7 to 30">
              <Input type="number" inputMode="numeric" value={days} onChange={({ detail }) => setDays(detail.value)} />
            </FormField>
          </SpaceBetween>
        </Confirm>
      )}
    </>
  );
}
