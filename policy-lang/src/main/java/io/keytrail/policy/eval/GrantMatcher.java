package io.keytrail.policy.eval;

import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.compile.PrincipalSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a grant allows the request, and how its grantee fits the caller.
final class GrantMatcher {
  static final String SOURCE_ARN = "aws:SourceArn";
  static final String OPERATIONS = "kms:GrantOperations";
  static final String CONSTRAINT_TYPE = "kms:GrantConstraintType";
  static final String EQUALS_TYPE = "EncryptionContextEquals";
  static final String PAIR_KEYS = "kms:EncryptionContextKeys";
  private static final String FOLDED_PAIR_KEYS = Catalogue.fold(PAIR_KEYS);
  private static final String FOLDED_SOURCE_ARN = Catalogue.fold(SOURCE_ARN);
  private static final String FOLDED_OPERATIONS = Catalogue.fold(OPERATIONS);
  private static final String FOLDED_TYPE = Catalogue.fold(CONSTRAINT_TYPE);

  private static final String ROOT_START = "arn:aws:iam::";
  private static final String ROOT_END = ":root";
  private static final String CREATE_GRANT = "kms:creategrant";
  private static final String RETIRE_GRANT = "kms:retiregrant";
  private static final String[] NONE = new String[0];

  private final PrincipalMatcher principals;
  private final Scratch scratch;

  /// What every grant is asked, found out once for each request: a key may have 50,000 grants.
  private @Nullable String operation;

  private boolean constrained;

  /// The encryption context.
  private String[] contextKeys = NONE;

  private String[] contextValues = NONE;

  /// Whom the last grant named, and how that fits the caller: many name the same.
  private String lastNamed = "";

  private Level lastLevel = Level.NONE;

  GrantMatcher(PrincipalMatcher principals, Scratch scratch) {
    this.principals = principals;
    this.scratch = scratch;
  }

  /// Another request is asked about from now on, and there are grants.
  void begin() {
    operation = GrantOperations.named(request().foldedAction());
    constrained = GrantOperations.constrained(request().foldedAction());
    lastNamed = "";
    lastLevel = Level.NONE;
    Map<String, String> context = request().request().encryptionContext();
    contextKeys = context.isEmpty() ? NONE : context.keySet().toArray(NONE);
    contextValues = context.isEmpty() ? NONE : context.values().toArray(NONE);
  }

  /// Everything but who the grantee is.
  Truth holds(Grant grant) {
    if (!forKey(grant) || !counts(grant) || !operation(grant)) {
      return Truth.FALSE;
    }
    Truth source = source(grant);
    return source == Truth.FALSE ? source : source.and(constraint(grant));
  }

  boolean forKey(Grant grant) {
    return request().onStar() || grant.keyArn().equals(request().resource());
  }

  /// A grant that is not known everywhere yet counts for requests that carry its token.
  boolean counts(Grant grant) {
    return !grant.pending() || request().request().grantTokens().contains(grant.grantId());
  }

  /// [Level#DIRECT] or [Level#ROLE]: for the caller; [Level#ACCOUNT]: for his account;
  /// [Level#NONE]: for someone else. To retire the grant is also up to others than its grantee.
  Level party(Grant grant) {
    Level grantee = covers(grant) ? named(grant.grantee()) : Level.NONE;
    if (!retires()) {
      return grantee;
    }
    Level retiring = grant.ending().retiring().map(this::named).orElse(Level.NONE);
    Level best = retiring.compareTo(grantee) > 0 ? retiring : grantee;
    return issuer(grant) ? Level.DIRECT : best;
  }

  boolean retires() {
    return request().foldedAction().equals(RETIRE_GRANT);
  }

  private boolean issuer(Grant grant) {
    return request().principal() instanceof Principal.Root root && made(grant, root.accountId());
  }

  /// Whether the caller's account made the grant; of a grant that does not tell, the key's did.
  boolean ownMade(Grant grant) {
    Optional<String> account = request().principal().account();
    return account.isPresent() && made(grant, account.get());
  }

  /// The account stands in a grant as the ARN of its root user, or by its digits.
  private static boolean made(Grant grant, String account) {
    Optional<String> issuing = grant.ending().issuingAccount();
    if (issuing.isEmpty()) {
      return false;
    }
    String text = issuing.get();
    return text.equals(account)
        || (text.length() == ROOT_START.length() + account.length() + ROOT_END.length()
            && text.startsWith(ROOT_START)
            && text.startsWith(account, ROOT_START.length())
            && text.endsWith(ROOT_END));
  }

  private Level named(String text) {
    // A service's host, or the internal name of an instance: exactly that text.
    if (request().principal() instanceof Principal.Service(String host)) {
      return host.equals(text) ? Level.DIRECT : Level.NONE;
    }
    if (!text.equals(lastNamed)) {
      lastLevel = text.equals("*") ? Level.NONE : principals.level(PrincipalSet.named(text));
      lastNamed = text;
    }
    return lastLevel;
  }

  /// Whether the grant is about the action; retiring is, for some, whatever its operations are.
  boolean operation(Grant grant) {
    return retires() || covers(grant);
  }

  /// The action as a grant names it.
  Optional<String> grantable() {
    return Optional.ofNullable(GrantOperations.named(request().foldedAction()));
  }

  private boolean covers(Grant grant) {
    return operation != null && grant.operations().contains(operation);
  }

