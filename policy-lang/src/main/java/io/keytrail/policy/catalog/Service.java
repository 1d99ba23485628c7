package io.keytrail.policy.catalog;

import java.util.List;

/// One service of the catalogue.
///
/// @param prefix of its actions, in lower case
/// @param complete whether every action of the service is here, so that another one is a mistake
/// @param first the number of its first action; the others follow without a gap
/// @param actions in full, `kms:Decrypt`
public record Service(String prefix, boolean complete, int first, List<String> actions) {
  public Service {
    actions = List.copyOf(actions);
  }
}
