package io.keytrail.policy.catalog;

import java.util.List;

/// One action.
///
/// @param name `kms:Decrypt`
/// @param folded the name in lower case
/// @param resources types of resource it may be asked on (`key`, `alias`); empty: `*` only
public record Action(String name, String folded, List<String> resources) {
  public Action {
    resources = List.copyOf(resources);
  }
}
