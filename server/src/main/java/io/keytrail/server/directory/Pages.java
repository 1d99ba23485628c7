package io.keytrail.server.directory;

import io.keytrail.server.invoke.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Pages of a list in order of a key: a token is the last key, opaque to the client.
///
/// @param items of this page
/// @param nextToken absent on the last one
record Pages<T>(List<T> items, Optional<String> nextToken) {

  /// The key that a token stands for.
  ///
  /// @param isKey whether a text can be a key of the list
  /// @param refusal for a token that is none of ours
  static Optional<String> after(
      Optional<String> token, Predicate<String> isKey, Supplier<ApiException> refusal) {
    return token.map(
        text -> {
          try {
            byte[] key = Base64.getUrlDecoder().decode(text);
            return Optional.of(new String(key, StandardCharsets.UTF_8))
                .filter(isKey)
                .orElseThrow(refusal);
          } catch (IllegalArgumentException _) {
            throw refusal.get();
          }
        });
  }

  /// Cuts a page.
  ///
  /// @param found one more than `limit`, where there are so many
  static <T> Pages<T> cut(List<T> found, int limit, Function<T, String> key) {
    if (found.size() <= limit) {
      return new Pages<>(found, Optional.empty());
    }
    List<T> items = found.subList(0, limit);
    byte[] last = key.apply(items.getLast()).getBytes(StandardCharsets.UTF_8);
    return new Pages<>(
        items, Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(last)));
  }
}
