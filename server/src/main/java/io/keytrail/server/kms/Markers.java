package io.keytrail.server.kms;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.FieldEncoder;
import io.keytrail.server.crypto.Kdf;
import io.keytrail.server.crypto.RootKey;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Call;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Pages of a list. A marker is opaque to the caller and proves that it was given to this account
/// and Region, by this operation, for this list: any other is refused.
final class Markers {
  private static final int PROOF_BYTES = 16;
  private static final String LABEL = "keytrail kms marker v1";
  private final Secret key;

  Markers(RootKey rootKey) {
    key = rootKey.derive(LABEL, Bytes.ofUtf8(""));
  }

  /// Which list a marker belongs to.
  ///
  /// @param list the operation and what narrows it, such as a key's ARN
  record Scope(Place place, String list) {
    static Scope of(Call call, String list) {
      return new Scope(Place.of(call), list);
    }
  }

  /// A page and how to get the next.
  record Page<T>(List<T> items, Optional<String> nextMarker) {
    boolean truncated() {
      return nextMarker.isPresent();
    }
  }

  /// The last item's name that the marker stands for.
  ///
  /// @throws ApiException if it is no marker of this list
  Optional<String> after(Scope scope, Optional<String> marker) {
    return marker.map(text -> read(scope, text));
  }

  /// Cuts what was read, one item more than asked for if there are more, into a page.
  <T> Page<T> page(Scope scope, List<T> read, int limit, Function<T, String> name) {
    if (read.size() <= limit) {
      return new Page<>(read, Optional.empty());
    }
    List<T> items = read.subList(0, limit);
    return new Page<>(items, Optional.of(mint(scope, name.apply(items.getLast()))));
  }

  private String mint(Scope scope, String after) {
    byte[] name = after.getBytes(StandardCharsets.UTF_8);
    byte[] marker = Arrays.copyOf(proof(scope, after), PROOF_BYTES + name.length);
    System.arraycopy(name, 0, marker, PROOF_BYTES, name.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(marker);
  }

  private String read(Scope scope, String text) {
    try {
      byte[] marker = Base64.getUrlDecoder().decode(text);
      if (marker.length > PROOF_BYTES) {
        String after =
            new String(marker, PROOF_BYTES, marker.length - PROOF_BYTES, StandardCharsets.UTF_8);
        Secret presented = Secret.owning(Arrays.copyOf(marker, PROOF_BYTES));
        if (Secret.owning(proof(scope, after)).sameAs(presented)) {
          return after;
        }
      }
    } catch (IllegalArgumentException notBase64) {
      // Refused below like every other text that is no marker of ours.
    }
    throw new ApiException(KmsErrors.INVALID_MARKER, "Invalid marker");
  }

  private byte[] proof(Scope scope, String after) {
    Bytes input =
        new FieldEncoder()
            .text(scope.place().account())
            .text(scope.place().region())
            .text(scope.list())
            .text(after)
            .toBytes();
    Secret proof = Kdf.derive(key, LABEL, input, PROOF_BYTES);
    return proof.read(SecretAccess.CRYPTOGRAPHY);
  }
}
