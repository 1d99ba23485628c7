package io.keytrail.server.simulate;

import io.keytrail.policy.eval.Principal;
import java.util.Optional;

/// Principals by their text, as simulations name them.
public final class PrincipalText {
  private PrincipalText() {}

  /// The principal; empty if the text is none. A role stands for a session of it.
  public static Optional<Principal> parse(String text) {
    return PrincipalReader.parse(text);
  }
}
