package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.cli.DirectoryCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.services.directory.DirectoryClient;
import software.amazon.awssdk.services.directory.model.DirectoryDescription;
import software.amazon.awssdk.services.directory.model.DirectorySize;
import software.amazon.awssdk.services.directory.model.DirectoryStage;
import software.amazon.awssdk.services.directory.model.EntityDoesNotExistException;
import software.amazon.awssdk.services.directoryservicedata.DirectoryServiceDataClient;
import software.amazon.awssdk.services.directoryservicedata.model.AccessDeniedException;
import software.amazon.awssdk.services.directoryservicedata.model.AccessDeniedReason;
import software.amazon.awssdk.services.directoryservicedata.model.ConflictException;
import software.amazon.awssdk.services.directoryservicedata.model.CreateUserResponse;
import software.amazon.awssdk.services.directoryservicedata.model.DescribeUserResponse;
import software.amazon.awssdk.services.directoryservicedata.model.DirectoryServiceDataException;
import software.amazon.awssdk.services.directoryservicedata.model.ResourceNotFoundException;
import software.amazon.awssdk.services.directoryservicedata.model.UserSummary;
import software.amazon.awssdk.services.directoryservicedata.model.ValidationException;
import software.amazon.awssdk.services.directoryservicedata.model.ValidationExceptionReason;

