package io.keytrail.server.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.invoke.ApiException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every row of the state table in every state. Source: facts/kms.md §6.
class StateTableTest {
  private static final String ARN =
      "arn:aws:kms:us-west-2:123456789012:key/00000000-0000-0001-0000-000000000002";

  @ParameterizedTest
  @CsvSource({
    // row, ENABLED, DISABLED, PENDING_DELETION, PENDING_IMPORT, UNAVAILABLE, CREATING, UPDATING
    "CRYPTOGRAPHIC, ok, is disabled., is pending deletion., is pending import., is unavailable., is creating., ok",
    "CREATE_GRANT, ok, is disabled., is pending deletion., is pending import., ok, is creating., ok",
    "ANY, ok, ok, ok, ok, ok, ok, ok",
    "NOT_PENDING_DELETION, ok, ok, is pending deletion., ok, ok, ok, ok",
    "SWITCH, ok, ok, is pending deletion., is pending import., ok, is creating., is updating.",
    "SCHEDULE_DELETION, ok, ok, is pending deletion., ok, ok, ok, is updating.",
    "CANCEL_DELETION, is not pending deletion., is not pending deletion., ok, is not pending deletion., is not pending deletion., is not pending deletion., is not pending deletion."
  })
  void table(
      String row,
      String enabled,
      String disabled,
      String pendingDeletion,
      String pendingImport,
      String unavailable,
      String creating,
      String updating) {
    List<String> expected =
        List.of(enabled, disabled, pendingDeletion, pendingImport, unavailable, creating, updating);
    for (int i = 0; i < expected.size(); i++) {
      KeyState state = KeyState.values()[i];
      assertThat(answer(StateTable.Row.valueOf(row), state))
          .as("%s in %s", row, state)
          .isEqualTo(inFull(expected.get(i)));
    }
    assertThat(answer(StateTable.Row.valueOf(row), KeyState.DELETED))
        .isEqualTo("NotFoundException: Key '" + ARN + "' does not exist");
  }

  private static String inFull(String words) {
    return switch (words) {
      case "ok" -> "ok";
      case "is disabled." -> "DisabledException: " + ARN + " is disabled.";
      default -> "KMSInvalidStateException: " + ARN + " " + words;
    };
  }

  private static String answer(StateTable.Row row, KeyState state) {
    try {
      StateTable.require(row, key(state));
      return "ok";
    } catch (ApiException refused) {
      return refused.code().name() + ": " + refused.message();
    }
  }

  private static KmsKey key(KeyState state) {
    return new KmsKey(
        new UUID(1, 2),
        new Place("123456789012", "us-west-2"),
        KeySpec.SYMMETRIC_DEFAULT,
        KeyUsage.ENCRYPT_DECRYPT,
        state,
        state == KeyState.PENDING_DELETION
            ? Optional.of(new KmsKey.Deletion(Instant.EPOCH, 7))
            : Optional.empty(),
        "",
        Map.of(),
        List.of(),
        1,
        new KmsKey.Material(new UUID(3, 4), "ab"),
        Instant.EPOCH,
        1);
  }
}
