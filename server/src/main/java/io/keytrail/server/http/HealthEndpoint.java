package io.keytrail.server.http;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// `/health/live` and `/health/ready`.
final class HealthEndpoint {
  private static final byte[] LIVE = "{\"status\":\"live\"}".getBytes(StandardCharsets.US_ASCII);
  private static final long TIMEOUT_SECONDS = 2;

  private final List<ReadyCheck> checks;

  HealthEndpoint(List<ReadyCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  void live(Exchange exchange) {
    exchange.reply(200, "application/json", LIVE, 0);
  }

  /// 200 if every check is well, else 503 with the reasons.
  void ready(Exchange exchange) {
    List<Future<Checked>> results = checks.stream().map(HealthEndpoint::run).toList();
    Future.join(results)
        .onComplete(_ -> answer(exchange, results.stream().map(Future::result).toList()));
  }

  private record Checked(String name, Optional<String> problem) {
    JsonValue json() {
      JsonObject.Builder out =
          JsonObject.builder().put("name", name).put("ready", problem.isEmpty());
      problem.ifPresent(reason -> out.put("reason", reason));
      return out.build();
    }
  }

  private static Future<Checked> run(ReadyCheck check) {
    return check
        .problem()
        .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .otherwise(_ -> Optional.of("the check failed or did not answer in time"))
        .map(problem -> new Checked(check.name(), problem));
  }

  private static void answer(Exchange exchange, List<Checked> checked) {
    boolean ready = checked.stream().allMatch(check -> check.problem().isEmpty());
    JsonObject body =
        JsonObject.builder()
            .put("status", ready ? "ready" : "not ready")
            .put("checks", new JsonArray(checked.stream().map(Checked::json).toList()))
            .build();
    exchange.reply(ready ? 200 : 503, "application/json", JsonWriter.toBytes(body), 0);
  }
}
