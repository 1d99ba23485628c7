package io.keytrail.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.OperationId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// rest-json: where members stand, which path leads where, and what is refused.
class RestCodecTest {
  private static final ServiceModels MODELS = ServiceModels.load();
  private static final ServiceModel DS_DATA = MODELS.service("ds-data").orElseThrow();
  private static final ServiceModel EBS = MODELS.service("ebs").orElseThrow();
  private static final OperationCodec<DsDataRecords.CreateUserInput, DsDataRecords.CreateUserOutput>
      CREATE_USER =
          OperationCodec.of(
              new OperationId("ds-data", "CreateUser"),
              DsDataRecords.CreateUserInput.class,
              DsDataRecords.CreateUserOutput.class,
              MODELS);

  private static WireRequest request(String query, String body) {
    return new WireRequest(
        "POST",
        "/Users/CreateUser",
        body.getBytes(StandardCharsets.UTF_8),
        query,
        "application/json; charset=UTF-8",
        WireRequest.Headers.NONE);
  }

  private static WireRequest to(String method, String path) {
    return new WireRequest(method, path, new byte[0], "", "", WireRequest.Headers.NONE);
  }

  private static ApiException refused(String query, String body) {
    return catchThrowableOfType(ApiException.class, () -> CREATE_USER.read(request(query, body)));
  }

  @Test
  void members_areReadFromTheirPlaces() {
    assertThat(
            CREATE_USER.read(
                request(
                    "DirectoryId=d-1234abcd01&X-Amz-Date=1",
                    "{\"SAMAccountName\":\"jane\",\"GivenName\":\"Jane\"}")))
        .isEqualTo(
            new DsDataRecords.CreateUserInput(
                "d-1234abcd01", "jane", Optional.of("Jane"), Optional.empty()));
  }

  @Test
  void aMemberInAnotherPlace_isNone() {
    assertThat(refused("", "{\"DirectoryId\":\"d-1234abcd01\",\"SAMAccountName\":\"jane\"}"))
        .hasMessage(
            "1 validation error detected: Value null at 'directoryId' failed to satisfy constraint:"
                + " Member must not be null");
    assertThat(
            CREATE_USER
                .read(
                    request(
                        "DirectoryId=d-1234abcd01&SAMAccountName=eve",
                        "{\"DirectoryId\":\"d-ffffffffff\",\"SAMAccountName\":\"jane\"}"))
                .directoryId())
        .isEqualTo("d-1234abcd01");
    assertThat(refused("DirectoryId=d-1234abcd01&SAMAccountName=jane", ""))
        .hasMessageContaining("Value null at 'sAMAccountName'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DirectoryId=d-1234abcd01&DirectoryId=d-1234abcd02 | a parameter stands twice",
        "DirectoryId=d-1234abcd01&Directory%49d=d-1234abcd02 | a parameter stands twice",
        "DirectoryId=%FF | a parameter is not UTF-8",
        "DirectoryId=%4 | a percent escape is cut off",
        "DirectoryId=%zz | a percent escape has no hex digits"
      })
  void doubledAndBrokenParameters_areRefused(String query, String message) {
    ApiException refused = refused(query, "{\"SAMAccountName\":\"jane\"}");
    assertThat(refused.code()).isEqualTo(CommonErrors.SERIALIZATION);
    assertThat(refused).hasMessage(message);
  }

  @Test
  void brokenBodies_areRefused_andTheQueryIsShownAllTheSame() {
    for (String body : List.of("{", "[]", "{\"SAMAccountName\":1}", "{\"a\":1,\"a\":2}")) {
      assertThat(refused("DirectoryId=d-1234abcd01", body).code())
          .as(body)
          .isEqualTo(CommonErrors.SERIALIZATION);
    }
    assertThat(
            JsonWriter.toText(CREATE_USER.rawParameters(request("DirectoryId=d-1234abcd01", "{"))))
        .isEqualTo("{\"directoryId\":\"d-1234abcd01\"}");
    WireRequest form =
        new WireRequest(
            "POST",
            "/Users/CreateUser",
            new byte[] {'{', '}'},
            "",
            "text/plain",
            WireRequest.Headers.NONE);
    assertThatThrownBy(() -> CREATE_USER.read(form))
        .hasMessage("the Content-Type must be application/json");
  }

  @Test
  void sensitiveMembers_areNotShown() {
    WireRequest wrong =
        request("DirectoryId=nowhere", "{\"SAMAccountName\":\"jane\",\"GivenName\":\"Jane\"}");
    assertThat(JsonWriter.toText(CREATE_USER.rawParameters(wrong)))
        .isEqualTo("{\"directoryId\":\"nowhere\",\"sAMAccountName\":\"jane\"}");
  }

