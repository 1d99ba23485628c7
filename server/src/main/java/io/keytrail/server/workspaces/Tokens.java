package io.keytrail.server.workspaces;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.FieldEncoder;
import io.keytrail.server.crypto.Kdf;
import io.keytrail.server.crypto.RootKey;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Pages of a list. A `NextToken` is opaque to the caller and proves that it was given to this
/// account and Region for this list: any other is refused.
final class Tokens {
  private static final int PROOF_BYTES = 16;
  private static final String LABEL = "keytrail workspaces token v1";
  private final Secret key;

  Tokens(RootKey rootKey) {
    key = rootKey.derive(LABEL, Bytes.ofUtf8(""));
  }

  /// @param next absent on the last page
  record Page<T>(List<T> items, Optional<String> next) {}

  /// The last item's id that the token stands for.
  ///
  /// @param list the operation and what narrows it
  /// @throws io.keytrail.server.invoke.ApiException if it is no token of this list
  Optional<String> after(Place place, String list, Optional<String> token) {
    return token.map(text -> read(place, list, text));
  }

  /// Cuts what was read, one item more than the page holds if there are more, into a page.
  <T> Page<T> page(Place place, String list, List<T> read, int limit, Function<T, String> id) {
    if (read.size() <= limit) {
      return new Page<>(read, Optional.empty());
    }
    List<T> items = read.subList(0, limit);
    return new Page<>(items, Optional.of(mint(place, list, id.apply(items.getLast()))));
  }

  private String mint(Place place, String list, String after) {
    byte[] id = after.getBytes(StandardCharsets.UTF_8);
    byte[] token = Arrays.copyOf(proof(place, list, after), PROOF_BYTES + id.length);
    System.arraycopy(id, 0, token, PROOF_BYTES, id.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  private String read(Place place, String list, String text) {
    try {
      byte[] token = Base64.getUrlDecoder().decode(text);
      if (token.length > PROOF_BYTES) {
        String after =
            new String(token, PROOF_BYTES, token.length - PROOF_BYTES, StandardCharsets.UTF_8);
        Secret presented = Secret.owning(Arrays.copyOf(token, PROOF_BYTES));
        if (Secret.owning(proof(place, list, after)).sameAs(presented)) {
          return after;
        }
      }
    } catch (IllegalArgumentException notBase64) {
      // Refused below like every other text that is no token of ours.
    }
    throw WorkspacesErrors.invalid(
        "The NextToken is not valid; use the one of the page before, with the same parameters.");
  }

  private byte[] proof(Place place, String list, String after) {
    Bytes input =
        new FieldEncoder()
            .text(place.account())
            .text(place.region())
            .text(list)
            .text(after)
            .toBytes();
    return Kdf.derive(key, LABEL, input, PROOF_BYTES).read(SecretAccess.CRYPTOGRAPHY);
  }
}
