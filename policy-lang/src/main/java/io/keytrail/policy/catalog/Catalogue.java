package io.keytrail.policy.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/// Every known action, numbered from 0, and every known condition key. Immutable.
public final class Catalogue {

  /// Holder: read when first asked for.
  private static final class Standard {
    static final Catalogue CATALOGUE = CatalogueReader.readResource("catalogue.txt");
  }

  private final Map<String, Service> services;
  private final List<Action> actions;
  private final Map<String, Integer> numbers;
  private final SortedNames sorted;
  private final Map<String, ConditionKey> keys;
  private final Map<String, String> foldedKeys;

  /// By the service in front of their colon, and their folded names.
  private final Map<String, Map<String, ConditionKey>> openKeys = new HashMap<>();

  private final List<String> keyNames;

  Catalogue(Map<String, Service> services, List<Action> actions, List<ConditionKey> keys) {
    this.services = Collections.unmodifiableMap(services);
    this.actions = List.copyOf(actions);
    this.sorted = new SortedNames(actions);
    this.numbers = HashMap.newHashMap(2 * actions.size());
    for (int i = 0; i < actions.size(); i++) {
      numbers.put(actions.get(i).folded(), i);
      numbers.put(actions.get(i).name(), i);
    }
    this.keys = HashMap.newHashMap(keys.size());
    this.foldedKeys = HashMap.newHashMap(2 * keys.size());
    keys.forEach(this::add);
    this.keyNames = this.keys.values().stream().map(ConditionKey::name).toList();
  }

  private void add(ConditionKey key) {
    String folded = fold(key.name());
    keys.put(folded, key);
    foldedKeys.put(folded, folded);
    foldedKeys.put(key.name(), folded);
    if (key.open()) {
      openKeys.computeIfAbsent(owner(folded), _ -> new LinkedHashMap<>()).put(folded, key);
    }
  }

  /// The catalogue that comes with this module.
  public static Catalogue standard() {
    return Standard.CATALOGUE;
  }

  public int size() {
    return actions.size();
  }

  public Action action(int number) {
    return actions.get(number);
  }

  /// The number of an action by its folded name or as AWS spells it, or -1. Allocates nothing.
  public int number(String name) {
    Integer number = numbers.get(name);
    return number == null ? -1 : number;
  }

  /// A condition key in lower case. Allocates nothing for a known key in its usual spelling, and
  /// answers the same string for it each time.
  public String foldKey(String key) {
    String folded = foldedKeys.get(key);
    return folded == null ? fold(key) : folded;
  }

  public Optional<Action> find(String name) {
    int number = number(fold(name));
    return number < 0 ? Optional.empty() : Optional.of(actions.get(number));
  }

  public Optional<Service> service(String foldedPrefix) {
    return Optional.ofNullable(services.get(foldedPrefix));
  }

  /// Whether resource control policies reach the resources of an action's service. A service that
  /// is not known is taken to be reached.
  public boolean resourceControl(String foldedAction) {
    int colon = foldedAction.indexOf(':');
    Service service = colon < 0 ? null : services.get(foldedAction.substring(0, colon));
    return service == null || service.resourceControl();
  }

  public Collection<String> prefixes() {
    return services.keySet();
  }

  /// Names of the actions of one service that a folded pattern (`kms:create*`) covers, in catalogue
  /// order.
  public List<String> matching(Service service, String foldedPattern) {
    List<Integer> covered = new ArrayList<>();
    if (foldedPattern.startsWith(service.prefix() + ":")) {
      covered(foldedPattern, covered::add);
    }
    Collections.sort(covered);
    return covered.stream().map(number -> actions.get(number).name()).toList();
  }

  /// Gives the numbers of the actions that a folded pattern covers to `next`, in no order, until it
  /// answers false. The pattern names its service.
  public void covered(String foldedPattern, IntPredicate next) {
    sorted.covered(foldedPattern, next);
  }

  /// Whether a folded pattern, which names its service, covers any action.
  public boolean coversAny(String foldedPattern) {
    boolean[] any = new boolean[1];
    covered(
        foldedPattern,
        _ -> {
          any[0] = true;
          return false;
        });
    return any[0];
  }

  /// A condition key by its name in any ASCII letter case; open keys (`aws:RequestTag/`) by any
  /// full name.
  public Optional<ConditionKey> key(String name) {
    String folded = fold(name);
    ConditionKey exact = keys.get(folded);
    if (exact != null) {
      return Optional.of(exact);
    }
    for (var open : openKeys.getOrDefault(owner(folded), Map.of()).entrySet()) {
      if (folded.startsWith(open.getKey())) {
        return Optional.of(open.getValue());
      }
    }
    return Optional.empty();
  }

  private static String owner(String foldedKey) {
    return foldedKey.substring(0, Math.max(0, foldedKey.indexOf(':')));
  }

  /// Every condition key's name, in no order.
  public Collection<String> keyNames() {
    return keyNames;
  }

  /// ASCII letters to lower case, nothing else: `K` (Kelvin) is no `k`.
  public static String fold(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        return foldFrom(text, i);
      }
    }
    return text;
  }

  private static String foldFrom(String text, int from) {
    char[] chars = text.toCharArray();
    for (int i = from; i < chars.length; i++) {
      if (chars[i] >= 'A' && chars[i] <= 'Z') {
        chars[i] = (char) (chars[i] + ('a' - 'A'));
      }
    }
    return new String(chars);
  }
}
