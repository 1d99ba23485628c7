package io.keytrail.audit.schema;

import static io.keytrail.audit.schema.AuditField.bool;
import static io.keytrail.audit.schema.AuditField.keyword;
import static io.keytrail.audit.schema.AuditField.object;

import java.util.List;

/// CloudTrail's top-level members, each by its name, and by path what stands inside those whose
/// inside is known. Source: the CloudTrail user guide, record version 1.11, and records seen.
final class RecordFields {
  private static final String GUID = "1fb0962b-8d29-4ea5-b0f3-b12665a99c40";
  private static final String ACCOUNT = "123456789012";

  static final List<AuditField> ALL =
      List.of(
          keyword("eventVersion", "version of the record's format", "1.11"),
          new AuditField(
              AuditFields.EVENT_TIME,
              FieldType.TIME,
              false,
              false,
              "when the call was completed, UTC",
              "now-7d"),
          keyword("eventSource", "service that was called, by its host", "kms.amazonaws.com")
              .counted(),
          keyword("eventName", "operation", "Decrypt").counted().worded(),
          keyword("eventType", "how the event came about", "AwsApiCall").counted(),
          keyword("eventCategory", "`Management`, `Data`, `Insight`, `NetworkActivity`", "Data")
              .counted(),
          keyword("eventID", "the event's own id", GUID),
          keyword("awsRegion", "Region", "us-west-2").counted(),
          keyword("sourceIPAddress", "address or service that the call came from", "10.0.0.7")
              .counted()
              .worded(),
          keyword("userAgent", "client program", "aws-cli/2.31.4").worded(),
          keyword("errorCode", "why the call failed", "AccessDenied").counted().worded(),
          keyword("errorMessage", "the same in words", "*not authorized*").worded(),
          keyword("requestID", "id of the request; several events may share it", GUID),
          bool("readOnly", "whether the operation only reads").counted(),
          bool("managementEvent", "whether it manages resources").counted(),
          keyword("apiVersion", "version of the service's API", "2016-11-15"),
          keyword("recipientAccountId", "account whose trail the event is in", ACCOUNT).counted(),
          keyword("sharedEventID", "id that both accounts' events of one call have", GUID),
          keyword("vpcEndpointId", "VPC endpoint the call came through", "vpce-0d985940f92611b87")
              .counted(),
          keyword("vpcEndpointAccountId", "owner of that endpoint", ACCOUNT),
          bool("sessionCredentialFromConsole", "whether a console session made the call"),
          object("requestParameters", "what was asked for"),
          object("responseElements", "what was answered"),
          object("additionalEventData", "what the service added"),
          object("serviceEventDetails", "what a service did by itself"),
          object("resources", "resources that the service names"),
          keyword(
              "resources.ARN", "ARN of one of them", "arn:aws:kms:us-west-2:123456789012:key/*"),
          keyword("resources.ARNPrefix", "beginning of the ARNs of many", "arn:aws:s3:::logs/"),
          keyword("resources.accountId", "account of one of them", ACCOUNT),
          keyword("resources.type", "type of one of them", "AWS::KMS::Key").counted(),
          object("addendum", "why the event was delivered late or again"),
          keyword("addendum.reason", "`DELIVERY_DELAY`, `UPDATED_DATA`, …", "UPDATED_DATA")
              .counted(),
          keyword("addendum.updatedFields", "what it corrects", "eventName"),
          keyword("addendum.originalRequestID", "request id of the event it corrects", GUID),
          keyword("addendum.originalEventID", "id of the event it corrects", GUID),
          object("edgeDeviceDetails", "the device at the edge that was used"),
          object("tlsDetails", "how the connection was protected"),
          keyword("tlsDetails.tlsVersion", "version of TLS", "TLSv1.3").counted(),
          keyword("tlsDetails.cipherSuite", "cipher suite", "TLS_AES_128_GCM_SHA256").counted(),
          keyword(
              "tlsDetails.clientProvidedHostHeader",
              "host that the client asked for",
              "kms.us-west-2.amazonaws.com"),
          keyword("tlsDetails.keyExchange", "key exchange", "X25519MLKEM768").counted(),
          object("eventContext", "request and tag context that CloudTrail Lake adds"),
          object("eventContext.requestContext", "global condition keys of the request"),
          object("eventContext.tagContext", "tags of resource and principal"),
          object("insightDetails", "what an Insights event noticed"),
          keyword("insightDetails.state", "`Start` or `End`", "Start"),
          keyword("insightDetails.eventSource", "service concerned", "kms.amazonaws.com"),
          keyword("insightDetails.eventName", "operation concerned", "Decrypt"),
          keyword("insightDetails.insightType", "what was unusual", "ApiCallRateInsight"),
          keyword("insightDetails.errorCode", "error concerned", "AccessDenied"),
          object(AuditFields.USER_IDENTITY, "who called"));

  private RecordFields() {}
}
