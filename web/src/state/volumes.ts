import { api } from "../api";
import type { AuditEvent } from "../contract/events";
import type { Desktop } from "../contract/workspaces";
import { term } from "./query";

/** An encrypted volume of a WorkSpace, with what protects it. */
export interface EncryptedVolume {
  readonly id: string;
  /** `Root` or `User`. */
  readonly role: string;
  readonly state: string;
  readonly key: string;
  /** WorkSpaces' own for the user and directory, and EBS's for the volume too. */
  readonly grants: readonly string[];
  readonly lastDecrypt: AuditEvent | undefined;
}

/** The WorkSpace's encrypted volumes with their state at EBS and the last use of their keys. */
export async function encryptedVolumes(desktop: Desktop, signal: AbortSignal): Promise<EncryptedVolume[]> {
  if (desktop.volumes.length === 0) return [];
  const states = await volumeStates(desktop.volumes.map(({ volumeId }) => volumeId), signal);
  return Promise.all(
    desktop.volumes.map(async ({ volume, volumeId, grantIds }): Promise<EncryptedVolume> => {
      const decrypts = await api.events({ q: `${term("volume", volumeId)} and eventName = Decrypt`, limit: 1 }, signal);
      return {
        id: volumeId,
        role: volume.charAt(0).toUpperCase() + volume.slice(1),
        state: states.get(volumeId) ?? "",
        key: desktop.keyArn ?? "",
        grants: [...(desktop.grantId ? [desktop.grantId] : []), ...grantIds],
        lastDecrypt: decrypts.events[0],
      };
    }),
  );
}

/** Who may not describe volumes sees the rest. */
async function volumeStates(ids: string[], signal: AbortSignal): Promise<Map<string, string>> {
  try {
    const { Volumes } = await api.aws("ec2/DescribeVolumes", { VolumeIds: ids }, signal);
    return new Map(Volumes.map(({ VolumeId, State }) => [VolumeId, State]));
  } catch {
    return new Map();
  }
}

const TRANSIENT = new Set(["PENDING", "REBOOTING", "STARTING", "STOPPING", "REBUILDING", "RESTORING", "TERMINATING", "UPDATING"]);

export const isTransient = ({ state }: Desktop): boolean => TRANSIENT.has(state);
export const canReboot = ({ state }: Desktop): boolean => ["AVAILABLE", "UNHEALTHY", "REBOOTING"].includes(state);
export const canRemove = ({ state }: Desktop): boolean => !["SUSPENDED", "TERMINATING", "TERMINATED"].includes(state);

/** How far its job is, 0 to 1, while one is at work. */
export const progressOf = (desktop: Desktop): number | undefined => (isTransient(desktop) && desktop.job?.state === "running" ? desktop.job.progress : undefined);
