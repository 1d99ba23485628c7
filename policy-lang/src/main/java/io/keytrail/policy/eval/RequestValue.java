package io.keytrail.policy.eval;

import io.keytrail.policy.compile.Booleans;
import io.keytrail.policy.compile.ByteText;
import io.keytrail.policy.compile.Cidr;
import io.keytrail.policy.compile.Moment;
import io.keytrail.policy.compile.Numbers;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The value of one context key in a prepared request. What a text means as a number, a date, … is
/// read once, however many policies ask. Confined to one thread at a time.
final class RequestValue {
  private final String foldedKey;
  private final ContextValue given;

  /// Made when the first value is asked for, each value when it is.
  private @Nullable Optional<BigDecimal> @Nullable [] numbers;

  private @Nullable Optional<Moment> @Nullable [] moments;
  private @Nullable Optional<Cidr> @Nullable [] hosts;
  private @Nullable Optional<ByteText> @Nullable [] bytes;
  private @Nullable Optional<Boolean> @Nullable [] booleans;

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
    numbers = numbers == null ? none() : numbers;
    return read(numbers, index, Numbers::parse);
  }

  Optional<Moment> moment(int index) {
    moments = moments == null ? none() : moments;
    return read(moments, index, Moment::parse);
  }

  /// One address; a block is none, and a mapped one is IPv4.
  Optional<Cidr> host(int index) {
    hosts = hosts == null ? none() : hosts;
    return read(hosts, index, Cidr::parseHost);
  }

  Optional<ByteText> bytes(int index) {
    bytes = bytes == null ? none() : bytes;
    return read(bytes, index, ByteText::parse);
  }

  Optional<Boolean> bool(int index) {
    booleans = booleans == null ? none() : booleans;
    return read(booleans, index, Booleans::parse);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private <T> @Nullable Optional<T>[] none() {
    return new Optional[size()];
  }

  private <T> Optional<T> read(
      @Nullable Optional<T>[] known, int index, Function<String, Optional<T>> parse) {
    Optional<T> value = known[index];
    if (value == null) {
      value = parse.apply(text(index));
      known[index] = value;
    }
    return value;
  }
}
