import { boolean, dictionary, either, list, number, object, optional, string, withDefault, type Decoded, type Decoder } from "../decode";

/** AWS's JSON protocols write times as seconds; some of our answers as text. */
export const time: Decoder<Date> = (value, at) => {
  const read = either(number, string)(value, at);
  return new Date(typeof read === "number" ? read * 1000 : read);
};

export const keyMetadata = object({
  KeyId: string,
  Arn: string,
  Description: withDefault(string, ""),
  KeyState: withDefault(string, "Enabled"),
  Enabled: withDefault(boolean, true),
  KeyManager: withDefault(string, "CUSTOMER"),
  KeySpec: withDefault(string, "SYMMETRIC_DEFAULT"),
  KeyUsage: withDefault(string, "ENCRYPT_DECRYPT"),
  CreationDate: optional(time),
  DeletionDate: optional(time),
});
export type KeyMetadata = Decoded<typeof keyMetadata>;
export const describedKey = object({ KeyMetadata: keyMetadata });
export const createdKey = describedKey;

export const keys = object({
  Keys: list(object({ KeyId: string, KeyArn: string })),
  NextMarker: optional(string),
  Truncated: withDefault(boolean, false),
});

export const aliases = object({
  Aliases: list(object({ AliasName: string, AliasArn: withDefault(string, ""), TargetKeyId: optional(string) })),
  NextMarker: optional(string),
  Truncated: withDefault(boolean, false),
});

export const keyPolicy = object({ Policy: string });

const pairs = optional(dictionary(string));
export const grant = object({
  GrantId: string,
  KeyId: withDefault(string, ""),
  Name: withDefault(string, ""),
  GranteePrincipal: withDefault(string, ""),
  RetiringPrincipal: withDefault(string, ""),
  IssuingAccount: withDefault(string, ""),
  CreationDate: optional(time),
  Operations: list(string),
  Constraints: optional(object({ EncryptionContextSubset: pairs, EncryptionContextEquals: pairs })),
});
export type Grant = Decoded<typeof grant>;
export const grants = object({ Grants: list(grant), NextMarker: optional(string), Truncated: withDefault(boolean, false) });
