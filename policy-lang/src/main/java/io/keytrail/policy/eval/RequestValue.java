package io.keytrail.policy.eval;

import io.keytrail.policy.compile.Booleans;
import io.keytrail.policy.compile.ByteText;
import io.keytrail.policy.compile.Cidr;
import io.keytrail.policy.compile.Moment;
import io.keytrail.policy.compile.Numbers;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The value of one context key in a prepared request. What a text means as a number, a date, … is
/// read once, however many policies ask. Confined to one thread at a time.
final class RequestValue {
  private final String foldedKey;
  private final ContextValue given;
  private @Nullable List<Optional<BigDecimal>> numbers;
  private @Nullable List<Optional<Moment>> moments;
  private @Nullable List<Optional<Cidr>> hosts;
  private @Nullable List<Optional<ByteText>> bytes;
  private @Nullable List<Optional<Boolean>> booleans;

  RequestValue(String foldedKey, ContextValue given) {
    this.foldedKey = foldedKey;
    this.given = given;
  }

  String foldedKey() {
    return foldedKey;
  }

  ContextValue given() {
    return given;
  }

  boolean multi() {
    return given.multi();
  }

  int size() {
    return given.values().size();
  }

  String text(int index) {
    return given.values().get(index);
  }

  Optional<BigDecimal> number(int index) {
    if (numbers == null) {
      numbers = given.values().stream().map(Numbers::parse).toList();
    }
    return numbers.get(index);
  }

  Optional<Moment> moment(int index) {
    if (moments == null) {
      moments = given.values().stream().map(Moment::parse).toList();
    }
    return moments.get(index);
  }

  /// One address; a block is none.
  Optional<Cidr> host(int index) {
    if (hosts == null) {
      hosts = given.values().stream().map(text -> Cidr.parse(text).filter(Cidr::host)).toList();
    }
    return hosts.get(index);
  }

  Optional<ByteText> bytes(int index) {
    if (bytes == null) {
      bytes = given.values().stream().map(ByteText::parse).toList();
    }
    return bytes.get(index);
  }

  Optional<Boolean> bool(int index) {
    if (booleans == null) {
      booleans = given.values().stream().map(Booleans::parse).toList();
    }
    return booleans.get(index);
  }
}
