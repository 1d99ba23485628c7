package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.vertx.core.Future;

/// `GET /api/v1/snapshots`: the snapshots that the caller's account keeps, that taken latest first.
final class ListSnapshots implements ApiOperation {
  private final SnapshotStore store;

  ListSnapshots(SnapshotStore store) {
    this.store = store;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/api/v1/snapshots";
  }

  @Override
  public String action() {
    return "keytrail:Simulate";
  }

  @Override
  public boolean recorded(Request request) {
    return false;
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    return store.list(call.account()).map(all -> Answer.ok(SnapshotEntries.all(all)));
  }

  @Override
  public JsonObject openApi() {
    return SnapshotApi.list();
  }
}
