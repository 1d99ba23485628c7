package io.keytrail.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.server.e2e.TestServer;
import io.keytrail.server.store.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starts that cannot work say why, and what to do.
final class RunningServerTest {

  @Test
  void start_onAPortThatIsTaken_namesItAndTheFix(@TempDir Path data) throws Exception {
    try (TestServer other = TestServer.start()) {
      int port = other.uri().getPort();
      ServerConfig config =
          new ServerConfig(
              "127.0.0.1",
              port,
              data,
              Optional.of(TestPostgres.freshDatabase()),
              TestServer.ACCOUNT,
              TestServer.REGION,
              Optional.empty(),
              Optional.empty(),
              List.of(),
              new ServerConfig.RootKeySource.File(data.resolve("root.key"), true),
              ServerConfig.WORKSPACES_SPEED,
              false);
      assertThatThrownBy(() -> RunningServer.start(config))
          .hasMessageStartingWith("cannot listen on 127.0.0.1:" + port + " (")
          .hasMessageEndingWith("); end what uses the port, or give another --port");
    }
  }
}
