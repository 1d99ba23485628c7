package io.keytrail.audit.event;

import java.util.List;
import java.util.Map;

/// One check: the question, the answer, and the versions of everything the answer rests on.
///
/// @param versions kind -> ids, e.g. `policies`, `grants`, `keyState`, `session`, `catalogue`
public record EvaluatedCheck(Question question, Answer answer, Map<String, List<String>> versions) {
  public EvaluatedCheck {
    versions = OrderedCopies.ofLists(versions);
  }

  /// What was asked.
  ///
  /// @param context every context value the decision could see, by key as written
  public record Question(
      PrincipalRef principal,
      String action,
      String resource,
      String resourceAccount,
      Map<String, ContextValues> context,
      Map<String, String> encryptionContext,
      List<String> grantTokens) {
    public Question {
      context = OrderedCopies.of(context);
      encryptionContext = OrderedCopies.of(encryptionContext);
      grantTokens = List.copyOf(grantTokens);
    }
  }

  /// Who asked.
  ///
  /// @param kind `root`, `user`, `roleSession`, `federatedUser`, `service`, `anonymous`
  /// @param attributes what the ARN does not say, e.g. `userId`, `rolePath`
  public record PrincipalRef(String kind, String arn, Map<String, String> attributes) {
    public PrincipalRef {
      attributes = OrderedCopies.of(attributes);
    }
  }

  /// The value of one context key.
  ///
  /// @param multi whether the key is multi-valued; a single-valued key has exactly one value
  public record ContextValues(boolean multi, List<String> values) {
    public ContextValues {
      values = List.copyOf(values);
      if (!multi && values.size() != 1) {
        throw new IllegalArgumentException("a single-valued key has one value");
      }
    }
  }

  /// What was decided.
  ///
  /// @param decision by the contract's names: `allowed`, `implicitDeny`, `explicitDeny`,
  ///     `dependsOn`
  /// @param blockedBy kinds of policy that turned the request down though others would have
  ///     allowed it
  public record Answer(String decision, List<String> blockedBy, List<Decider> deciders) {
    public Answer {
      blockedBy = List.copyOf(blockedBy);
      deciders = List.copyOf(deciders);
    }
  }

  /// What settled it.
  public sealed interface Decider {

    /// A statement of a stored policy.
    ///
    /// @param policyType `identity`, `resource`, …
    /// @param pointer JSON pointer into the document
    /// @param statement counted from 1
    /// @param sid empty if it has none
    record Statement(
        String policyType,
        String policyName,
        String policyVersion,
        String pointer,
        int statement,
        String sid)
        implements Decider {}

    record Grant(String grantId) implements Decider {}

    /// A rule of the platform, e.g. `ROOT_USER`.
    record Rule(String rule) implements Decider {}
  }
}
