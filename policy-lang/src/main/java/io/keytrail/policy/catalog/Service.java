package io.keytrail.policy.catalog;

import java.util.List;

/// One service of the catalogue.
///
/// @param prefix of its actions, in lower case
/// @param complete whether every action of the service is here, so that another one is a mistake
/// @param resourceControl whether AWS applies resource control policies to its resources
/// @param first the number of its first action; the others follow without a gap
/// @param actions in full, `kms:Decrypt`
/// @param types of its resources
public record Service(
    String prefix,
    boolean complete,
    boolean resourceControl,
    int first,
    List<String> actions,
    List<ResourceType> types) {
  public Service {
    actions = List.copyOf(actions);
    types = List.copyOf(types);
  }

  /// A type of resource.
  ///
  /// @param arn the form of its ARNs: `arn:*:kms:*:*:key/*`
  public record ResourceType(String name, String arn) {}
}