  @Test
  void answers_areJson() {
    assertThat(
            new String(
                CREATE_USER.write(
                    new DsDataRecords.CreateUserOutput("d-1234abcd01", "jane", "S-1-5-21-1-2-3"),
                    "id"),
                StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"DirectoryId\":\"d-1234abcd01\",\"SAMAccountName\":\"jane\",\"SID\":\"S-1-5-21-1-2-3\"}");
    assertThat(CREATE_USER.status()).isEqualTo(200);
    assertThat(CREATE_USER.contentType()).isEqualTo("application/json");
  }

  @Test
  void paths_leadToTheirOperations() {
    RequestedOperation served = RequestedOperation.of(DS_DATA, to("POST", "/Users/CreateUser"), "");
    assertThat(served.name()).isEqualTo("CreateUser");
    assertThat(served.model()).isPresent();
    RequestedOperation unserved =
        RequestedOperation.of(DS_DATA, to("POST", "/Groups/CreateGroup"), null);
    assertThat(unserved.name()).isEqualTo("CreateGroup");
    assertThat(unserved.model()).isEmpty();
    assertThat(unserved.unknown().code().queryStatus()).isEqualTo(404);
    assertThat(RequestedOperation.of(EBS, to("PUT", "/snapshots/snap-1/blocks/7"), null).name())
        .isEqualTo("PutSnapshotBlock");
    assertThat(RequestedOperation.of(EBS, to("POST", "/snapshots/completion/snap-1"), null).name())
        .isEqualTo("CompleteSnapshot");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/Users",
        "/Users/",
        "/Users/CreateUser/",
        "//Users/CreateUser",
        "/Users//CreateUser",
        "/Users/./CreateUser",
        "/x/../Users/CreateUser",
        "/users/createuser",
        "/Users%2FCreateUser",
        "/Users/%43reateUser",
        "/Users/CreateUser%00",
        "/Users/CreateUser;a=b"
      })
  void otherSpellingsOfAPath_leadNowhere(String path) {
    RequestedOperation nowhere = RequestedOperation.of(DS_DATA, to("POST", path), null);
    assertThat(nowhere.name()).isEmpty();
    assertThat(nowhere.model()).isEmpty();
    assertThat(nowhere.unknown().code().queryStatus()).isEqualTo(404);
    assertThat(nowhere.unknown()).hasMessage("There is no operation at this path.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", "post"})
  void aWrongMethod_isToldTheRightOne(String method) {
    RequestedOperation wrong =
        RequestedOperation.of(DS_DATA, to(method, "/Users/CreateUser"), null);
    assertThat(wrong.model()).isEmpty();
    assertThat(wrong.unknown().code().name()).isEqualTo("UnknownOperationException");
    assertThat(wrong.unknown().code().queryStatus()).isEqualTo(405);
    assertThat(wrong.unknown()).hasMessage("This path answers POST.");
  }

  @Test
  void anEscapedSlash_isPartOfALabel() {
    RestTemplate template = RestTemplate.of("/snapshots/{snapshotId}/blocks/{blockIndex}");
    assertThat(template.match("/snapshots/a%2Fb/blocks/1"))
        .containsEntry("snapshotId", "a%2Fb")
        .containsEntry("blockIndex", "1");
    assertThat(FormDecoder.segment("a%2Fb+c")).isEqualTo("a/b+c");
    assertThat(template.match("/snapshots//blocks/1")).isNull();
    assertThat(template.match("/snapshots/a/b/blocks/1")).isNull();
    assertThat(template.match("/snapshots/a%2Fblocks%2F1")).isNull();
  }

  /// A service of a test's own: every place and kind, which `ds-data` does not have.
  private static OperationModel paint(String members) throws Exception {
    String model =
        """
        {"service": "paint", "protocol": "rest-json",
         "routes": {"Paint": {"method": "PUT", "uri": "/walls/{wall}", "status": 202}},
         "operations": {"Paint": {"input": "PaintRequest", "errors": []}},
         "shapes": {"PaintRequest": {"type": "structure", "members": {%s}},
           "Text": {"type": "string"}, "Number": {"type": "integer"}, "Flag": {"type": "boolean"},
           "Time": {"type": "timestamp"}, "Texts": {"type": "list", "member": "Text"}},
         "names": ["Paint"]}
        """
            .formatted(members);
    return new ModelReader((JsonObject) StrictJson.parse(model, Limits.REQUEST))
        .read()
        .operation("Paint")
        .orElseThrow();
  }

