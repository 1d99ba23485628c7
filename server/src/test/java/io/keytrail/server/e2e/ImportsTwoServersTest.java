package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.store.DatabaseUrl;
import io.keytrail.server.store.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two servers on one database: a file lies on the disk of the one that received it, and either may
/// claim its job.
final class ImportsTwoServersTest {

  @Test
  @Timeout(120)
  void fileOfOneServer_isImportedByIt_whoeverClaimsTheJob() throws Exception {
    DatabaseUrl database = TestPostgres.freshDatabase();
    try (TestServer first = TestServer.on(database, Optional.empty());
        TestServer second = TestServer.on(database, Optional.of(first.rootKey()))) {
      Imports one = Imports.of(first);
      Imports other = Imports.of(second);
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String file = "[" + ImportsOverHttpTest.record("161616161616", "two-" + i) + "]";
        ids.add((i % 2 == 0 ? one : other).begin(Imports.bytes(file), "file-" + i));
      }
      for (String id : ids) {
        JsonObject ended = other.ended(id);
        assertThat(ended.string("state")).contains("done");
        assertThat(Imports.counts(ended)).containsExactly(1L, 1L, 0L, 0L);
      }
      one.untilFound("account = 161616161616", 8);
      other.untilFound("account = 161616161616", 8);
    }
  }
}
