package io.keytrail.audit.json;

import java.util.List;

/// Writes compact JSON in UTF-8 token by token, for what is written too often to build a tree of it
/// first. Commas and colons come by themselves; that the tokens make up one value is the caller's
/// to see to. Confined to one thread, and to one value from [#begin] to [#toBytes].
public final class JsonOut {
  private static final ThreadLocal<JsonOut> OUTS = ThreadLocal.withInitial(JsonOut::new);

  private final Utf8Buffer out = new Utf8Buffer();

  private JsonOut() {}

  /// A member's name, ready to be written, and the members before it that are always the same.
  public static final class Name {
    private final byte[] written;

    private Name(byte[] written) {
      this.written = written;
    }

    public static Name of(String name) {
      return new Name(written(name));
    }

    /// @param before its value is a text
    public static Name after(String before, String text, String name) {
      Utf8Buffer buffer = new Utf8Buffer();
      buffer.add(written(before));
      buffer.addString(text);
      buffer.add(',');
      buffer.add(written(name));
      return new Name(buffer.toBytes());
    }

    private static byte[] written(String name) {
      Utf8Buffer buffer = new Utf8Buffer();
      buffer.addString(name);
      buffer.add(':');
      return buffer.toBytes();
    }
  }

  /// The calling thread's own, empty: what it held before is gone.
  public static JsonOut begin() {
    JsonOut own = OUTS.get();
    own.out.clear();
    return own;
  }

  /// What was written.
  public byte[] toBytes() {
    return out.toBytes();
  }

  /// How many bytes there are so far.
  public int size() {
    return out.size();
  }

  /// The one value that was written since there were `size` bytes, to be [#written] again.
  public byte[] valueSince(int size) {
    return out.toBytes(out.byteAt(size) == ',' ? size + 1 : size);
  }

  /// A value that is JSON already.
  public JsonOut written(byte[] value) {
    separate();
    out.add(value);
    return this;
  }

  public JsonOut beginObject() {
    separate();
    out.add('{');
    return this;
  }

  public JsonOut endObject() {
    out.add('}');
    return this;
  }

  public JsonOut beginArray() {
    separate();
    out.add('[');
    return this;
  }

  public JsonOut endArray() {
    out.add(']');
    return this;
  }

  public JsonOut name(Name name) {
    separate();
    out.add(name.written);
    return this;
  }

  public JsonOut name(String name) {
    separate();
    out.addString(name);
    out.add(':');
    return this;
  }

  public JsonOut string(String text) {
    separate();
    out.addString(text);
    return this;
  }

  public JsonOut number(long number) {
    separate();
    out.addAscii(Long.toString(number));
    return this;
  }

  public JsonOut bool(boolean bool) {
    separate();
    out.add(bool ? JsonWriter.TRUE : JsonWriter.FALSE);
    return this;
  }

  public JsonOut nothing() {
    separate();
    out.add(JsonWriter.NULL);
    return this;
  }

  public JsonOut strings(List<String> texts) {
    beginArray();
    for (int i = 0; i < texts.size(); i++) {
      string(texts.get(i));
    }
    return endArray();
  }

  /// Two values of an array and two members have a comma between them; the byte before tells.
  private void separate() {
    byte last = out.isEmpty() ? (byte) '[' : out.last();
    if (last != '{' && last != '[' && last != ':') {
      out.add(',');
    }
  }
}
