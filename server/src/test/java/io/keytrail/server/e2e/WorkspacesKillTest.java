package io.keytrail.server.e2e;

import static io.keytrail.server.store.TestPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.bench.ServerProcess;
import io.keytrail.server.crypto.SecretAccess;
import io.keytrail.server.store.Database;
import io.keytrail.server.store.DatabaseUrl;
import io.keytrail.server.store.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeState;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.workspaces.WorkSpacesClient;
import software.amazon.awssdk.services.workspaces.model.RebootRequest;
import software.amazon.awssdk.services.workspaces.model.TerminateRequest;
import software.amazon.awssdk.services.workspaces.model.Workspace;
import software.amazon.awssdk.services.workspaces.model.WorkspaceState;

/// kill -9 of a server at every step of a launch, a reboot, a rebuild and a removal. Desktop number
/// n is held, by a trigger, where its n-th step has been done and is not on record: the server is
/// told that the database is away, does the step again and again, and is killed in the middle of
/// that. Afterwards all desktops come to the same end, and nothing else is left.
final class WorkspacesKillTest {
  /// Instance; three for each of two volumes; the end.
  private static final int LAUNCH_STEPS = 8;

  /// Two for each of two volumes; the end.
  private static final int REBOOT_STEPS = 5;

  /// Instance, the new root's id, two for each of two volumes, two detached, two attached, one
  /// deleted; the end.
  private static final int REBUILD_STEPS = 12;

  private static final int DESKTOPS = REBUILD_STEPS;

  /// Two for each of two volumes; instance, grant, the end.
  private static final int TERMINATE_STEPS = 7;

  private static final String HOLD =
      """
      CREATE TABLE holding (type text PRIMARY KEY);
      CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (
          SELECT 1 FROM holding h JOIN job j ON j.id = NEW.job AND j.type = h.type
          JOIN workspaces_workspace w ON w.id = convert_from(j.input, 'UTF8')::jsonb ->> 'workspaceId'
          WHERE convert_from(w.user_name, 'UTF8') = 'user' || NEW.n) THEN
          RAISE EXCEPTION 'held' USING ERRCODE = '57P01';
        END IF;
        RETURN NEW;
      END
      $$;
      CREATE TRIGGER hold BEFORE INSERT ON job_step FOR EACH ROW EXECUTE FUNCTION hold();
      """;

  private final Vertx vertx = Vertx.vertx();

  @Test
  @Timeout(900)
  void killedAtEveryStep_comesToTheSameEnd(@TempDir Path folder) throws Exception {
    DatabaseUrl url = TestPostgres.freshDatabase();
    Database database = Database.open(vertx, url, Database.Limits.standard());
    Path data = folder.resolve("data");
    ServerProcess server = start(data, url);
    try {
      statements(database, HOLD);
      List<String> ids = new ArrayList<>();
      String key = launchAllAndHold(server, database, ids);
      server.kill();
      hold(database, List.of());
      server = start(data, url);
      Set<String> volumes = requireAllThere(server, key, ids);

      moveAllAndHold(server, database, "workspaces.reboot", REBOOT_STEPS, reboot(ids));
      server.kill();
      hold(database, List.of());
      server = start(data, url);
      assertThat(requireAllThere(server, key, ids)).isEqualTo(volumes);

      moveAllAndHold(server, database, "workspaces.rebuild", REBUILD_STEPS, rebuild(ids));
      server.kill();
      hold(database, List.of());
      server = start(data, url);
      // Each has a new root volume and its old user volume.
      assertThat(requireAllThere(server, key, ids)).filteredOn(volumes::contains).hasSize(DESKTOPS);

      moveAllAndHold(server, database, "workspaces.terminate", TERMINATE_STEPS, terminate(ids));
      server.kill();
      hold(database, List.of());
      server = start(data, url);
      requireNothingLeft(server, key, ids);
    } finally {
      server.close();
      await(database.close());
      await(vertx.close());
    }
  }

  private static ServerProcess start(Path data, DatabaseUrl url) throws Exception {
    String text =
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(
                url.user(),
                url.password().readText(SecretAccess.OPERATOR),
                url.host(),
                url.port(),
                url.database());
    return ServerProcess.startUnbuilt(
        data, Map.of(), "--database", text, "--workspaces-speed", "100000");
  }

