package io.keytrail.audit.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Every dictionary a row may name; kept for ever. Immutable.
public final class ZstdDictionaries {
  private static final String BUILT_IN = "event-dictionary-1.zstd";

  private final Map<Integer, ZstdDictionary> byId;
  private final ZstdDictionary current;

  private ZstdDictionaries(Map<Integer, ZstdDictionary> byId, ZstdDictionary current) {
    this.byId = Map.copyOf(byId);
    this.current = current;
  }

  /// Those that come with this version: 0 (none) and 1, which new rows use.
  public static ZstdDictionaries builtIn() {
    ZstdDictionary one = ZstdDictionary.of(1, resource());
    var byId = new HashMap<Integer, ZstdDictionary>();
    byId.put(0, ZstdDictionary.none());
    byId.put(1, one);
    return new ZstdDictionaries(byId, one);
  }

  /// These and `more`; the last of `more` is used for new rows.
  public ZstdDictionaries with(Collection<ZstdDictionary> more) {
    var all = new HashMap<>(byId);
    ZstdDictionary last = current;
    for (ZstdDictionary dictionary : more) {
      if (all.putIfAbsent(dictionary.id(), dictionary) != null) {
        throw new IllegalArgumentException("dictionary " + dictionary.id() + " exists");
      }
      last = dictionary;
    }
    return new ZstdDictionaries(all, last);
  }

  /// The one for new rows.
  public ZstdDictionary current() {
    return current;
  }

  public Optional<ZstdDictionary> byId(int id) {
    return Optional.ofNullable(byId.get(id));
  }

  private static byte[] resource() {
    try (InputStream in = ZstdDictionaries.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + BUILT_IN + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
