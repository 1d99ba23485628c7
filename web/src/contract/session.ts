import { boolean, list, object, optional, string, withDefault, type Decoded } from "../decode";

export const session = object({
  principal: string,
  actingAs: optional(string),
  account: string,
  region: string,
  csrf: withDefault(string, ""),
  operator: withDefault(boolean, false),
  version: withDefault(string, ""),
});
export type Session = Decoded<typeof session>;

export const principals = object({
  principals: list(object({ arn: string, type: withDefault(string, ""), name: withDefault(string, "") })),
});
export type Principal = Decoded<typeof principals>["principals"][number];
