package io.keytrail.audit.event;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.schema.ResourceIds;

/// Every account a record speaks of. Confined to one thread.
final class AccountFields {
  private final FieldValues values;

  AccountFields(FieldValues values) {
    this.values = values;
  }

  void add(JsonObject record, JsonObject identity) {
    member(record, "recipientAccountId");
    member(identity, "accountId");
    member(record, "vpcEndpointAccountId");
    identity.object("inScopeOf").ifPresent(scope -> member(scope, "sourceAccount"));
    identity.object("invokedByDelegate").ifPresent(delegate -> member(delegate, "accountId"));
    if (record.members().get("resources") instanceof JsonArray(var resources)) {
      resources.forEach(this::resource);
    }
  }

  private void resource(JsonValue resource) {
    if (resource instanceof JsonObject object) {
      member(object, "accountId");
      object.string("ARN").ifPresent(this::arn);
    }
  }

  /// Old records give the account in the ARN only.
  private void arn(String arn) {
    int start = 0;
    for (int colons = 0; colons < 4; colons++) {
      start = arn.indexOf(':', start) + 1;
      if (start == 0) {
        return;
      }
    }
    int end = arn.indexOf(':', start);
    if (arn.startsWith("arn:") && end > start) {
      account(arn.substring(start, end));
    }
  }

  private void member(JsonObject object, String name) {
    object.string(name).ifPresent(this::account);
  }

  private void account(String text) {
    if (ResourceIds.isAccount(text)) {
      values.add("account", text);
    }
  }
}
