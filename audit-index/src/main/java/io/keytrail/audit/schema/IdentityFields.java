package io.keytrail.audit.schema;

import static io.keytrail.audit.schema.AuditField.bool;
import static io.keytrail.audit.schema.AuditField.keyword;
import static io.keytrail.audit.schema.AuditField.object;

import java.util.List;

/// What stands below `userIdentity`, by path.
final class IdentityFields {
  private static final String ACCOUNT = "123456789012";
  private static final String ID = "AIDACKCEVSQ6C2EXAMPLE";
  private static final String ROLE = "arn:aws:iam::123456789012:role/Deployer";
  private static final String SESSION = "userIdentity.sessionContext";
  private static final String ISSUER = SESSION + ".sessionIssuer";
  private static final String FEDERATION = SESSION + ".webIdFederationData";

  static final List<AuditField> ALL =
      List.of(
          keyword("userIdentity.type", "kind of identity", "AssumedRole").counted(),
          keyword("userIdentity.principalId", "unique id", ID),
          keyword("userIdentity.arn", "ARN", "arn:aws:iam::123456789012:user/Alice").worded(),
          keyword("userIdentity.accountId", "account", ACCOUNT),
          keyword("userIdentity.accessKeyId", "access key", "AKIAIOSFODNN7EXAMPLE"),
          keyword("userIdentity.userName", "name of the user", "Alice").counted().worded(),
          keyword("userIdentity.invokedBy", "service that called", "workspaces.amazonaws.com")
              .counted()
              .worded(),
          keyword("userIdentity.identityProvider", "provider that identified", "www.amazon.com"),
          keyword("userIdentity.credentialId", "credential of an Identity Center user", "EXAMPLE"),
          object("userIdentity.onBehalfOf", "Identity Center user behind the call"),
          keyword("userIdentity.onBehalfOf.userId", "id of that user", "544894e8-80c1-707f-60e3"),
          keyword(
              "userIdentity.onBehalfOf.identityStoreArn",
              "identity store of that user",
              "arn:aws:identitystore::123456789012:identitystore/d-9067642ac7"),
          object("userIdentity.inScopeOf", "resource that the credentials were issued to"),
          keyword("userIdentity.inScopeOf.issuerType", "who issued them", "AWS::EC2::Instance"),
          keyword(
              "userIdentity.inScopeOf.credentialsIssuedTo",
              "ARN of that resource",
              "arn:aws:ec2:us-west-2:123456789012:instance/i-1234567890abcdef0"),
          keyword("userIdentity.inScopeOf.sourceArn", "ARN it acts for", ROLE),
          keyword("userIdentity.inScopeOf.sourceAccount", "account it acts for", ACCOUNT),
          object("userIdentity.invokedByDelegate", "delegate that called"),
          keyword("userIdentity.invokedByDelegate.accountId", "its account", ACCOUNT),
          object(SESSION, "the session of temporary credentials"),
          keyword(SESSION + ".sourceIdentity", "source identity of the session", "Alice"),
          keyword(SESSION + ".ec2RoleDelivery", "version of the instance metadata service", "2.0"),
          keyword(SESSION + ".attributes.creationDate", "when it began", "2026-11-23T*"),
          bool(SESSION + ".attributes.mfaAuthenticated", "whether it began with MFA").counted(),
          object(ISSUER, "what issued the session"),
          keyword(ISSUER + ".type", "kind of issuer", "Role"),
          keyword(ISSUER + ".principalId", "unique id of the issuer", "AROACKCEVSQ6C2EXAMPLE"),
          keyword(ISSUER + ".arn", "ARN of the issuer", ROLE),
          keyword(ISSUER + ".accountId", "account of the issuer", ACCOUNT),
          keyword(ISSUER + ".userName", "name of the issuer", "Deployer").worded(),
          object(FEDERATION, "web identity the session began with"),
          keyword(FEDERATION + ".federatedProvider", "provider", "accounts.google.com"),
          keyword(FEDERATION + ".attributes", "its attributes, each `name=value`", "aud=client"));

  private IdentityFields() {}
}
