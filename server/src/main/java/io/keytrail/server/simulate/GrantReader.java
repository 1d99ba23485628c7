package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.eval.Grant;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Problem;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads grants as ListGrants lists them. What does not decide (name, date) is allowed and left
/// aside. `Pending` is a member of our own: a grant so young that it counts only for requests that
/// present its token, which stands in `grantTokens` as the grant's id.
final class GrantReader {
  private static final List<String> MEMBERS =
      List.of(
          "KeyId",
          "GrantId",
          "Name",
          "CreationDate",
          "GranteePrincipal",
          "GranteeServicePrincipal",
          "RetiringPrincipal",
          "RetiringServicePrincipal",
          "IssuingAccount",
          "Operations",
          "Constraints",
          "Pending");
  private static final List<String> CONSTRAINTS =
      List.of("EncryptionContextSubset", "EncryptionContextEquals", "SourceArn");

  private GrantReader() {}

  /// @param keyArn of the key that is asked about; a grant without `KeyId` is on it
  static List<Grant> readAll(List<JsonValue> values, String pointer, String keyArn) {
    Grant[] all = new Grant[values.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = read(Members.of(values.get(i), pointer + "/" + i, MEMBERS), keyArn);
    }
    return List.of(all);
  }

  private static Grant read(Members grant, String keyArn) {
    Optional<Members> constraints =
        grant
            .value("Constraints")
            .map(value -> Members.of(value, grant.at("Constraints"), CONSTRAINTS));
    String id = grant.requiredString("GrantId");
    return new Grant(
        id,
        grant.string("KeyId").map(key -> arn(key, keyArn)).orElse(keyArn),
        grantee(grant),
        operations(grant),
        constraints.flatMap(GrantReader::constraint),
        constraints.flatMap(given -> given.string("SourceArn")),
        id,
        new Grant.Ending(
            grant.string("RetiringPrincipal").or(() -> grant.string("RetiringServicePrincipal")),
            grant.string("IssuingAccount")),
        pending(grant));
  }

  private static boolean pending(Members grant) {
    return switch (grant.value("Pending").orElse(JsonBool.FALSE)) {
      case JsonBool(boolean pending) -> pending;
      case JsonString _, JsonNumber _, JsonArray _, JsonObject _, JsonNull _ ->
          throw Members.expected(grant.at("Pending"), "`true` or `false`");
    };
  }

  /// A key id without its ARN means the key of that id in the account and region that are asked
  /// about.
  private static String arn(String key, String askedArn) {
    int slash = askedArn.indexOf(":key/");
    return key.startsWith("arn:") || slash < 0 ? key : askedArn.substring(0, slash) + ":key/" + key;
  }

  private static String grantee(Members grant) {
    return grant
        .string("GranteePrincipal")
        .or(() -> grant.string("GranteeServicePrincipal"))
        .orElseThrow(
            () ->
                Problem.badRequest(
                    grant.at("GranteePrincipal"), "the member `GranteePrincipal` is missing"));
  }

  private static Set<String> operations(Members grant) {
    if (grant.value("Operations").isEmpty()) {
      throw Problem.badRequest(grant.at("Operations"), "the member `Operations` is missing");
    }
    return new HashSet<>(grant.strings("Operations"));
  }

  private static Optional<Grant.Constraint> constraint(Members constraints) {
    Optional<Grant.Constraint> equals =
        pairs(constraints, "EncryptionContextEquals").map(Grant.Constraint.Equals::new);
    Optional<Grant.Constraint> subset =
        pairs(constraints, "EncryptionContextSubset").map(Grant.Constraint.Subset::new);
    if (equals.isPresent() && subset.isPresent()) {
      throw Problem.badRequest(
          constraints.pointer(),
          "expected `EncryptionContextEquals` or `EncryptionContextSubset`, not both");
    }
    return equals.or(() -> subset);
  }

  private static Optional<Map<String, String>> pairs(Members constraints, String name) {
    return constraints
        .value(name)
        .map(_ -> new LinkedHashMap<>(ContextReader.encryptionContext(constraints, name)));
  }
}
