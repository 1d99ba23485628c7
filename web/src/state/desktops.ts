import { api } from "../api";
import type { Desktop, Directory, DirectoryUser } from "../contract/workspaces";

const MOST_PAGES = 40;

/** Follows NextToken to the end. */
async function all<P extends { NextToken: string | undefined }, T>(page: (token: string | undefined) => Promise<P>, of: (page: P) => T[]): Promise<T[]> {
  const found: T[] = [];
  let token: string | undefined;
  for (let i = 0; i < MOST_PAGES; i++) {
    const answer = await page(token);
    found.push(...of(answer));
    token = answer.NextToken;
    if (!token) break;
  }
  return found;
}

const next = (token: string | undefined): { NextToken?: string } => (token ? { NextToken: token } : {});

export const loadDesktops = (signal: AbortSignal): Promise<Desktop[]> =>
  all(
    async (token) => {
      const page = await api.desktops(token, signal);
      return { ...page, NextToken: page.next };
    },
    ({ workspaces }) => workspaces,
  );

export const loadDirectories = (signal: AbortSignal): Promise<Directory[]> =>
  all((token) => api.aws("workspaces/DescribeWorkspaceDirectories", next(token), signal), ({ Directories }) => Directories);

export const loadBundles = (signal: AbortSignal) => all((token) => api.aws("workspaces/DescribeWorkspaceBundles", { Owner: "AMAZON", ...next(token) }, signal), ({ Bundles }) => Bundles);

export const loadUsers = (DirectoryId: string, signal: AbortSignal): Promise<DirectoryUser[]> =>
  all((token) => api.aws("ds-data/ListUsers", { DirectoryId, ...next(token) }, signal), ({ Users }) => Users);

/** Directories that WorkSpaces does not know yet. */
export async function loadUnregistered(signal: AbortSignal): Promise<{ DirectoryId: string; Name: string; Stage: string }[]> {
  const [registered, known] = await Promise.all([
    loadDirectories(signal),
    all((token) => api.aws("ds/DescribeDirectories", next(token), signal), ({ DirectoryDescriptions }) => DirectoryDescriptions),
  ]);
  return known.filter(({ DirectoryId }) => !registered.some((directory) => directory.DirectoryId === DirectoryId && directory.State !== "DEREGISTERED"));
}
