import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Modal from "@cloudscape-design/components/modal";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { api } from "../../api";
import { messageOf } from "../../contract/problem";
import { navigate } from "../../hooks/location";
import { keyHref } from "../../state/route";
import { aliasName, aliasProblem } from "../../state/alias";
import Alert from "@cloudscape-design/components/alert";

const SPECS = [
  { value: "SYMMETRIC_DEFAULT", label: "Symmetric", usage: "ENCRYPT_DECRYPT", description: "Encrypts and decrypts; what EBS and WorkSpaces need" },
  { value: "HMAC_256", label: "HMAC", usage: "GENERATE_VERIFY_MAC", description: "Makes and verifies MACs" },
  { value: "RSA_2048", label: "RSA 2048", usage: "SIGN_VERIFY", description: "Signs and verifies; WorkSpaces cannot use it" },
] as const;

/** A new key with the default policy, which delegates to the account, and its alias. */
export default function CreateKey({ onDismiss }: { onDismiss: () => void }) {
  const [alias, setAlias] = useState("");
  const [description, setDescription] = useState("");
  const [spec, setSpec] = useState<string>(SPECS[0].value);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(undefined);
  const [made, setMade] = useState<string | undefined>(undefined);
  const wrong = aliasProblem(alias);

  const create = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      const usage = SPECS.find(({ value }) => value === spec)?.usage;
      // A second try after a refused alias names the key that the first try made.
      const id = made ?? (await api.aws("kms/CreateKey", { Description: description, KeySpec: spec, ...(usage ? { KeyUsage: usage } : {}) })).KeyMetadata.KeyId;
      setMade(id);
      if (alias.trim() !== "") await api.aws("kms/CreateAlias", { AliasName: aliasName(alias), TargetKeyId: id });
      navigate(keyHref(id));
    } catch (refused) {
      setFailure(refused);
      setBusy(false);
    }
  };

  return (
    <Modal
      visible
      onDismiss={onDismiss}
      header="Create key"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} disabled={wrong !== undefined} onClick={() => void create()}>
              {made === undefined ? "Create key" : "Give it this alias"}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <FormField label="Alias" description="How people call it. Optional, can be given later." constraintText="Letters, digits, / _ -" errorText={wrong}>
          <Input value={alias} placeholder="desktops" spellcheck={false} onChange={({ detail }) => setAlias(detail.value)} />
        </FormField>
        <FormField label="Description">
          <Input value={description} disabled={made !== undefined} onChange={({ detail }) => setDescription(detail.value)} />
        </FormField>
        <FormField label="Type">
          <Select
            selectedOption={SPECS.find(({ value }) => value === spec) ?? SPECS[0]}
            options={SPECS}
            disabled={made !== undefined}
            onChange={({ detail }) => setSpec(detail.selectedOption.value ?? SPECS[0].value)}
          />
        </FormField>
        <Box fontSize="body-s" color="text-body-secondary">
          Its first policy lets the account&apos;s own IAM policies decide. You can change it on the key&apos;s page.
        </Box>
        {failure !== undefined && (
          <Alert type="error" header={made === undefined ? "The key was not made" : `The key ${made} was made; its alias was refused`}>
            {messageOf(failure)}
          </Alert>
        )}
      </SpaceBetween>
    </Modal>
  );
}
