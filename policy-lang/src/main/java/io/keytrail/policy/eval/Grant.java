package io.keytrail.policy.eval;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A live KMS grant, as far as it decides.
///
/// @param grantee an ARN, a service host, or the internal `ACCOUNT:aws:ec2-infrastructure:i-…`
/// @param operations grant operation names without prefix: `Decrypt`, `ReEncryptFrom`
/// @param sourceArn the `SourceArn` constraint of a service grant
/// @param versionId what the evaluated request records of it
/// @param ending who else may retire it
/// @param pending made so lately that it counts only for requests that carry its token
public record Grant(
    String grantId,
    String keyArn,
    String grantee,
    Set<String> operations,
    Optional<Constraint> constraint,
    Optional<String> sourceArn,
    String versionId,
    Ending ending,
    boolean pending) {
  public Grant {
    operations = Set.copyOf(operations);
  }

  /// A grant that counts already and that nobody but its grantee may retire.
  public Grant(
      String grantId,
      String keyArn,
      String grantee,
      Set<String> operations,
      Optional<Constraint> constraint,
      Optional<String> sourceArn,
      String versionId) {
    this(
        grantId,
        keyArn,
        grantee,
        operations,
        constraint,
        sourceArn,
        versionId,
        Ending.NOBODY,
        false);
  }

  /// Who may retire a grant beside its grantee.
  ///
  /// @param retiring the retiring principal, an ARN or a service's host
  /// @param issuingAccount the account that made the grant, as an ARN or by its digits; its root
  ///     user may. Also decides what a grant to its own principals needs beside it
  public record Ending(Optional<String> retiring, Optional<String> issuingAccount) {
    public static final Ending NOBODY = new Ending(Optional.empty(), Optional.empty());
  }

  /// On the encryption context. Pair keys compare ASCII case-insensitively, values exactly.
  public sealed interface Constraint {
    Map<String, String> pairs();

    /// The request's context must be these pairs.
    record Equals(Map<String, String> pairs) implements Constraint {
      public Equals {
        pairs = Map.copyOf(pairs);
      }
    }

    /// The request's context must contain these pairs.
    record Subset(Map<String, String> pairs) implements Constraint {
      public Subset {
        pairs = Map.copyOf(pairs);
      }
    }
  }
}
