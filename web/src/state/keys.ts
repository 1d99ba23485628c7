import { api } from "../api";
import type { KeyMetadata } from "../contract/kms";

export interface KnownKey {
  readonly id: string;
  readonly arn: string;
  readonly aliases: readonly string[];
}

const MOST_PAGES = 20;

/** Every key of the account and Region with its aliases, by name. */
export async function loadKeys(signal: AbortSignal): Promise<KnownKey[]> {
  const [arns, aliases] = await Promise.all([allKeys(signal), aliasesByKey(signal)]);
  return arns
    .map(({ KeyId, KeyArn }) => ({ id: KeyId, arn: KeyArn, aliases: aliases.get(KeyId) ?? [] }))
    .sort((a, b) => Number(a.aliases.length === 0) - Number(b.aliases.length === 0) || byName(a).localeCompare(byName(b)));
}

async function allKeys(signal: AbortSignal): Promise<{ KeyId: string; KeyArn: string }[]> {
  const found: { KeyId: string; KeyArn: string }[] = [];
  let marker: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { Keys, NextMarker } = await api.aws("kms/ListKeys", { Limit: 1000, ...(marker ? { Marker: marker } : {}) }, signal);
    found.push(...Keys);
    marker = NextMarker;
    if (!marker) break;
  }
  return found;
}

export async function aliasesByKey(signal: AbortSignal): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  let marker: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { Aliases, NextMarker } = await api.aws("kms/ListAliases", { Limit: 100, ...(marker ? { Marker: marker } : {}) }, signal);
    for (const { AliasName, TargetKeyId } of Aliases) {
      if (TargetKeyId) found.set(TargetKeyId, [...(found.get(TargetKeyId) ?? []), AliasName]);
    }
    marker = NextMarker;
    if (!marker) break;
  }
  return found;
}

/** A key with what the list shows of it; `details` is the failure where the key may not be described. */
export interface ListedKey extends KnownKey {
  readonly details: KeyMetadata | { readonly failure: unknown };
}

export async function describeKeys(keys: readonly KnownKey[], signal: AbortSignal): Promise<ListedKey[]> {
  return Promise.all(
    keys.map(async (key): Promise<ListedKey> => {
      try {
        return { ...key, details: (await api.aws("kms/DescribeKey", { KeyId: key.id }, signal)).KeyMetadata };
      } catch (failure) {
        return { ...key, details: { failure } };
      }
    }),
  );
}

export const isDescribed = (details: ListedKey["details"]): details is KeyMetadata => !("failure" in details);

export const byName = (key: KnownKey): string => key.aliases[0] ?? key.id;
