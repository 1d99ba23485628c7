import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useState } from "react";
import { api } from "../../api";
import type { Grant, KeyMetadata } from "../../contract/kms";
import { useNotices } from "../../hooks/notifications";
import { useLoad } from "../../hooks/useLoad";
import { constraintsOf, grantsOf } from "../../state/grants";
import { sidAndDirectory } from "../../state/events";
import { term } from "../../state/query";
import { auditHref } from "../../state/route";
import { localTime } from "../../state/timeRange";
import { ChipLink } from "../../ui/ChipLink";
import { Confirm } from "../../ui/Confirm";
import { Failure } from "../../ui/Failure";

/** Who may use the key by grant, for what, and under which encryption context. */
export function Grants({ metadata }: { metadata: KeyMetadata }) {
  const { notify } = useNotices();
  const [revoking, setRevoking] = useState<Grant | undefined>(undefined);
  const grants = useLoad((signal) => grantsOf(metadata.KeyId, signal), [metadata.KeyId]);
  if (grants.failure !== undefined) return <Failure what="list the grants" failure={grants.failure} retry={grants.reload} />;
  return (
    <>
      <Table<Grant>
        items={grants.data ?? []}
        trackBy="GrantId"
        loading={grants.loading && !grants.data}
        loadingText="Loading grants"
        columnDefinitions={columns(setRevoking)}
        variant="container"
        wrapLines
        ariaLabels={{ tableLabel: "Grants" }}
        header={
          <Header variant="h2" counter={grants.data && `(${grants.data.length})`} actions={<Button iconName="refresh" ariaLabel="Look again" onClick={grants.reload} />}>
            Grants
          </Header>
        }
        empty={
          <Box textAlign="center" color="text-body-secondary">
            No grants. WorkSpaces and EBS make theirs when an encrypted WorkSpace is launched under this key.
          </Box>
        }
      />
      {revoking && (
        <Confirm
          title="Revoke grant"
          action="Revoke grant"
          onDismiss={() => setRevoking(undefined)}
          onDone={() => {
            setRevoking(undefined);
            notify("success", "Grant revoked");
            grants.reload();
          }}
          does={() => api.aws("kms/RevokeGrant", { KeyId: metadata.KeyId, GrantId: revoking.GrantId })}
        >
          <SpaceBetween size="s">
            <span>
              <code className="kt-mono">{revoking.GranteePrincipal}</code> can no longer use the key by this grant. A volume that depends on it cannot be attached again.
            </span>
            <code className="kt-mono">{revoking.GrantId}</code>
          </SpaceBetween>
        </Confirm>
      )}
    </>
  );
}

const columns = (onRevoke: (grant: Grant) => void): TableProps.ColumnDefinition<Grant>[] => [
  { id: "grantee", header: "Grantee", isRowHeader: true, minWidth: 260, cell: (grant) => <Parties grant={grant} /> },
  { id: "operations", header: "Operations", minWidth: 160, cell: ({ Operations }) => Operations.join(", ") },
  {
    id: "constraints",
    header: "Only for",
    minWidth: 300,
    cell: (grant) => {
      const constraints = constraintsOf(grant);
      if (constraints.length === 0) return "any encryption context";
      return (
        <div className="kt-chips">
          {constraints.map(({ key, value, exact }) => {
            const pair = sidAndDirectory(value);
            return pair ? (
              <span key={key} className="kt-chips">
                <ChipLink kind="SID" field="sid" value={pair.sid} />
                <ChipLink kind="Directory" field="directory" value={pair.directory} />
              </span>
            ) : (
              <ChipLink key={key} kind={key === "aws:ebs:id" ? "Volume" : `${key}${exact ? ", exactly" : ""}`} field={key === "aws:ebs:id" ? "volume" : `kms:EncryptionContext:${key}`} value={value} />
            );
          })}
        </div>
      );
    },
  },
  { id: "created", header: "Created", minWidth: 110, cell: ({ CreationDate }) => (CreationDate ? localTime(CreationDate) : "–") },
  {
    id: "revoke",
    header: "Action",
    minWidth: 80,
    cell: (grant) => (
      <Button variant="inline-link" ariaLabel={`Revoke grant ${grant.GrantId}`} onClick={() => onRevoke(grant)}>
        Revoke
      </Button>
    ),
  },
];

/** Who may use it, who may end it, and its own id. */
function Parties({ grant: { GranteePrincipal, RetiringPrincipal, GrantId, Name } }: { grant: Grant }) {
  return (
    <>
      <div className="kt-mono">{GranteePrincipal}</div>
      {RetiringPrincipal !== "" && (
        <Box fontSize="body-s" color="text-body-secondary">
          may be retired by {RetiringPrincipal}
        </Box>
      )}
      <Box fontSize="body-s" color="text-body-secondary">
        {Name !== "" && `${Name}, `}
        grant{" "}
        <a className="kt-plain-link" href={auditHref(term("grant", GrantId))} title={GrantId}>
          {GrantId.slice(0, 16)}…
        </a>
      </Box>
    </>
  );
}
