package io.keytrail.audit.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class AuditFieldsTest {

  /// What DESIGN and the CloudTrail user guide name.
  @Test
  void everyPromisedField_isInTheTable() {
    for (String name :
        List.of(
            "eventID eventName eventSource eventTime eventType awsRegion errorCode errorMessage readOnly",
            "requestID sourceIPAddress userAgent recipientAccountId eventVersion apiVersion sharedEventID",
            "vpcEndpointId vpcEndpointAccountId managementEvent eventCategory addendum tlsDetails",
            "sessionCredentialFromConsole edgeDeviceDetails eventContext insightDetails resources",
            "requestParameters responseElements additionalEventData serviceEventDetails userIdentity",
            "sid directory volume snapshot workspace instance key alias grant principal account accessKey",
            "service decision seq resourceName resourceType userName")) {
      assertThat(List.of(name.split(" "))).allMatch(one -> AuditFields.find(one).isPresent());
    }
    assertThat(AuditFields.find("kms:encryptioncontext:aws:ebs:id")).isPresent();
    assertThat(AuditFields.find("unknownToUs")).isEmpty();
  }

  @Test
  void everyField_isDescribed_withAnExample() {
    assertThat(AuditFields.all())
        .allSatisfy(
            field -> {
              assertThat(field.description()).as(field.name()).isNotBlank();
              assertThat(field.example().isEmpty())
                  .as(field.name())
                  .isEqualTo(field.type() == FieldType.OBJECT);
            });
  }

  @Test
  void layout_saysWhatTheIndexMustKnow() {
    assertThat(AuditFields.layout())
        .contains("eventName:KEYWORD+text+facet", "seq:NUMBER", "userIdentity:OBJECT")
        .doesNotContain("operation");
  }
}
