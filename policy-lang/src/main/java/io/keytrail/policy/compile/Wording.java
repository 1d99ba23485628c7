package io.keytrail.policy.compile;

import io.keytrail.policy.ast.PrincipalName;
import io.keytrail.policy.ast.Statement;
import io.keytrail.policy.ast.Written;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A statement's elements as text, for explanations: what does not depend on the request is put
/// together once, when it is first asked for. Any thread; two may do the work at the same time, and
/// come to the same text.
public final class Wording {
  private final Statement source;
  private @Nullable String actions;
  private @Nullable String principals;
  private @Nullable String name;
  private @Nullable Label label;

  /// A name with what was said of it last.
  private record Label(String predicate, String text) {}

  Wording(Statement source) {
    this.source = source;
  }

  /// `kms:Create*, kms:Describe*`.
  public String actions() {
    String text = actions;
    if (text == null) {
      text = joined(source.action().patterns(), Written::text);
      actions = text;
    }
    return text;
  }

  /// As written; empty where the statement names none.
  public String principals() {
    String text = principals;
    if (text == null) {
      text =
          source.principal().map(clause -> joined(clause.names(), PrincipalName::text)).orElse("");
      principals = text;
    }
    return text;
  }

  /// `statement 3 (allow)`.
  public String name() {
    String text = name;
    if (text == null) {
      text =
          "statement "
              + source.number()
              + switch (source.effect()) {
                case ALLOW -> " (allow)";
                case DENY -> " (deny)";
              };
      name = text;
    }
    return text;
  }

  /// The name with a predicate behind it. Most statements are said the same of again and again.
  ///
  /// @param predicate begins with a blank
  public String label(String predicate) {
    Label last = label;
    if (last == null || !last.predicate.equals(predicate)) {
      last = new Label(predicate, name() + predicate);
      label = last;
    }
    return last.text;
  }

  private static <T> String joined(List<T> things, Function<T, String> text) {
    return things.size() == 1
        ? text.apply(things.getFirst())
        : String.join(", ", things.stream().map(text).toList());
  }
}
