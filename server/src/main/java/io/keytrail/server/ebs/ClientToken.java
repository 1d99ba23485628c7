package io.keytrail.server.ebs;

import java.util.Optional;

/// What a caller called a request, so that it is done once however often it comes.
///
/// @param digest of what the request asked for
public record ClientToken(String token, String digest) {
  private static final int MAX = 64;

  /// @throws io.keytrail.server.invoke.ApiException if it is too long or not ASCII
  static Optional<ClientToken> of(Optional<String> token, String digest) {
    token.ifPresent(ClientToken::require);
    return token.filter(text -> !text.isEmpty()).map(text -> new ClientToken(text, digest));
  }

  private static void require(String text) {
    if (text.length() > MAX || text.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw Ec2Failures.invalidValue(
          "Invalid client token: it must be at most " + MAX + " ASCII characters");
    }
  }

  /// The earlier request of this name must have asked for the same.
  ///
  /// @throws io.keytrail.server.invoke.ApiException `IdempotentParameterMismatch`
  void requireSame(Optional<ClientToken> earlier) {
    if (earlier.filter(this::equals).isEmpty()) {
      throw Ec2Failures.tokenReused();
    }
  }
}