  Truth source(Grant grant) {
    if (grant.sourceArn().isEmpty() || retires()) {
      return Truth.TRUE;
    }
    RequestValue source = request().find(FOLDED_SOURCE_ARN);
    if (source == null) {
      return absent(FOLDED_SOURCE_ARN, SOURCE_ARN);
    }
    return Truth.of(!source.multi() && source.text(0).equals(grant.sourceArn().get()));
  }

  Truth constraint(Grant grant) {
    if (makesChild()) {
      return childWithin(grant);
    }
    if (grant.constraint().isEmpty() || !constrained) {
      return Truth.TRUE;
    }
    return switch (grant.constraint().get()) {
      case Grant.Constraint.Equals(var pairs) -> pairs(pairs).and(noOthers(pairs));
      case Grant.Constraint.Subset(var pairs) -> pairs(pairs);
    };
  }

  boolean makesChild() {
    return request().foldedAction().equals(CREATE_GRANT);
  }

  /// A grant made under a grant: no operation the parent lacks, a constraint at least as strict.
  private Truth childWithin(Grant parent) {
    Truth operations = childOperations(parent);
    if (parent.constraint().isEmpty() || operations == Truth.FALSE) {
      return operations;
    }
    return operations.and(
        switch (parent.constraint().get()) {
          case Grant.Constraint.Equals(var pairs) ->
              childEquals().and(pairs(pairs)).and(noOthers(pairs));
          case Grant.Constraint.Subset(var pairs) -> pairs(pairs);
        });
  }

  Truth childOperations(Grant parent) {
    RequestValue operations = request().find(FOLDED_OPERATIONS);
    if (operations != null) {
      return Truth.of(parent.operations().containsAll(operations.given().values()));
    }
    if (request().unknown(FOLDED_OPERATIONS)) {
      return Truth.UNKNOWN;
    }
    scratch.missing(FOLDED_OPERATIONS, OPERATIONS);
    scratch.met(Ambiguity.CHILD_GRANT_OPERATIONS);
    return Truth.TRUE;
  }

  Truth childEquals() {
    RequestValue type = request().find(FOLDED_TYPE);
    if (type == null) {
      return absent(FOLDED_TYPE, CONSTRAINT_TYPE);
    }
    return Truth.of(!type.multi() && type.text(0).equals(EQUALS_TYPE));
  }

  private Truth absent(String foldedKey, String key) {
    if (request().unknown(foldedKey)) {
      return Truth.UNKNOWN;
    }
    scratch.missing(foldedKey, key);
    return Truth.FALSE;
  }

  private Truth pairs(Map<String, String> pairs) {
    Truth all = Truth.TRUE;
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      all = all.and(pair(pair.getKey(), pair.getValue()));
    }
    return all;
  }

  /// Whether the encryption context has the pair. Its key compares by ASCII letters of either case,
  /// its value exactly. What the context gives as `kms:EncryptionContext:KEY` counts as well.
  Truth pair(String key, String value) {
    for (int i = 0; i < contextKeys.length; i++) {
      if (contextValues[i].equals(value) && AsciiCase.equal(contextKeys[i], key)) {
        return Truth.TRUE;
      }
    }
    RequestValue given = givenPair(key);
    if (given != null) {
      return Truth.of(!given.multi() && given.text(0).equals(value));
    }
    boolean open = request().partial() && request().unknown(foldedPair(key));
    return open ? Truth.UNKNOWN : Truth.FALSE;
  }

  static String foldedPair(String key) {
    return DerivedContext.ENCRYPTION_CONTEXT + Catalogue.fold(key);
  }

  private @Nullable RequestValue givenPair(String key) {
    int prefix = DerivedContext.ENCRYPTION_CONTEXT.length();
    for (RequestValue value : request().given()) {
      String folded = value.foldedKey();
      if (folded.length() == prefix + key.length()
          && folded.startsWith(DerivedContext.ENCRYPTION_CONTEXT)
          && AsciiCase.equal(folded, prefix, key)) {
        return value;
      }
    }
    return null;
  }

  /// Whether the encryption context has no pair whose key is not among these.
  Truth noOthers(Map<String, String> pairs) {
    Map<String, String> context = request().request().encryptionContext();
    // Two keys of the request that differ by letter case only are two pairs.
    if (context.size() > pairs.size() || givesOthers(pairs)) {
      return Truth.FALSE;
    }
    RequestValue keys = request().find(FOLDED_PAIR_KEYS);
    if (keys != null) {
      return Truth.of(keys.given().values().stream().allMatch(key -> names(pairs, key)));
    }
    return Truth.of(context.keySet().stream().allMatch(key -> names(pairs, key)))
        .and(request().unknown(FOLDED_PAIR_KEYS) ? Truth.UNKNOWN : Truth.TRUE);
  }

  /// Whether the context gives a pair as `kms:EncryptionContext:KEY` that is not among these.
  private boolean givesOthers(Map<String, String> pairs) {
    int prefix = DerivedContext.ENCRYPTION_CONTEXT.length();
    for (RequestValue value : request().given()) {
      if (value.foldedKey().startsWith(DerivedContext.ENCRYPTION_CONTEXT)
          && !names(pairs, value.foldedKey().substring(prefix))) {
        return true;
      }
    }
    return false;
  }

  private static boolean names(Map<String, String> pairs, String key) {
    for (String name : pairs.keySet()) {
      if (AsciiCase.equal(name, key)) {
        return true;
      }
    }
    return false;
  }

  private RequestView request() {
    return scratch.request;
  }
}
