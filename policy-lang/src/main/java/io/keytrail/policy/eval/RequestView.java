package io.keytrail.policy.eval;

import io.keytrail.policy.catalog.Action;
import io.keytrail.policy.catalog.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request prepared for matching: names folded, action looked up, values read once. Can be
/// decided under many policy sets, by one thread at a time.
public final class RequestView {
  static final String REST = "rest";
  private static final String[] NO_KEYS = {};

  static final RequestView NOTHING =
      withoutDerived(
          new AccessRequest(
              new Principal.Anonymous(), "*", "*", "", Map.of(), Map.of(), List.of(), Set.of()));

  private final AccessRequest request;
  private final boolean derives;
  private final String principalArn;
  private final String foldedAction;
  private final int actionNumber;
  private final RequestValue[] given;
  private final String[] unknown;
  private final boolean restUnknown;

  /// Values derived so far.
  private final List<RequestValue> derived = new ArrayList<>(0);

  private RequestView(AccessRequest request, Catalogue catalogue, boolean derives) {
    this.request = request;
    this.derives = derives;
    this.principalArn = request.principal().arn();
    this.actionNumber = number(request.action(), catalogue);
    this.foldedAction =
        actionNumber < 0
            ? Catalogue.fold(request.action())
            : catalogue.action(actionNumber).folded();
    this.given = given(request.context(), catalogue);
    this.restUnknown = request.unknownContext().contains(REST);
    this.unknown = unknown(request.unknownContext());
  }

  private static int number(String action, Catalogue catalogue) {
    int asSpelled = catalogue.number(action);
    return asSpelled >= 0 ? asSpelled : catalogue.number(Catalogue.fold(action));
  }

  private static RequestValue[] given(Map<String, ContextValue> context, Catalogue catalogue) {
    RequestValue[] given = new RequestValue[context.size()];
    int i = 0;
    for (Map.Entry<String, ContextValue> entry : context.entrySet()) {
      given[i++] = new RequestValue(catalogue.foldKey(entry.getKey()), entry.getValue());
    }
    return given;
  }

  private static String[] unknown(Set<String> keys) {
    return keys.isEmpty() ? NO_KEYS : keys.stream().map(Catalogue::fold).toArray(String[]::new);
  }

  public static RequestView of(AccessRequest request) {
    return new RequestView(request, Catalogue.standard(), true);
  }

  /// The given context is all there is: for a caller of whom nothing is known.
  public static RequestView withoutDerived(AccessRequest request) {
    return new RequestView(request, Catalogue.standard(), false);
  }

  public AccessRequest request() {
    return request;
  }

  public Principal principal() {
    return request.principal();
  }

  public String principalArn() {
    return principalArn;
  }

  public String resource() {
    return request.resource();
  }

  public String foldedAction() {
    return foldedAction;
  }

  /// In the catalogue, or -1.
  public int actionNumber() {
    return actionNumber;
  }

  /// The value of a context key, given or derived; null if it is absent or unknown.
  public @Nullable ContextValue value(String foldedKey) {
    RequestValue found = find(foldedKey);
    return found == null ? null : found.given();
  }

  @Nullable RequestValue find(String foldedKey) {
    for (RequestValue value : given) {
      if (value.foldedKey().equals(foldedKey)) {
        return value;
      }
    }
    return !derives || declaredUnknown(foldedKey) ? null : derived(foldedKey);
  }

  private @Nullable RequestValue derived(String foldedKey) {
    for (int i = 0; i < derived.size(); i++) {
      if (derived.get(i).foldedKey().equals(foldedKey)) {
        return derived.get(i);
      }
    }
    ContextValue value = DerivedContext.value(request, foldedKey);
    if (value == null) {
      return null;
    }
    var fresh = new RequestValue(foldedKey, value);
    derived.add(fresh);
    return fresh;
  }

  /// Whether the asker left something open.
  public boolean partial() {
    return restUnknown || unknown.length > 0;
  }

  /// Whether the asker does not know the key; only meaningful where [#value] is null. An encryption
  /// context that is given is given as a whole.
  public boolean unknown(String foldedKey) {
    boolean whole =
        !request.encryptionContext().isEmpty()
            && foldedKey.startsWith(DerivedContext.ENCRYPTION_CONTEXT);
    return (restUnknown && !whole) || declaredUnknown(foldedKey);
  }

  private boolean declaredUnknown(String foldedKey) {
    for (String key : unknown) {
      if (key.equals(foldedKey)) {
        return true;
      }
    }
    return false;
  }

  /// The keys and values that were given, by folded key.
  RequestValue[] given() {
    return given;
  }

  /// Whether the resource is an alias of KMS.
  boolean alias() {
    return ofKms("alias/");
  }

  boolean awsAlias() {
    return ofKms("alias/aws/");
  }

  boolean onStar() {
    return request.resource().equals("*");
  }

  /// Whether the resource is a pattern, not one thing.
  boolean onPattern() {
    return request.resource().length() > 1
        && (request.resource().indexOf('*') >= 0 || request.resource().indexOf('?') >= 0);
  }

  /// Whether the catalogue knows the action as one that is not asked on keys.
  boolean notOnKeys() {
    if (actionNumber < 0) {
      return false;
    }
    Action action = Catalogue.standard().action(actionNumber);
    return !action.resources().contains("key");
  }

  /// Whether the last part of a KMS ARN begins so.
  private boolean ofKms(String prefix) {
    String resource = request.resource();
    int service = resource.startsWith("arn:") ? resource.indexOf(':', 4) + 1 : 0;
    if (service == 0 || !resource.startsWith("kms:", service)) {
      return false;
    }
    int at = service;
    for (int i = 0; i < 3; i++) {
      at = resource.indexOf(':', at) + 1;
      if (at == 0) {
        return false;
      }
    }
    return resource.startsWith(prefix, at);
  }
}
