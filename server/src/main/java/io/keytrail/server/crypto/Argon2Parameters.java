package io.keytrail.server.crypto;

/// What a passphrase costs to try: memory in KiB, passes, lanes; and the salt.
record Argon2Parameters(int memoryKib, int passes, int lanes, Bytes salt) {
  static final int SALT_BYTES = 16;
  private static final int MAX_MEMORY_KIB = 4 * 1024 * 1024;
  private static final int MAX_PASSES = 100;
  private static final int MAX_LANES = 64;

  /// 64 MiB, three passes, one lane: about a third of a second on a server of today.
  static Argon2Parameters standard(Bytes salt) {
    return new Argon2Parameters(64 * 1024, 3, 1, salt);
  }

  Argon2Parameters {
    boolean sane =
        memoryKib >= 8 * lanes
            && memoryKib <= MAX_MEMORY_KIB
            && passes >= 1
            && passes <= MAX_PASSES
            && lanes >= 1
            && lanes <= MAX_LANES
            && salt.length() == SALT_BYTES;
    if (!sane) {
      throw new IllegalArgumentException("Argon2id parameters out of range");
    }
  }
}