/// Directory Service and Directory Service Data by the AWS SDK, by the AWS CLI, by hand, and by our
/// own command line.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DirectoryServiceTest {
  private static final String PASSWORD = "Correct-horse-battery-1";

  @TempDir Path folder;
  private TestServer server;
  private DirectoryClient ds;
  private DirectoryServiceDataClient data;
  private String directory;

  @BeforeAll
  void start() throws Exception {
    server = TestServer.start();
    ds = server.ds(server.root());
    data = server.dsData(server.root());
    directory = directory("corp.example.com");
  }

  @AfterAll
  void stop() throws Exception {
    data.close();
    ds.close();
    server.close();
  }

  private String directory(String name) {
    return ds.createDirectory(r -> r.name(name).password(PASSWORD).size(DirectorySize.SMALL))
        .directoryId();
  }

  private CreateUserResponse user(String name) {
    return data.createUser(r -> r.directoryId(directory).samAccountName(name).givenName("Jane"));
  }

  @Test
  void theSdk_makesAndDescribes() {
    DirectoryDescription description =
        ds.describeDirectories(r -> r.directoryIds(directory)).directoryDescriptions().getFirst();
    assertThat(description.stage()).isEqualTo(DirectoryStage.ACTIVE);
    assertThat(description.shortName()).isEqualTo("CORP");
    assertThat(description.vpcSettings().subnetIds()).hasSize(2);
    CreateUserResponse made = user("jane");
    DescribeUserResponse described =
        data.describeUser(r -> r.directoryId(directory).samAccountName("JANE"));
    assertThat(described.sid()).isEqualTo(made.sid()).startsWith("S-1-5-21-");
    assertThat(described.userPrincipalName()).isEqualTo("jane@corp.example.com");
    assertThat(described.enabled()).isFalse();
    ds.resetUserPassword(
        r -> r.directoryId(directory).userName("jane").newPassword("Other-horse-2"));
    assertThat(data.describeUser(r -> r.directoryId(directory).samAccountName("jane")).enabled())
        .isTrue();
  }

  @Test
  void theSdk_knowsOurErrorsByTheirTypes() {
    user("taken");
    assertThat(catchThrowableOfType(ConflictException.class, () -> user("Taken")).statusCode())
        .isEqualTo(409);
    assertThat(
            catchThrowableOfType(
                    ResourceNotFoundException.class,
                    () -> data.describeUser(r -> r.directoryId(directory).samAccountName("nobody")))
                .statusCode())
        .isEqualTo(404);
    AccessDeniedException denied =
        catchThrowableOfType(
            AccessDeniedException.class, () -> data.listUsers(r -> r.directoryId("d-0000000000")));
    assertThat(denied.statusCode()).isEqualTo(403);
    assertThat(denied.reason()).isEqualTo(AccessDeniedReason.DIRECTORY_AUTH);
    assertThat(
            catchThrowableOfType(
                    ValidationException.class,
                    () -> data.listUsers(r -> r.directoryId(directory).realm("other.example.com")))
                .reason())
        .isEqualTo(ValidationExceptionReason.INVALID_REALM);
    assertThat(
            catchThrowableOfType(
                ValidationException.class, () -> data.listUsers(r -> r.directoryId("D-1"))))
        .hasMessageContaining("Value 'D-1' at 'directoryId' failed to satisfy constraint");
    assertThat(
            catchThrowableOfType(
                EntityDoesNotExistException.class,
                () -> ds.describeDirectories(r -> r.directoryIds("d-0000000000"))))
        .isNotNull();
    DirectoryServiceDataException unserved =
        catchThrowableOfType(
            DirectoryServiceDataException.class,
            () -> data.createGroup(r -> r.directoryId(directory).samAccountName("g")));
    assertThat(unserved.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException");
    assertThat(unserved.statusCode()).isEqualTo(404);
  }

  @Test
  void thePaginator_walksEveryPage() {
    String many = directory("pages.example.com");
    for (int i = 0; i < 5; i++) {
      String name = "page-" + i;
      data.createUser(r -> r.directoryId(many).samAccountName(name));
    }
    List<String> names =
        data.listUsersPaginator(r -> r.directoryId(many).maxResults(2)).users().stream()
            .map(UserSummary::samAccountName)
            .toList();
    assertThat(names).hasSize(6).doesNotHaveDuplicates().contains("Administrator", "page-4");
    ds.deleteDirectory(r -> r.directoryId(many));
  }

  @Test
  void events_areFoundByTheUserAndByTheDirectory_withoutAnySecret() throws Exception {
    String own = directory("audit.example.com");
    CreateUserResponse made =
        data.createUser(
            r -> r.directoryId(own).samAccountName("audited").emailAddress("a@example.com"));
    long seq = TestServer.seq(data.describeUser(r -> r.directoryId(own).samAccountName("audited")));
    assertThat(names(server.records("sid = " + made.sid(), seq)))
        .containsExactly("CreateUser", "DescribeUser");
    List<JsonObject> all = server.records("directory = " + own, seq);
    assertThat(names(all)).containsExactly("CreateDirectory", "CreateUser", "DescribeUser");
    assertThat(all.toString()).doesNotContain(PASSWORD).doesNotContain("a@example.com");
    long refused =
        TestServer.seq(
            catchThrowableOfType(
                ResourceNotFoundException.class,
                () -> data.describeUser(r -> r.directoryId(own).samAccountName("nobody"))));
    assertThat(server.records("directory = " + own + " and errorCode is present", refused))
        .hasSize(1);
    ds.deleteDirectory(r -> r.directoryId(own));
  }

  private static TreeSet<String> names(List<JsonObject> records) {
    TreeSet<String> names = new TreeSet<>();
    records.forEach(record -> names.add(record.string("eventName").orElseThrow()));
    return names;
  }

  @Test
  void theAwsCli_managesDirectories() throws Exception {
    AwsCli cli = new AwsCli(server, server.root(), folder);
    String id =
        cli.run(
                "ds create-directory --name cli.example.com --password ? --size Large --tags"
                    + " Key=team,Value=desktops --query DirectoryId --output text",
                PASSWORD)
            .orFail()
            .strip();
    assertThat(id).startsWith("d-").hasSize(12);
    assertThat(
            cli.run(
                    "ds describe-directories --directory-ids ? --query"
                        + " DirectoryDescriptions[0].[Size,Stage,Type] --output text",
                    id)
                .orFail()
                .strip())
        .isEqualTo("Large\tActive\tSimpleAD");
    assertThat(
            cli.run("ds list-tags-for-resource --resource-id ? --query Tags[0].Value", id).orFail())
        .contains("desktops");
    assertThat(cli.run("ds delete-directory --directory-id ?", id).orFail()).contains(id);
    assertThat(cli.run("ds delete-directory --directory-id ?", id).err())
        .contains("An error occurred (EntityDoesNotExistException)");
  }

  private HttpResponse<String> signed(SdkHttpMethod method, String target, String body)
      throws Exception {
    AwsBasicCredentials root = server.root();
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .uri(server.uri().resolve(target))
            .method(method)
            .putHeader("Content-Type", "application/json");
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(root)
                        .request(request.build())
                        .payload(() -> new java.io.ByteArrayInputStream(bytes(body)))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ds-data")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, TestServer.REGION));
    HttpRequest.Builder wire =
        HttpRequest.newBuilder(server.uri().resolve(target))
            .method(method.name(), HttpRequest.BodyPublishers.ofByteArray(bytes(body)));
    signed
        .request()
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.equals("Host") && !name.equals("Content-Length")) {
                values.forEach(value -> wire.header(name, value));
              }
            });
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(wire.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void assertRefused(HttpResponse<String> answer, int status, String error, String message)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains(error);
    assertThat(TestServer.json(answer.body()).string("message")).contains(message);
    long seq = Long.parseLong(answer.headers().firstValue("x-keytrail-seq").orElseThrow());
    assertThat(server.records("seq = " + seq, seq))
        .singleElement()
        .satisfies(record -> assertThat(record.string("errorCode")).contains(error));
  }

  @Test
  void hostileRequests_areRefusedInTheProtocol_andOnRecord() throws Exception {
    String there = "/Users/ListUsers?DirectoryId=" + directory;
    assertThat(signed(SdkHttpMethod.POST, there, "{}").statusCode()).isEqualTo(200);
    assertRefused(
        signed(SdkHttpMethod.GET, there, ""),
        405,
        "UnknownOperationException",
        "This path answers POST.");
    assertRefused(
        signed(SdkHttpMethod.POST, "/Users%2FListUsers?DirectoryId=" + directory, "{}"),
        404,
        "UnknownOperationException",
        "There is no operation at this path.");
    assertRefused(
        signed(SdkHttpMethod.POST, there + "&DirectoryId=d-0000000000", "{}"),
        400,
        "SerializationException",
        "a parameter stands twice");
    assertRefused(
        signed(SdkHttpMethod.POST, there, "{\"MaxResults\": 1,"),
        400,
        "SerializationException",
        "the text ends inside a value");
  }

  private record Ran(int exit, String out, String err) {
    JsonObject json() throws Exception {
      return TestServer.json(out);
    }
  }

  /// Runs our own command line in this JVM.
  private Ran keytrail(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", server.uri().toString(), "--data", server.data().toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      int exit =
          new CommandLine(new DirectoryCommand())
              .setErr(new java.io.PrintWriter(err, true, StandardCharsets.UTF_8))
              .setExecutionExceptionHandler(
                  (failure, line, _) -> {
                    line.getErr().println(failure.getMessage());
                    return line.getCommandSpec().exitCodeOnExecutionException();
                  })
              .execute(all.toArray(String[]::new));
      return new Ran(
          exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void ourCommandLine_makesListsAndAdds() throws Exception {
    Path password = folder.resolve("password");
    Files.writeString(password, PASSWORD + "\n");
    Ran made =
        keytrail(
            "create",
            "own.example.com",
            "--short-name",
            "OWN",
            "--password-file",
            password.toString());
    assertThat(made.exit()).as(made.err()).isZero();
    String id = made.json().string("directoryId").orElseThrow();
    Ran user =
        keytrail("add-user", "--directory", id, "john", "--given-name", "John", "--surname", "Doe");
    assertThat(user.exit()).as(user.err()).isZero();
    String sid = user.json().string("sid").orElseThrow();
    assertThat(data.describeUser(r -> r.directoryId(id).samAccountName("john")).sid())
        .isEqualTo(sid);
    assertThat(keytrail("list").out()).contains("\"shortName\":\"OWN\"").contains(id);
    Ran users = keytrail("users", "--directory", id);
    assertThat(users.out()).contains(sid).contains("\"givenName\":\"John\"");
    assertThat(((JsonArray) users.json().member("users").orElseThrow()).elements()).hasSize(2);
    Ran again = keytrail("add-user", "--directory", id, "john");
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("ConflictException").contains("exists already");
    assertThat(keytrail("users", "--directory", "d-0000000000").err())
        .contains("(404)")
        .contains("EntityDoesNotExistException");
    assertThat(keytrail("add-user", "john").exit()).isEqualTo(2);
    ds.deleteDirectory(r -> r.directoryId(id));
  }

  @Test
  void thoseCalls_areOnRecordAsWhatTheyAre() throws Exception {
    HttpResponse<String> made =
        server.post("/api/v1/directories", "{\"name\": \"api.example.com\"}");
    assertThat(made.statusCode()).isEqualTo(201);
    String id = TestServer.json(made.body()).string("directoryId").orElseThrow();
    long seq = Long.parseLong(made.headers().firstValue("x-keytrail-seq").orElseThrow());
    assertThat(server.records("directory = " + id, seq))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.string("eventSource")).contains("ds.amazonaws.com");
              assertThat(record.string("eventName")).contains("CreateDirectory");
              assertThat(record.object("userIdentity").orElseThrow().string("type"))
                  .contains("Root");
            });
    ds.deleteDirectory(r -> r.directoryId(id));
  }
}
