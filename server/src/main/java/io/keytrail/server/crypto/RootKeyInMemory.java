package io.keytrail.server.crypto;

/// A root key whose 32 bytes this process holds, wherever they came from.
final class RootKeyInMemory implements RootKey {
  private final Secret key;
  private final RootKeyId id;

  RootKeyInMemory(Secret key) {
    if (key.length() != Primitives.KEY_BYTES) {
      throw new IllegalArgumentException("expected a root key of 32 bytes");
    }
    this.key = key;
    byte[] named =
        Kdf.deriveToArray(key, "keytrail root-key id v1", new byte[0], Primitives.KEY_BYTES);
    this.id = new RootKeyId(Bytes.owning(named).slice(0, RootKeyId.BYTES));
  }

  @Override
  public RootKeyId id() {
    return id;
  }

  @Override
  public Secret derive(String label, Bytes context) {
    return Kdf.derive(key, label, context, Primitives.KEY_BYTES);
  }

  @Override
  public String toString() {
    return "RootKey[" + id + "]";
  }
}
