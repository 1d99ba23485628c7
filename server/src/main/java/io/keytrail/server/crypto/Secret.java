package io.keytrail.server.crypto;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/// Bytes that cannot print themselves: key material, passwords, plaintext.
///
/// Compared only in constant time by [#sameAs]; `equals` and `hashCode` are those of the object.
/// Wiped by [#destroy] as well as the JVM allows (the collector may have moved the array before).
/// Safe to share between threads: a reader that races with `destroy` gets the true bytes or an
/// exception, never a half wiped key.
public final class Secret {
  private final byte[] content;
  private volatile boolean destroyed;

  private Secret(byte[] content) {
    this.content = content;
  }

  /// A copy of `content`; wiping the array stays the caller's.
  public static Secret copyOf(byte[] content) {
    return new Secret(content.clone());
  }

  /// Without a copy: the caller gives the array away, [#destroy] wipes it.
  public static Secret owning(byte[] content) {
    return new Secret(content);
  }

  /// The UTF-8 bytes of `text`. For text that arrived as a string in the first place.
  public static Secret ofUtf8(CharSequence text) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
    byte[] content = new byte[encoded.remaining()];
    encoded.get(content);
    Arrays.fill(encoded.array(), (byte) 0);
    return new Secret(content);
  }

  public static Secret random(int length, SecureRandom random) {
    byte[] content = new byte[length];
    random.nextBytes(content);
    return new Secret(content);
  }

  public int length() {
    return content.length;
  }

  /// A copy of the bytes, the caller's to wipe.
  ///
  /// @throws IllegalStateException if it was destroyed
  public byte[] read(SecretAccess access) {
    byte[] copy = content.clone();
    // INVARIANT: destroy() raises the flag before it wipes, so a copy taken before the flag is
    // whole.
    VarHandle.acquireFence();
    if (destroyed) {
      Arrays.fill(copy, (byte) 0);
      throw new IllegalStateException("the secret was destroyed before it was read for " + access);
    }
    return copy;
  }

  /// The bytes as UTF-8 text. A string cannot be wiped: only for replies and for passwords that an
  /// API wants so.
  public String readText(SecretAccess access) {
    byte[] copy = read(access);
    try {
      return new String(copy, StandardCharsets.UTF_8);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /// Equal in content, in time that depends on the lengths only. Destroyed secrets equal nothing.
  public boolean sameAs(Secret other) {
    boolean same = MessageDigest.isEqual(content, other.content);
    VarHandle.acquireFence();
    return same & !destroyed & !other.destroyed;
  }

  public boolean isDestroyed() {
    return destroyed;
  }

  /// Wipes the bytes. Idempotent.
  public void destroy() {
    destroyed = true;
    VarHandle.fullFence();
    Arrays.fill(content, (byte) 0);
  }

  @Override
  public String toString() {
    return "Secret[" + content.length + " bytes]";
  }
}
