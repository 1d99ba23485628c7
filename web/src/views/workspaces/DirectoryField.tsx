import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useState } from "react";
import { api } from "../../api";
import { messageOf } from "../../contract/problem";
import type { Directory } from "../../contract/workspaces";
import { useInterval, useLoad, type Loaded } from "../../hooks/useLoad";
import { loadUnregistered } from "../../state/desktops";

const POLL_MILLIS = 2000;

/** Which directory the user is in; where there is none, it is made and registered here. */
export function DirectoryField({ directories, value, onChange, error }: { directories: Loaded<Directory[]>; value: string; onChange: (directory: string) => void; error: string | undefined }) {
  const [adding, setAdding] = useState(false);
  const options = (directories.data ?? []).map(({ DirectoryId, DirectoryName, Alias }) => ({ value: DirectoryId, label: DirectoryName || Alias || DirectoryId, description: DirectoryId }));
  const none = directories.data?.length === 0;
  return (
    <FormField label="Directory" errorText={directories.failure !== undefined ? messageOf(directories.failure) : error}>
      <SpaceBetween size="xs">
        {!none && (
          <Select
            selectedOption={options.find((option) => option.value === value) ?? null}
            options={options}
            statusType={directories.loading && !directories.data ? "loading" : "finished"}
            onChange={({ detail }) => onChange(detail.selectedOption.value ?? "")}
            placeholder="Choose a directory"
            ariaLabel="Directory"
          />
        )}
        {none || adding ? (
          <NewDirectory
            onRegistered={(id) => {
              setAdding(false);
              directories.reload();
              onChange(id);
            }}
          />
        ) : (
          <Button variant="inline-link" onClick={() => setAdding(true)}>
            Another directory
          </Button>
        )}
      </SpaceBetween>
    </FormField>
  );
}

/** Directories that WorkSpaces does not use yet, and a new one. */
function NewDirectory({ onRegistered }: { onRegistered: (id: string) => void }) {
  const known = useLoad(loadUnregistered, []);
  const [name, setName] = useState("corp.example.com");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(undefined);
  const making = known.data?.some(({ Stage }) => Stage !== "Active" && Stage !== "Failed") ?? false;
  useInterval(known.reload, POLL_MILLIS, making);
  const doing = async (does: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await does();
    } catch (refused) {
      setFailure(refused);
    }
    setBusy(false);
  };
  const register = (id: string): Promise<void> =>
    doing(async () => {
      await api.aws("workspaces/RegisterWorkspaceDirectory", { DirectoryId: id, EnableWorkDocs: false });
      onRegistered(id);
    });
  const create = (): Promise<void> =>
    doing(async () => {
      await api.aws("ds/CreateDirectory", { Name: name.trim(), Password: password, Size: "Small" });
      known.reload();
    });
  return (
    <div className="kt-nested">
      <SpaceBetween size="s">
        {known.data?.map(({ DirectoryId, Name, Stage }) => (
          <SpaceBetween key={DirectoryId} direction="horizontal" size="xs" alignItems="center">
            <span>
              {Name} <span className="kt-mono">{DirectoryId}</span>
            </span>
            {Stage === "Active" ? (
              <Button loading={busy} onClick={() => void register(DirectoryId)} ariaLabel={`Register ${Name}`}>
                Register
              </Button>
            ) : (
              <StatusIndicator type={Stage === "Failed" ? "error" : "in-progress"}>{Stage}</StatusIndicator>
            )}
          </SpaceBetween>
        ))}
        {known.data?.length === 0 && (
          <>
            <Box fontSize="body-s" color="text-body-secondary">
              No directory is left to register. A new one:
            </Box>
            <FormField label="Domain name">
              <Input value={name} spellcheck={false} onChange={({ detail }) => setName(detail.value)} />
            </FormField>
            <FormField label="Administrator's password" constraintText="8 to 64 characters of three kinds">
              <Input type="password" value={password} autoComplete="new-password" onChange={({ detail }) => setPassword(detail.value)} />
            </FormField>
            <Button loading={busy} disabled={name.trim() === "" || password === ""} onClick={() => void create()}>
              Create directory
            </Button>
          </>
        )}
        {(failure !== undefined || known.failure !== undefined) && <Alert type="error">{messageOf(failure ?? known.failure)}</Alert>}
      </SpaceBetween>
    </div>
  );
}
