import { term } from "./query";
import { auditHref, keyHref } from "./route";

export interface Target {
  readonly label: string;
  readonly hint: string;
  readonly href: string;
}

const UUID = /^(mrk-)?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/;

const events = (label: string, q: string): Target => ({ label, hint: q, href: auditHref(q) });

/** Where somebody may want to go with this text: the id's own page first, then its events, then everything that names it. */
export function targetsFor(typed: string): Target[] {
  const text = typed.trim();
  if (text === "") return [];
  const pair = /^\[(S-1-[0-9-]+)\]@\[(d-[0-9a-z]+)\]$/.exec(text);
  if (pair?.[1] && pair[2]) {
    return [events("Events of this user in this directory", `${term("sid", pair[1])} and ${term("directory", pair[2])}`)];
  }
  if (/^S-1-[0-9-]+$/.test(text)) return [events("Events of this user (SID)", term("sid", text))];
  if (/^d-[0-9a-z]+$/.test(text)) return [events("Events of this directory", term("directory", text)), workspaces(text)];
  if (/^vol-[0-9a-f]+$/.test(text)) return [events("Events of this volume", term("volume", text)), decrypts(text)];
  if (/^ws-[0-9a-z]+$/.test(text)) return [workspaces(text), events("Events of this WorkSpace", term("workspace", text))];
  if (/^i-[0-9a-f]+$/.test(text)) return [events("Events of this instance", term("instance", text))];
  if (/^arn:[^:]*:kms:[^:]*:[0-9]*:key\/.+$/.test(text)) return [key(text), events("Events of this key", term("key", text))];
  if (UUID.test(text)) return [key(text), events("Events of this key", `key like ${JSON.stringify(`*${text}`)}`)];
  if (/^[0-9a-f]{64}$/.test(text)) return [events("Events of this grant", term("grant", text))];
  if (/^arn:[^:]*:(iam|sts):/.test(text)) return [events("Events of this principal", term("principal", text))];
  if (/^alias\/.+$/.test(text)) return [{ label: "Keys with this alias", hint: text, href: `/keys?${new URLSearchParams({ find: text }).toString()}` }];
  return [events("Events that mention this", JSON.stringify(text))];
}

const key = (id: string): Target => ({ label: "This key: policy and grants", hint: id, href: keyHref(id) });
const workspaces = (id: string): Target => ({ label: "WorkSpaces", hint: id, href: `/workspaces?${new URLSearchParams({ find: id }).toString()}` });
const decrypts = (volume: string): Target => events("Who decrypted this volume's key", `${term("volume", volume)} and eventName = Decrypt`);
