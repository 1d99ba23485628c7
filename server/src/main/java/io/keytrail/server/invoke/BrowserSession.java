package io.keytrail.server.invoke;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.Secret;
import java.util.Optional;

/// The dashboard session that a call came by.
///
/// @param id of its row; no secret
/// @param signedInAs whose sign-in link it was
/// @param actingAs whom he chose to act as
/// @param operator whether he signed in with the operator's own link: sees all accounts while he
///     acts as nobody else
/// @param csrf what the page must say beside the cookie on everything but GET
public record BrowserSession(
    String id, Principal signedInAs, Optional<Principal> actingAs, boolean operator, Secret csrf) {

  /// Whether the principal is one that the session acts as, not the one that signed in.
  public boolean actsAs(Principal principal) {
    return !principal.equals(signedInAs) && actingAs.filter(principal::equals).isPresent();
  }
}
