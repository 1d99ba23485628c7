package io.keytrail.server.simulate.snapshot;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.ast.DocumentKind;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The policies of one account as they were when somebody exported them. Policies are named once
/// and referred to by name: `user/Alice/kms`, `trust/ops`, `key/us-west-2/1234abcd-…`; what is
/// AWS's own begins with `aws/`.
///
/// @param account 12 digits
/// @param taken when it was exported
/// @param organization absent: the account is in none, or it could not be read
/// @param principals users and roles by ARN
/// @param keys by ARN
/// @param policies the text of each by its name
/// @param unread what could not be exported, in words
public record AccountSnapshot(
    String account,
    Instant taken,
    Optional<Organization> organization,
    Map<String, Holder> principals,
    Map<String, Key> keys,
    Map<String, String> policies,
    List<String> unread) {
  private static final String OF_AWS = "aws/";

  public AccountSnapshot {
    principals = Collections.unmodifiableMap(new LinkedHashMap<>(principals));
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
    unread = List.copyOf(unread);
  }

  /// What organisation the account is in.
  ///
  /// @param management whether the account manages it: service control policies do not reach it
  /// @param serviceControl names of policies by level, from the root down to the account
  /// @param resourceControl likewise
  public record Organization(
      String id,
      boolean management,
      List<List<String>> serviceControl,
      List<List<String>> resourceControl) {
    public Organization {
      serviceControl = serviceControl.stream().map(List::copyOf).toList();
      resourceControl = resourceControl.stream().map(List::copyOf).toList();
    }
  }

  /// A user or role.
  ///
  /// @param id `AIDA…`, `AROA…`
  /// @param identity names of its identity policies, those of its groups among them
  /// @param boundary name of its permissions boundary
  /// @param trust name of a role's trust policy
  public record Holder(
      String arn,
      String id,
      Map<String, String> tags,
      List<String> identity,
      Optional<String> boundary,
      Optional<String> trust) {
    public Holder {
      tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
      identity = List.copyOf(identity);
    }
  }

  /// A KMS key.
  ///
  /// @param policy name of its key policy; absent: it could not be read
  /// @param grants entries as ListGrants has them
  /// @param aliases `alias/…`
  public record Key(
      String arn, Optional<String> policy, List<JsonObject> grants, List<String> aliases) {
    public Key {
      grants = List.copyOf(grants);
      aliases = List.copyOf(aliases);
    }
  }

  /// Whether AWS wrote the policy of that name.
  public static boolean isOfAws(String policy) {
    return policy.startsWith(OF_AWS);
  }

  /// As what the policy of that name is read, by the name's first word; AWS's own are not asked
  /// about.
  public static DocumentKind kind(String policy) {
    int slash = policy.indexOf('/');
    return switch (slash < 0 ? "" : policy.substring(0, slash)) {
      case "key" -> DocumentKind.STORED_KEY;
      case "trust" -> DocumentKind.TRUST;
      case "scp" -> DocumentKind.SERVICE_CONTROL;
      case "rcp" -> DocumentKind.RESOURCE_CONTROL;
      default -> DocumentKind.IDENTITY;
    };
  }

  /// The role of that name, whatever its path is.
  public Optional<Holder> role(String name) {
    String prefix = "arn:aws:iam::" + account + ":role/";
    return principals.values().stream()
        .filter(holder -> holder.arn().startsWith(prefix))
        .filter(holder -> holder.arn().endsWith("/" + name))
        .findFirst();
  }
}
