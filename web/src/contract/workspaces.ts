import { boolean, list, object, optional, string, withDefault, type Decoded } from "../decode";

export const workspace = object({
  WorkspaceId: string,
  DirectoryId: withDefault(string, ""),
  UserName: withDefault(string, ""),
  State: withDefault(string, ""),
  BundleId: withDefault(string, ""),
  ComputerName: withDefault(string, ""),
  ErrorCode: optional(string),
  ErrorMessage: optional(string),
  VolumeEncryptionKey: optional(string),
  UserVolumeEncryptionEnabled: withDefault(boolean, false),
  RootVolumeEncryptionEnabled: withDefault(boolean, false),
});
export type Workspace = Decoded<typeof workspace>;
export const workspaces = object({ Workspaces: list(workspace), NextToken: optional(string) });

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
  PendingRequests: list(workspace),
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
export const describedUser = object({ SAMAccountName: withDefault(string, ""), SID: withDefault(string, "") });
