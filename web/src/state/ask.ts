import { dictionary, either, array, string, type Decoder } from "../decode";
import type { Pair, Scenario } from "./scenario";

/** A question that a link asks the simulator, by what the server stores. */
export interface Asked {
  readonly principal?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
  readonly encryptionContext?: Readonly<Record<string, string>>;
}

const isEmpty = (of: object | undefined): boolean => of === undefined || Object.keys(of).length === 0;

export function askHref({ principal, action, resource, context, encryptionContext }: Asked): string {
  return `/simulate?${new URLSearchParams({
    stored: "true",
    ...(principal ? { principal } : {}),
    ...(action ? { action } : {}),
    ...(resource ? { resource } : {}),
    ...(isEmpty(context) ? {} : { context: JSON.stringify(context) }),
    ...(isEmpty(encryptionContext) ? {} : { encryptionContext: JSON.stringify(encryptionContext) }),
  }).toString()}`;
}

/** What such a link asks; what it leaves open, or says in no readable way, is as in `otherwise`. */
export function readAsked(search: string, otherwise: Scenario): Scenario {
  const params = new URLSearchParams(search);
  const given = (name: "principal" | "action" | "resource"): string => params.get(name) ?? otherwise[name];
  return {
    ...otherwise,
    principal: given("principal"),
    action: given("action"),
    resource: given("resource"),
    context: pairs(params.get("context")),
    encryptionContext: pairs(params.get("encryptionContext")),
    stored: params.get("stored") === "true",
  };
}

const values: Decoder<Record<string, string | string[]>> = dictionary(either(string, array(string)));

function pairs(text: string | null): Pair[] {
  if (text === null) return [];
  try {
    return Object.entries(values(JSON.parse(text), "")).flatMap(([key, found]) => (Array.isArray(found) ? found : [found]).map((value) => ({ key, value })));
  } catch {
    return [];
  }
}
