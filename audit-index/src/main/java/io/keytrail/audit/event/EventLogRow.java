package io.keytrail.audit.event;

import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// One row of the event log: the events of one group commit, each compressed by itself, so that
/// any of them is read without the others.
///
/// Big-endian: magic `KTEL`, version, dictionary id, count, then for each event where it ends
/// (counted from the first event), how long it is uncompressed and the CRC-32C of its frame, then
/// a CRC-32C of all that; then the frames. A frame is zstd of: length of the record, record,
/// evaluated request. No bit of a row can change unseen. Immutable; safe for many threads.
public final class EventLogRow {
  private static final int MAGIC = 0x4B54454C;
  private static final int VERSION = 1;
  private static final int FIXED = 4 + 1 + 4 + 4;
  private static final int PER_EVENT = 12;
  private static final int CHECKSUM = 4;

  /// An event may not be longer than this uncompressed, so that a damaged length cannot ask for
  /// all memory.
  public static final int MAX_EVENT_BYTES = 32 << 20;

  private final byte[] row;
  private final int count;
  private final ZstdDictionary dictionary;

  private EventLogRow(byte[] row, int count, ZstdDictionary dictionary) {
    this.row = row;
    this.count = count;
    this.dictionary = dictionary;
  }

  /// The row of these events, in order. Costs some 2 µs an event.
  ///
  /// @throws IllegalArgumentException if an event is over [#MAX_EVENT_BYTES]
  public static byte[] encode(List<AuditEventBytes> events, ZstdDictionary dictionary) {
    var frames = new ArrayList<byte[]>(events.size());
    int headerLength = FIXED + PER_EVENT * events.size();
    ByteBuffer header = ByteBuffer.allocate(headerLength + CHECKSUM);
    header.putInt(MAGIC).put((byte) VERSION).putInt(dictionary.id()).putInt(events.size());
    int end = 0;
    for (AuditEventBytes event : events) {
      byte[] plain = plain(event);
      byte[] frame = dictionary.compress(plain);
      frames.add(frame);
      end = Math.addExact(end, frame.length);
      header.putInt(end).putInt(plain.length).putInt(crc(frame, frame.length));
    }
    header.putInt(crc(header.array(), headerLength));
    ByteBuffer row = ByteBuffer.allocate(Math.addExact(header.capacity(), end));
    row.put(header.array());
    frames.forEach(row::put);
    return row.array();
  }

  /// A view of a row. The array is not copied and must not be written to.
  ///
  /// @throws EventFormatException if it is no row, of a newer version, cut off, damaged in its
  ///     header, or if its dictionary is unknown
  public static EventLogRow decode(byte[] row, ZstdDictionaries dictionaries)
      throws EventFormatException {
    ByteBuffer in = ByteBuffer.wrap(row);
    if (row.length < FIXED + CHECKSUM || in.getInt() != MAGIC) {
      throw new EventFormatException("these bytes are no row of the event log");
    }
    int version = in.get();
    if (version != VERSION) {
      throw new EventFormatException(
          "the event log row has format " + version + ", this server reads " + VERSION);
    }
    int dictionaryId = in.getInt();
    int count = in.getInt();
    if (count < 0 || count > (row.length - FIXED - CHECKSUM) / PER_EVENT) {
      throw new EventFormatException("the event log row is cut off or its header is damaged");
    }
    int headerLength = FIXED + PER_EVENT * count;
    if (in.getInt(headerLength) != crc(row, headerLength)) {
      throw new EventFormatException("the header of the event log row is damaged");
    }
    int body = row.length - headerLength - CHECKSUM;
    int end = count == 0 ? 0 : in.getInt(FIXED + PER_EVENT * (count - 1));
    if (end != body) {
      throw new EventFormatException(
          "the event log row holds " + body + " bytes of events instead of " + end);
    }
    ZstdDictionary dictionary =
        dictionaries
            .byId(dictionaryId)
            .orElseThrow(
                () -> new EventFormatException("unknown event dictionary " + dictionaryId));
    return new EventLogRow(row, count, dictionary);
  }

  public int count() {
    return count;
  }

  /// Event `index`, from 0. Costs some 1 µs.
  ///
  /// @throws EventFormatException if its bytes are damaged; other events of the row may still be
  ///     readable
  /// @throws IndexOutOfBoundsException if there is no such event
  public AuditEventBytes event(int index) throws EventFormatException {
    java.util.Objects.checkIndex(index, count);
    ByteBuffer header = ByteBuffer.wrap(row);
    int bodyAt = FIXED + PER_EVENT * count + CHECKSUM;
    int start = index == 0 ? 0 : header.getInt(FIXED + PER_EVENT * (index - 1));
    int end = header.getInt(FIXED + PER_EVENT * index);
    int plainLength = header.getInt(FIXED + PER_EVENT * index + 4);
    if (start < 0 || end < start || plainLength < 0 || plainLength > MAX_EVENT_BYTES) {
      throw new EventFormatException("the header of the event log row is damaged");
    }
    byte[] frame = Arrays.copyOfRange(row, bodyAt + start, bodyAt + end);
    if (header.getInt(FIXED + PER_EVENT * index + 8) != crc(frame, frame.length)) {
      throw new EventFormatException("event " + index + " of the row is damaged");
    }
    try {
      return split(dictionary.decompress(frame, plainLength));
    } catch (ZstdException damaged) {
      throw new EventFormatException("event " + index + " of the row is damaged", damaged);
    }
  }

  /// What a frame holds of one event.
  static byte[] plain(AuditEventBytes event) {
    var out = new ByteOutput();
    out.writeInt(event.rawRecord().length);
    out.writeBytes(event.rawRecord());
    out.writeBytes(event.rawEvaluated());
    byte[] plain = out.toByteArray();
    if (plain.length > MAX_EVENT_BYTES) {
      throw new IllegalArgumentException("the event is too large for the log");
    }
    return plain;
  }

  private static AuditEventBytes split(byte[] plain) throws EventFormatException {
    var in = new ByteInput(plain);
    byte[] record = in.readBytes(in.readCount());
    return AuditEventBytes.wrap(record, in.readBytes(in.remaining()));
  }

  private static int crc(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
