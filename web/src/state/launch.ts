import type { WorkspaceRequest } from "../contract/aws";

export const MANAGED_KEY = "alias/aws/workspaces";

export interface LaunchForm {
  readonly directory: string;
  readonly user: string;
  readonly bundle: string;
  readonly root: boolean;
  readonly userVolume: boolean;
  readonly key: string;
}

/** The first field that is missing. */
export function launchProblem(form: LaunchForm): { field: "directory" | "user" | "bundle"; text: string } | undefined {
  if (form.directory === "") return { field: "directory", text: "Choose a directory, or make one" };
  if (form.user === "") return { field: "user", text: "Choose whose desktop this is" };
  return form.bundle === "" ? { field: "bundle", text: "Choose a bundle" } : undefined;
}

/** A key is named only where something is encrypted: AWS refuses one that stands alone. */
export function requestOf(form: LaunchForm): WorkspaceRequest {
  return {
    DirectoryId: form.directory,
    UserName: form.user,
    BundleId: form.bundle,
    ...(form.root || form.userVolume ? { VolumeEncryptionKey: form.key, RootVolumeEncryptionEnabled: form.root, UserVolumeEncryptionEnabled: form.userVolume } : {}),
  };
}
