package io.keytrail.policy.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a request's context has without being told: facts of the principal and of the encryption
/// context. A key that is given stays as given.
final class DerivedKeys {
  private DerivedKeys() {}

  /// The same case with those keys written out, and all keys in lower case.
  static Map<String, @Nullable Object> complete(Map<String, @Nullable Object> testCase) {
    Map<String, @Nullable Object> request =
        new LinkedHashMap<>(Json.asMap(testCase.get("request")));
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    Json.asMap(request.get("context"))
        .forEach((key, value) -> context.put(ReferenceValues.lower(key), value));
    Map<String, @Nullable Object> derived = ofPrincipal(Json.text(request.get("principal")));
    derived.putAll(ofPairs(Json.asMap(request.get("encryptionContext"))));
    if (!Json.text(request.get("action")).startsWith("kms:")) {
      derived.remove("kms:calleraccount");
    }
    derived.forEach(context::putIfAbsent);
    request.put("context", context);
    Map<String, @Nullable Object> complete = new LinkedHashMap<>(testCase);
    complete.put("request", request);
    return complete;
  }

  private static Map<String, @Nullable Object> ofPrincipal(String principal) {
    Map<String, @Nullable Object> keys = new LinkedHashMap<>();
    if (principal.equals("anonymous")) {
      keys.put("aws:principaltype", "Anonymous");
      keys.put("aws:userid", "anonymous");
    } else if (principal.contains("-provider/") || principal.equals("accounts.google.com")) {
      keys.put("aws:principalisawsservice", "false");
    } else if (!principal.startsWith("arn:")) {
      ofService(principal, keys);
    } else {
      ofAccount(principal, principal.split(":")[4], keys);
    }
    return keys;
  }

  private static void ofService(String host, Map<String, @Nullable Object> keys) {
    keys.put("aws:principalisawsservice", "true");
    keys.put("aws:principalservicename", host);
    List<String> names = new ArrayList<>(List.of(host));
    if (host.endsWith(".amazonaws.com") && host.split("\\.").length > 3) {
      names.add(host.split("\\.")[0] + ".amazonaws.com");
    }
    keys.put("aws:principalservicenameslist", names);
    if (host.contains(":aws:")) {
      keys.put("kms:calleraccount", host.split(":")[0]);
    }
  }

  private static void ofAccount(String arn, String account, Map<String, @Nullable Object> keys) {
    String kind = arn.split(":")[5].split("/")[0];
    String session =
        arn.replaceFirst("arn:aws:sts::(.*):assumed-role/(.*)/.*", "arn:aws:iam::$1:role/$2");
    keys.put("aws:principalarn", session);
    keys.put("aws:principalaccount", account);
    keys.put("kms:calleraccount", account);
    keys.put("aws:principalisawsservice", "false");
    switch (kind) {
      case "root" -> {
        keys.put("aws:principaltype", "Account");
        keys.put("aws:userid", account);
      }
      case "user" -> {
        keys.put("aws:principaltype", "User");
        keys.put("aws:username", arn.substring(arn.lastIndexOf('/') + 1));
      }
      case "federated-user" -> {
        keys.put("aws:principaltype", "FederatedUser");
        keys.put("aws:userid", account + ":" + arn.substring(arn.lastIndexOf('/') + 1));
      }
      default -> keys.put("aws:principaltype", "AssumedRole");
    }
  }

  private static Map<String, @Nullable Object> ofPairs(Map<String, @Nullable Object> pairs) {
    Map<String, @Nullable Object> keys = new LinkedHashMap<>();
    if (!pairs.isEmpty()) {
      keys.put("kms:encryptioncontextkeys", List.copyOf(new TreeMap<>(pairs).keySet()));
    }
    pairs.forEach(
        (key, value) -> keys.put("kms:encryptioncontext:" + ReferenceValues.lower(key), value));
    return keys;
  }
}
