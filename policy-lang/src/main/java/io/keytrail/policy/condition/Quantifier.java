package io.keytrail.policy.condition;

/// How a comparison treats a key with several values: `any` is `ForAnyValue:`, `every` is
/// `ForAllValues:`.
public enum Quantifier {
  NONE,
  ANY,
  EVERY
}
