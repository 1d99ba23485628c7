package io.keytrail.server.e2e;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.event.ZstdDictionaries;
import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.store.Database;
import io.keytrail.server.store.PgEventLog;
import io.keytrail.server.store.TestPostgres;
import io.keytrail.server.trail.EventLog;
import io.keytrail.server.trail.LogPosition;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The whole trail, read in both ways there are: as its users search it, and row by row as
/// PostgreSQL has it. Each as the sequence numbers of every request id.
public final class Trail {
  private static final int PAGE = 200;
  private static final int ROWS = 200;

  private Trail() {}

  /// By `GET /api/v1/events`, page after page, once the event `upTo` is in the index. Blocking.
  static Map<String, List<Long>> byApi(URI server, Path data, long upTo) throws Exception {
    String token = Files.readString(data.resolve("admin-token")).strip();
    Map<String, List<Long>> found = new HashMap<>();
    String cursor = "&waitFor=" + upTo;
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!cursor.isEmpty()) {
        URI page = server.resolve("/api/v1/events?limit=" + PAGE + cursor);
        HttpResponse<String> response =
            http.send(
                HttpRequest.newBuilder(page)
                    .header("Authorization", "Bearer " + token)
                    .timeout(Duration.ofSeconds(60))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
          throw new AssertionError(
              page + " answered " + response.statusCode() + ": " + response.body());
        }
        JsonObject answer = TestServer.json(response.body());
        for (JsonValue event : ((JsonArray) answer.member("events").orElseThrow()).elements()) {
          remember(found, (JsonObject) event);
        }
        cursor = next(answer);
      }
    }
    return found;
  }

  private static void remember(Map<String, List<Long>> found, JsonObject entry) {
    long seq = ((JsonNumber) entry.member("seq").orElseThrow()).asLong().orElseThrow();
    entry
        .object("event")
        .orElseThrow()
        .string("requestID")
        .ifPresent(id -> found.computeIfAbsent(id, _ -> new ArrayList<>()).add(seq));
  }

  private static String next(JsonObject answer) {
    return answer.member("next").orElseThrow() instanceof JsonString(String cursor)
        ? "&after=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)
        : "";
  }

  /// By the rows of `event_log`. Blocking.
  public static Map<String, List<Long>> byRows(Database database) {
    PgEventLog log = new PgEventLog(database, ZstdDictionaries.builtIn(), Optional::empty);
    Map<String, List<Long>> found = new HashMap<>();
    LogPosition position = LogPosition.START;
    EventLog.Page page;
    do {
      page = TestPostgres.await(log.after(position, ROWS));
      if (page.unreadable() > 0) {
        throw new AssertionError(page.unreadable() + " rows cannot be read");
      }
      for (AuditEvent event : page.events()) {
        event
            .record()
            .string("requestID")
            .ifPresent(id -> found.computeIfAbsent(id, _ -> new ArrayList<>()).add(event.seq()));
      }
      position = page.end();
    } while (page.more());
    return found;
  }
}
