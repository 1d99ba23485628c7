package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsResponse;

/// A key that one worker alone changes, and what it must look like by what he was told: where an
/// answer was missing, both are possible. Confined to its worker.
final class OwnedKey {
  private static final String ROOT = "arn:aws:iam::" + TestServer.ACCOUNT + ":root";

  private final String id;
  private final AcknowledgedCalls acknowledged;
  private final Set<KeyState> possibleStates = new LinkedHashSet<>(Set.of(KeyState.ENABLED));
  private final Set<String> grants = new LinkedHashSet<>();
  private int policyPut;
  private int policyAcknowledged;

  OwnedKey(String id, AcknowledgedCalls acknowledged) {
    this.id = id;
    this.acknowledged = acknowledged;
  }

  String id() {
    return id;
  }

  boolean surelyEnabled() {
    return possibleStates.equals(Set.of(KeyState.ENABLED));
  }

  /// A key that is surely on is not refused, one that is surely off is not used.
  void requireRightState(Answer<?> answer) {
    switch (answer) {
      case Answer.Done<?> _ ->
          assertThat(possibleStates).as("states of a key that was used").contains(KeyState.ENABLED);
      case Answer.Refused<?>(String code) -> {
        assertThat(code).isEqualTo("DisabledException");
        assertThat(possibleStates)
            .as("states of a key that was refused")
            .contains(KeyState.DISABLED);
      }
      case Answer.Unknown<?> _ -> {}
    }
  }

  void disable(KmsClient kms) {
    change(KeyState.DISABLED, () -> kms.disableKey(r -> r.keyId(id)));
  }

  void enable(KmsClient kms) {
    change(KeyState.ENABLED, () -> kms.enableKey(r -> r.keyId(id)));
  }

  private void change(KeyState to, Supplier<? extends KmsResponse> call) {
    switch (Answer.of(acknowledged, call::get)) {
      case Answer.Done<?> _ -> {
        possibleStates.clear();
        possibleStates.add(to);
      }
      case Answer.Refused<?> _ -> {}
      case Answer.Unknown<?> _ -> possibleStates.add(to);
    }
  }

  void grant(KmsClient kms) {
    requireRightState(
        Answer.of(
            acknowledged,
            () -> {
              var made =
                  kms.createGrant(
                      r -> r.keyId(id).granteePrincipal(ROOT).operations(GrantOperation.DECRYPT));
              grants.add(made.grantId());
              return made;
            }));
  }

  void putPolicy(KmsClient kms) {
    String policy = policy(++policyPut);
    switch (Answer.of(acknowledged, () -> kms.putKeyPolicy(r -> r.keyId(id).policy(policy)))) {
      case Answer.Done<?> _ -> policyAcknowledged = policyPut;
      case Answer.Refused<?>(String code) ->
          throw new AssertionError("PutKeyPolicy was refused: " + code);
      case Answer.Unknown<?> _ -> {}
    }
  }

  private static String policy(int version) {
    return """
        {"Version":"2012-10-17","Statement":{"Sid":"v%d","Effect":"Allow","Principal":{"AWS":"%s"},"Action":"kms:*",\
        "Resource":"*"}}"""
        .formatted(version, ROOT);
  }

  boolean hasGrants() {
    return !grants.isEmpty();
  }

  /// Nothing acknowledged is missing. Leaves the key enabled.
  void verify(KmsClient kms) {
    assertThat(kms.describeKey(r -> r.keyId(id)).keyMetadata().keyState())
        .as(id)
        .isIn(possibleStates);
    Set<String> found =
        kms.listGrantsPaginator(r -> r.keyId(id)).grants().stream()
            .map(GrantListEntry::grantId)
            .collect(Collectors.toSet());
    assertThat(found).as("grants of %s", id).containsAll(grants);
    if (policyAcknowledged > 0) {
      String policy = kms.getKeyPolicy(r -> r.keyId(id)).policy();
      int version =
          Integer.parseInt(
              policy.substring(policy.indexOf("\"v") + 2, policy.indexOf("\",\"Effect")));
      assertThat(version).as("policy of %s", id).isBetween(policyAcknowledged, policyPut);
    }
    var _ = kms.enableKey(r -> r.keyId(id));
  }

  int changes() {
    return grants.size() + policyAcknowledged;
  }
}
