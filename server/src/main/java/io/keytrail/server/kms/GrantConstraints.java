package io.keytrail.server.kms;

import io.keytrail.policy.eval.Grant.Constraint;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A grant's constraints as the API gives and shows them.
public record GrantConstraints(
    Optional<Map<String, String>> encryptionContextSubset,
    Optional<Map<String, String>> encryptionContextEquals,
    Optional<String> sourceArn) {
  private static final int MAX_PAIRS = 8;
  private static final int MAX_LENGTH = 384;
  static final GrantConstraints NONE =
      new GrantConstraints(Optional.empty(), Optional.empty(), Optional.empty());

  static Optional<GrantConstraints> of(KmsGrant.Terms terms) {
    Optional<Map<String, String>> subset =
        terms
            .constraint()
            .flatMap(
                one ->
                    one instanceof Constraint.Subset all
                        ? Optional.of(all.pairs())
                        : Optional.empty());
    Optional<Map<String, String>> equals =
        terms
            .constraint()
            .flatMap(
                one ->
                    one instanceof Constraint.Equals all
                        ? Optional.of(all.pairs())
                        : Optional.empty());
    GrantConstraints all = new GrantConstraints(subset, equals, terms.sourceArn());
    return all.equals(NONE) ? Optional.empty() : Optional.of(all);
  }

  /// The constraint on the encryption context.
  ///
  /// @throws io.keytrail.server.invoke.ApiException if it is not one that AWS takes
  Optional<Constraint> onContext() {
    if (encryptionContextSubset.isPresent() && encryptionContextEquals.isPresent()) {
      throw KmsErrors.validation(
          "Only one of EncryptionContextSubset and EncryptionContextEquals may be specified");
    }
    encryptionContextSubset.ifPresent(GrantConstraints::require);
    encryptionContextEquals.ifPresent(GrantConstraints::require);
    return encryptionContextSubset
        .<Constraint>map(Constraint.Subset::new)
        .or(() -> encryptionContextEquals.map(Constraint.Equals::new));
  }

  private static void require(Map<String, String> pairs) {
    if (pairs.size() > MAX_PAIRS) {
      throw KmsErrors.validation("A grant constraint has at most " + MAX_PAIRS + " pairs");
    }
    EncryptionContexts.require(pairs);
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      if (pair.getKey().length() > MAX_LENGTH || pair.getValue().length() > MAX_LENGTH) {
        throw KmsErrors.validation(
            "Keys and values of a grant constraint have at most " + MAX_LENGTH + " characters");
      }
    }
    if (folded(pairs).size() != pairs.size()) {
      throw KmsErrors.validation("Keys of a grant constraint must differ in more than letter case");
    }
  }

  /// Whether whatever satisfies `child` satisfies `parent`.
  static boolean atLeastAsStrict(Optional<Constraint> child, Optional<Constraint> parent) {
    if (parent.isEmpty()) {
      return true;
    }
    if (child.isEmpty()) {
      return false;
    }
    Map<String, String> own = folded(child.get().pairs());
    return switch (parent.get()) {
      case Constraint.Subset(Map<String, String> pairs) ->
          own.entrySet().containsAll(folded(pairs).entrySet());
      case Constraint.Equals(Map<String, String> pairs) ->
          child.get() instanceof Constraint.Equals && own.equals(folded(pairs));
    };
  }

  /// Pair keys compare without ASCII letter case.
  private static Map<String, String> folded(Map<String, String> pairs) {
    Map<String, String> folded = new HashMap<>();
    pairs.forEach((key, value) -> folded.put(fold(key), value));
    return folded;
  }

  private static String fold(String key) {
    StringBuilder out = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      out.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
    }
    return out.toString();
  }

  /// Its name in `kms:GrantConstraintType`.
  static String type(Constraint constraint) {
    return switch (constraint) {
      case Constraint.Equals _ -> "EncryptionContextEquals";
      case Constraint.Subset _ -> "EncryptionContextSubset";
    };
  }
}
