package io.keytrail.server.store;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.FieldEncoder;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.jobs.Job;
import io.keytrail.server.jobs.JobReport;
import io.keytrail.server.jobs.JobState;
import io.keytrail.server.jobs.JobStore;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.UUID;

/// Jobs as rows. JSON is kept as bytes: it holds text from outside.
final class PgJobRow {
  /// A job that has begun is running to who looks, also while it sleeps or waits for an attempt.
  static final String STATE =
      "CASE WHEN state = 'queued' AND epoch > 0 THEN 'running' ELSE state END";

  static final String SHOWN =
      "id, account, type, "
          + STATE
          + " AS state, progress, counts, errors, cancel_asked, created_at, updated_at";
  static final String CLAIMED =
      "id, epoch, account, type, input, row_mac, progress, counts, errors, attempts, cancel_asked";

  private PgJobRow() {}

  static Job shown(Row row) {
    return new Job(
        row.getUUID("id"),
        row.getString("account"),
        row.getString("type"),
        JobState.of(row.getString("state")).orElseThrow(),
        report(row),
        row.getBoolean("cancel_asked"),
        PgTime.fromDatabase(row.getOffsetDateTime("created_at")),
        PgTime.fromDatabase(row.getOffsetDateTime("updated_at")));
  }

  /// @throws io.keytrail.server.crypto.RowTampered where the row was not made by a server
  static JobStore.Claimed claimed(RowMacs macs, Row row) {
    UUID id = row.getUUID("id");
    String account = row.getString("account");
    String type = row.getString("type");
    byte[] input = row.getBuffer("input").getBytes();
    macs.verify(
        rowId(id),
        content(account, type, input),
        Bytes.copyOf(row.getBuffer("row_mac").getBytes()));
    return new JobStore.Claimed(
        new JobStore.Claim(id, row.getLong("epoch")),
        account,
        type,
        object(Buffer.buffer(input)),
        report(row),
        row.getInteger("attempts"),
        row.getBoolean("cancel_asked"));
  }

  static Buffer mac(RowMacs macs, UUID id, String account, String type, byte[] input) {
    return Buffer.buffer(macs.mac(rowId(id), content(account, type, input)).toArray());
  }

  private static RowMacs.RowId rowId(UUID id) {
    return new RowMacs.RowId("job", id.toString(), 1);
  }

  private static Bytes content(String account, String type, byte[] input) {
    return new FieldEncoder().text(account).text(type).bytes(Bytes.copyOf(input)).toBytes();
  }

  private static JobReport report(Row row) {
    return new JobReport(
        row.getDouble("progress"),
        object(row.getBuffer("counts")),
        row.getBuffer("errors").length() == 0
            ? JsonArray.EMPTY
            : (JsonArray) json(row.getBuffer("errors")));
  }

  static JsonObject object(Buffer bytes) {
    return bytes.length() == 0 ? JsonObject.EMPTY : (JsonObject) json(bytes);
  }

  static Buffer bytes(JsonValue value) {
    return Buffer.buffer(JsonWriter.toBytes(value));
  }

  private static JsonValue json(Buffer bytes) {
    try {
      return StrictJson.parse(bytes.getBytes(), Limits.RECORD);
    } catch (JsonSyntaxException unreadable) {
      throw new IllegalStateException("a job's row does not read", unreadable);
    }
  }
}
