import Container from "@cloudscape-design/components/container";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs from "@cloudscape-design/components/tabs";
import { api } from "../api";
import { navigate } from "../hooks/location";
import { useLoad } from "../hooks/useLoad";
import { askHref } from "../state/ask";
import { aliasesByKey } from "../state/keys";
import { term } from "../state/query";
import { auditHref, keyHref } from "../state/route";
import { localTime } from "../state/timeRange";
import { Failure } from "../ui/Failure";
import { KeyState } from "../ui/KeyState";
import { Loading } from "../ui/Loading";
import { Grants } from "./keys/Grants";
import { KeyActions } from "./keys/KeyActions";
import { KeyPolicy } from "./keys/KeyPolicy";

const TABS = ["policy", "grants"] as const;

/** One key: its policy, its grants, its use. */
export default function Key({ id, search }: { id: string; search: string }) {
  const tab = TABS.find((name) => name === new URLSearchParams(search).get("tab")) ?? "policy";
  const key = useLoad(async (signal) => (await api.aws("kms/DescribeKey", { KeyId: id }, signal)).KeyMetadata, [id]);
  const aliases = useLoad(async (signal) => (await aliasesByKey(signal)).get(id) ?? [], [id]);
  if (key.failure !== undefined && !key.data) return <Failure what="read this key" failure={key.failure} retry={key.reload} />;
  if (!key.data) return <Loading what="key" />;
  const metadata = key.data;
  const ours = metadata.KeyManager !== "AWS";
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={metadata.Description || undefined} actions={ours && <KeyActions metadata={metadata} onChanged={key.reload} />}>
          {aliases.data?.join(", ") || metadata.KeyId}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Container>
          <KeyValuePairs
            columns={4}
            items={[
              { label: "State", value: <KeyState state={metadata.KeyState} /> },
              { label: "Managed by", value: ours ? "the account" : "the service; read-only for people" },
              { label: "Spec and usage", value: `${metadata.KeySpec}, ${metadata.KeyUsage}` },
              { label: "Created", value: metadata.CreationDate ? localTime(metadata.CreationDate) : "–" },
              { label: "ARN", value: <span className="kt-mono">{metadata.Arn}</span> },
              ...(metadata.DeletionDate ? [{ label: "Deleted on", value: localTime(metadata.DeletionDate) }] : []),
              {
                label: "Look further",
                value: (
                  <SpaceBetween size="xxs">
                    <Link href={auditHref(term("key", metadata.Arn))}>Its events</Link>
                    <Link href={`/workspaces?${new URLSearchParams({ find: metadata.KeyId }).toString()}`}>WorkSpaces under it</Link>
                    <Link href={askHref({ resource: metadata.Arn })}>Who may use it? Ask</Link>
                  </SpaceBetween>
                ),
              },
            ]}
          />
        </Container>
        <Tabs
          activeTabId={tab}
          onChange={({ detail }) => navigate(detail.activeTabId === "policy" ? keyHref(id) : `${keyHref(id)}?tab=${detail.activeTabId}`, { replace: true })}
          tabs={[
            { id: "policy", label: "Key policy", content: <KeyPolicy metadata={metadata} readOnly={!ours} /> },
            { id: "grants", label: "Grants", content: <Grants metadata={metadata} /> },
          ]}
        />
      </SpaceBetween>
    </ContentLayout>
  );
}
