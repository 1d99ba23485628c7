#!/bin/sh
# Exports what decides about keys in an AWS account, with read-only commands of the AWS CLI:
#
#   sh export.sh DIR [REGION...]
#
# writes JSON files below DIR; without a REGION, of the Region that the AWS CLI is configured for. What may not be read is said,
# noted in DIR/unread.txt, and left out. Nothing leaves this machine but those commands. Another AWS CLI, or options for it:
#
#   KEYTRAIL_AWS='aws --profile audit' sh export.sh DIR us-west-2 eu-west-1
#
# Needed: sts:GetCallerIdentity, iam:GetAccountAuthorizationDetails, kms:ListKeys, ListAliases, DescribeKey, GetKeyPolicy, ListGrants;
# in an organization, from its management account or a delegated administrator: organizations:DescribeOrganization, ListParents,
# ListPoliciesForTarget, DescribePolicy. The managed policies SecurityAudit and ViewOnlyAccess allow most of them.
set -u
dir=${1:?usage: sh export.sh DIR [REGION...]}
shift
aws=${KEYTRAIL_AWS:-aws}
export AWS_PAGER=
umask 077
mkdir -p "$dir" && cd "$dir" || exit 1
: > unread.txt
date -u +%Y-%m-%dT%H:%M:%SZ > taken.txt

# keep FILE COMMAND...: the command's answer goes into the file; a refusal is noted, and the rest goes on.
keep() {
  file=$1
  shift
  mkdir -p "$(dirname "$file")"
  # shellcheck disable=SC2086  # the CLI's name may bring options along
  if $aws "$@" --output json > "$file.part" 2> error.part; then
    mv "$file.part" "$file"
    rm -f error.part
    return 0
  fi
  said=$(tr '\n' ' ' < error.part)
  rm -f "$file.part" error.part
  echo "$*: $said" | tee -a unread.txt >&2
  return 1
}

# words COMMAND...: what the command prints as text, one word a line; nothing where it fails.
words() {
  # shellcheck disable=SC2086
  $aws "$@" --output text 2> /dev/null | tr '\t' '\n' | grep -v -e '^None$' -e '^$'
}

# The commands that are of no Region go to the first one.
[ $# -gt 0 ] || set -- "${AWS_REGION:-${AWS_DEFAULT_REGION:-$($aws configure get region)}}"
[ -n "$1" ] || { echo "name a Region: sh export.sh DIR REGION..." >&2; exit 2; }
export AWS_DEFAULT_REGION="${AWS_DEFAULT_REGION:-$1}"

keep identity.json sts get-caller-identity || exit 1
account=$(words sts get-caller-identity --query Account)
keep iam.json iam get-account-authorization-details

for region in "$@"; do
  keep "kms/$region/keys.json" kms list-keys --region "$region" || continue
  keep "kms/$region/aliases.json" kms list-aliases --region "$region"
  for key in $(words kms list-keys --region "$region" --query 'Keys[].KeyId'); do
    keep "kms/$region/$key/key.json" kms describe-key --region "$region" --key-id "$key"
    keep "kms/$region/$key/policy.json" kms get-key-policy --region "$region" --key-id "$key" --policy-name default
    keep "kms/$region/$key/grants.json" kms list-grants --region "$region" --key-id "$key"
  done
done

if keep organizations/organization.json organizations describe-organization; then
  target=$account
  while [ -n "$target" ]; do
    for type in SERVICE_CONTROL_POLICY RESOURCE_CONTROL_POLICY; do
      keep "organizations/$type/$target.json" organizations list-policies-for-target --target-id "$target" --filter "$type"
      for policy in $(words organizations list-policies-for-target --target-id "$target" --filter "$type" --query 'Policies[].Id'); do
        [ -e "organizations/policies/$policy.json" ] \
          || keep "organizations/policies/$policy.json" organizations describe-policy --policy-id "$policy"
      done
    done
    case $target in
      r-*) break ;;
    esac
    keep "organizations/parents/$target.json" organizations list-parents --child-id "$target" || break
    target=$(words organizations list-parents --child-id "$target" --query 'Parents[0].Id')
  done
fi

echo "exported account $account to $dir; not read: $(wc -l < unread.txt | tr -d ' ') (see $dir/unread.txt)" >&2
