import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import type { Diagnostic } from "../../contract/problem";
import { useSession } from "../../hooks/session";
import type { Mark } from "../../state/marks";
import { isSingle, KIND_NAME, nextId, POLICY_KINDS, template, titleOf, type PolicyDraft, type PolicyKind, type Scenario } from "../../state/scenario";
import { PolicyEditor } from "../../ui/code/PolicyEditor";

const NONE: readonly never[] = [];

/** The policies to decide by, each with its editor; or those that the server stores. */
export function Policies({
  scenario,
  onChange,
  marks,
  diagnostics,
}: {
  scenario: Scenario;
  onChange: (part: Partial<Scenario>) => void;
  marks: ReadonlyMap<string, readonly Mark[]>;
  diagnostics: ReadonlyMap<string, readonly Diagnostic[]>;
}) {
  const { account } = useSession();
  const set = (policies: readonly PolicyDraft[]): void => onChange({ policies });
  const change = (id: string, part: Partial<PolicyDraft>): void => set(scenario.policies.map((policy) => (policy.id === id ? { ...policy, ...part } : policy)));
  const add = (kind: PolicyKind): void => set([...scenario.policies, { id: nextId(scenario.policies), kind, name: "", text: template(kind, account), on: true }]);
  const taken = (kind: PolicyKind): boolean => isSingle(kind) && scenario.policies.some((policy) => policy.kind === kind);
  const ordered = POLICY_KINDS.flatMap((kind) => scenario.policies.filter((policy) => policy.kind === kind));
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            !scenario.stored && (
              <ButtonDropdown items={POLICY_KINDS.map((kind) => ({ id: kind, text: KIND_NAME[kind], disabled: taken(kind) }))} onItemClick={({ detail }) => kindOf(detail.id, add)}>
                Add policy
              </ButtonDropdown>
            )
          }
        >
          Policies
        </Header>
      }
    >
      <SpaceBetween size="m">
        <SegmentedControl
          label="Decide by"
          selectedId={scenario.stored ? "stored" : "written"}
          onChange={({ detail }) => onChange({ stored: detail.selectedId === "stored" })}
          options={[
            { id: "written", text: "Policies written here" },
            { id: "stored", text: "What the server stores" },
          ]}
        />
        {scenario.stored ? (
          <Box variant="p">The server decides by the policies and grants that it stores for this principal and resource. Such a question is on record.</Box>
        ) : ordered.length === 0 ? (
          <Box variant="p" color="text-body-secondary">
            No policies: nothing allows anything. Add one, or start from a worked example.
          </Box>
        ) : (
          ordered.map((policy) => (
            <Policy
              key={policy.id}
              policy={policy}
              title={titleOf(policy, ordered)}
              marks={policy.on ? (marks.get(policy.id) ?? NONE) : NONE}
              diagnostics={policy.on ? (diagnostics.get(policy.id) ?? NONE) : NONE}
              onChange={(part) => change(policy.id, part)}
              onRemove={() => set(scenario.policies.filter(({ id }) => id !== policy.id))}
            />
          ))
        )}
      </SpaceBetween>
    </Container>
  );
}

function kindOf(id: string, add: (kind: PolicyKind) => void): void {
  const kind = POLICY_KINDS.find((known) => known === id);
  if (kind) add(kind);
}

function Policy({
  policy,
  title,
  marks,
  diagnostics,
  onChange,
  onRemove,
}: {
  policy: PolicyDraft;
  title: string;
  marks: readonly Mark[];
  diagnostics: readonly Diagnostic[];
  onChange: (part: Partial<PolicyDraft>) => void;
  onRemove: () => void;
}) {
  return (
    <div id={`policy-${policy.id}`} className={policy.on ? undefined : "kt-off"}>
      <ExpandableSection
        defaultExpanded
        headerText={title}
        headingTagOverride="h3"
        headerActions={
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            <Toggle checked={policy.on} ariaLabel={`${title} counts`} onChange={({ detail }) => onChange({ on: detail.checked })}>
              {policy.on ? "on" : "off"}
            </Toggle>
            <Button variant="icon" iconName="remove" ariaLabel={`Remove ${title}`} onClick={onRemove} />
          </SpaceBetween>
        }
        variant="inline"
      >
        <PolicyEditor label={title} value={policy.text} onChange={(text) => onChange({ text })} marks={marks} diagnostics={diagnostics} readOnly={!policy.on} />
        {diagnostics.map((found, i) => (
          <Box key={i} color="text-status-error" fontSize="body-s">
            {found.start ? `Line ${found.start.line}, column ${found.start.column}: ` : ""}
            {found.message}
            {found.help === "" ? "" : `; ${found.help}`}
          </Box>
        ))}
      </ExpandableSection>
    </div>
  );
}
