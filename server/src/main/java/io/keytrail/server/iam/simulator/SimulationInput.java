package io.keytrail.server.iam.simulator;

import io.keytrail.server.iam.IamErrors;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What both simulations ask alike.
record SimulationInput(
    List<String> actionNames,
    List<String> resourceArns,
    Optional<String> resourcePolicy,
    Optional<String> resourceOwner,
    List<ContextEntryInput> contextEntries,
    Optional<String> resourceHandlingOption,
    OptionalInt maxItems,
    Optional<String> marker) {
  private static final String EVERYTHING = "*";

  /// @throws io.keytrail.server.invoke.ApiException `InvalidInput` with the member at fault
  void check() {
    if (actionNames.isEmpty()) {
      throw IamErrors.invalidInput("ActionNames holds no action.");
    }
    actionNames.forEach(SimulationInput::checkAction);
    resourceArns.forEach(SimulationInput::checkResource);
    ResourceHandling.check(resourceHandlingOption, actionNames, resourceArns);
  }

  private static void checkAction(String action) {
    int colon = action.indexOf(':');
    if (colon < 0) {
      throw IamErrors.invalidInput(
          "The action is invalid since it is missing names: "
              + action
              + "; ActionNames holds actions like kms:Decrypt.");
    }
    boolean fits =
        colon > 0
            && colon < action.length() - 1
            && action.indexOf(':', colon + 1) < 0
            && action.chars().allMatch(SimulationInput::isOfAction);
    if (!fits) {
      throw IamErrors.invalidInput(
          "Invalid Action %s; ActionNames holds actions like kms:Decrypt, without wildcards."
              .formatted(action));
    }
  }

  private static boolean isOfAction(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == ':'
        || c == '-';
  }

  private static void checkResource(String resource) {
    boolean arn = resource.startsWith("arn:") && resource.split(":", 6).length == 6;
    if (!arn && !resource.equals(EVERYTHING)) {
      throw IamErrors.invalidInput(
          "ResourceNames are not in a valid ARN format: %s. ResourceArns holds ARNs, or * for all."
              .formatted(resource));
    }
  }

  /// Whether resources are named: `*` names none.
  boolean namesResources() {
    return !resourceArns.isEmpty() && !resourceArns.equals(List.of(EVERYTHING));
  }

  /// What each action is asked on.
  List<String> resources() {
    return resourceArns.isEmpty() ? List.of(EVERYTHING) : resourceArns;
  }
}
