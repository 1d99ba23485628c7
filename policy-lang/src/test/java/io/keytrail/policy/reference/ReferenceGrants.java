package io.keytrail.policy.reference;

import static io.keytrail.policy.reference.ReferenceMatch.lower;
import static java.util.Collections.disjoint;

import io.keytrail.policy.reference.ReferencePrincipal.Named;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The grants of a key that allow what is asked, §4.2.6 of the facts and the facts on KMS.
record ReferenceGrants(
    Reference asked, Map<String, @Nullable Object> request, @Nullable Object grants) {
  private static final String CRYPTO =
      "Encrypt|Decrypt|GenerateDataKey(Pair)?(WithoutPlaintext)?|ReEncrypt(From|To)";
  private static final String GRANTABLE =
      CRYPTO
          + "|Sign|Verify|(Generate|Verify)Mac|GetPublicKey|DeriveSharedSecret|DescribeKey"
          + "|(Create|Retire)Grant";

  /// Those that name the caller in one of these ways: himself or his role, or his account, which
  /// may let him (AMB-04).
  Set<String> to(Set<Named> ways) {
    boolean retire = asked.action.equals("kms:RetireGrant");
    Set<String> ids = new TreeSet<>();
    for (Object each : asked.key ? Json.items(grants) : List.of()) {
      Map<String, @Nullable Object> grant = Json.asMap(each);
      boolean covers =
          asked.action.matches("kms:(" + GRANTABLE + ")")
              && Json.texts(grant.get("Operations")).contains(asked.action.substring(4));
      Set<Named> how = EnumSet.noneOf(Named.class);
      how.addAll(covers ? party(grant, "Grantee") : Set.of());
      how.addAll(retire ? party(grant, "Retiring") : Set.of());
      boolean issuer = retire && asked.caller.root() && asked.caller.text().equals(issuer(grant));
      how.addAll(issuer ? Set.of(Named.SELF) : Set.of());
      boolean fits = !disjoint(how, ways) && (ways.contains(Named.SELF) || how.size() == 1);
      if (fits && counts(grant) && (retire || constraints(grant))) {
        ids.add("grant:" + Json.text(grant.get("GrantId")));
      }
    }
    return ids;
  }

  private static String issuer(Map<String, @Nullable Object> grant) {
    return grant.containsKey("IssuingAccount") ? Json.text(grant.get("IssuingAccount")) : "";
  }

  /// A young grant counts for requests with its token only; every grant for its own key.
  private boolean counts(Map<String, @Nullable Object> grant) {
    boolean pending = Json.texts(grant.get("Pending")).contains("true");
    boolean own =
        !grant.containsKey("KeyId")
            || asked.resource.equals("*")
            || Json.text(grant.get("KeyId")).equals(asked.resource);
    return own
        && (!pending
            || Json.texts(request.get("grantTokens")).contains(Json.text(grant.get("GrantId"))));
  }

  private Set<Named> party(Map<String, @Nullable Object> grant, String role) {
    Set<Named> how = EnumSet.noneOf(Named.class);
    Stream.of("Principal", "ServicePrincipal")
        .flatMap(kind -> Json.texts(grant.get(role + kind)).stream())
        .forEach(
            id ->
                how.addAll(
                    asked.caller.named(
                        id.startsWith("arn:") || id.matches("[0-9]+") ? "AWS" : "Service", id)));
    return how;
  }

  /// Pairs bind symmetric cryptography, and the grant that a grant makes, which must be as strict
  /// as its parent.
  private boolean constraints(Map<String, @Nullable Object> grant) {
    Map<String, @Nullable Object> must = Json.asMap(grant.get("Constraints"));
    List<String> sent = folded(request.get("encryptionContext"));
    boolean child = asked.action.equals("kms:CreateGrant");
    boolean equal = must.containsKey("EncryptionContextEquals");
    String type = ReferenceMatch.Values.in(asked.context, "kms:grantconstrainttype").single();
    // AMB-23: operations that are not stated are taken to be allowed ones.
    List<String> operations = ReferenceMatch.Values.in(asked.context, "kms:grantoperations").all();
    boolean fits =
        sent.containsAll(folded(must.get("EncryptionContextSubset")))
            && (!equal || sent.equals(folded(must.get("EncryptionContextEquals"))))
            && (!equal || !child || "EncryptionContextEquals".equals(type));
    return (fits || (!child && !asked.action.matches("kms:(" + CRYPTO + ")")))
        && (!child || Json.texts(grant.get("Operations")).containsAll(operations))
        && (!must.containsKey("SourceArn")
            || Json.text(must.get("SourceArn"))
                .equals(ReferenceMatch.Values.in(asked.context, "aws:sourcearn").single()));
  }

  /// Pairs as `key=value` in order, the keys in lower case.
  private static List<String> folded(@Nullable Object pairs) {
    return Json.asMap(pairs).entrySet().stream()
        .map(pair -> lower(pair.getKey()) + "=" + Json.text(pair.getValue()))
        .sorted()
        .toList();
  }
}
