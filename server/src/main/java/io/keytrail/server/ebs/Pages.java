package io.keytrail.server.ebs;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Pages of a Describe operation over what is kept in order of id. A token names the last id that
/// was shown; as every page is read in the caller's own account, a made-up one shows nothing more.
///
/// @param ids by which a thing is found
/// @param prefix of an id
/// @param batch reads that many things behind an id
record Pages<T>(Function<T, String> ids, String prefix, Batch<T> batch) {
  private static final int LEAST = 5;
  private static final int MOST = 1_000;
  private static final int BATCH = 500;

  /// Reads in order of id.
  interface Batch<T> {
    Future<List<T>> after(Optional<String> id, int limit);
  }

  /// What a request wants of a list.
  ///
  /// @param named the ids that it names; they go without paging
  record Wanted(
      Collection<String> named, Optional<Integer> maxResults, Optional<String> nextToken) {

    /// @throws io.keytrail.server.invoke.ApiException for what EC2 refuses
    void require(String idsParameter) {
      if (!named.isEmpty() && maxResults.isPresent()) {
        throw Ec2Failures.combination(
            "The parameter %s cannot be used with the parameter maxResults"
                .formatted(idsParameter));
      }
      if (maxResults.filter(max -> max < LEAST).isPresent()) {
        throw Ec2Failures.invalidValue(
            "Value ( %d ) for parameter maxResults is invalid. Expecting a value of at least %d."
                .formatted(maxResults.get(), LEAST));
      }
    }
  }

  record Page<T>(List<T> items, Optional<String> nextToken) {}

  /// The next page of those that the filter lets through; all of them, if the request wants no
  /// pages.
  Future<Page<T>> page(Wanted wanted, Predicate<T> filter) {
    int limit = wanted.maxResults().map(max -> Math.min(max, MOST)).orElse(Integer.MAX_VALUE);
    return more(wanted.nextToken().map(this::read), limit, filter, new ArrayList<>());
  }

  private Future<Page<T>> more(
      Optional<String> after, int limit, Predicate<T> filter, List<T> items) {
    return batch
        .after(after, BATCH)
        .compose(
            read -> {
              for (T item : read) {
                if (filter.test(item)) {
                  if (items.size() == limit) {
                    String last = ids.apply(items.getLast());
                    return Future.succeededFuture(new Page<>(items, Optional.of(mint(last))));
                  }
                  items.add(item);
                }
              }
              return read.size() < BATCH
                  ? Future.succeededFuture(new Page<>(items, Optional.empty()))
                  : more(Optional.of(ids.apply(read.getLast())), limit, filter, items);
            });
  }

  private static String mint(String id) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(id.getBytes(StandardCharsets.US_ASCII));
  }

  private String read(String token) {
    try {
      String id = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
      if (ResourceId.valid(prefix, id)) {
        return id;
      }
    } catch (IllegalArgumentException notBase64) {
      // Refused below like every other text that is no token of ours.
    }
    throw Ec2Failures.of("InvalidNextToken", "The token '" + shown(token) + "' is not valid");
  }

  private static String shown(String token) {
    return token.length() <= 64 ? token : token.substring(0, token.offsetByCodePoints(0, 32));
  }
}
