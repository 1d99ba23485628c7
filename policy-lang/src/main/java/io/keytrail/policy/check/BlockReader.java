package io.keytrail.policy.check;

import io.keytrail.policy.ast.Version;
import io.keytrail.policy.condition.ConditionBlock;
import io.keytrail.policy.syntax.JsonParse;
import io.keytrail.policy.syntax.JsonReader;
import java.util.Optional;

/// Reads a `Condition` object that stands alone, as the translation and evaluation doors take it.
public final class BlockReader {
  private BlockReader() {}

  public static ParsedBlock read(String json) {
    JsonParse parse = JsonReader.read(json);
    if (parse.root().isEmpty()) {
      return new ParsedBlock(Optional.empty(), parse.diagnostics());
    }
    var findings = new Findings();
    ConditionBlock block = new ConditionReader(findings, Version.V2012).block(parse.root().get());
    return new ParsedBlock(
        findings.hasErrors() ? Optional.empty() : Optional.of(block), findings.inTextOrder());
  }
}
