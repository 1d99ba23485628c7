"""A key's story through boto3: made, used, misused, shared, disabled, ended; and every paginator.

The server is ENDPOINT; credentials and region come from the environment. Prints `done` at the end,
and fails at the first thing that is not as it should be.
"""

import json
import os
import urllib.error
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["ENDPOINT"]
ACCOUNT = "123456789012"
SID = "S-1-5-21-277731876-1789304096-451871588-1107"


def client(service, access_key=None):
    more = {}
    if access_key:
        more = {
            "aws_access_key_id": access_key["AccessKeyId"],
            "aws_secret_access_key": access_key["SecretAccessKey"],
        }
    once = Config(retries={"max_attempts": 0})
    return boto3.client(service, endpoint_url=ENDPOINT, config=once, **more)


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        found = error.response["Error"]["Code"]
        assert found == code, f"expected {code}, found {found}: {error}"
        return error
    raise AssertionError(f"expected {code}, but it was done")


kms, iam, sts = client("kms"), client("iam"), client("sts")


def context(volume):
    return {
        "aws:workspaces:sid-directoryid": f"[{SID}]@[d-1234abcd01]",
        "aws:ebs:id": volume,
    }


def desk():
    iam.create_user(UserName="desk")
    return iam.create_access_key(UserName="desk")["AccessKey"]


def data_keys():
    key = kms.create_key(Description="a desk")["KeyMetadata"]["KeyId"]
    made = kms.generate_data_key(KeyId=key, KeySpec="AES_256", EncryptionContext=context("vol-00000001"))
    assert len(made["Plaintext"]) == 32
    blob = made["CiphertextBlob"]
    opened = kms.decrypt(CiphertextBlob=blob, EncryptionContext=context("vol-00000001"))
    assert opened["Plaintext"] == made["Plaintext"]
    assert opened["EncryptionAlgorithm"] == "SYMMETRIC_DEFAULT"
    refused("InvalidCiphertextException", kms.decrypt, CiphertextBlob=blob, EncryptionContext=context("vol-00000002"))
    refused("InvalidCiphertextException", kms.decrypt, CiphertextBlob=blob)
    flipped = blob[:-1] + bytes([blob[-1] ^ 1])
    refused("InvalidCiphertextException", kms.decrypt, CiphertextBlob=flipped, EncryptionContext=context("vol-00000001"))
    sealed = kms.encrypt(KeyId=key, Plaintext="Grüße".encode(), EncryptionContext={"ä": "☃ 😀"})
    assert kms.decrypt(CiphertextBlob=sealed["CiphertextBlob"], EncryptionContext={"ä": "☃ 😀"})["Plaintext"] == "Grüße".encode()
    return key


def other_key_takes_over(key):
    other = kms.create_key()["KeyMetadata"]["Arn"]
    sealed = kms.encrypt(KeyId=key, Plaintext=b"x", EncryptionContext={"a": "bc"})["CiphertextBlob"]
    moved = kms.re_encrypt(
        CiphertextBlob=sealed,
        SourceEncryptionContext={"a": "bc"},
        DestinationKeyId=other,
        DestinationEncryptionContext={"a": "d"},
    )
    assert moved["KeyId"] == other
    assert moved["SourceKeyId"].endswith("key/" + key)
    assert kms.decrypt(CiphertextBlob=moved["CiphertextBlob"], EncryptionContext={"a": "d"})["Plaintext"] == b"x"
    refused("IncorrectKeyException", kms.decrypt, CiphertextBlob=sealed, EncryptionContext={"a": "bc"}, KeyId=other)


def grant_is_used_and_retired(key, as_desk):
    blob = kms.encrypt(KeyId=key, Plaintext=b"x", EncryptionContext=context("vol-00000003"))["CiphertextBlob"]
    ask = {"CiphertextBlob": blob, "EncryptionContext": context("vol-00000003")}
    error = refused("AccessDeniedException", as_desk.decrypt, **ask)
    assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    granted = kms.create_grant(
        KeyId=key,
        GranteePrincipal=f"arn:aws:iam::{ACCOUNT}:user/desk",
        Operations=["Decrypt", "RetireGrant"],
        Constraints={"EncryptionContextSubset": {"aws:ebs:id": "vol-00000003"}},
    )
    assert as_desk.decrypt(**ask)["Plaintext"] == b"x"
    assert as_desk.decrypt(GrantTokens=[granted["GrantToken"]], **ask)["Plaintext"] == b"x"
    as_desk.retire_grant(GrantToken=granted["GrantToken"])
    refused("AccessDeniedException", as_desk.decrypt, **ask)
    refused("NotFoundException", kms.revoke_grant, KeyId=key, GrantId=granted["GrantId"])
    refused("InvalidGrantTokenException", as_desk.decrypt, GrantTokens=["bm90IGEgdG9rZW4="], **ask)


