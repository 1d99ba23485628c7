import Box from "@cloudscape-design/components/box";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Link from "@cloudscape-design/components/link";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import { messageOf } from "../../contract/problem";
import type { Desktop } from "../../contract/workspaces";
import { text } from "../../state/events";
import { term } from "../../state/query";
import { auditHref, keyHref } from "../../state/route";
import { ago } from "../../state/timeRange";
import { canReboot, canRemove, isTransient, progressOf, type EncryptedVolume } from "../../state/volumes";
import { ChipLink } from "../../ui/ChipLink";
import { Progress } from "./Progress";

/** What is known of a WorkSpace's volumes: asked for when its row is opened. */
export type Volumes = { state: "loading" } | { state: "known"; volumes: readonly EncryptedVolume[] } | { state: "failed"; failure: unknown };

type Row = { type: "workspace"; id: string; of: Desktop } | { type: "volume"; id: string; of: EncryptedVolume } | { type: "note"; id: string; text: string };

export type Command = "reboot" | "remove" | "events";

/** WorkSpaces, each with its encrypted volumes below it. */
export function WorkspacesTable({
  workspaces,
  volumes,
  keyName,
  expanded,
  onExpand,
  onCommand,
  loading,
  header,
  filter,
  empty,
}: {
  workspaces: readonly Desktop[];
  volumes: ReadonlyMap<string, Volumes>;
  keyName: (key: string) => string;
  expanded: readonly string[];
  onExpand: (id: string, open: boolean) => void;
  onCommand: (command: Command, workspace: Desktop) => void;
  loading: boolean;
  header: ReactNode;
  filter: ReactNode;
  empty: ReactNode;
}) {
  const rows = workspaces.map((of): Row => ({ type: "workspace", id: of.workspaceId, of }));
  return (
    <Table<Row>
      items={rows}
      trackBy="id"
      loading={loading}
      loadingText="Loading WorkSpaces"
      columnDefinitions={columns(keyName, onCommand)}
      expandableRows={{
        getItemChildren: (row) => (row.type === "workspace" ? childrenOf(row.of, volumes.get(row.id)) : []),
        isItemExpandable: (row) => row.type === "workspace",
        expandedItems: rows.filter(({ id }) => expanded.includes(id)),
        onExpandableItemToggle: ({ detail }) => onExpand(detail.item.id, detail.expanded),
      }}
      variant="container"
      wrapLines
      ariaLabels={{
        tableLabel: "WorkSpaces",
        expandButtonLabel: (row) => `Show encrypted volumes of ${row.id}`,
        collapseButtonLabel: (row) => `Hide encrypted volumes of ${row.id}`,
      }}
      header={header}
      filter={filter}
      empty={empty}
    />
  );
}

function childrenOf(workspace: Desktop, known: Volumes | undefined): Row[] {
  const note = (words: string): Row[] => [{ type: "note", id: `${workspace.workspaceId}-note`, text: words }];
  if (workspace.encryptedVolumes.length === 0) return note("No encrypted volumes. Encryption is chosen at launch and cannot be added.");
  switch (known?.state) {
    case undefined:
    case "loading":
      return note("Loading its encrypted volumes…");
    case "failed":
      return note(`Could not find its encrypted volumes: ${messageOf(known.failure)}`);
    case "known":
      if (known.volumes.length === 0) return note(isTransient(workspace) ? "Its volumes are not made yet." : "It has no volumes.");
      return known.volumes.map((of): Row => ({ type: "volume", id: of.id, of }));
  }
}

const LOOKS: Record<string, StatusIndicatorProps.Type> = { AVAILABLE: "success", ERROR: "error", UNHEALTHY: "warning", IMPAIRED: "warning", STOPPED: "stopped", SUSPENDED: "stopped", TERMINATED: "stopped" };
const spoken = (state: string): string => state.charAt(0) + state.slice(1).toLowerCase().replaceAll("_", " ");

