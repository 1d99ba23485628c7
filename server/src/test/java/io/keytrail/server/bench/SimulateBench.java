package io.keytrail.server.bench;

import io.keytrail.server.bench.Load.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `POST /api/v1/simulate` with policies that were seen before: the seed's key policy, requests
/// that differ.
final class SimulateBench {
  private static final String[] ACTIONS = {
    "CreateGrant",
    "Decrypt",
    "Encrypt",
    "DescribeKey",
    "ListGrants",
    "ScheduleKeyDeletion",
    "RetireGrant",
    "Sign"
  };
  private static final int REQUESTS = 10_000;

  private final ServerProcess server;
  private final Report report;
  private final Duration time;

  SimulateBench(ServerProcess server, Report report, Duration time) {
    this.server = server;
    this.report = report;
    this.time = time;
  }

  void run() throws IOException, InterruptedException {
    String token = Files.readString(server.data().resolve("admin-token")).strip();
    String policy = SeedPolicy.keyPolicy();
    List<byte[]> requests = new ArrayList<>(REQUESTS);
    for (int i = 0; i < REQUESTS; i++) {
      requests.add(request(token, policy, i));
    }
    Load load = new Load(server.uri().getHost(), server.uri().getPort(), 64);
    Result bare = load.bare(server, time.dividedBy(2));
    print("bare JSON endpoint (/health/live)", bare, "");
    Duration warmUp = load.warmUp(requests);
    Result result = load.run(requests, Duration.ZERO, time);
    print(
        "POST /api/v1/simulate",
        result,
        "%.2f of bare; after %d s of warming up (target 25,000)"
            .formatted(result.perSecond() / bare.perSecond(), warmUp.toSeconds()));
    if (result.failures() > 0) {
      report.line("    first failure: %s", result.firstFailure());
    }
  }

  private void print(String name, Result result, String more) {
    report.line(
        "%-36s %,9.0f req/s   p50 %6.2f ms   p99 %6.2f ms   failures %d   %s",
        name, result.perSecond(), result.millis(50), result.millis(99), result.failures(), more);
  }

  private byte[] request(String token, String policy, int i) {
    String body =
        "{\"request\":{\"principal\":\"arn:aws:iam::123456789012:user/Alice\",\"action\":\"kms:"
            + ACTIONS[i % ACTIONS.length]
            + "\",\"resource\":\"arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab\","
            + "\"context\":{\"kms:GrantIsForAWSResource\":\""
            + (i % 3 == 0)
            + "\"},\"encryptionContext\":"
            + KmsBench.context(i)
            + "},\"policies\":{\"identity\":[],\"resource\":"
            + policy
            + "}}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST /api/v1/simulate HTTP/1.1\r\nHost: "
            + server.uri().getAuthority()
            + "\r\nAuthorization: Bearer "
            + token
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n";
    return Signer.join(head.getBytes(StandardCharsets.ISO_8859_1), bytes);
  }
}
