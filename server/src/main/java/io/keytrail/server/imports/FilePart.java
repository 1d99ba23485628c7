package io.keytrail.server.imports;

import io.keytrail.audit.logfile.LogEntry;
import io.keytrail.audit.logfile.LogFileException;
import io.keytrail.audit.logfile.LogFileReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The next places of a file, judged: as many as one commit takes.
///
/// @param candidates sound ones, in order
/// @param quarantined the others
record FilePart(List<Candidate> candidates, List<Quarantined> quarantined) {
  private static final int MAX_BYTES = 4 << 20;

  FilePart {
    candidates = List.copyOf(candidates);
    quarantined = List.copyOf(quarantined);
  }

  /// Empty at the file's end.
  static FilePart read(LogFileReader reader, RecordRules rules)
      throws IOException, LogFileException {
    List<Candidate> sound = new ArrayList<>();
    List<Quarantined> out = new ArrayList<>();
    int bytes = 0;
    while (sound.size() + out.size() < ImportLog.MAX_EVENTS && bytes < MAX_BYTES) {
      Optional<LogEntry> entry = reader.next();
      if (entry.isEmpty()) {
        break;
      }
      switch (rules.judge(entry.get())) {
        case RecordRules.Verdict.Sound(Candidate candidate) -> {
          sound.add(candidate);
          bytes += candidate.json().length;
        }
        case RecordRules.Verdict.Out(Quarantined why) -> out.add(why);
      }
    }
    return new FilePart(sound, out);
  }

  boolean isEmpty() {
    return candidates.isEmpty() && quarantined.isEmpty();
  }
}
