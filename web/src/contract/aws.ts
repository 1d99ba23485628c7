import { nothing, type Decoder } from "../decode";
import { volumes } from "./ec2";
import { aliases, createdKey, describedKey, grants, keyPolicy, keys } from "./kms";
import { bundles, createdDirectory, createdUser, directories, dsDirectories, failures, launched, users } from "./workspaces";

interface AwsOperation<I, O> {
  readonly input: (input: I) => I;
  readonly output: Decoder<O>;
}

const takes =
  <I>() =>
  <O>(output: Decoder<O>): AwsOperation<I, O> => ({ input: (input) => input, output });

interface Paged {
  NextToken?: string;
}
type KeyId = { KeyId: string };

/** Every AWS operation that the dashboard calls, with what it takes and what it answers. */
export const awsOperations = {
  "kms/ListKeys": takes<{ Limit?: number; Marker?: string }>()(keys),
  "kms/DescribeKey": takes<KeyId>()(describedKey),
  "kms/ListAliases": takes<{ KeyId?: string; Limit?: number; Marker?: string }>()(aliases),
  "kms/GetKeyPolicy": takes<KeyId & { PolicyName?: string }>()(keyPolicy),
  "kms/PutKeyPolicy": takes<KeyId & { Policy: string; PolicyName?: string; BypassPolicyLockoutSafetyCheck?: boolean }>()(nothing),
  "kms/ListGrants": takes<KeyId & { Limit?: number; Marker?: string }>()(grants),
  "kms/RevokeGrant": takes<KeyId & { GrantId: string }>()(nothing),
  "kms/CreateKey": takes<{ Description?: string; KeySpec?: string; KeyUsage?: string; Policy?: string }>()(createdKey),
  "kms/CreateAlias": takes<{ AliasName: string; TargetKeyId: string }>()(nothing),
  "kms/EnableKey": takes<KeyId>()(nothing),
  "kms/DisableKey": takes<KeyId>()(nothing),
  "kms/ScheduleKeyDeletion": takes<KeyId & { PendingWindowInDays: number }>()(nothing),
  "kms/CancelKeyDeletion": takes<KeyId>()(nothing),
  "workspaces/DescribeWorkspaceDirectories": takes<Paged>()(directories),
  "workspaces/DescribeWorkspaceBundles": takes<Paged & { Owner?: string }>()(bundles),
  "workspaces/RegisterWorkspaceDirectory": takes<{ DirectoryId: string; EnableWorkDocs?: boolean; EnableSelfService?: boolean }>()(nothing),
  "workspaces/CreateWorkspaces": takes<{ Workspaces: WorkspaceRequest[] }>()(launched),
  "workspaces/RebootWorkspaces": takes<{ RebootWorkspaceRequests: { WorkspaceId: string }[] }>()(failures),
  "workspaces/TerminateWorkspaces": takes<{ TerminateWorkspaceRequests: { WorkspaceId: string }[] }>()(failures),
  "ec2/DescribeVolumes": takes<Paged & { VolumeIds?: string[]; Filters?: { Name: string; Values: string[] }[] }>()(volumes),
  "ds/DescribeDirectories": takes<Paged & { DirectoryIds?: string[] }>()(dsDirectories),
  "ds/CreateDirectory": takes<{ Name: string; ShortName?: string; Password: string; Description?: string; Size: string }>()(createdDirectory),
  "ds-data/ListUsers": takes<Paged & { DirectoryId: string; MaxResults?: number }>()(users),
  "ds-data/CreateUser": takes<{ DirectoryId: string; SAMAccountName: string; GivenName?: string; Surname?: string; EmailAddress?: string }>()(createdUser),
} as const;

export interface WorkspaceRequest {
  DirectoryId: string;
  UserName: string;
  BundleId: string;
  VolumeEncryptionKey?: string;
  RootVolumeEncryptionEnabled?: boolean;
  UserVolumeEncryptionEnabled?: boolean;
}

export type AwsName = keyof typeof awsOperations;
export type AwsInput<N extends AwsName> = Parameters<(typeof awsOperations)[N]["input"]>[0];
export type AwsOutput<N extends AwsName> = ReturnType<(typeof awsOperations)[N]["output"]>;
