package io.keytrail.server.crypto;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.server.crypto.RowMacs.RowId;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class RowMacsTest {
  private static final RowId ROW = new RowId("grant", "g-1", 3);
  private static final Bytes CONTENT = new FieldEncoder().text("Decrypt").number(1).toBytes();
  private final RowMacs macs =
      new RowMacs(new RootKeyInMemory(Secret.copyOf(PrimitivesTest.counting())));

  @Test
  void rowAsItWasWritten_isGenuine() {
    Bytes mac = macs.mac(ROW, CONTENT);
    assertThatCode(() -> macs.verify(ROW, CONTENT, mac)).doesNotThrowAnyException();
  }

  @Test
  void changedRow_isNamed() {
    Bytes mac = macs.mac(ROW, CONTENT);
    Bytes other = new FieldEncoder().text("Decrypt").number(2).toBytes();
    assertThatThrownBy(() -> macs.verify(ROW, other, mac))
        .isInstanceOf(RowTampered.class)
        .hasMessage("the row MAC of grant `g-1` version 3 does not match its content");
  }

  @Test
  void otherRow_isNotGenuine() {
    Bytes mac = macs.mac(ROW, CONTENT);
    for (RowId row :
        List.of(
            new RowId("alias", "g-1", 3),
            new RowId("grant", "g-2", 3),
            new RowId("grant", "g-1", 4))) {
      assertThatThrownBy(() -> macs.verify(row, CONTENT, mac)).isInstanceOf(RowTampered.class);
    }
  }

  @Test
  void shortenedMac_orOneOfAnotherRootKey_isNotGenuine() {
    Bytes mac = macs.mac(ROW, CONTENT);
    RowMacs stranger = new RowMacs(new RootKeyInMemory(Secret.random(32, new SecureRandom())));
    assertThatThrownBy(() -> macs.verify(ROW, CONTENT, mac.slice(0, 31)))
        .isInstanceOf(RowTampered.class);
    assertThatThrownBy(() -> macs.verify(ROW, CONTENT, Bytes.ofUtf8("")))
        .isInstanceOf(RowTampered.class);
    assertThatThrownBy(() -> stranger.verify(ROW, CONTENT, mac)).isInstanceOf(RowTampered.class);
  }

  @Test
  void fields_doNotRunTogether() {
    Assertions.assertThat(
            List.of(
                    new FieldEncoder().text("ab").text("c"),
                    new FieldEncoder().text("a").text("bc"),
                    new FieldEncoder().text("abc"),
                    new FieldEncoder().text("abc").text(""),
                    new FieldEncoder().bytes(Bytes.ofUtf8("abc")),
                    new FieldEncoder().text("abc").optionalText(Optional.empty()),
                    new FieldEncoder().flag(true),
                    new FieldEncoder().flag(false),
                    new FieldEncoder().number(1))
                .stream()
                .map(FieldEncoder::toBytes)
                .toList())
        .doesNotHaveDuplicates();
  }
}
