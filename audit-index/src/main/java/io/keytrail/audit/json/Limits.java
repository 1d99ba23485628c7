package io.keytrail.audit.json;

/// What [StrictJson] reads at most, and whether a string may hold half of a surrogate pair.
///
/// @param maxBytes of the whole text
/// @param maxDepth of arrays and objects inside each other, at most 1,000
/// @param maxNumberLength in characters
/// @param maxValues how many values and member names, so that a small text cannot become a huge
///     tree
/// @param loneSurrogates true only for records that our own [JsonWriter] wrote or another audit
///     trail delivered: they are evidence and must be readable. Never for requests, where two such
///     strings could become one
public record Limits(
    int maxBytes, int maxDepth, int maxNumberLength, int maxValues, boolean loneSurrogates) {

  /// For requests and policies: 1 MiB, 64 deep.
  public static final Limits REQUEST = new Limits(1 << 20, 64, 1_000, 200_000, false);

  /// For one audit record (AWS: at most 256 KiB each).
  public static final Limits RECORD = new Limits(4 << 20, 128, 10_000, 400_000, true);

  public Limits {
    if (maxBytes < 1 || maxDepth < 1 || maxDepth > 1_000 || maxNumberLength < 1 || maxValues < 1) {
      throw new IllegalArgumentException("limits out of range");
    }
  }

  public Limits withMaxBytes(int bytes) {
    return new Limits(bytes, maxDepth, maxNumberLength, maxValues, loneSurrogates);
  }

  public Limits withMaxDepth(int depth) {
    return new Limits(maxBytes, depth, maxNumberLength, maxValues, loneSurrogates);
  }

  public Limits withMaxValues(int values) {
    return new Limits(maxBytes, maxDepth, maxNumberLength, values, loneSurrogates);
  }
}
