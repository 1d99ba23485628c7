package io.keytrail.server.e2e;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A browser as far as the server sees it: it keeps a cookie, and says of each request where it
/// comes from. Blocking, for one thread.
final class Browser {
  private final TestServer server;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private String cookie = "";
  private String csrf = "";

  Browser(TestServer server) {
    this.server = server;
    headers.put("Host", server.uri().getAuthority());
    headers.put("Origin", server.uri().toString());
  }

  /// Signed in by a new link.
  ///
  /// @param principal empty: as the operator
  static Browser signedIn(TestServer server, String principal) throws Exception {
    Browser browser = new Browser(server);
    RawHttp.Reply reply = browser.signIn(link(server, principal));
    if (reply.status() != 200) {
      throw new AssertionError("sign-in answered " + reply.status() + ": " + reply.body());
    }
    return browser;
  }

  /// The token of a new sign-in link.
  static String link(TestServer server, String principal) throws Exception {
    String url =
        Json.text(
            TestServer.json(
                server
                    .post(
                        "/api/v1/sign-in-links",
                        principal.isEmpty() ? "{}" : "{\"principal\": \"" + principal + "\"}")
                    .body()),
            "/url");
    return url.substring(url.indexOf("#token=") + "#token=".length());
  }

  RawHttp.Reply signIn(String token) throws IOException, JsonSyntaxException {
    RawHttp.Reply reply = send("POST", "/api/v1/sign-in", "{\"token\": \"" + token + "\"}");
    if (reply.status() == 200) {
      String set = reply.headers().getOrDefault("set-cookie", "");
      cookie = set.substring(0, set.indexOf(';'));
      csrf = Json.text(TestServer.json(reply.body()), "/csrf");
    }
    return reply;
  }

  /// This browser, at another server's address, or with anything else that it says otherwise.
  ///
  /// @param value empty: it leaves the header out
  Browser saying(TestServer at, String name, String value) {
    Browser other = new Browser(at);
    other.cookie = cookie;
    other.csrf = csrf;
    other.headers.putAll(headers);
    other.headers.put(name, value);
    return other;
  }

  Browser saying(String name, String value) {
    return saying(server, name, value);
  }

  RawHttp.Reply get(String path) throws IOException {
    // As browsers do to their own origin.
    return saying("Origin", "").withDefault("Sec-Fetch-Site", "same-origin").send("GET", path, "");
  }

  RawHttp.Reply post(String path, String body) throws IOException {
    return withDefault("x-keytrail-csrf", csrf).send("POST", path, body);
  }

  /// A reply that must be 200.
  JsonObject ok(RawHttp.Reply reply) throws JsonSyntaxException {
    if (reply.status() != 200) {
      throw new AssertionError("answered " + reply.status() + ": " + reply.body());
    }
    return TestServer.json(reply.body());
  }

  String cookie() {
    return cookie;
  }

  private Browser withDefault(String name, String value) {
    return headers.containsKey(name) ? this : saying(name, value);
  }

  RawHttp.Reply send(String method, String path, String body) throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    headers.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            head.append(name).append(": ").append(value).append("\r\n");
          }
        });
    if (!cookie.isEmpty() && !headers.containsKey("Cookie")) {
      head.append("Cookie: theme=dark; ").append(cookie).append("\r\n");
    }
    if (content.length > 0) {
      head.append("Content-Type: application/json\r\n");
    }
    head.append("Content-Length: ").append(content.length).append("\r\nConnection: close\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = java.util.Arrays.copyOf(start, start.length + content.length);
    System.arraycopy(content, 0, whole, start.length, content.length);
    return RawHttp.send(server.uri(), whole);
  }
}
