package io.keytrail.audit.event;

import com.github.luben.zstd.ZstdDictTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes `event-dictionary-N.zstd` from representative events. A dictionary that rows name is
/// never made again under the same number: train a new one, give it the next id, keep the old.
///
/// Usage: `TrainDictionary FILE`.
final class TrainDictionary {
  private static final int SAMPLES = 6_000;
  private static final int DICTIONARY_BYTES = 48 << 10;

  private TrainDictionary() {}

  static void main(String[] args) throws IOException {
    Files.write(Path.of(args[0]), train());
  }

  static byte[] train() {
    var records = new RepresentativeRecords(1);
    var trainer = new ZstdDictTrainer(32 << 20, DICTIONARY_BYTES);
    for (int i = 0; i < SAMPLES; i++) {
      AuditEvent event = records.next(i);
      var _ =
          trainer.addSample(
              EventLogRow.plain(AuditEventBytes.of(event.record(), event.evaluated())));
    }
    return trainer.trainSamples();
  }
}
