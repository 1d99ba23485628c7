import type { Scenario } from "./scenario";
import { workspacesContext } from "./scenario";

export interface Example {
  readonly name: string;
  readonly teaches: string;
  readonly scenario: Scenario;
}

const account = "123456789012";
const key = `arn:aws:kms:us-west-2:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const alice = `arn:aws:iam::${account}:user/Alice`;
const instance = `arn:aws:sts::${account}:assumed-role/aws:ec2-infrastructure/i-0123456789abcdef0`;

const workspacesKeyPolicy = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::${account}:root"},
      "Action": "kms:*",
      "Resource": "*"
    },
    {
      "Effect": "Allow",
      "Principal": {"AWS": "${alice}"},
      "Action": ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"],
      "Resource": "*"
    },
    {
      "Effect": "Allow",
      "Principal": {"AWS": "${alice}"},
      "Action": ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
      "Resource": "*",
      "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}}
    }
  ]
}`;

const administrator = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["kms:CreateGrant", "kms:Describe*", "kms:List*"],
      "Resource": "*"
    }
  ]
}`;

const volumeGrant = `{
  "GrantId": "0c237476b39f8bc44e45212e08498fbe3151305030726c0590dd8d3e9f3d6a60",
  "GranteePrincipal": "${instance}",
  "Operations": ["GenerateDataKeyWithoutPlaintext", "Decrypt"],
  "Constraints": {
    "EncryptionContextSubset": {
      "aws:workspaces:sid-directoryid": "[S-1-5-21-277731876-1789304096-451871588-1107]@[d-1234abcd01]",
      "aws:ebs:id": "vol-1234abcd"
    }
  }
}`;

const onlyOurRegion = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Everything", "Effect": "Allow", "Action": "*", "Resource": "*" },
    {
      "Sid": "OnlyOurRegion",
      "Effect": "Deny",
      "Action": "*",
      "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1", "eu-west-1"]}}
    }
  ]
}`;

/** Each shows one thing that surprises people, in one click. */
export const examples: readonly Example[] = [
  {
    name: "The void condition",
    teaches: "The third statement looks as if Alice could only make grants for AWS services. The first one delegates to the account, so her own policy is enough.",
    scenario: {
      principal: alice,
      action: "kms:CreateGrant",
      resource: key,
      context: [],
      encryptionContext: [],
      stored: false,
      policies: [
        { id: "p1", kind: "resource", name: "", text: workspacesKeyPolicy, on: true },
        { id: "p2", kind: "identity", name: "", text: administrator, on: true },
      ],
    },
  },
  {
    name: "Another user's volume",
    teaches: "EBS may decrypt a volume's key only for the user, directory and volume that the grant names. Here the SID is another one.",
    scenario: {
      principal: instance,
      action: "kms:Decrypt",
      resource: key,
      context: [],
      encryptionContext: workspacesContext.map((pair) => (pair.key === "aws:ebs:id" ? pair : { ...pair, value: pair.value.replace("-1107]", "-1108]") })),
      stored: false,
      policies: [
        { id: "p1", kind: "resource", name: "", text: workspacesKeyPolicy, on: true },
        { id: "p2", kind: "grants", name: "", text: volumeGrant, on: true },
      ],
    },
  },
  {
    name: "The organisation says no",
    teaches: "Key policy and identity policy both allow; a service control policy denies every other Region. Turn it off to see the difference.",
    scenario: {
      principal: alice,
      action: "kms:Decrypt",
      resource: key,
      context: [{ key: "aws:RequestedRegion", value: "us-west-2" }],
      encryptionContext: workspacesContext,
      stored: false,
      policies: [
        { id: "p1", kind: "resource", name: "", text: workspacesKeyPolicy, on: true },
        { id: "p2", kind: "serviceControl", name: "", text: onlyOurRegion, on: true },
      ],
    },
  },
];

/** What the page starts with. */
export function emptyScenario(accountId: string, region: string): Scenario {
  return {
    principal: `arn:aws:iam::${accountId}:user/Alice`,
    action: "kms:Decrypt",
    resource: `arn:aws:kms:${region}:${accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    context: [],
    encryptionContext: [],
    stored: false,
    policies: [],
  };
}