  private static void statements(Database database, String sql) {
    var connection = await(database.dedicated());
    await(connection.query(sql).execute());
    await(connection.close());
  }

  private static void hold(Database database, List<String> types) {
    await(database.write("DELETE FROM holding", Tuple.tuple()));
    for (String type : types) {
      await(database.write("INSERT INTO holding VALUES ($1)", Tuple.of(type)));
    }
  }

  /// Until so many jobs have tried in vain.
  private static void untilHeld(Database database, String type, int count) {
    Desktops.until(
        () ->
            await(
                        database.read(
                            "SELECT count(*)::int FROM job WHERE type = $1 AND attempts > 0",
                            Tuple.of(type)))
                    .iterator()
                    .next()
                    .getInteger(0)
                == count);
  }

  private static String launchAllAndHold(ServerProcess server, Database database, List<String> ids)
      throws Exception {
    hold(database, List.of("workspaces.launch"));
    try (Desktops root = new Desktops(server.uri(), Clients.root(server))) {
      String key = root.kms.createKey().keyMetadata().arn();
      String[] users =
          IntStream.rangeClosed(1, DESKTOPS).mapToObj(n -> "user" + n).toArray(String[]::new);
      String directory = root.directory(users);
      for (String user : users) {
        ids.add(root.launch(Desktops.wish(directory, user, key)).workspaceId());
      }
      untilHeld(database, "workspaces.launch", LAUNCH_STEPS);
      return key;
    }
  }

  /// Answers the volumes' ids.
  private static Set<String> requireAllThere(ServerProcess server, String key, List<String> ids)
      throws Exception {
    try (Desktops root = new Desktops(server.uri(), Clients.root(server))) {
      for (String id : ids) {
        Workspace there = root.until(id, WorkspaceState.AVAILABLE);
        assertThat(there.errorCode()).isNull();
      }
      assertThat(root.volumes())
          .hasSize(2 * DESKTOPS)
          .allMatch(one -> one.state() == VolumeState.IN_USE);
      assertThat(root.runningInstances()).hasSize(DESKTOPS);
      assertThat(root.grants(key))
          .hasSize(3 * DESKTOPS)
          .extracting(GrantListEntry::name)
          .doesNotHaveDuplicates();
      return root.volumes().stream().map(Volume::volumeId).collect(Collectors.toSet());
    }
  }

  /// Asks for something for all of them, and waits until so many are held in the middle of it.
  private static void moveAllAndHold(
      ServerProcess server,
      Database database,
      String type,
      int steps,
      ToIntFunction<WorkSpacesClient> failedRequests)
      throws Exception {
    hold(database, List.of(type));
    try (Desktops root = new Desktops(server.uri(), Clients.root(server))) {
      assertThat(failedRequests.applyAsInt(root.workspaces)).isZero();
      untilHeld(database, type, steps);
    }
  }

  private static ToIntFunction<WorkSpacesClient> reboot(List<String> ids) {
    List<RebootRequest> all =
        ids.stream().map(id -> RebootRequest.builder().workspaceId(id).build()).toList();
    return client ->
        client.rebootWorkspaces(r -> r.rebootWorkspaceRequests(all)).failedRequests().size();
  }

  /// The service takes one at a time.
  private static ToIntFunction<WorkSpacesClient> rebuild(List<String> ids) {
    return client ->
        ids.stream()
            .mapToInt(
                id ->
                    client
                        .rebuildWorkspaces(r -> r.rebuildWorkspaceRequests(w -> w.workspaceId(id)))
                        .failedRequests()
                        .size())
            .sum();
  }

  private static ToIntFunction<WorkSpacesClient> terminate(List<String> ids) {
    List<TerminateRequest> all =
        ids.stream().map(id -> TerminateRequest.builder().workspaceId(id).build()).toList();
    return client ->
        client.terminateWorkspaces(r -> r.terminateWorkspaceRequests(all)).failedRequests().size();
  }

  private static void requireNothingLeft(ServerProcess server, String key, List<String> ids)
      throws Exception {
    try (Desktops root = new Desktops(server.uri(), Clients.root(server))) {
      ids.forEach(root::untilGone);
      assertThat(root.volumes()).isEmpty();
      assertThat(root.runningInstances()).isEmpty();
      assertThat(root.grants(key)).isEmpty();
    }
  }
}
