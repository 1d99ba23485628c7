package io.keytrail.server.crypto;

/// A string holds a lone surrogate, so that it has no UTF-8 form of its own. Encoding it anyhow
/// would give different strings the same bytes.
public final class UnencodableText extends IllegalArgumentException {
  public UnencodableText() {
    super("expected Unicode text, found a lone surrogate");
  }
}
