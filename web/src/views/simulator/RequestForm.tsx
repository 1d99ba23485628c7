import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Autosuggest from "@cloudscape-design/components/autosuggest";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { api } from "../../api";
import { useSession } from "../../hooks/session";
import { useLoad } from "../../hooks/useLoad";
import { KMS_ACTIONS } from "../../state/actions";
import { workspacesContext, type Scenario } from "../../state/scenario";
import { loadKeys } from "../../state/keys";
import { Pairs } from "../../ui/Pairs";

/** Who wants to do what to what, under which circumstances. */
export function RequestForm({ scenario, onChange }: { scenario: Scenario; onChange: (part: Partial<Scenario>) => void }) {
  const session = useSession();
  const principals = useLoad((signal) => api.principals(signal), [session.principal]);
  const keys = useLoad(loadKeys, [session.principal]);
  const known = [...(principals.data?.principals.map(({ arn }) => arn) ?? []), "ec2.amazonaws.com", "workspaces.amazonaws.com", "anonymous"];
  return (
    <Container header={<Header variant="h2">Request</Header>}>
      <SpaceBetween size="m">
        <FormField label="Principal" description="ARN of a user, role, session or account root; a service; or anonymous.">
          <Autosuggest value={scenario.principal} options={known.map((value) => ({ value }))} onChange={({ detail }) => onChange({ principal: detail.value })} enteredTextLabel={(text) => `Use ${text}`} />
        </FormField>
        <FormField label="Action">
          <Autosuggest value={scenario.action} options={KMS_ACTIONS.map((value) => ({ value }))} onChange={({ detail }) => onChange({ action: detail.value })} enteredTextLabel={(text) => `Use ${text}`} />
        </FormField>
        <FormField label="Resource" description="ARN, or * for actions without a resource.">
          <Autosuggest
            value={scenario.resource}
            options={[...(keys.data ?? []).map((key) => ({ value: key.arn, label: key.arn, description: key.aliases.join(", ") })), { value: "*" }]}
            onChange={({ detail }) => onChange({ resource: detail.value })}
            enteredTextLabel={(text) => `Use ${text}`}
          />
        </FormField>
        <ExpandableSection
          key={`encryption-${scenario.encryptionContext.length > 0}`}
          headerText="Encryption context"
          defaultExpanded={scenario.encryptionContext.length > 0}
          headerCounter={count(scenario.encryptionContext.length)}
        >
          <Pairs
            name="Encryption context"
            pairs={scenario.encryptionContext}
            onChange={(encryptionContext) => onChange({ encryptionContext })}
            placeholder={{ key: "aws:ebs:id", value: "vol-1234abcd" }}
          />
          <Button iconName="add-plus" variant="link" onClick={() => onChange({ encryptionContext: workspacesContext })}>
            Fill in what EBS sends for a WorkSpace
          </Button>
        </ExpandableSection>
        <ExpandableSection
          key={`context-${scenario.context.length > 0}`}
          headerText="Condition keys"
          defaultExpanded={scenario.context.length > 0}
          headerCounter={count(scenario.context.length)}
        >
          <Pairs name="Condition keys" pairs={scenario.context} onChange={(context) => onChange({ context })} placeholder={{ key: "kms:ViaService", value: "ec2.us-west-2.amazonaws.com" }} />
        </ExpandableSection>
      </SpaceBetween>
    </Container>
  );
}

const count = (size: number): string => (size === 0 ? "" : `(${size})`);
