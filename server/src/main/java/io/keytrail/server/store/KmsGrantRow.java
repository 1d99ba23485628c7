package io.keytrail.server.store;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.eval.Grant.Constraint;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.kms.GrantOperation;
import io.keytrail.server.kms.KmsGrant;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Grants as rows.
final class KmsGrantRow {
  static final String COLUMNS = "id, version, content, row_mac";
  private static final String EQUALS = "equals";
  private static final String SUBSET = "subset";

  private KmsGrantRow() {}

  static KmsContent.Sealed seal(RowMacs macs, KmsGrant grant) {
    KmsGrant.Terms terms = grant.terms();
    JsonObject.Builder content =
        JsonObject.builder()
            .put("keyId", grant.keyId().toString())
            .put("keyArn", grant.keyArn())
            .put("issuingAccount", grant.issuingAccount())
            .put("grantee", terms.grantee())
            .put("granteeIsService", terms.granteeIsService())
            .put("retiringIsService", terms.retiringIsService())
            .put("operations", operations(terms.operations()))
            .put("created", grant.created().toString());
    KmsContent.put(content, "name", terms.name());
    KmsContent.put(content, "retiring", terms.retiring());
    KmsContent.put(content, "sourceArn", terms.sourceArn());
    terms.constraint().ifPresent(constraint -> put(content, constraint));
    grant.ended().ifPresent(end -> put(content, end));
    return KmsContent.seal(macs, rowId(grant.id(), grant.version()), content.build());
  }

  private static JsonArray operations(Set<GrantOperation> operations) {
    return JsonArray.ofStrings(operations.stream().sorted().map(Enum::name).toList());
  }

  private static void put(JsonObject.Builder content, Constraint constraint) {
    switch (constraint) {
      case Constraint.Equals(var pairs) -> content.put(EQUALS, KmsContent.object(pairs));
      case Constraint.Subset(var pairs) -> content.put(SUBSET, KmsContent.object(pairs));
    }
  }

  private static void put(JsonObject.Builder content, KmsGrant.End end) {
    content.put("ended", end.how()).put("endedBy", end.by()).put("endedAt", end.at().toString());
  }

  static KmsGrant read(RowMacs macs, Row row) {
    String id = row.getString("id");
    JsonObject content = KmsContent.open(macs, rowId(id, row.getLong("version")), row);
    return new KmsGrant(
        id,
        UUID.fromString(KmsContent.text(content, "keyId")),
        KmsContent.text(content, "keyArn"),
        KmsContent.text(content, "issuingAccount"),
        terms(content),
        KmsContent.time(content, "created"),
        end(content));
  }

  private static KmsGrant.Terms terms(JsonObject content) {
    return new KmsGrant.Terms(
        content.string("name"),
        KmsContent.text(content, "grantee"),
        KmsContent.flag(content, "granteeIsService"),
        content.string("retiring"),
        KmsContent.flag(content, "retiringIsService"),
        KmsContent.texts(content, "operations").stream()
            .map(GrantOperation::valueOf)
            .collect(Collectors.toUnmodifiableSet()),
        constraint(content),
        content.string("sourceArn"));
  }

  private static Optional<Constraint> constraint(JsonObject content) {
    if (content.member(EQUALS).isPresent()) {
      return Optional.of(new Constraint.Equals(KmsContent.pairs(content, EQUALS)));
    }
    return content.member(SUBSET).isPresent()
        ? Optional.of(new Constraint.Subset(KmsContent.pairs(content, SUBSET)))
        : Optional.empty();
  }

  private static Optional<KmsGrant.End> end(JsonObject content) {
    return content
        .string("ended")
        .map(
            how ->
                new KmsGrant.End(
                    how, KmsContent.text(content, "endedBy"), KmsContent.time(content, "endedAt")));
  }

  private static RowMacs.RowId rowId(String id, long version) {
    return new RowMacs.RowId("kms grant", id, version);
  }
}
