package io.keytrail.server.http;

import io.vertx.core.Future;
import java.util.Optional;

/// One thing that must be well before traffic is sent here.
public interface ReadyCheck {

  /// A short, stable name: `database`.
  String name();

  /// Why not, in words for an operator, without secrets; empty if all is well. A failure counts as
  /// a reason.
  Future<Optional<String>> problem();
}
