package io.keytrail.server.bench;

import io.keytrail.server.bench.Load.Result;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// `kms:Decrypt` and `kms:GenerateDataKey` over HTTP with everything on: signature, policy, grants,
/// durable audit.
///
/// The load is too various for a cache of answers: 100,000 distinct signatures over 20,000 blobs,
/// 5,000 SIDs and a key with 10,000 grants. The baseline is the bare JSON endpoint `/health/live`
/// of the same server in the same run.
final class KmsBench {
  private static final int SIGNATURES = 100_000;
  private static final int BLOBS = 20_000;
  private static final int SIDS = 5_000;
  private static final int GRANTS = 10_000;

  private final ServerProcess server;
  private final Load load;
  private final Signer signer;
  private final Report report;
  private final Duration time;

  KmsBench(ServerProcess server, Report report, Duration time) throws IOException {
    this.server = server;
    this.report = report;
    this.time = time;
    String host = server.uri().getHost();
    int port = server.uri().getPort();
    load = new Load(host, port, 64);
    signer = new Signer(server.credentials("us-west-2"), "kms", host + ":" + port, Instant.now());
  }

  void run() throws Exception {
    String keyId = text(one("CreateKey", "{}"), "KeyId");
    grants(keyId);
    List<byte[]> generate = new ArrayList<>(SIGNATURES);
    for (int i = 0; i < SIGNATURES; i++) {
      generate.add(
          request(
              "GenerateDataKey",
              "{\"KeyId\":\""
                  + keyId
                  + "\",\"NumberOfBytes\":"
                  + (32 + i % 33)
                  + ",\"EncryptionContext\":"
                  + context(i)
                  + "}"));
    }
    List<byte[]> decrypt = decrypts(load.once(generate.subList(0, BLOBS)));
    Result bare = load.bare(server, time.dividedBy(2));
    print("bare JSON endpoint (/health/live)", bare, "");
    measured("Decrypt", decrypt, bare);
    measured("GenerateDataKey", generate, bare);
  }

  private void measured(String name, List<byte[]> requests, Result bare) throws Exception {
    load.warmUp(requests);
    Result result = load.run(requests, Duration.ZERO, time);
    String last = load.once(List.of(request("ListKeys", "{}"))).getFirst();
    String lag = new IndexLag(server).awaitCaughtUp(last);
    print(
        name,
        result,
        "%.2f of bare (target 0.18); index %s"
            .formatted(result.perSecond() / bare.perSecond(), lag));
  }

  private void print(String name, Result result, String more) {
    report.line(
        "%-36s %,9.0f req/s   p50 %6.2f ms   p99 %6.2f ms   failures %d   %s",
        name, result.perSecond(), result.millis(50), result.millis(99), result.failures(), more);
    if (result.failures() > 0) {
      report.line("    first failure: %s", result.firstFailure());
    }
  }

  private List<byte[]> decrypts(List<String> generated) {
    List<byte[]> decrypt = new ArrayList<>(SIGNATURES);
    SplittableRandom random = new SplittableRandom(1107);
    for (int i = 0; i < SIGNATURES; i++) {
      int blob = i < BLOBS ? i : random.nextInt(BLOBS);
      // A grant token list of nothing but another length of white space makes the signature
      // another.
      String space = " ".repeat(i / BLOBS);
      decrypt.add(
          request(
              "Decrypt",
              "{\"CiphertextBlob\":\""
                  + text(generated.get(blob), "CiphertextBlob")
                  + "\",\"EncryptionContext\":"
                  + context(blob)
                  + space
                  + "}"));
    }
    return decrypt;
  }

  private void grants(String keyId) throws IOException {
    List<byte[]> requests = new ArrayList<>(GRANTS);
    for (int i = 0; i < GRANTS; i++) {
      requests.add(
          request(
              "CreateGrant",
              "{\"KeyId\":\""
                  + keyId
                  + "\",\"GranteePrincipal\":\"arn:aws:iam::222222222222:role/desk-"
                  + i
                  + "\",\"Operations\":[\"Decrypt\",\"GenerateDataKeyWithoutPlaintext\"],\"Constraints\":{\"EncryptionContextSubset\":"
                  + context(i)
                  + "}}"));
    }
    long begin = System.nanoTime();
    var _ = load.once(requests);
    report.line(
        "%-36s %,9.0f /s (each a transaction)",
        "CreateGrant x " + GRANTS, GRANTS * 1e9 / (System.nanoTime() - begin));
  }

  static String context(int i) {
    return "{\"aws:workspaces:sid-directoryid\":\"[S-1-5-21-277731876-1789304096-451871588-"
        + (1000 + i % SIDS)
        + "]@[d-1234abcd01]\",\"aws:ebs:id\":\"vol-"
        + "%017x".formatted(i)
        + "\"}";
  }

  private String one(String operation, String json) throws IOException {
    return load.once(List.of(request(operation, json))).getFirst();
  }

  private byte[] request(String operation, String json) {
    return signer.request("TrentService." + operation, json);
  }

  /// The string member of that name, wherever it stands; enough for answers of our own server.
  static String text(String json, String member) {
    int at = json.indexOf("\"" + member + "\":\"");
    if (at < 0) {
      throw new IllegalStateException("no " + member + " in " + json);
    }
    int from = at + member.length() + 4;
    return json.substring(from, json.indexOf('"', from));
  }
}
