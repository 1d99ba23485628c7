package io.keytrail.audit.schema;

import static io.keytrail.audit.schema.FieldType.BOOLEAN;
import static io.keytrail.audit.schema.FieldType.KEYWORD;
import static io.keytrail.audit.schema.FieldType.NUMBER;
import static io.keytrail.audit.schema.FieldType.OBJECT;
import static io.keytrail.audit.schema.FieldType.TIME;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The one table of fields. A field that is not here cannot be asked for and costs nothing in the
/// index, so that no caller can make the index grow fields.
public final class AuditFields {
  public static final String EVENT_TIME = "eventTime";
  public static final String SEQ = "seq";
  public static final String USER_IDENTITY = "userIdentity";
  public static final String CONTEXT_PREFIX = "kms:EncryptionContext:";

  private static final List<AuditField> MEMBERS =
      List.of(
          keyword("eventVersion"),
          new AuditField(EVENT_TIME, TIME, false, false),
          facet("eventSource"),
          textFacet("eventName"),
          facet("eventType"),
          facet("eventCategory"),
          keyword("eventID"),
          facet("awsRegion"),
          textFacet("sourceIPAddress"),
          text("userAgent"),
          textFacet("errorCode"),
          text("errorMessage"),
          keyword("requestID"),
          new AuditField("readOnly", BOOLEAN, false, true),
          new AuditField("managementEvent", BOOLEAN, false, true),
          keyword("apiVersion"),
          facet("recipientAccountId"),
          keyword("sharedEventID"),
          keyword("vpcEndpointId"),
          keyword("vpcEndpointAccountId"),
          keyword("sessionCredentialFromConsole"),
          object("requestParameters"),
          object("responseElements"),
          object("additionalEventData"),
          object("serviceEventDetails"),
          object("resources"),
          object("addendum"),
          object("edgeDeviceDetails"),
          object("tlsDetails"),
          object("eventContext"),
          object("insightDetails"),
          object(USER_IDENTITY));

  private static final List<AuditField> IDENTITY =
      List.of(
          facet("userIdentity.type"),
          keyword("userIdentity.principalId"),
          text("userIdentity.arn"),
          keyword("userIdentity.accountId"),
          keyword("userIdentity.accessKeyId"),
          textFacet("userIdentity.userName"),
          textFacet("userIdentity.invokedBy"),
          keyword("userIdentity.identityProvider"),
          keyword("userIdentity.credentialId"),
          keyword("userIdentity.onBehalfOf.userId"),
          keyword("userIdentity.onBehalfOf.identityStoreArn"),
          keyword("userIdentity.inScopeOf.issuerType"),
          keyword("userIdentity.inScopeOf.credentialsIssuedTo"),
          keyword("userIdentity.inScopeOf.sourceArn"),
          keyword("userIdentity.inScopeOf.sourceAccount"),
          keyword("userIdentity.invokedByDelegate.accountId"),
          keyword("userIdentity.sessionContext.sourceIdentity"),
          keyword("userIdentity.sessionContext.ec2RoleDelivery"),
          keyword("userIdentity.sessionContext.attributes.creationDate"),
          keyword("userIdentity.sessionContext.attributes.mfaAuthenticated"),
          keyword("userIdentity.sessionContext.sessionIssuer.type"),
          keyword("userIdentity.sessionContext.sessionIssuer.principalId"),
          keyword("userIdentity.sessionContext.sessionIssuer.arn"),
          keyword("userIdentity.sessionContext.sessionIssuer.accountId"),
          text("userIdentity.sessionContext.sessionIssuer.userName"),
          keyword("userIdentity.sessionContext.webIdFederationData.federatedProvider"));

  // Ids are no text: bare text that has the shape of an id asks for its field.
  private static final List<AuditField> DERIVED =
      List.of(
          facet("sid"),
          facet("directory"),
          facet("volume"),
          facet("snapshot"),
          facet("workspace"),
          facet("instance"),
          facet("key"),
          textFacet("alias"),
          facet("grant"),
          textFacet("principal"),
          facet("account"),
          facet("accessKey"),
          textFacet("service"),
          facet("decision"));

  private static final AuditField SEQ_FIELD = new AuditField(SEQ, NUMBER, false, false);
  private static final Map<String, AuditField> BY_NAME = byName();

  private AuditFields() {}

  /// CloudTrail's top-level members.
  public static List<AuditField> members() {
    return MEMBERS;
  }

  /// Paths below `userIdentity`.
  public static List<AuditField> identity() {
    return IDENTITY;
  }

  /// Fields computed from a record; `derived` of an event in the API uses these names.
  public static List<AuditField> derived() {
    return DERIVED;
  }

  /// The field a query calls `name`: exact for those of the table; an encryption-context key after
  /// [#CONTEXT_PREFIX], whose letter case (ASCII) does not count.
  public static Optional<AuditField> find(String name) {
    AuditField field = BY_NAME.get(name);
    if (field != null) {
      return Optional.of(field);
    }
    int prefix = CONTEXT_PREFIX.length();
    boolean context =
        name.length() > prefix
            && Ascii.lower(name.substring(0, prefix)).equals(Ascii.lower(CONTEXT_PREFIX));
    return context ? Optional.of(AuditField.contextPair(name.substring(prefix))) : Optional.empty();
  }

  /// Every name of the table, for suggestions.
  public static Collection<String> names() {
    return BY_NAME.keySet();
  }

  /// The field, which must be in the table.
  public static AuditField get(String name) {
    AuditField field = BY_NAME.get(name);
    if (field == null) {
      throw new IllegalArgumentException("no field " + name);
    }
    return field;
  }

  private static Map<String, AuditField> byName() {
    var all = new ArrayList<AuditField>(MEMBERS);
    all.addAll(DERIVED);
    all.add(SEQ_FIELD);
    all.addAll(IDENTITY);
    var byName = new LinkedHashMap<String, AuditField>();
    all.forEach(field -> byName.put(field.name(), field));
    return byName;
  }

  private static AuditField keyword(String name) {
    return new AuditField(name, KEYWORD, false, false);
  }

  private static AuditField facet(String name) {
    return new AuditField(name, KEYWORD, false, true);
  }

  private static AuditField text(String name) {
    return new AuditField(name, KEYWORD, true, false);
  }

  private static AuditField textFacet(String name) {
    return new AuditField(name, KEYWORD, true, true);
  }

  private static AuditField object(String name) {
    return new AuditField(name, OBJECT, false, false);
  }
}
