import { boolean, list, number, object, optional, string, withDefault, type Decoded } from "../decode";

export const volume = object({
  VolumeId: string,
  State: withDefault(string, ""),
  Size: optional(number),
  Encrypted: withDefault(boolean, false),
  KmsKeyId: optional(string),
  Attachments: list(object({ InstanceId: withDefault(string, ""), Device: withDefault(string, ""), State: withDefault(string, "") })),
  Tags: list(object({ Key: string, Value: withDefault(string, "") })),
});
export type Volume = Decoded<typeof volume>;
export const volumes = object({ Volumes: list(volume), NextToken: optional(string) });
