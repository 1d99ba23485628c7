package io.keytrail.server.workspaces;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Origin;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// As whom the service calls others.
///
/// Source: facts/ebs-workspaces.md §4.1 and §4.2.
final class Callers {
  private static final String FOR_AWS_RESOURCE = "kms:GrantIsForAWSResource";

  private Callers() {}

  /// The administrator, by WorkSpaces, making a grant that is for a resource of AWS. What only the
  /// server may say is not handed on.
  static Call granting(Call call) {
    Caller admin = call.caller();
    Caller plain =
        new Caller(
            admin.principal(),
            admin.accessKeyId(),
            admin.origin(),
            Optional.empty(),
            admin.sessionContext(),
            admin.operator(),
            Map.of());
    return own(call, plain.via(Place.of(call).host()).with(FOR_AWS_RESOURCE, "true"));
  }

  /// The service itself, which holds the grants that administrators made for it.
  static Call service(Call call) {
    return own(call, service(Place.of(call)));
  }

  static Caller service(Place place) {
    String host = place.host();
    return Caller.direct(
        new Principal.Service(host), Optional.empty(), new Origin(host, host, true, true));
  }

  /// As somebody else, under a request id of its own.
  static Call own(Call call, Caller caller) {
    return call.as(UUID.randomUUID().toString(), caller);
  }
}
