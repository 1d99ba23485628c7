package io.keytrail.audit.event;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/// One event as it lies in the log: the CloudTrail record's JSON text and, where checks were made,
/// the evaluated request's bytes, or where it was imported, by which import. Immutable.
public final class AuditEventBytes {
  private final byte[] record;
  private final byte[] evaluated;

  private AuditEventBytes(byte[] record, byte[] evaluated) {
    this.record = record;
    this.evaluated = evaluated;
  }

  /// Writes both. Never fails, whatever the strings hold.
  public static AuditEventBytes of(JsonObject record, Optional<EvaluatedRequest> evaluated) {
    return new AuditEventBytes(
        JsonWriter.toBytes(record),
        evaluated.map(EvaluatedRequestCodec::encode).orElse(new byte[0]));
  }

  /// A record of another trail, byte for byte.
  ///
  /// @param record UTF-8 JSON text of an object within [Limits#RECORD], not checked and not copied
  public static AuditEventBytes imported(byte[] record, UUID importId) {
    return new AuditEventBytes(record, ImportMark.encode(importId));
  }

  /// Copies of what was stored before.
  ///
  /// @param record UTF-8 JSON text, not checked
  /// @param evaluated by [EvaluatedRequestCodec], not checked; empty for none
  public static AuditEventBytes copyOf(byte[] record, byte[] evaluated) {
    return new AuditEventBytes(record.clone(), evaluated.clone());
  }

  /// As [#copyOf], for arrays that nobody else will write to.
  static AuditEventBytes wrap(byte[] record, byte[] evaluated) {
    return new AuditEventBytes(record, evaluated);
  }

  /// The record's text, copied.
  public byte[] recordUtf8() {
    return record.clone();
  }

  byte[] rawRecord() {
    return record;
  }

  byte[] rawEvaluated() {
    return evaluated;
  }

  /// The record, parsed by [Limits#RECORD].
  public JsonObject record() throws EventFormatException {
    try {
      if (StrictJson.parse(record, Limits.RECORD) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonSyntaxException syntax) {
      throw new EventFormatException("the record is not JSON: " + syntax.getMessage(), syntax);
    }
    throw new EventFormatException("the record is no JSON object");
  }

  public boolean hasEvaluated() {
    return evaluated.length > 0 && !ImportMark.isOne(evaluated);
  }

  /// The import it came by; empty for what happened here.
  public Optional<UUID> importId() {
    return ImportMark.isOne(evaluated)
        ? Optional.of(ImportMark.decode(evaluated))
        : Optional.empty();
  }

  /// The evaluated request, decoded; empty if no check was made.
  public Optional<EvaluatedRequest> evaluated() throws EventFormatException {
    return hasEvaluated() ? Optional.of(EvaluatedRequestCodec.decode(evaluated)) : Optional.empty();
  }

  /// Both, under the sequence number the log gave them.
  public AuditEvent at(long seq) throws EventFormatException {
    return new AuditEvent(seq, record(), evaluated(), importId());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AuditEventBytes that
        && Arrays.equals(record, that.record)
        && Arrays.equals(evaluated, that.evaluated);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(record) + Arrays.hashCode(evaluated);
  }
}
