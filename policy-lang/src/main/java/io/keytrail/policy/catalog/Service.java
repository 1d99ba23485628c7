package io.keytrail.policy.catalog;

import java.util.List;

/// One service of the catalogue.
///
/// @param prefix of its actions, in lower case
/// @param complete whether every action of the service is here, so that another one is a mistake
/// @param actions in full, `kms:Decrypt`
public record Service(String prefix, boolean complete, List<String> actions) {
  public Service {
    actions = List.copyOf(actions);
  }
}
