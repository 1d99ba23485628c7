import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { api } from "../../api";
import { messageOf } from "../../contract/problem";
import { useLoad } from "../../hooks/useLoad";
import { loadUsers } from "../../state/desktops";

/** Whose desktop it is; a person who is not in the directory yet is added here. */
export function UserField({ directory, value, onChange, error }: { directory: string; value: string; onChange: (user: string) => void; error: string | undefined }) {
  const users = useLoad(async (signal) => (directory === "" ? [] : loadUsers(directory, signal)), [directory]);
  const [adding, setAdding] = useState(false);
  const options = (users.data ?? []).map(({ SAMAccountName, SID, GivenName, Surname }) => ({
    value: SAMAccountName,
    label: SAMAccountName,
    description: [[GivenName, Surname].filter(Boolean).join(" "), SID].filter((part) => part !== "").join(" · "),
  }));
  const none = users.data?.length === 0 && !users.loading;
  if (directory === "") return null;
  return (
    <FormField label="User" errorText={users.failure !== undefined ? messageOf(users.failure) : error}>
      <SpaceBetween size="xs">
        {!none && (
          <Select
            selectedOption={options.find((option) => option.value === value) ?? null}
            options={options}
            filteringType="auto"
            filteringPlaceholder="Find a user"
            statusType={users.loading ? "loading" : "finished"}
            onChange={({ detail }) => onChange(detail.selectedOption.value ?? "")}
            placeholder="Choose a user"
            ariaLabel="User"
          />
        )}
        {none || adding ? (
          <NewUser
            directory={directory}
            onAdded={(name) => {
              setAdding(false);
              users.reload();
              onChange(name);
            }}
          />
        ) : (
          <Button variant="inline-link" onClick={() => setAdding(true)}>
            Somebody new
          </Button>
        )}
      </SpaceBetween>
    </FormField>
  );
}

function NewUser({ directory, onAdded }: { directory: string; onAdded: (name: string) => void }) {
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(undefined);
  const add = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await api.aws("ds-data/CreateUser", { DirectoryId: directory, SAMAccountName: name.trim() });
      onAdded(name.trim());
    } catch (refused) {
      setFailure(refused);
      setBusy(false);
    }
  };
  return (
    <div className="kt-nested">
      <SpaceBetween size="s">
        <FormField label="User name" description="Added to the directory, which gives it a SID.">
          <Input value={name} spellcheck={false} placeholder="alice" onChange={({ detail }) => setName(detail.value)} />
        </FormField>
        <Button loading={busy} disabled={name.trim() === ""} onClick={() => void add()}>
          Add user
        </Button>
        {failure !== undefined && <Alert type="error">{messageOf(failure)}</Alert>}
      </SpaceBetween>
    </div>
  );
}
