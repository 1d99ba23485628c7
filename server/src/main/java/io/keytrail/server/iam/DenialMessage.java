package io.keytrail.server.iam;

import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Decision.Decider;
import io.keytrail.policy.eval.PolicyType;
import java.util.Optional;

/// A refusal in AWS's words: who, what, on what, and which kind of policy is the reason.
final class DenialMessage {
  private static final String PLAIN_DENY = "with an explicit deny";

  private DenialMessage() {}

  static String of(AccessRequest request, Decision decision) {
    return "User: "
        + request.principal().arn()
        + " is not authorized to perform: "
        + request.action()
        + " on resource: "
        + request.resource()
        + " "
        + reason(request, decision);
  }

  private static String reason(AccessRequest request, Decision decision) {
    return switch (decision.verdict()) {
      case EXPLICIT_DENY -> denyingType(decision).map(DenialMessage::explicit).orElse(PLAIN_DENY);
      case IMPLICIT_DENY, DEPENDS_ON -> implicit(request, decision);
      case ALLOWED -> throw new IllegalArgumentException("an allowed request has no denial");
    };
  }

  private static Optional<PolicyType> denyingType(Decision decision) {
    return decision.decidedBy().stream()
        .flatMap(
            decider ->
                switch (decider) {
                  case Decider.StatementRef statement -> Optional.of(statement.type()).stream();
                  case Decider.GrantRef _, Decider.RuleRef _ ->
                      Optional.<PolicyType>empty().stream();
                })
        .findFirst();
  }

  private static String explicit(PolicyType type) {
    String article = type == PolicyType.IDENTITY ? "an " : "a ";
    return "with an explicit deny in " + article + name(type);
  }

  /// The first kind, in the order AWS reports them, that turned the request down.
  private static String implicit(AccessRequest request, Decision decision) {
    PolicyType missing = PolicyType.IDENTITY;
    for (PolicyType type : PolicyType.values()) {
      if (decision.blockedBy().contains(type)) {
        missing = type;
        break;
      }
    }
    return "because no " + name(missing) + " allows the " + request.action() + " action";
  }

  private static String name(PolicyType type) {
    return switch (type) {
      case SERVICE_CONTROL -> "service control policy";
      case RESOURCE_CONTROL -> "resource control policy";
      case VPC_ENDPOINT -> "VPC endpoint policy";
      case PERMISSIONS_BOUNDARY -> "permissions boundary";
      case SESSION -> "session policy";
      case IDENTITY -> "identity-based policy";
      case RESOURCE -> "resource-based policy";
    };
  }
}
