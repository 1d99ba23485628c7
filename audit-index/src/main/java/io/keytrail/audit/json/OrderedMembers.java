package io.keytrail.audit.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The members of one object, in order, in two arrays: objects are small, and most are made once,
/// written once and forgotten. Beyond a few members names are found by an index, so that a large
/// object costs no more than its size.
///
/// Filled by one thread before it is handed out; never changed afterwards, and then safe for all.
final class OrderedMembers extends AbstractMap<String, JsonValue> {
  private static final int MOST_WITHOUT_INDEX = 12;

  private String[] names;
  private JsonValue[] values;
  private int size;
  private @Nullable Map<String, Integer> index;

  OrderedMembers() {
    this(6);
  }

  OrderedMembers(int capacity) {
    names = new String[Math.max(capacity, 2)];
    values = new JsonValue[Math.max(capacity, 2)];
  }

  static OrderedMembers copy(Map<String, JsonValue> members) {
    var copy = new OrderedMembers(members.size());
    members.forEach(copy::add);
    return copy;
  }

  /// Where `name` stands, or -1.
  int find(String name) {
    if (index != null) {
      Integer at = index.get(name);
      return at == null ? -1 : at;
    }
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /// Adds a member whose name is not there yet.
  void add(String name, JsonValue value) {
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    names[size] = name;
    values[size] = value;
    if (index != null) {
      index.put(name, size);
    } else if (size == MOST_WITHOUT_INDEX) {
      index = HashMap.newHashMap(4 * MOST_WITHOUT_INDEX);
      for (int i = 0; i <= size; i++) {
        index.put(names[i], i);
      }
    }
    size++;
  }

  /// Adds a member, or gives the one of that name another value.
  void set(String name, JsonValue value) {
    int at = find(name);
    if (at < 0) {
      add(name, value);
    } else {
      values[at] = value;
    }
  }

  String name(int at) {
    return names[at];
  }

  JsonValue value(int at) {
    return values[at];
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return name instanceof String text && find(text) >= 0;
  }

  @Override
  public @Nullable JsonValue get(@Nullable Object name) {
    int at = name instanceof String text ? find(text) : -1;
    return at < 0 ? null : values[at];
  }

  @Override
  public Set<Entry<String, JsonValue>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Iterator<Entry<String, JsonValue>> iterator() {
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Entry<String, JsonValue>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public Entry<String, JsonValue> next() {
      if (next == size) {
        throw new NoSuchElementException();
      }
      int at = next++;
      return Map.entry(names[at], values[at]);
    }
  }
}
