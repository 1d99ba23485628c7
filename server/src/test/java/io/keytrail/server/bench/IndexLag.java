package io.keytrail.server.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;

/// How long the search index needs to catch up with the log after a load.
record IndexLag(ServerProcess server) {

  /// Waits until the call with this answer is found: everything recorded before it is found then,
  /// too.
  ///
  /// @param answer head and body of a recorded call
  String awaitCaughtUp(String answer) throws IOException, InterruptedException {
    String seq = header(answer, "x-keytrail-seq");
    long begin = System.nanoTime();
    String token = Files.readString(server.data().resolve("admin-token")).strip();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < 60; i++) {
        HttpRequest request =
            HttpRequest.newBuilder(
                    URI.create(server.uri() + "/api/v1/events?limit=1&waitFor=" + seq))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(60))
                .build();
        String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        if (body.contains("\"complete\":true")) {
          return "caught up %.1f s after the load".formatted((System.nanoTime() - begin) / 1e9);
        }
      }
    }
    return "still behind after %.0f s".formatted((System.nanoTime() - begin) / 1e9);
  }

  private static String header(String answer, String name) {
    for (String line : answer.split("\r\n", -1)) {
      if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
        return line.substring(name.length() + 1).strip();
      }
    }
    throw new IllegalStateException("no " + name + " in " + answer);
  }
}