def denied_beside_an_allow(key, as_desk):
    def put(*statements):
        document = {"Version": "2012-10-17", "Statement": list(statements)}
        iam.put_user_policy(UserName="desk", PolicyName="p", PolicyDocument=json.dumps(document))

    allow = {"Effect": "Allow", "Action": "kms:*", "Resource": "*"}
    put(allow)
    assert as_desk.describe_key(KeyId=key)["KeyMetadata"]["KeyId"] == key
    put(allow, {"Effect": "Deny", "Action": "kms:DescribeKey", "Resource": "*"})
    error = refused("AccessDeniedException", as_desk.describe_key, KeyId=key)
    assert error.response["Error"]["Message"] == (
        f"User: arn:aws:iam::{ACCOUNT}:user/desk is not authorized to perform: kms:DescribeKey on resource: "
        f"arn:aws:kms:us-west-2:{ACCOUNT}:key/{key} with an explicit deny in an identity-based policy"
    ), error
    kept = iam.get_user_policy(UserName="desk", PolicyName="p")["PolicyDocument"]
    assert kept["Statement"][1]["Effect"] == "Deny"
    iam.delete_user_policy(UserName="desk", PolicyName="p")
    refused("NoSuchEntity", iam.get_user_policy, UserName="desk", PolicyName="p")


def end_of_a_key(key):
    blob = kms.encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"]
    kms.disable_key(KeyId=key)
    refused("DisabledException", kms.decrypt, CiphertextBlob=blob)
    kms.enable_key(KeyId=key)
    assert kms.decrypt(CiphertextBlob=blob)["Plaintext"] == b"x"
    kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    refused("KMSInvalidStateException", kms.decrypt, CiphertextBlob=blob)
    kms.cancel_key_deletion(KeyId=key)
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "Disabled"
    refused("NotFoundException", kms.describe_key, KeyId="alias/none")


def names(service, operation, member, name, size, **arguments):
    pages = list(service.get_paginator(operation).paginate(PaginationConfig={"PageSize": size}, **arguments))
    assert all(len(page[member]) <= size for page in pages)
    assert len(pages) > 1, f"{operation} came in one page"
    found = [entry[name] for page in pages for entry in page[member]]
    assert len(found) == len(set(found)), f"{operation} gave something twice"
    return set(found)


def paginators():
    keys = {kms.create_key()["KeyMetadata"]["KeyId"] for _ in range(5)}
    assert keys <= names(kms, "list_keys", "Keys", "KeyId", 2)
    key = min(keys)
    aliases = {f"alias/page-{i}" for i in range(5)}
    for alias in aliases:
        kms.create_alias(AliasName=alias, TargetKeyId=key)
    refused("AlreadyExistsException", kms.create_alias, AliasName="alias/page-0", TargetKeyId=key)
    assert names(kms, "list_aliases", "Aliases", "AliasName", 2, KeyId=key) == aliases
    grantee = f"arn:aws:iam::{ACCOUNT}:user/desk"
    grants = {
        kms.create_grant(KeyId=key, GranteePrincipal=grantee, Operations=["Encrypt"])["GrantId"] for _ in range(5)
    }
    assert names(kms, "list_grants", "Grants", "GrantId", 2, KeyId=key) == grants
    users = {f"page-{i}" for i in range(5)}
    for user in users:
        iam.create_user(UserName=user, Path="/pages/")
    assert names(iam, "list_users", "Users", "UserName", 2, PathPrefix="/pages/") == users
    refused("InvalidMarkerException", kms.list_keys, Marker="nothing of ours")


def presigned_identity():
    url = sts.generate_presigned_url("get_caller_identity", HttpMethod="GET")
    with urllib.request.urlopen(url) as answer:
        text = answer.read().decode()
    assert f"<Arn>arn:aws:iam::{ACCOUNT}:root</Arn>" in text, text
    try:
        urllib.request.urlopen(url.replace("Action=GetCallerIdentity", "Action=GetSessionToken"))
    except urllib.error.HTTPError as error:
        assert error.code == 403, error.code
        assert "SignatureDoesNotMatch" in error.read().decode()
    else:
        raise AssertionError("a changed URL was served")


assert sts.get_caller_identity()["Arn"] == f"arn:aws:iam::{ACCOUNT}:root"
access_key = desk()
as_desk = client("kms", access_key)
assert client("sts", access_key).get_caller_identity()["Arn"] == f"arn:aws:iam::{ACCOUNT}:user/desk"
key = data_keys()
other_key_takes_over(key)
grant_is_used_and_retired(key, as_desk)
denied_beside_an_allow(key, as_desk)
end_of_a_key(key)
paginators()
presigned_identity()
iam.update_access_key(UserName="desk", AccessKeyId=access_key["AccessKeyId"], Status="Inactive")
refused("UnrecognizedClientException", as_desk.list_keys)
refused("InvalidSignatureException", client("kms", {**access_key, "AccessKeyId": os.environ["AWS_ACCESS_KEY_ID"]}).list_keys)
print("done")
