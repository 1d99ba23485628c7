import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import TextFilter, { type TextFilterProps } from "@cloudscape-design/components/text-filter";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { api } from "../api";
import type { Desktop } from "../contract/workspaces";
import { navigate } from "../hooks/location";
import { useNotices } from "../hooks/notifications";
import { useSearchFocus } from "../hooks/searchFocus";
import { useInterval, useLoad } from "../hooks/useLoad";
import { aliasesByKey } from "../state/keys";
import { loadDesktops } from "../state/desktops";
import { term } from "../state/query";
import { auditHref } from "../state/route";
import { encryptedVolumes, isTransient } from "../state/volumes";
import { refusalOf } from "../state/refusal";
import { Confirm } from "../ui/Confirm";
import { Failure } from "../ui/Failure";
import { WorkspacesTable, type Command, type Volumes } from "./workspaces/WorkspacesTable";

const Launch = lazy(() => import("./workspaces/Launch"));

const POLL_MILLIS = 2000;

/** Desktops and what their volumes are encrypted under. */
export default function WorkSpaces({ search }: { search: string }) {
  const find = new URLSearchParams(search).get("find") ?? "";
  const { notify } = useNotices();
  const filter = useRef<TextFilterProps.Ref>(null);
  useSearchFocus(useCallback(() => filter.current?.focus(), []));
  const [launching, setLaunching] = useState(false);
  const [asking, setAsking] = useState<{ command: Command; of: Desktop } | undefined>(undefined);
  const [expanded, setExpanded] = useState<readonly string[]>([]);
  const workspaces = useLoad(loadDesktops, []);
  const aliases = useLoad(aliasesByKey, []);
  const moving = workspaces.data?.some(isTransient) ?? false;
  useInterval(workspaces.reload, POLL_MILLIS, moving);
  const volumes = useVolumes(workspaces.data ?? [], expanded);

  const keyName = (key: string): string => {
    const id = key.slice(key.lastIndexOf("/") + 1);
    return aliases.data?.get(id)?.[0] ?? id;
  };
  const wanted = find.trim().toLowerCase();
  const shown = (workspaces.data ?? []).filter((of) =>
    [of.workspaceId, of.userName, of.userSid, of.directoryId, of.computerName, of.keyArn ?? "", of.keyArn ? keyName(of.keyArn) : ""].some((text) => text.toLowerCase().includes(wanted)),
  );
  const done = (text: string): void => {
    setAsking(undefined);
    setLaunching(false);
    notify("success", text);
    workspaces.reload();
  };
  const launch = (
    <Button variant="primary" onClick={() => setLaunching(true)}>
      Launch WorkSpace
    </Button>
  );
  return (
    <ContentLayout header={<Header variant="h1" description="Desktops of directory users, with the keys, grants and last use of their encrypted volumes.">WorkSpaces</Header>}>
      <SpaceBetween size="m">
        {workspaces.failure !== undefined && <Failure what="list WorkSpaces" failure={workspaces.failure} retry={workspaces.reload} />}
        <WorkspacesTable
          workspaces={shown}
          volumes={volumes}
          keyName={keyName}
          expanded={expanded}
          loading={workspaces.loading && !workspaces.data}
          onExpand={(id, open) => setExpanded((before) => (open ? [...before, id] : before.filter((other) => other !== id)))}
          onCommand={(command, of) => (command === "events" ? navigate(auditHref(term("workspace", of.workspaceId))) : setAsking({ command, of }))}
          header={
            <Header
              variant="h2"
              counter={workspaces.data && `(${shown.length})`}
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  <Button iconName="refresh" ariaLabel="Look again" onClick={workspaces.reload} />
                  {launch}
                </SpaceBetween>
              }
            >
              WorkSpaces
            </Header>
          }
          filter={
            <TextFilter
              ref={filter}
              filteringText={find}
              filteringPlaceholder="Find by id, user, directory or key"
              filteringAriaLabel="Find by id, user, directory or key"
              countText={find === "" ? "" : `${shown.length} found`}
              onChange={({ detail }) => navigate(detail.filteringText === "" ? "/workspaces" : `/workspaces?${new URLSearchParams({ find: detail.filteringText }).toString()}`, { replace: true })}
            />
          }
          empty={
            <Box textAlign="center" padding="m" color="text-body-secondary">
              {find === "" ? "No WorkSpaces yet. Launch one: where there is no directory, the form helps to make it." : `No WorkSpace matches “${find}”.`}
            </Box>
          }
        />
      </SpaceBetween>
      <Suspense>{launching && <Launch onDismiss={() => setLaunching(false)} onLaunched={(id) => done(`Launching ${id}`)} />}</Suspense>
      {asking?.command === "reboot" && (
        <Confirm title="Reboot WorkSpace" action="Reboot" onDismiss={() => setAsking(undefined)} onDone={() => done(`Rebooting ${asking.of.workspaceId}`)} does={() => reboot(asking.of)}>
          Its volumes are detached and attached again, so EBS asks for their keys anew. Under a disabled key it becomes unusable.
        </Confirm>
      )}
      {asking?.command === "remove" && (
        <Confirm title="Remove WorkSpace" action="Remove" onDismiss={() => setAsking(undefined)} onDone={() => done(`Removing ${asking.of.workspaceId}`)} does={() => remove(asking.of)}>
          {`The desktop of ${asking.of.userName} (${asking.of.workspaceId}) and its volumes are deleted, with everything on them. The grants on its key are retired.`}
        </Confirm>
      )}
    </ContentLayout>
  );
}

const reboot = async ({ workspaceId }: Desktop): Promise<void> => refusalOf(await api.aws("workspaces/RebootWorkspaces", { RebootWorkspaceRequests: [{ WorkspaceId: workspaceId }] }));
const remove = async ({ workspaceId }: Desktop): Promise<void> => refusalOf(await api.aws("workspaces/TerminateWorkspaces", { TerminateWorkspaceRequests: [{ WorkspaceId: workspaceId }] }));

/** Volumes of the WorkSpaces whose rows are open; looked at again when a WorkSpace's state changes. */
function useVolumes(workspaces: readonly Desktop[], expanded: readonly string[]): ReadonlyMap<string, Volumes> {
  const [known, setKnown] = useState<ReadonlyMap<string, Volumes>>(new Map());
  const open = workspaces.filter(({ workspaceId }) => expanded.includes(workspaceId));
  const wanted = open.map(({ workspaceId, state, volumes }) => `${workspaceId} ${state} ${volumes.length}`).join();
  useEffect(() => {
    const abort = new AbortController();
    const put = (id: string, found: Volumes): void => {
      if (!abort.signal.aborted) setKnown((before) => new Map(before).set(id, found));
    };
    for (const workspace of open) {
      encryptedVolumes(workspace, abort.signal).then(
        (volumes) => put(workspace.workspaceId, { state: "known", volumes }),
        (failure: unknown) => put(workspace.workspaceId, { state: "failed", failure }),
      );
    }
    return () => abort.abort();
  }, [wanted]);
  return known;
}
