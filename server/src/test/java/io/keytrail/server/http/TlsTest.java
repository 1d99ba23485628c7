package io.keytrail.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same port under TLS: guarded by the same gate, without HTTP/2.
class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;

  @Test
  void tls_isGated_andSpeaksNoHttp2() throws Exception {
    KeyStore store = selfSigned();
    HttpConfig.Tls files =
        new HttpConfig.Tls(folder.resolve("cert.pem"), folder.resolve("key.pem"));
    pem(files.certificate(), "CERTIFICATE", store.getCertificate("k").getEncoded());
    pem(files.key(), "PRIVATE KEY", store.getKey("k", PASSWORD).getEncoded());
    try (TestServer server = new TestServer(HttpConfig.cleartext("127.0.0.1", 0).withTls(files))) {
      SSLContext context = trusting(store);
      String good = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      assertThat(exchange(context, server.port, good)).startsWith("HTTP/1.1 200 OK");
      assertThat(exchange(context, server.port, good.replace(" /", "  /")))
          .startsWith("HTTP/1.1 400 ");
      assertThat(exchange(context, server.port, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
          .startsWith("HTTP/1.1 505 ");
    }
  }

  private static String exchange(SSLContext context, int port, String request) throws Exception {
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      var parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
      socket.setSSLParameters(parameters);
      socket.getOutputStream().write(request.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      byte[] reply = socket.getInputStream().readAllBytes();
      assertThat(socket.getApplicationProtocol()).isEmpty();
      return new String(reply, java.nio.charset.StandardCharsets.ISO_8859_1);
    }
  }

  /// By the JDK's own keytool: the JDK has no public way to make a certificate.
  private KeyStore selfSigned() throws Exception {
    Path file = folder.resolve("k.p12");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "k",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    "changeit",
                    "-keystore",
                    file.toString()))
            .redirectErrorStream(true)
            .start();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static SSLContext trusting(KeyStore store) throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("k", store.getCertificate("k"));
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private static void pem(Path file, String type, byte[] der) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
  }
}
