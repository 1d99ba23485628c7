package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.invoke.ApiChange;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.Workers;
import io.keytrail.server.simulate.snapshot.AccountSnapshot;
import io.keytrail.server.simulate.snapshot.SnapshotJson;
import io.vertx.core.Future;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// `POST /api/v1/snapshots`: keeps a snapshot of an account, for questions about its policies. The
/// same one again changes nothing.
final class KeepSnapshot implements ApiChange {
  private final SnapshotStore store;
  private final Workers workers;

  KeepSnapshot(SnapshotStore store, Workers workers) {
    this.store = store;
    this.workers = workers;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/api/v1/snapshots";
  }

  @Override
  public String action() {
    return "keytrail:Import";
  }

  @Override
  public String eventName() {
    return "KeepSnapshot";
  }

  @Override
  public boolean recorded(Request request) {
    return true;
  }

  @Override
  public int maxBodyBytes() {
    return Snapshots.MAX_BYTES;
  }

  @Override
  public Future<Outcome<Answer>> change(Call call, Request request) {
    JsonValue body = request.body().orElseThrow(() -> Members.expected("", "a JSON body"));
    return workers.run(() -> kept(call, SnapshotJson.read(body, ""))).map(this::outcome);
  }

  private static SnapshotStore.Kept kept(Call call, AccountSnapshot snapshot) {
    Bytes content = Snapshots.content(snapshot);
    return new SnapshotStore.Kept(
        call.account(),
        new SnapshotStore.Entry(
            Scenarios.id(content),
            snapshot.account(),
            snapshot.taken(),
            call.time().truncatedTo(ChronoUnit.SECONDS),
            new SnapshotStore.Counts(
                snapshot.principals().size(), snapshot.keys().size(), snapshot.policies().size()),
            content.length()),
        content);
  }

  private Outcome<Answer> outcome(SnapshotStore.Kept snapshot) {
    return new Outcome.Change<>(
        tx -> store.keep(tx, snapshot).map(count -> answer(snapshot.entry(), count)), List.of());
  }

  private static Outcome.Answer<Answer> answer(SnapshotStore.Entry entry, int count) {
    if (count > Snapshots.MAX_KEPT) {
      throw Problem.of(
          409,
          "TOO_MANY_SNAPSHOTS",
          "the account keeps " + Snapshots.MAX_KEPT + " snapshots, as many as it may; delete one");
    }
    JsonObject made = SnapshotEntries.one(entry);
    Outcome.Details details = Outcome.Details.response(made);
    return new Outcome.Answer<>(new Answer(200, made, details), details);
  }

  @Override
  public JsonObject openApi() {
    return SnapshotApi.keep();
  }
}
