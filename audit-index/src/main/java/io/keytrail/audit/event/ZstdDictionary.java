package io.keytrail.audit.event;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One dictionary with the compression contexts that use it. Safe for use by many threads: each
/// call borrows a context for itself alone, and as many live as calls ever ran at once. Lives as
/// long as the process.
public final class ZstdDictionary {
  private static final int LEVEL = 3;

  private final int id;
  private final @Nullable ZstdDictCompress compressing;
  private final @Nullable ZstdDictDecompress decompressing;
  private final ConcurrentLinkedDeque<ZstdCompressCtx> compressors = new ConcurrentLinkedDeque<>();
  private final ConcurrentLinkedDeque<ZstdDecompressCtx> decompressors =
      new ConcurrentLinkedDeque<>();

  private ZstdDictionary(
      int id, @Nullable ZstdDictCompress compressing, @Nullable ZstdDictDecompress decompressing) {
    this.id = id;
    this.compressing = compressing;
    this.decompressing = decompressing;
  }

  /// Compression without a dictionary; id 0.
  static ZstdDictionary none() {
    return new ZstdDictionary(0, null, null);
  }

  /// A trained dictionary.
  ///
  /// @param id positive; stands in each row, so it means these bytes for ever
  public static ZstdDictionary of(int id, byte[] bytes) {
    if (id <= 0) {
      throw new IllegalArgumentException("dictionary ids are positive");
    }
    return new ZstdDictionary(
        id, new ZstdDictCompress(bytes, LEVEL), new ZstdDictDecompress(bytes));
  }

  public int id() {
    return id;
  }

  byte[] compress(byte[] plain) {
    return borrowing(compressors, this::newCompressor, context -> context.compress(plain));
  }

  /// @throws ZstdException if the bytes are damaged or hold another number of bytes
  byte[] decompress(byte[] compressed, int plainLength) {
    return borrowing(
        decompressors,
        this::newDecompressor,
        context -> context.decompress(compressed, plainLength));
  }

  private ZstdCompressCtx newCompressor() {
    var context = new ZstdCompressCtx().setLevel(LEVEL).setChecksum(false).setDictID(false);
    if (compressing != null) {
      context.loadDict(compressing);
    }
    return context;
  }

  private ZstdDecompressCtx newDecompressor() {
    var context = new ZstdDecompressCtx();
    if (decompressing != null) {
      context.loadDict(decompressing);
    }
    return context;
  }

  private static <C, R> R borrowing(
      ConcurrentLinkedDeque<C> idle, Supplier<C> maker, Function<C, R> use) {
    C found = idle.pollFirst();
    C context = found == null ? maker.get() : found;
    try {
      return use.apply(context);
    } finally {
      idle.addFirst(context);
    }
  }
}
