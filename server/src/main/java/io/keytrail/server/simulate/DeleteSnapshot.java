package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.ApiChange;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.util.List;

/// `POST /api/v1/snapshots/{id}/delete`: forgets a snapshot.
final class DeleteSnapshot implements ApiChange {
  private final SnapshotStore store;

  DeleteSnapshot(SnapshotStore store) {
    this.store = store;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/api/v1/snapshots/{id}/delete";
  }

  @Override
  public String action() {
    return "keytrail:Import";
  }

  @Override
  public String eventName() {
    return "DeleteSnapshot";
  }

  @Override
  public boolean recorded(Request request) {
    return true;
  }

  @Override
  public Future<Outcome<Answer>> change(Call call, Request request) {
    String id = request.path().getOrDefault("id", "");
    if (!Scenarios.isId(id)) {
      throw unknown();
    }
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx -> store.delete(tx, call.account(), id).map(there -> answer(id, there)), List.of()));
  }

  private static Outcome.Answer<Answer> answer(String id, boolean there) {
    if (!there) {
      throw unknown();
    }
    JsonObject gone = JsonObject.builder().put("id", id).build();
    Outcome.Details details = Outcome.Details.response(gone);
    return new Outcome.Answer<>(new Answer(200, gone, details), details);
  }

  private static Problem unknown() {
    return Problem.of(404, "NOT_FOUND", "this account keeps no snapshot of that id");
  }

  @Override
  public JsonObject openApi() {
    return SnapshotApi.delete();
  }
}
