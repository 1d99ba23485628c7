package io.keytrail.server.trail;

import io.keytrail.audit.index.Cursor;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.FieldEncoder;
import io.keytrail.server.crypto.Kdf;
import io.keytrail.server.crypto.RootKey;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import io.keytrail.server.invoke.Call;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Tokens of LookupEvents: where the next page begins, with a proof that the token was given to
/// this account, in this Region, for these parameters. Thread-safe.
final class LookupTokens {
  private static final int PROOF_BYTES = 16;
  private static final String LABEL = "keytrail cloudtrail token v1";

  private final Secret key;

  LookupTokens(RootKey rootKey) {
    key = rootKey.derive(LABEL, Bytes.ofUtf8(""));
  }

  /// Where the asked page begins; empty for the first.
  ///
  /// @throws io.keytrail.server.invoke.ApiException if the token is none of ours for these
  ///     parameters
  Optional<Cursor> read(Call call, LookupEvents.Input input) {
    return input.nextToken().map(token -> read(call, input, token));
  }

  String mint(Call call, LookupEvents.Input input, Cursor cursor) {
    byte[] text = cursor.text().getBytes(StandardCharsets.US_ASCII);
    byte[] token = Arrays.copyOf(proof(call, input, cursor.text()), PROOF_BYTES + text.length);
    System.arraycopy(text, 0, token, PROOF_BYTES, text.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  private Cursor read(Call call, LookupEvents.Input input, String text) {
    try {
      byte[] token = Base64.getUrlDecoder().decode(text);
      if (token.length > PROOF_BYTES) {
        String cursor =
            new String(token, PROOF_BYTES, token.length - PROOF_BYTES, StandardCharsets.US_ASCII);
        Secret presented = Secret.owning(Arrays.copyOf(token, PROOF_BYTES));
        if (Secret.owning(proof(call, input, cursor)).sameAs(presented)) {
          return Cursor.parse(cursor).orElseThrow(LookupErrors::nextToken);
        }
      }
    } catch (IllegalArgumentException notBase64) {
      // Refused below like every other text that is no token of ours.
    }
    throw LookupErrors.nextToken();
  }

  /// The page's size is not part of it: a client may take smaller pages towards its own limit.
  private byte[] proof(Call call, LookupEvents.Input input, String cursor) {
    FieldEncoder parameters =
        new FieldEncoder()
            .text(call.account())
            .text(call.region())
            .text(input.eventCategory().orElse(""))
            .text(input.startTime().map(Object::toString).orElse(""))
            .text(input.endTime().map(Object::toString).orElse(""))
            .number(input.lookupAttributes().size());
    for (LookupEvents.Attribute attribute : input.lookupAttributes()) {
      parameters.text(attribute.attributeKey()).text(attribute.attributeValue());
    }
    Secret proof = Kdf.derive(key, LABEL, parameters.text(cursor).toBytes(), PROOF_BYTES);
    return proof.read(SecretAccess.CRYPTOGRAPHY);
  }
}
