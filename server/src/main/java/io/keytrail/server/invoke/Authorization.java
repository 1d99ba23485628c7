package io.keytrail.server.invoke;

import java.util.List;

/// The Authorizer's answer to all checks of a call. Denial is a value here; the Invoker turns it
/// into the service's refusal and records it.
///
/// @param evaluated one per check, in order; stops at the first refusal
/// @param message for the caller, when refused: AWS's wording, naming principal, action, resource
///     and reason
public record Authorization(boolean allowed, List<Evaluated> evaluated, String message) {
  public static final Authorization UNCHECKED = new Authorization(true, List.of(), "");

  public Authorization {
    evaluated = List.copyOf(evaluated);
  }
}
