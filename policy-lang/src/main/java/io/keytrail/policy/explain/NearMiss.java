package io.keytrail.policy.explain;

import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Decision.Decider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A statement or grant that would allow a denied request if little were different.
///
/// @param ref the statement or grant
/// @param failed its elements that do not fit the request
/// @param change the smallest change that makes the request allowed; it was tried, with every other
///     policy in force
public record NearMiss(Decider ref, List<Failed> failed, Change change) {
  public NearMiss {
    failed = List.copyOf(failed);
  }

  /// An element that does not fit.
  ///
  /// @param label what was compared: `action`, `StringLike kms:RequestAlias`
  public record Failed(Explanation.Kind kind, String label, String expected, String actual) {}

  /// What to change. Without edits it is a change of the request alone.
  ///
  /// @param text for people
  /// @param context values to give
  /// @param without context keys to leave out
  /// @param encryptionContext pairs to give
  /// @param grantTokens to present
  /// @param edits of the document, or of the grant
  public record Change(
      String text,
      Map<String, ContextValue> context,
      List<String> without,
      Map<String, String> encryptionContext,
      List<String> grantTokens,
      List<Edit> edits) {
    public Change {
      context = Map.copyOf(new LinkedHashMap<>(context));
      without = List.copyOf(without);
      encryptionContext = Map.copyOf(encryptionContext);
      grantTokens = List.copyOf(grantTokens);
      edits = List.copyOf(edits);
    }

    public boolean ofRequest() {
      return edits.isEmpty();
    }
  }

  /// One change of a document or grant.
  ///
  /// @param pointer JSON pointer into the document, or into the grant as ListGrants shows it
  /// @param replaces whether the value takes the place of what is there; otherwise it is added
  public record Edit(String pointer, String value, boolean replaces) {}
}