function WorkspaceState({ of }: { of: Desktop }) {
  const progress = progressOf(of);
  if (progress !== undefined) return <Progress label={spoken(of.state)} value={progress} />;
  return (
    <>
      <StatusIndicator type={isTransient(of) ? "in-progress" : (LOOKS[of.state] ?? "info")}>{spoken(of.state)}</StatusIndicator>
      {of.errorMessage !== undefined && (
        <Box fontSize="body-s" color="text-status-error">
          {of.errorCode}: {of.errorMessage}
        </Box>
      )}
    </>
  );
}

function LastDecrypt({ of }: { of: EncryptedVolume }) {
  if (!of.lastDecrypt) return <>never</>;
  const { event } = of.lastDecrypt;
  const when = text(event, "eventTime");
  return (
    <Link href={auditHref(`${term("volume", of.id)} and eventName = Decrypt`, { event: text(event, "eventID") })}>
      {ago(when, Date.now()).replaceAll(" ", "\u00a0")}
      {text(event, "errorCode") === "" ? "" : ", refused"}
    </Link>
  );
}

function columns(keyName: (key: string) => string, onCommand: (command: Command, workspace: Desktop) => void): TableProps.ColumnDefinition<Row>[] {
  const cell =
    (workspace: (of: Desktop) => ReactNode, volume: (of: EncryptedVolume) => ReactNode) =>
    (row: Row): ReactNode => {
      switch (row.type) {
        case "workspace":
          return workspace(row.of);
        case "volume":
          return volume(row.of);
        case "note":
          return null;
      }
    };
  const key = (arn: string): ReactNode => <Link href={keyHref(arn)}>{keyName(arn)}</Link>;
  return [
    {
      id: "name",
      header: "WorkSpace, volume",
      isRowHeader: true,
      minWidth: 190,
      cell: (row) =>
        row.type === "note" ? (
          <span className="kt-quiet">{row.text}</span>
        ) : row.type === "workspace" ? (
          <span className="kt-mono">{row.id}</span>
        ) : (
          <>
            <div>{row.of.role} volume</div>
            <ChipLink kind="" field="volume" value={row.id} />
          </>
        ),
    },
    {
      id: "user",
      header: "User, directory",
      minWidth: 130,
      cell: cell(
        (of) => (
          <>
            <div>
              {of.userSid === "" ? of.userName : <Link href={auditHref(term("sid", of.userSid))}>{of.userName}</Link>}
            </div>
            <Link fontSize="body-s" href={auditHref(term("directory", of.directoryId))}>
              {of.directoryId}
            </Link>
          </>
        ),
        () => null,
      ),
    },
    { id: "state", header: "State", minWidth: 120, maxWidth: 200, cell: cell((of) => <WorkspaceState of={of} />, (of) => spoken(of.state)) },
    { id: "encryption", header: "Volume Encryption", minWidth: 110, cell: cell((of) => (of.encryptedVolumes.length > 0 ? `Enabled (${of.encryptedVolumes.join(", ")})` : "Disabled"), () => "Encrypted") },
    { id: "key", header: "Key", minWidth: 130, cell: cell((of) => (of.keyArn ? key(of.keyArn) : "–"), (of) => key(of.key)) },
    { id: "grants", header: "Grants", minWidth: 75, cell: cell(() => null, (of) => <Link href={`${keyHref(of.key)}?tab=grants`}>{`${of.grants.length}\u00a0${of.grants.length === 1 ? "grant" : "grants"}`}</Link>) },
    { id: "decrypt", header: "Last Decrypt", minWidth: 110, cell: cell(() => null, (of) => <LastDecrypt of={of} />) },
    {
      id: "actions",
      header: "Actions",
      minWidth: 70,
      cell: cell(
        (of) => (
          <ButtonDropdown
            ariaLabel={`Actions for ${of.workspaceId}`}
            variant="inline-icon"
            expandToViewport
            items={[
              { id: "reboot", text: "Reboot", disabled: !canReboot(of) },
              { id: "remove", text: "Remove", disabled: !canRemove(of) },
              { id: "events", text: "Events" },
            ]}
            onItemClick={({ detail }) => {
              if (detail.id === "reboot" || detail.id === "remove" || detail.id === "events") onCommand(detail.id, of);
            }}
          />
        ),
        () => null,
      ),
    },
  ];
}
