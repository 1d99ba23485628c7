import { array, boolean, list, object, oneOf, string, withDefault, type Decoder } from "../decode";
import { POLICY_KINDS, type Scenario } from "../state/scenario";

const pair = object({ key: string, value: string });
const decodeScenario: Decoder<Scenario> = object({
  principal: string,
  action: string,
  resource: string,
  context: list(pair),
  encryptionContext: list(pair),
  stored: withDefault(boolean, false),
  policies: array(object({ id: string, kind: oneOf(...POLICY_KINDS), name: withDefault(string, ""), text: string, on: withDefault(boolean, true) })),
});

/** A stored scenario, as it was shared. */
export const sharedScenario: Decoder<{ scenario: Scenario }> = object({ scenario: decodeScenario });
