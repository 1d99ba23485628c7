import { api } from "../api";
import type { Volume } from "../contract/ec2";
import type { AuditEvent } from "../contract/events";
import type { Grant } from "../contract/kms";
import type { Workspace } from "../contract/workspaces";
import { constraintsOf, grantsOf } from "./grants";
import { term } from "./query";

/** An encrypted volume of a WorkSpace, with what protects it. */
export interface EncryptedVolume {
  readonly id: string;
  readonly role: string;
  readonly state: string;
  readonly key: string;
  readonly grants: readonly Grant[];
  readonly lastDecrypt: AuditEvent | undefined;
}

export const WORKSPACES_PAIR = "aws:workspaces:sid-directoryid";
export const EBS_PAIR = "aws:ebs:id";

const valueOf = (grant: Grant, key: string): string | undefined => constraintsOf(grant).find((constraint) => constraint.key === key)?.value;

/** Grants that were made for this user in this directory. */
export const grantsFor = (grants: readonly Grant[], sid: string, directory: string): Grant[] => grants.filter((grant) => valueOf(grant, WORKSPACES_PAIR) === `[${sid}]@[${directory}]`);

/** The volumes that these grants are for. */
export const volumesIn = (grants: readonly Grant[]): string[] => [...new Set(grants.flatMap((grant) => valueOf(grant, EBS_PAIR) ?? []))];

/** Which of the WorkSpace's two volumes this is, by where it is attached. */
export function roleOf(volume: Volume | undefined): string {
  const device = volume?.Attachments[0]?.Device ?? "";
  if (/(sda1|xvda)$/.test(device)) return "Root";
  return device === "" ? "Volume" : "User";
}

/**
 * The WorkSpace's encrypted volumes. AWS's DescribeWorkspaces names none: they are found as an auditor would, by the grants
 * that carry the user's SID and the directory.
 */
export async function encryptedVolumes(workspace: Workspace, signal: AbortSignal): Promise<EncryptedVolume[]> {
  const key = workspace.VolumeEncryptionKey;
  if (!key) return [];
  const { SID } = await api.aws("ds-data/DescribeUser", { DirectoryId: workspace.DirectoryId, SAMAccountName: workspace.UserName }, signal);
  const grants = grantsFor(await grantsOf(key, signal), SID, workspace.DirectoryId);
  const ids = volumesIn(grants);
  if (ids.length === 0) return [];
  const { Volumes } = await api.aws("ec2/DescribeVolumes", { VolumeIds: ids }, signal);
  const found = await Promise.all(
    ids.map(async (id): Promise<EncryptedVolume> => {
      const volume = Volumes.find(({ VolumeId }) => VolumeId === id);
      const decrypts = await api.events({ q: `${term("volume", id)} and eventName = Decrypt`, limit: 1 }, signal);
      return {
        id,
        role: roleOf(volume),
        state: volume?.State ?? "",
        key,
        grants: grants.filter((grant) => [undefined, id].includes(valueOf(grant, EBS_PAIR))),
        lastDecrypt: decrypts.events[0],
      };
    }),
  );
  return found.sort((a, b) => a.role.localeCompare(b.role));
}

/** `Root, User`: the volumes that are encrypted, from the two flags, as the AWS console has it. */
export function encryptedParts({ RootVolumeEncryptionEnabled, UserVolumeEncryptionEnabled }: Workspace): string[] {
  return [...(RootVolumeEncryptionEnabled ? ["Root"] : []), ...(UserVolumeEncryptionEnabled ? ["User"] : [])];
}

const TRANSIENT = new Set(["PENDING", "REBOOTING", "STARTING", "STOPPING", "REBUILDING", "RESTORING", "TERMINATING", "UPDATING"]);

export const isTransient = ({ State }: Workspace): boolean => TRANSIENT.has(State);
export const canReboot = ({ State }: Workspace): boolean => ["AVAILABLE", "UNHEALTHY", "REBOOTING"].includes(State);
export const canRemove = ({ State }: Workspace): boolean => !["SUSPENDED", "TERMINATING", "TERMINATED"].includes(State);
