package io.keytrail.policy.compile;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// The values of a test, read. A value that cannot be read is [Optional#empty]: comparing with it
/// is an error.
public sealed interface Operand {

  /// Texts of the string operators.
  ///
  /// @param ignoreCase compare by simple lower case of code points
  record Texts(List<TextPattern> patterns, boolean ignoreCase) implements Operand {
    public Texts {
      patterns = List.copyOf(patterns);
    }
  }

  record Arns(List<ArnPattern> patterns) implements Operand {
    public Arns {
      patterns = List.copyOf(patterns);
    }
  }

  record Numbers(List<Optional<BigDecimal>> values) implements Operand {
    public Numbers {
      values = List.copyOf(values);
    }
  }

  record Dates(List<Optional<Moment>> values) implements Operand {
    public Dates {
      values = List.copyOf(values);
    }
  }

  record Booleans(List<Optional<Boolean>> values) implements Operand {
    public Booleans {
      values = List.copyOf(values);
    }
  }

  record Binaries(List<Optional<ByteText>> values) implements Operand {
    public Binaries {
      values = List.copyOf(values);
    }
  }

  record Networks(List<Optional<Cidr>> values) implements Operand {
    public Networks {
      values = List.copyOf(values);
    }
  }

  /// `Null`: true asks for absence.
  record Presence(List<Optional<Boolean>> absent) implements Operand {
    public Presence {
      absent = List.copyOf(absent);
    }
  }
}
