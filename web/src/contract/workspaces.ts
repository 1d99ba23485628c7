import { boolean, list, number, object, optional, string, withDefault, type Decoded } from "../decode";

/** A desktop with what AWS's DescribeWorkspaces leaves out: the user's SID, its volumes, their grants, its job. */
export const desktop = object({
  workspaceId: string,
  directoryId: withDefault(string, ""),
  userName: withDefault(string, ""),
  userSid: withDefault(string, ""),
  state: withDefault(string, ""),
  computerName: withDefault(string, ""),
  errorCode: optional(string),
  errorMessage: optional(string),
  /** `Root`, `User`: the console's Encrypted Volumes. */
  encryptedVolumes: list(string),
  keyArn: optional(string),
  grantId: optional(string),
  volumes: list(object({ volume: string, volumeId: string, grantIds: list(string) })),
  job: optional(object({ state: withDefault(string, ""), progress: withDefault(number, 0) })),
});
export type Desktop = Decoded<typeof desktop>;
export const desktops = object({ workspaces: list(desktop), next: optional(string) });

export const directory = object({
  DirectoryId: string,
  DirectoryName: withDefault(string, ""),
  Alias: withDefault(string, ""),
  DirectoryType: withDefault(string, ""),
  State: withDefault(string, ""),
});
export type Directory = Decoded<typeof directory>;
export const directories = object({ Directories: list(directory), NextToken: optional(string) });

export const bundles = object({
  Bundles: list(object({ BundleId: string, Name: withDefault(string, ""), Description: withDefault(string, ""), Owner: withDefault(string, "") })),
  NextToken: optional(string),
});

/** Per-item refusals, which come with a 200. */
export const failures = object({
  FailedRequests: list(object({ ErrorCode: withDefault(string, ""), ErrorMessage: withDefault(string, ""), WorkspaceId: optional(string) })),
});
export const launched = object({
  FailedRequests: list(object({ ErrorCode: withDefault(string, ""), ErrorMessage: withDefault(string, "") })),
  PendingRequests: list(object({ WorkspaceId: string })),
});

export const dsDirectories = object({
  DirectoryDescriptions: list(object({ DirectoryId: string, Name: withDefault(string, ""), Type: withDefault(string, ""), Stage: withDefault(string, "") })),
  NextToken: optional(string),
});
export const createdDirectory = object({ DirectoryId: string });
export const users = object({
  Users: list(object({ SAMAccountName: string, SID: withDefault(string, ""), Enabled: withDefault(boolean, true), GivenName: optional(string), Surname: optional(string) })),
  NextToken: optional(string),
});
export type DirectoryUser = Decoded<typeof users>["Users"][number];
export const createdUser = object({ SAMAccountName: withDefault(string, ""), SID: withDefault(string, "") });
