package io.keytrail.policy.eval;

import io.keytrail.policy.catalog.Action;
import io.keytrail.policy.catalog.Catalogue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request prepared for matching: names folded, action looked up, ARN taken apart. Immutable; can
/// be decided under many policy sets.
public final class RequestView {
  private static final String REST = "rest";

  private final AccessRequest request;
  private final boolean derives;
  private final String principalArn;
  private final String foldedAction;
  private final int actionNumber;
  private final String[] keys;
  private final ContextValue[] values;

  private RequestView(AccessRequest request, Catalogue catalogue, boolean derives) {
    this.request = request;
    this.derives = derives;
    this.principalArn = request.principal().arn();
    this.foldedAction = Catalogue.fold(request.action());
    this.actionNumber = catalogue.number(foldedAction);
    Map<String, ContextValue> context = request.context();
    this.keys = new String[context.size()];
    this.values = new ContextValue[context.size()];
    int i = 0;
    for (Map.Entry<String, ContextValue> entry : context.entrySet()) {
      keys[i] = Catalogue.fold(entry.getKey());
      values[i++] = entry.getValue();
    }
  }

  public static RequestView of(AccessRequest request) {
    return new RequestView(request, Catalogue.standard(), true);
  }

  /// The given context is all there is.
  static RequestView withoutDerived(AccessRequest request) {
    return new RequestView(request, Catalogue.standard(), false);
  }

  public AccessRequest request() {
    return request;
  }

  public Principal principal() {
    return request.principal();
  }

  String principalArn() {
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
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].equals(foldedKey)) {
        return values[i];
      }
    }
    return !derives || declaredUnknown(foldedKey) ? null : DerivedContext.value(request, foldedKey);
  }

  /// Whether the asker does not know the key; only meaningful where [#value] is null.
  public boolean unknown(String foldedKey) {
    return !request.unknownContext().isEmpty()
        && (request.unknownContext().contains(REST) || declaredUnknown(foldedKey));
  }

  private boolean declaredUnknown(String foldedKey) {
    if (request.unknownContext().isEmpty()) {
      return false;
    }
    return request.unknownContext().stream()
        .anyMatch(key -> !key.equals(REST) && Catalogue.fold(key).equals(foldedKey));
  }

  /// Whether the resource is an alias of KMS.
  boolean alias() {
    return aliasName().startsWith("alias/");
  }

  boolean awsAlias() {
    return aliasName().startsWith("alias/aws/");
  }

  boolean onStar() {
    return request.resource().equals("*");
  }

  /// Whether the catalogue knows the action as one that is not asked on keys.
  boolean notOnKeys() {
    if (actionNumber < 0) {
      return false;
    }
    Action action = Catalogue.standard().action(actionNumber);
    return !action.resources().contains("key");
  }

  /// The last part of the ARN if it is one of KMS; empty otherwise.
  private String aliasName() {
    String resource = request.resource();
    if (!resource.startsWith("arn:")) {
      return "";
    }
    int service = resource.indexOf(':', 4) + 1;
    if (service == 0 || !resource.startsWith("kms:", service)) {
      return "";
    }
    int at = service;
    for (int i = 0; i < 3; i++) {
      at = resource.indexOf(':', at) + 1;
      if (at == 0) {
        return "";
      }
    }
    return resource.substring(at);
  }
}
