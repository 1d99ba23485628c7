package io.keytrail.server.iam;

import io.keytrail.server.invoke.ApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what session AssumeRole asks for, and refuses what cannot be.
final class SessionWish {
  private static final Duration LONGEST_CHAINED = Duration.ofHours(1);

  /// Characters of session policy and tags together.
  private static final int ROOM = 2_048;

  private SessionWish() {}

  static SessionFactory.Wish of(AssumeRole.Input input, AssumedRole target) {
    refuseUnsupported(input);
    input.policy().ifPresent(IdentityDocuments::refuseMalformed);
    List<IamTag> tags = tags(input, target);
    refuseTooLarge(packedPercent(input.policy(), tags));
    return new SessionFactory.Wish(
        target.require(),
        input.roleSessionName(),
        duration(input, target),
        input.policy(),
        tags,
        transitiveKeys(input, target, tags));
  }

  private static void refuseUnsupported(AssumeRole.Input input) {
    if (!input.policyArns().orElse(List.of()).isEmpty()) {
      throw IamErrors.validation(
          "PolicyArns is not supported by this server; give the policy itself as Policy.");
    }
    if (input.serialNumber().isPresent() || input.tokenCode().isPresent()) {
      throw IamErrors.validation(
          "MFA devices are not supported by this server; leave out SerialNumber and TokenCode.");
    }
    if (input.sourceIdentity().isPresent()) {
      throw IamErrors.validation(
          "SourceIdentity is not supported by this server; use session tags instead.");
    }
    if (!input.providedContexts().orElse(List.of()).isEmpty()) {
      throw IamErrors.validation("ProvidedContexts is not supported by this server.");
    }
  }

  private static Duration duration(AssumeRole.Input input, AssumedRole target) {
    Duration wanted = input.durationSeconds().map(Duration::ofSeconds).orElse(Role.DEFAULT_SESSION);
    if (target.callersSession().isPresent() && wanted.compareTo(LONGEST_CHAINED) > 0) {
      throw IamErrors.validation(
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
              + " chaining");
    }
    if (wanted.compareTo(target.require().maxSession()) > 0) {
      throw IamErrors.validation(
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    return wanted;
  }

  /// Those of the request and those that the caller's session hands on.
  private static List<IamTag> tags(AssumeRole.Input input, AssumedRole target) {
    List<IamTag> requested = IamTags.of(input.tags());
    IamTags.refuseBad(requested, "SessionTags");
    List<IamTag> tags =
        new ArrayList<>(target.callersSession().map(SessionWish::inherited).orElse(List.of()));
    Set<String> fixed = folded(tags.stream().map(IamTag::key).toList());
    for (IamTag tag : requested) {
      if (fixed.contains(AsciiFold.lower(tag.key()))) {
        throw IamErrors.validation(
            "The session tag "
                + tag.key()
                + " is transitive in the session of the caller and cannot be set again");
      }
      tags.add(tag);
    }
    return tags;
  }

  private static List<IamTag> inherited(RoleSession callers) {
    Set<String> keys = folded(callers.transitiveKeys());
    return callers.tags().stream()
        .filter(tag -> keys.contains(AsciiFold.lower(tag.key())))
        .toList();
  }

  private static List<String> transitiveKeys(
      AssumeRole.Input input, AssumedRole target, List<IamTag> tags) {
    List<String> keys =
        new ArrayList<>(target.callersSession().map(RoleSession::transitiveKeys).orElse(List.of()));
    Set<String> known = folded(tags.stream().map(IamTag::key).toList());
    for (String key : input.transitiveTagKeys().orElse(List.of())) {
      if (!known.contains(AsciiFold.lower(key))) {
        throw IamErrors.validation(
            "The transitive tag key " + key + " is not among the session tags of the request");
      }
      keys.add(key);
    }
    return keys;
  }

  private static Set<String> folded(List<String> keys) {
    Set<String> folded = new HashSet<>();
    keys.forEach(key -> folded.add(AsciiFold.lower(key)));
    return folded;
  }

  /// Absent where there is neither policy nor tag.
  static Optional<Integer> packedPercent(Optional<String> policy, List<IamTag> tags) {
    int characters = policy.map(String::length).orElse(0);
    for (IamTag tag : tags) {
      characters += tag.key().length() + tag.value().length();
    }
    return characters == 0 ? Optional.empty() : Optional.of(Math.ceilDiv(characters * 100, ROOM));
  }

  private static void refuseTooLarge(Optional<Integer> percent) {
    if (percent.isPresent() && percent.get() > 100) {
      throw new ApiException(
          IamErrors.PACKED_POLICY_TOO_LARGE,
          "Packed size of session policy and tags consumes "
              + percent.get()
              + "% of allotted space, please use smaller policy.");
    }
  }
}
