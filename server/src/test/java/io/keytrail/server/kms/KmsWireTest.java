package io.keytrail.server.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.wire.OperationCodec;
import io.keytrail.server.wire.ServiceModels;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The operations' records agree with AWS's service model, and every operation declares how it is
/// authorised.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KmsWireTest {
  private KmsWorld world;
  private List<Operation<?, ?, ?>> operations = List.of();

  @BeforeAll
  void open() {
    world = KmsWorld.open();
    operations = KmsOperations.all(world.dependencies);
  }

  @AfterAll
  void close() {
    world.close();
  }

  @Test
  void everyRecord_bindsToTheModel_andLeavesNoMemberOut() {
    ServiceModels models = ServiceModels.load();
    for (Operation<?, ?, ?> operation : operations) {
      assertThat(codec(operation, models).unsupportedMembers()).as("%s", operation.id()).isEmpty();
    }
  }

  private static <I extends Record, O extends Record> OperationCodec<I, O> codec(
      Operation<I, ?, O> operation, ServiceModels models) {
    return OperationCodec.of(operation.id(), operation.inputType(), operation.outputType(), models);
  }

  @Test
  void theOperations_areServed_andOnlyRetireGrantIsDecidedByTheGrant() {
    assertThat(operations).extracting(operation -> operation.id().service()).containsOnly("kms");
    assertThat(operations).hasSize(28);
    assertThat(operations)
        .filteredOn(operation -> !(operation.access() instanceof Access.Checked))
        .extracting(Operation::id)
        .containsExactly(new OperationId("kms", "RetireGrant"));
  }
}
