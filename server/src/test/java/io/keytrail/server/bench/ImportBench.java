package io.keytrail.server.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/// Import of CloudTrail files: until every event is durable, and until every event is found.
final class ImportBench {
  private static final String ACCOUNT = "210987654321";

  private final ServerProcess server;
  private final Report report;
  private final int fileCount;
  private final int records;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Random random = new Random(1);
  private int rounds;

  /// @param files with so many records each
  ImportBench(ServerProcess server, Report report, int files, int records) {
    this.server = server;
    this.report = report;
    this.fileCount = files;
    this.records = records;
  }

  /// Twice: what a server has just compiled for is not what it does all day.
  void run() throws IOException, InterruptedException {
    round();
    round();
  }

  void round() throws IOException, InterruptedException {
    rounds++;
    Path folder = Files.createDirectories(server.data().resolveSibling("files"));
    List<Path> files = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < fileCount; i++) {
      Path file = folder.resolve(i + ".json.gz");
      bytes += write(file);
      files.add(file);
    }
    long events = (long) fileCount * records;
    report.line(
        "round %d: %,d events of %,d bytes on average, in %d files of one month",
        rounds, events, bytes / events, fileCount);
    long begin = System.nanoTime();
    for (Path file : files) {
      require(
          send(
              request("/api/v1/imports?name=" + file.getFileName())
                  .POST(HttpRequest.BodyPublishers.ofFile(file))
                  .build()),
          "\"state\":\"queued\"");
    }
    until("/api/v1/imports", "\"state\":\"done\"", fileCount * rounds);
    rate("durable", events, begin);
    until(
        "/api/v1/events?limit=0&exact=true&q=account%20%3D%20" + ACCOUNT,
        "\"total\":{\"value\":" + events * rounds + ",",
        1);
    rate("durable and found (target 15,000)", events, begin);
  }

  private void rate(String what, long events, long begin) {
    double seconds = (System.nanoTime() - begin) / 1e9;
    report.line("%-36s %8.0f events/s, %.1f s", what, events / seconds, seconds);
  }

  private void until(String path, String text, int times) throws IOException, InterruptedException {
    String body = send(request(path).GET().build());
    while (body.split(text.replace("{", "\\{"), -1).length - 1 < times) {
      if (body.contains("\"failed\"")) {
        throw new IOException(body);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
      body = send(request(path).GET().build());
    }
  }

  private HttpRequest.Builder request(String path) throws IOException {
    return HttpRequest.newBuilder(server.uri().resolve(path))
        .header(
            "Authorization",
            "Bearer " + Files.readString(server.data().resolve("admin-token")).strip());
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static void require(String body, String text) throws IOException {
    if (!body.contains(text)) {
      throw new IOException(body);
    }
  }

  /// @return unpacked bytes
  private long write(Path file) throws IOException {
    long bytes = 0;
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < records; i++) {
        byte[] record =
            ((i == 0 ? "{\"Records\":[" : ",") + record() + (i == records - 1 ? "]}" : ""))
                .getBytes(StandardCharsets.UTF_8);
        out.write(record);
        bytes += record.length;
      }
    }
    return bytes;
  }

  /// As EC2 decrypts volumes of WorkSpaces: distinct ids, 400 users, 50 keys.
  private String record() {
    int user = random.nextInt(400);
    String key =
        "arn:aws:kms:us-west-2:%s:key/1234abcd-12ab-34cd-56ef-0000000000%02d"
            .formatted(ACCOUNT, random.nextInt(50));
    String instance = "i-%017x".formatted(random.nextLong() & 0xfffffffffL);
    return """
        {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"%1$s:aws:ec2-infrastructure:%2$s",\
        "arn":"arn:aws:sts::%1$s:assumed-role/aws:ec2-infrastructure/%2$s","accountId":"%1$s","accessKeyId":"ASIAIOSFODNN7%3$07d",\
        "sessionContext":{"sessionIssuer":{"type":"Role","principalId":"%1$s:aws:ec2-infrastructure",\
        "arn":"arn:aws:iam::%1$s:role/aws:ec2-infrastructure","accountId":"%1$s","userName":"aws:ec2-infrastructure"},\
        "attributes":{"creationDate":"2026-11-%4$02dT08:00:00Z","mfaAuthenticated":"false"}},"invokedBy":"AWS Internal"},\
        "eventTime":"2026-11-%4$02dT%5$02d:%6$02d:%7$02dZ","eventSource":"kms.amazonaws.com","eventName":"Decrypt","awsRegion":"us-west-2",\
        "sourceIPAddress":"AWS Internal","userAgent":"AWS Internal","requestParameters":{"encryptionAlgorithm":"SYMMETRIC_DEFAULT",\
        "encryptionContext":{"aws:workspaces:sid-directoryid":"[S-1-5-21-277731876-1789304096-451871588-%8$d]@[d-1234abcd01]",\
        "aws:ebs:id":"vol-%9$017x"}},"responseElements":null,"requestID":"%10$s","eventID":"%11$s","readOnly":true,\
        "resources":[{"accountId":"%1$s","type":"AWS::KMS::Key","ARN":"%12$s"}],"eventType":"AwsApiCall","managementEvent":true,\
        "recipientAccountId":"%1$s","eventCategory":"Management"}"""
        .formatted(
            ACCOUNT,
            instance,
            user,
            1 + random.nextInt(25),
            random.nextInt(24),
            random.nextInt(60),
            random.nextInt(60),
            1_100 + user,
            random.nextLong() & 0xffffffffL,
            new UUID(random.nextLong(), random.nextLong()),
            new UUID(random.nextLong(), random.nextLong()),
            key);
  }
}
