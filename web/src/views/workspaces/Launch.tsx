import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { api } from "../../api";
import { messageOf } from "../../contract/problem";
import { useLoad } from "../../hooks/useLoad";
import { loadBundles, loadDirectories } from "../../state/desktops";
import { loadKeys } from "../../state/keys";
import { launchProblem, MANAGED_KEY, requestOf, type LaunchForm } from "../../state/launch";
import { refusalOf } from "../../state/refusal";
import { DirectoryField } from "./DirectoryField";
import { UserField } from "./UserField";

const empty: LaunchForm = { directory: "", user: "", bundle: "", root: true, userVolume: true, key: MANAGED_KEY };

/** A desktop for one person: who, from which bundle, which volumes are encrypted, under which key. */
export default function Launch({ onDismiss, onLaunched }: { onDismiss: () => void; onLaunched: (id: string) => void }) {
  const [form, setForm] = useState(empty);
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<unknown>(undefined);
  const directories = useLoad(loadDirectories, []);
  const bundles = useLoad(loadBundles, []);
  const keys = useLoad(loadKeys, []);
  const set = (part: Partial<LaunchForm>): void => setForm((before) => ({ ...before, ...part }));
  const chosen: LaunchForm = { ...form, directory: form.directory || (directories.data?.[0]?.DirectoryId ?? ""), bundle: form.bundle || (bundles.data?.[0]?.BundleId ?? "") };
  const wrong = launchProblem(chosen);
  const encrypts = form.root || form.userVolume;

  const launch = async (): Promise<void> => {
    setTried(true);
    if (wrong) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const answer = await api.aws("workspaces/CreateWorkspaces", { Workspaces: [requestOf(chosen)] });
      refusalOf(answer);
      onLaunched(answer.PendingRequests[0]?.WorkspaceId ?? "a WorkSpace");
    } catch (refused) {
      setFailure(refused);
      setBusy(false);
    }
  };

  const keyOptions: SelectProps.Option[] = [
    { value: MANAGED_KEY, label: "aws/workspaces", description: "The key that WorkSpaces manages for this account; made at its first use" },
    ...(keys.data ?? []).filter(({ aliases }) => !aliases.some((alias) => alias.startsWith("alias/aws/"))).map(({ arn, id, aliases }) => ({ value: arn, label: aliases[0] ?? id, description: id })),
  ];
  const bundleOptions: SelectProps.Option[] = (bundles.data ?? []).map(({ BundleId, Name, Description }) => ({ value: BundleId, label: Name || BundleId, description: Description || BundleId }));
  return (
    <Modal
      visible
      size="medium"
      onDismiss={onDismiss}
      header="Launch WorkSpace"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} onClick={() => void launch()}>
              Launch
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <DirectoryField directories={directories} value={chosen.directory} onChange={(directory) => set({ directory, user: "" })} error={tried && wrong?.field === "directory" ? wrong.text : undefined} />
        <UserField directory={chosen.directory} value={chosen.user} onChange={(user) => set({ user })} error={tried && wrong?.field === "user" ? wrong.text : undefined} />
        <FormField label="Bundle" errorText={bundles.failure !== undefined ? messageOf(bundles.failure) : tried && wrong?.field === "bundle" ? wrong.text : undefined}>
          <Select
            selectedOption={bundleOptions.find(({ value }) => value === chosen.bundle) ?? null}
            options={bundleOptions}
            statusType={bundles.loading ? "loading" : "finished"}
            onChange={({ detail }) => set({ bundle: detail.selectedOption.value ?? "" })}
            placeholder="Choose a bundle"
          />
        </FormField>
        <FormField label="Volumes to encrypt" description="Chosen now, or never: an existing WorkSpace cannot be encrypted.">
          <SpaceBetween size="xs">
            <Checkbox checked={form.root} onChange={({ detail }) => set({ root: detail.checked })}>
              Root volume
            </Checkbox>
            <Checkbox checked={form.userVolume} onChange={({ detail }) => set({ userVolume: detail.checked })}>
              User volume
            </Checkbox>
          </SpaceBetween>
        </FormField>
        <FormField label="Encryption key" description="A symmetric key." errorText={keys.failure !== undefined ? `Customer keys cannot be listed: ${messageOf(keys.failure)}` : undefined}>
          <Select
            selectedOption={keyOptions.find(({ value }) => value === form.key) ?? null}
            options={keyOptions}
            disabled={!encrypts}
            filteringType="auto"
            filteringPlaceholder="Find a key"
            statusType={keys.loading ? "loading" : "finished"}
            onChange={({ detail }) => set({ key: detail.selectedOption.value ?? MANAGED_KEY })}
          />
        </FormField>
        {failure !== undefined && (
          <Alert type="error" header="The WorkSpace was not launched">
            {messageOf(failure)}
          </Alert>
        )}
      </SpaceBetween>
    </Modal>
  );
}
