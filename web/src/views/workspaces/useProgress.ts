import { useCallback } from "react";
import { api } from "../../api";
import type { Workspace } from "../../contract/workspaces";
import { useInterval, useLoad } from "../../hooks/useLoad";

const POLL_MILLIS = 1000;

/** How far the job of a WorkSpace is, where the server says. */
export function useProgress(active: boolean): (workspace: Workspace) => number | undefined {
  const jobs = useLoad(async (signal) => (active ? (await api.jobs(signal)).jobs : []), [active]);
  useInterval(jobs.reload, POLL_MILLIS, active);
  return useCallback(
    (workspace) => jobs.data?.find(({ counts, state }) => state === "running" && Object.values(counts).includes(workspace.WorkspaceId))?.progress,
    [jobs.data],
  );
}
