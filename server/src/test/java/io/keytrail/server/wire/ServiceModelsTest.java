package io.keytrail.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.server.invoke.ErrorCode;
import io.keytrail.server.invoke.OperationId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The model files hold what we serve, in the form that AWS publishes.
class ServiceModelsTest {
  private static final ServiceModels MODELS = ServiceModels.load();

  private static ServiceModel service(String name) {
    return MODELS.service(name).orElseThrow();
  }

  @Test
  void servedOperations_areModelled() {
    assertThat(service("sts").operations()).containsOnlyKeys("AssumeRole", "GetCallerIdentity");
    assertThat(service("iam").operations()).hasSize(27);
    assertThat(service("kms").operations()).hasSize(28);
    assertThat(service("ec2").operations()).containsKeys("CreateVolume", "RunInstances");
    for (ServiceModel service : MODELS.services()) {
      assertThat(service.names()).containsAll(service.operations().keySet());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "kms, JSON, application/x-amz-json-1.1, TrentService, ReplicateKey",
    "iam, QUERY, text/xml;charset=UTF-8, '', CreateRole",
    "sts, QUERY, text/xml;charset=UTF-8, '', AssumeRole",
    "workspaces, JSON, application/x-amz-json-1.1, WorkspacesService, CreateWorkspaces",
    "ds, JSON, application/x-amz-json-1.1, DirectoryService_20150416, CreateDirectory",
    "cloudtrail, JSON, application/x-amz-json-1.1,"
        + " com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101, LookupEvents",
    "ds-data, REST_JSON, application/json, '', SearchUsers",
    "ebs, REST_JSON, application/json, '', PutSnapshotBlock",
    "ec2, EC2, text/xml;charset=UTF-8, '', CreateVolume"
  })
  void services_speakTheirProtocol(
      String name, Protocol protocol, String contentType, String target, String operation) {
    ServiceModel service = service(name);
    assertThat(service.protocol()).isEqualTo(protocol);
    assertThat(service.contentType()).isEqualTo(contentType);
    assertThat(service.targetPrefix()).isEqualTo(target);
    assertThat(service.names()).contains(operation);
  }

  @Test
  void shapes_keepTheirTraits() {
    OperationModel encrypt = MODELS.operation(new OperationId("kms", "Encrypt"));
    Shape.Member plaintext = member(encrypt.input(), "Plaintext");
    assertThat(plaintext.required()).isTrue();
    assertThat(plaintext.shape())
        .isEqualTo(new Shape.Blob("PlaintextType", new Bounds(1, 4096), true));
    assertThat(member(encrypt.input(), "EncryptionContext").shape())
        .isInstanceOf(Shape.MapOf.class);
    assertThat(member(encrypt.input(), "GrantTokens").shape().sensitive()).isTrue();
    assertThat(encrypt.answersBody()).isTrue();
    assertThat(MODELS.operation(new OperationId("kms", "EnableKey")).answersBody()).isFalse();
    assertThat(MODELS.operation(new OperationId("iam", "CreateUser")).resultWrapper())
        .contains("CreateUserResult");
  }

  @Test
  void names_differByPlace() {
    OperationModel create = MODELS.operation(new OperationId("ec2", "CreateVolume"));
    Shape.Member tags = member(create.input(), "TagSpecifications");
    assertThat(tags.formName()).isEqualTo("TagSpecification");
    assertThat(tags.auditName()).isEqualTo("tagSpecificationSet");
    assertThat(((Shape.ListOf) tags.shape()).form()).isEqualTo(Shape.Wrapping.FLATTENED);
    assertThat(member(create.input(), "DryRun").formName()).isEqualTo("DryRun");
    Shape.Member state = member(create.output(), "State");
    assertThat(state.xmlName()).isEqualTo("status");
    assertThat(state.auditName()).isEqualTo("status");
    Shape.Member attachments = member(create.output(), "Attachments");
    assertThat(attachments.xmlName()).isEqualTo("attachmentSet");
    assertThat(((Shape.ListOf) attachments.shape()).xml()).isEqualTo(Shape.Wrapping.WRAPPED);
    Shape.Member user =
        member(MODELS.operation(new OperationId("iam", "CreateUser")).input(), "UserName");
    assertThat(List.of(user.formName(), user.xmlName(), user.auditName()))
        .containsExactly("UserName", "UserName", "userName");
  }

  @Test
  void overlay_addsWhatIsNewer() {
    Shape.Structure createGrant = MODELS.operation(new OperationId("kms", "CreateGrant")).input();
    assertThat(member(createGrant, "GranteePrincipal").required()).isFalse();
    assertThat(member(createGrant, "GranteeServicePrincipal").required()).isFalse();
    assertThat(member(createGrant, "Operations").required()).isTrue();
    Shape.Structure decrypted = MODELS.operation(new OperationId("kms", "Decrypt")).output();
    assertThat(member(decrypted, "KeyMaterialId").shape()).isInstanceOf(Shape.Text.class);
    assertThat(service("kms").names()).contains("GetKeyLastUsage");
  }

  private static Shape.Member member(Shape.Structure shape, String name) {
    return shape.members().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void errors_haveCodeAndStatusOfBothProtocols() {
    assertThat(service("iam").error("NoSuchEntityException"))
        .isEqualTo(new ErrorCode("NoSuchEntityException", 400, "NoSuchEntity", 404));
    assertThat(service("kms").error("DisabledException"))
        .isEqualTo(ErrorCode.client("DisabledException"));
    assertThat(service("kms").error("KMSInternalException").status()).isEqualTo(500);
    assertThatThrownBy(() -> service("kms").error("NoSuchEntityException"))
        .hasMessage("kms models no error NoSuchEntityException");
  }

  @Test
  void targets_areResolvedExactly() {
    ServiceModel kms = service("kms");
    WireRequest post = new WireRequest("POST", new byte[0], "", "application/x-amz-json-1.1");
    assertThat(RequestedOperation.of(kms, post, "TrentService.Decrypt").model()).isPresent();
    RequestedOperation known = RequestedOperation.of(kms, post, "TrentService.GenerateRandom");
    assertThat(known.model()).isEmpty();
    assertThat(known.known()).isTrue();
    for (String target :
        List.of(
            "",
            "Decrypt",
            "trentservice.Decrypt",
            "TrentService.decrypt",
            "TrentService.Decrypt ",
            "TrentService.Decrypt.",
            "TrentService.Decrypt\u0000",
            "WorkspacesService.Decrypt",
            "TrentService.TrentService.Decrypt")) {
      RequestedOperation other = RequestedOperation.of(kms, post, target);
      assertThat(other.model()).as(target).isEmpty();
      assertThat(other.known()).as(target).isFalse();
      assertThat(other.unknown()).hasMessage("");
    }
    assertThat(RequestedOperation.of(kms, post, null).name()).isEmpty();
  }
}
