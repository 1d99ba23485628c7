package io.keytrail.policy.reference;

import static io.keytrail.policy.reference.Json.asMap;
import static io.keytrail.policy.reference.Json.text;
import static io.keytrail.policy.reference.Json.texts;
import static io.keytrail.policy.reference.ReferenceValues.pairs;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One grant on the key of a request, §4.2.6 of the facts and §8 of those on KMS.
record ReferenceGrant(Reference asked, Map<String, @Nullable Object> grant) {
  private static final String CRYPTO =
      "kms:(Encrypt|Decrypt|GenerateDataKey(Pair)?(WithoutPlaintext)?|ReEncrypt(From|To))";
  private static final String GRANTABLE =
      CRYPTO + "|kms:((Create|Retire)Grant|DescribeKey|GetPublicKey|Sign|Verify|.*Mac|Derive.*)";

  String id() {
    return text(grant.get("GrantId"));
  }

  /// Whom it lets: the caller (`grant self`), his role (`grant role`, AMB-02), or his account, as
  /// an allow of the resource's policy does (AMB-04), or nobody who asks. A young one lets who has
  /// its token.
  String lets() {
    boolean retire = asked.action.equals("kms:RetireGrant");
    boolean young =
        grant.containsKey("Pending") && !texts(asked.request.get("grantTokens")).contains(id());
    Object key = grant.getOrDefault("KeyId", asked.resource);
    boolean here = asked.resource.equals("*") || asked.resource.equals(key);
    boolean operation = texts(grant.get("Operations")).contains(asked.action.substring(4));
    boolean covers = asked.action.matches(GRANTABLE) && operation;
    List<String> parties =
        Stream.of(covers ? "Grantee" : "", retire ? "Retiring" : "")
            .flatMap(party -> Stream.of(party + "Principal", party + "ServicePrincipal"))
            .flatMap(party -> texts(grant.get(party)).stream())
            .toList();
    Set<String> how = asked.named(Map.of("AWS", parties, "Service", parties));
    boolean issuer = retire && asked.caller.equals(grant.get("IssuingAccount"));
    boolean self = issuer || how.contains("self") || (retire && how.contains("role"));
    boolean lets = !young && here && (retire || constraintsHold());
    if (!lets || (!self && how.isEmpty())) return "nobody";
    String issuing = text(grant.getOrDefault("IssuingAccount", ""));
    if (asked.foreign && !retire && !issuing.contains(asked.account)) return "resource"; // AMB-03
    return self ? "grant self" : how.contains("role") ? "grant role" : "resource";
  }

  /// Pairs bind symmetric cryptography, and the grant that a grant makes: it is as strict as its
  /// parent, for its operations (AMB-23: those that are not stated are taken to be so).
  private boolean constraintsHold() {
    Map<String, @Nullable Object> must = asMap(grant.get("Constraints"));
    Object source = must.get("SourceArn");
    Object equal = must.get("EncryptionContextEquals");
    List<String> sent = pairs(asked.request.get("encryptionContext"));
    List<String> asks = texts(asked.given("kms:GrantOperations"));
    boolean child = asked.action.equals("kms:CreateGrant");
    boolean pairs =
        (equal == null || sent.equals(pairs(equal)))
            && sent.containsAll(pairs(must.get("EncryptionContextSubset")));
    boolean strict = equal == null || must.containsKey(asked.given("kms:GrantConstraintType"));
    return (source == null || source.equals(asked.given("aws:SourceArn")))
        && (child ? pairs && strict : pairs || !asked.action.matches(CRYPTO))
        && (!child || texts(grant.get("Operations")).containsAll(asks));
  }
}
