import { api } from "../api";
import type { Grant } from "../contract/kms";

const MOST_PAGES = 50;

/** Every grant of a key, newest first. */
export async function grantsOf(key: string, signal: AbortSignal): Promise<Grant[]> {
  const found: Grant[] = [];
  let marker: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { Grants, NextMarker } = await api.aws("kms/ListGrants", { KeyId: key, Limit: 100, ...(marker ? { Marker: marker } : {}) }, signal);
    found.push(...Grants);
    marker = NextMarker;
    if (!marker) break;
  }
  return found.sort((a, b) => (b.CreationDate?.getTime() ?? 0) - (a.CreationDate?.getTime() ?? 0));
}

export interface Constraint {
  readonly key: string;
  readonly value: string;
  /** Whether the context must be exactly these pairs. */
  readonly exact: boolean;
}

export function constraintsOf({ Constraints }: Grant): Constraint[] {
  const pairs = (of: Record<string, string> | undefined, exact: boolean): Constraint[] => Object.entries(of ?? {}).map(([key, value]) => ({ key, value, exact }));
  return [...pairs(Constraints?.EncryptionContextSubset, false), ...pairs(Constraints?.EncryptionContextEquals, true)];
}