  private static final String EVERYWHERE =
      """
      "Wall": {"shape": "Text", "location": "uri", "locationName": "wall"},
      "Coats": {"shape": "Number", "location": "querystring", "locationName": "coats"},
      "Dry": {"shape": "Flag", "location": "querystring", "locationName": "dry"},
      "Since": {"shape": "Time", "location": "querystring", "locationName": "since"},
      "Brush": {"shape": "Text", "location": "header", "locationName": "x-brush"},
      "Colour": "Text"
      """;

  private static WireRequest paint(String path, String query, String body, List<String> brush) {
    return new WireRequest(
        "PUT",
        path,
        body.getBytes(StandardCharsets.UTF_8),
        query,
        "application/json",
        name -> name.equals("x-brush") ? brush : List.of());
  }

  @Test
  void everyPlace_isReadByItsKind() throws Exception {
    OperationModel model = paint(EVERYWHERE);
    assertThat(model.rest().status()).isEqualTo(202);
    JsonObject tree =
        RestCodec.tree(
            model,
            paint(
                "/walls/n%C3%B6rd%2F1",
                "coats=2&dry=true&since=2026-01-31T12:00:00.5Z",
                "{\"Colour\":\"red\",\"Wall\":\"south\",\"Brush\":\"no\"}",
                List.of("wide")));
    assertThat(JsonWriter.toText(tree))
        .isEqualTo(
            "{\"Colour\":\"red\",\"Wall\":\"nörd/1\",\"Coats\":2,\"Dry\":true,"
                + "\"Since\":1769860800.5,\"Brush\":\"wide\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"coats=two", "coats=", "coats=1e3", "coats=0x1", "dry=TRUE", "since=now"})
  void wrongKindsOfParameters_areRefused(String query) throws Exception {
    OperationModel model = paint(EVERYWHERE);
    assertThat(
            catchThrowableOfType(
                    ApiException.class,
                    () -> RestCodec.tree(model, paint("/walls/1", query, "", List.of())))
                .code())
        .isEqualTo(CommonErrors.SERIALIZATION);
  }

  @Test
  void doubledHeadersAndBrokenLabels_areRefused() throws Exception {
    OperationModel model = paint(EVERYWHERE);
    assertThatThrownBy(
            () -> RestCodec.tree(model, paint("/walls/1", "", "", List.of("wide", "thin"))))
        .hasMessage("the header x-brush stands twice");
    assertThatThrownBy(() -> RestCodec.tree(model, paint("/walls/%C3", "", "", List.of())))
        .hasMessage("a parameter is not UTF-8");
  }

  @Test
  void modelsThatWantMore_doNotStart() {
    assertThatThrownBy(() -> paint("\"A\": {\"shape\": \"Texts\", \"location\": \"querystring\"}"))
        .hasMessage("service model paint: Paint: `A` cannot stand outside of the body");
    assertThatThrownBy(() -> paint("\"A\": {\"shape\": \"Text\", \"location\": \"headers\"}"))
        .hasMessage("service model paint: Paint: location `headers` is not supported");
    assertThatThrownBy(() -> paint("\"A\": {\"shape\": \"Text\", \"location\": \"uri\"}"))
        .hasMessage("service model paint: Paint: no `{A}` in /walls/{wall}");
    assertThatThrownBy(() -> RestTemplate.of("/a/{b+}"))
        .hasMessage("the path `/a/{b+}` is not supported");
  }

  @Test
  void damagedRequests_areReadOrRefused() {
    long seed = Long.getLong("seed", 20_261_123L);
    SplittableRandom random = new SplittableRandom(seed);
    String query = "DirectoryId=d-1234abcd01&a=%C3%B6";
    String body =
        "{\"SAMAccountName\":\"jane\",\"GivenName\":\"J\\u00e4ne\",\"ClientToken\":\"t\"}";
    int refused = 0;
    for (int i = 0; i < 4_000; i++) {
      WireRequest request =
          random.nextBoolean()
              ? request(damaged(query, random), body)
              : request(query, damaged(body, random));
      try {
        assertThat(CREATE_USER.read(request)).isNotNull();
      } catch (ApiException expected) {
        refused++;
        assertThat(expected.code()).isIn(CommonErrors.SERIALIZATION, CommonErrors.VALIDATION);
      }
      assertThatCode(() -> CREATE_USER.rawParameters(request))
          .as("round %d, -Dseed=%d", i, seed)
          .doesNotThrowAnyException();
    }
    assertThat(refused).as("-Dseed=%d", seed).isBetween(1, 3_999);
  }

  private static String damaged(String text, SplittableRandom random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = random.nextInt(damaged.length());
      damaged.setCharAt(
          at, random.nextBoolean() ? text.charAt(at / 2) : (char) random.nextInt(1, 0x200));
    }
    return damaged.toString();
  }
}
