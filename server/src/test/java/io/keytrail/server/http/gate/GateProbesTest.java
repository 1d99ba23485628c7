package io.keytrail.server.http.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The probes of the H rows, on raw sockets: what is refused, how, and that nothing behind a
/// refusal is served.
class GateProbesTest {
  private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
  private static GatedServer server;

  /// @param refusal null: served
  private record Probe(String name, String bytes, GateRefusal refusal) {}

  @BeforeAll
  static void start() {
    server = new GatedServer(GateLimits.DEFAULT);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> probes() {
    return Stream.of(
            requestLine(), targets(), hosts(), headers(), framing(), chunks(), limits(), methods())
        .flatMap(List::stream)
        .map(probe -> DynamicTest.dynamicTest(probe.name(), () -> run(probe)));
  }

  /// Sends the probe and, behind it, a request that must be served if and only if the probe was.
  private static void run(Probe probe) throws IOException {
    server.served.clear();
    try (RawSocket socket = new RawSocket(server.port)) {
      socket.send(probe.bytes() + SMUGGLED);
      if (probe.refusal() == null) {
        String all = socket.readUntil("<GET /smuggled 0>");
        assertThat(all).startsWith("HTTP/1.1 200 OK").contains("<GET /smuggled 0>");
        assertThat(server.served).hasSize(2);
      } else {
        String all = socket.readToEnd();
        assertThat(all).startsWith("HTTP/1.1 " + probe.refusal().status() + " ");
        assertThat(all).endsWith(probe.refusal().name());
        assertThat(server.served).isEmpty();
      }
    }
  }

  private static Probe line(String name, String line, GateRefusal refusal) {
    return new Probe(name, line + "\r\nHost: a\r\n\r\n", refusal);
  }

  private static Probe header(String name, String header, GateRefusal refusal) {
    return new Probe(name, "GET / HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n", refusal);
  }

  private static Probe body(String name, String headers, String body, GateRefusal refusal) {
    return new Probe(name, "POST / HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n" + body, refusal);
  }

  private static List<Probe> requestLine() {
    return List.of(
        line("plain", "GET / HTTP/1.1", null),
        line("two spaces before the target", "GET  / HTTP/1.1", GateRefusal.BAD_TARGET),
        line("two spaces before the version", "GET /  HTTP/1.1", GateRefusal.BAD_REQUEST_LINE),
        line("tab for a space", "GET\t/ HTTP/1.1", GateRefusal.BAD_REQUEST_LINE),
        line("tab before the version", "GET /\tHTTP/1.1", GateRefusal.BAD_TARGET),
        line("space at the end", "GET / HTTP/1.1 ", GateRefusal.BAD_REQUEST_LINE),
        line("space in front", " GET / HTTP/1.1", GateRefusal.BAD_REQUEST_LINE),
        line("empty line in front", "\r\nGET / HTTP/1.1", GateRefusal.BAD_REQUEST_LINE),
        line("no version", "GET /", GateRefusal.BAD_REQUEST_LINE),
        line("no target", "GET HTTP/1.1", GateRefusal.BAD_TARGET),
        line("lower-case method", "get / HTTP/1.1", GateRefusal.BAD_REQUEST_LINE),
        line("lower-case version", "GET / http/1.1", GateRefusal.BAD_REQUEST_LINE),
        line("1.0", "GET / HTTP/1.0", GateRefusal.BAD_VERSION),
        line("1.2", "GET / HTTP/1.2", GateRefusal.BAD_VERSION),
        line("0.9 with a version", "GET / HTTP/0.9", GateRefusal.BAD_VERSION),
        new Probe("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", GateRefusal.BAD_VERSION),
        new Probe(
            "TLS hello", "\u0016\u0003\u0001\u0002\u0000\u0001", GateRefusal.BAD_REQUEST_LINE),
        new Probe("bare LF", "GET / HTTP/1.1\nHost: a\n\n", GateRefusal.BAD_REQUEST_LINE),
        new Probe("bare CR", "GET / HTTP/1.1\rHost: a\r\r", GateRefusal.BAD_REQUEST_LINE));
  }

  private static List<Probe> targets() {
    return List.of(
        line("NUL", "GET /\u0000 HTTP/1.1", GateRefusal.BAD_TARGET),
        line("control character", "GET /\u0001 HTTP/1.1", GateRefusal.BAD_TARGET),
        line("DEL", "GET /\u007f HTTP/1.1", GateRefusal.BAD_TARGET),
        line("raw UTF-8", "GET /\u00e1\u0088\u00b4 HTTP/1.1", GateRefusal.BAD_TARGET),
        line("raw space", "GET /example space/ HTTP/1.1", GateRefusal.BAD_REQUEST_LINE),
        line("fragment", "GET /#a HTTP/1.1", GateRefusal.BAD_TARGET),
        line("absolute form", "GET http://b/ HTTP/1.1", GateRefusal.BAD_TARGET),
        line("asterisk form", "OPTIONS * HTTP/1.1", GateRefusal.BAD_TARGET),
        line("our own refusal mark", "GET !BAD_HOST HTTP/1.1", GateRefusal.BAD_TARGET),
        line("half an escape", "GET /%4 HTTP/1.1", GateRefusal.BAD_TARGET),
        line("no escape", "GET /%zz HTTP/1.1", GateRefusal.BAD_TARGET),
        line("escaped NUL stays escaped", "GET /%00 HTTP/1.1", null));
  }

  private static List<Probe> hosts() {
    return List.of(
        new Probe("no Host", "GET / HTTP/1.1\r\n\r\n", GateRefusal.BAD_HOST),
        header("two Hosts", "Host: b", GateRefusal.BAD_HOST),
        header("two Hosts, folded case", "hOST: a", GateRefusal.BAD_HOST),
        new Probe("empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", GateRefusal.BAD_HOST),
        new Probe("Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", GateRefusal.BAD_HOST),
        new Probe("Host with a user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", GateRefusal.BAD_HOST),
        new Probe("Host with a query", "GET / HTTP/1.1\r\nHost: a?b\r\n\r\n", GateRefusal.BAD_HOST),
        new Probe(
            "Host with a fragment", "GET / HTTP/1.1\r\nHost: a#b\r\n\r\n", GateRefusal.BAD_HOST),
        new Probe("Host list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", GateRefusal.BAD_HOST),
        new Probe("IPv6 Host", "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", null));
  }

  private static List<Probe> headers() {
    return List.of(
        header("obs-fold", "A: b\r\n c", GateRefusal.BAD_HEADER),
        header("obs-fold by tab", "A: b\r\n\tc", GateRefusal.BAD_HEADER),
        header("space before the colon", "A : b", GateRefusal.BAD_HEADER),
        header("empty name", ": b", GateRefusal.BAD_HEADER),
        header("no colon", "Ab", GateRefusal.BAD_HEADER),
        header("bracket in a name", "A(b): c", GateRefusal.BAD_HEADER),
        header("NUL in a value", "A: b\u0000c", GateRefusal.BAD_HEADER),
        header("bare CR in a value", "A: b\rc", GateRefusal.BAD_HEADER),
        header("bare LF in a value", "A: b\nc: d", GateRefusal.BAD_HEADER),
        header("UTF-8 in a value", "A: \u00c3\u00a4", null),
        header("empty value", "A:", null),
        header(
            "Upgrade is ignored",
            "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AA",
            null),
        header("Expect garbage", "Expect: garbage", GateRefusal.EXPECTATION_FAILED));
  }

  private static List<Probe> framing() {
    return List.of(
        body("Content-Length", "Content-Length: 3", "abc", null),
        body(
            "CL and TE",
            "Content-Length: 3\r\nTransfer-Encoding: chunked",
            "0\r\n\r\n",
            GateRefusal.BAD_FRAMING),
        body(
            "TE and CL",
            "Transfer-Encoding: chunked\r\nContent-Length: 5",
            "0\r\n\r\n",
            GateRefusal.BAD_FRAMING),
        body("CL twice", "Content-Length: 3\r\nContent-Length: 3", "abc", GateRefusal.BAD_FRAMING),
        body("CL list", "Content-Length: 3, 3", "abc", GateRefusal.BAD_FRAMING),
        body("CL signed", "Content-Length: +3", "abc", GateRefusal.BAD_FRAMING),
        body("CL negative", "Content-Length: -3", "abc", GateRefusal.BAD_FRAMING),
        body("CL hex", "Content-Length: 0x3", "abc", GateRefusal.BAD_FRAMING),
        body("CL leading zero", "Content-Length: 03", "abc", GateRefusal.BAD_FRAMING),
        body("CL empty", "Content-Length:", "", GateRefusal.BAD_FRAMING),
        body("CL overflow", "Content-Length: 18446744073709551619", "abc", GateRefusal.BAD_FRAMING),
        body("CL too large", "Content-Length: 4194305", "", GateRefusal.BODY_TOO_LARGE),
        body("TE xchunked", "Transfer-Encoding: xchunked", "0\r\n\r\n", GateRefusal.BAD_FRAMING),
        body(
            "TE with a parameter",
            "Transfer-Encoding: chunked;q=1",
            "0\r\n\r\n",
            GateRefusal.BAD_FRAMING),
        body("TE list", "Transfer-Encoding: gzip, chunked", "0\r\n\r\n", GateRefusal.BAD_FRAMING),
        body(
            "TE identity and CL",
            "Transfer-Encoding: identity\r\nContent-Length: 3",
            "abc",
            GateRefusal.BAD_FRAMING),
        body(
            "TE twice",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            "0\r\n\r\n",
            GateRefusal.BAD_FRAMING),
        body("TE folded", "Transfer-Encoding:\r\n chunked", "0\r\n\r\n", GateRefusal.BAD_FRAMING),
        body(
            "TE with a vertical tab",
            "Transfer-Encoding: \u000bchunked",
            "0\r\n\r\n",
            GateRefusal.BAD_HEADER));
  }

  private static List<Probe> chunks() {
    String chunked = "Transfer-Encoding: chunked";
    return List.of(
        body("chunks", chunked, "3\r\nabc\r\n0A\r\n0123456789\r\n0\r\n\r\n", null),
        body("chunk size wraps", chunked, "100000005\r\nabcde\r\n0\r\n\r\n", GateRefusal.BAD_CHUNK),
        body("chunk extension", chunked, "3;a=b\r\nabc\r\n0\r\n\r\n", GateRefusal.BAD_CHUNK),
        body("chunk size signed", chunked, "+3\r\nabc\r\n0\r\n\r\n", GateRefusal.BAD_CHUNK),
        body("chunk size with 0x", chunked, "0x3\r\nabc\r\n0\r\n\r\n", GateRefusal.BAD_CHUNK),
        body("chunk size empty", chunked, "\r\nabc\r\n0\r\n\r\n", GateRefusal.BAD_CHUNK),
        body("chunk longer than its size", chunked, "2\r\nabc\r\n0\r\n\r\n", GateRefusal.BAD_CHUNK),
        body("chunk ended by LF", chunked, "3\nabc\n0\n\n", GateRefusal.BAD_CHUNK),
        body("trailer", chunked, "0\r\nX-Amz-Target: a\r\n\r\n", GateRefusal.BAD_CHUNK),
        body("chunks too large", chunked, "400001\r\n", GateRefusal.BODY_TOO_LARGE));
  }

  private static List<Probe> limits() {
    return List.of(
        header("100 headers", "A: b\r\n".repeat(98) + "A: b", null),
        header("101 headers", "A: b\r\n".repeat(99) + "A: b", GateRefusal.HEAD_TOO_LARGE),
        header("head of 16 KiB", "A: " + "b".repeat(16384), GateRefusal.HEAD_TOO_LARGE),
        line("target of 4 KiB", "GET /" + "a".repeat(4095) + " HTTP/1.1", null),
        line(
            "target over 4 KiB",
            "GET /" + "a".repeat(4096) + " HTTP/1.1",
            GateRefusal.TARGET_TOO_LONG),
        line(
            "presigned target of 8 KiB",
            "GET /?X-Amz-Signature=" + "a".repeat(8174) + " HTTP/1.1",
            null),
        line(
            "presigned target over 8 KiB",
            "GET /?X-Amz-Signature=" + "a".repeat(8175) + " HTTP/1.1",
            GateRefusal.TARGET_TOO_LONG),
        line(
            "target without end",
            "GET /" + "a".repeat(20000) + " HTTP/1.1",
            GateRefusal.TARGET_TOO_LONG));
  }

  private static List<Probe> methods() {
    return List.of(
        line("TRACE", "TRACE / HTTP/1.1", GateRefusal.METHOD_NOT_ALLOWED),
        line("CONNECT", "CONNECT a:443 HTTP/1.1", GateRefusal.METHOD_NOT_ALLOWED),
        line("unknown method", "BREW / HTTP/1.1", GateRefusal.METHOD_NOT_ALLOWED),
        header(
            "X-HTTP-Method-Override",
            "X-HTTP-Method-Override: DELETE",
            GateRefusal.METHOD_NOT_ALLOWED),
        header("X-HTTP-Method", "X-HTTP-Method: DELETE", GateRefusal.METHOD_NOT_ALLOWED),
        header("X-Method-Override", "X-Method-Override: DELETE", GateRefusal.METHOD_NOT_ALLOWED));
  }
}
