package io.keytrail.audit.logfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.audit.SharedData;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.audit.logfile.LogEntry.Broken;
import io.keytrail.audit.logfile.LogEntry.Found;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Log files of every form, whole and broken in every way that was thought of.
final class LogFileReaderTest {
  private static final LogFileLimits SMALL = new LogFileLimits(1 << 20, 50, 1 << 14, 200, 50);

  @TempDir Path folder;

  @Test
  void realFiles_holdTheirRecordsByteForByte() throws Exception {
    int records = 0;
    Path real = SharedData.folder("data/cloudtrail/real-account");
    try (Stream<Path> files = Files.list(real)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".gz")).toList()) {
        assertThat(LogFileContent.of(file, LogFileLimits.DEFAULT).cutOff()).isFalse();
        for (LogEntry entry : read(file, LogFileLimits.DEFAULT)) {
          assertThat(entry).isInstanceOf(Found.class);
          assertThat(StrictJson.parse(((Found) entry).json(), Limits.RECORD))
              .isInstanceOf(JsonObject.class);
          records++;
        }
      }
    }
    assertThat(records).isEqualTo(2_093);
  }

  @Test
  void everyForm_givesTheSameRecords() throws Exception {
    List<String> forms =
        List.of(
            "{\"Records\":[{\"a\":1},{\"b\":\"}]\\\"{\"}]}",
            "\uFEFF { \"x\" : [ {} , null ], \"Records\" : [ {\"a\":1} ,\n{\"b\":\"}]\\\"{\"} ] , \"y\" : {\"z\":[]} } \n",
            "[{\"a\":1},{\"b\":\"}]\\\"{\"}]",
            "{\"a\":1}\n{\"b\":\"}]\\\"{\"}\n",
            "{\"a\":1}{\"b\":\"}]\\\"{\"}",
            "{\"Records\":[{\"a\":1}]}\n{\"Records\":[{\"b\":\"}]\\\"{\"}]}",
            "{\"Events\":[{\"EventId\":\"1\",\"CloudTrailEvent\":\"{\\\"a\\\":1}\"},"
                + "{\"CloudTrailEvent\":\"{\\\"b\\\":\\\"}]\\\\\\\"{\\\"}\"}],\"NextToken\":\"x\"}");
    for (String form : forms) {
      assertThat(read(form)).as(form).containsExactly("{\"a\":1}", "{\"b\":\"}]\\\"{\"}");
      assertThat(shown(read(file(gzip(bytes(form))), SMALL))).as(form).isEqualTo(read(form));
    }
    assertThat(read("{\"Records\":[]}")).isEmpty();
    assertThat(read("[]")).isEmpty();
  }

  @Test
  void placesAndPositions_areThoseOfTheFile() throws Exception {
    List<LogEntry> entries = read(file(bytes("{\"Records\":[{\"a\":1}, 7, {\"b\":2}]}")), SMALL);
    assertThat(entries).extracting(LogEntry::number).containsExactly(1L, 2L, 3L);
    assertThat(entries).extracting(LogEntry::position).containsExactly(12L, 21L, 24L);
    assertThat(entries.get(1))
        .isEqualTo(new Broken(2, 21, "expected a record, found a number or a literal", false));
  }

  @Test
  void brokenRecord_doesNotStopTheOthers() throws Exception {
    String large = "{\"a\":\"" + "x".repeat(300) + "\"}";
    assertThat(read("[{\"a\":1}," + large + ",\"t\",[[1]],null,{\"b\":2}]"))
        .containsExactly(
            "{\"a\":1}",
            "!the record has over 200 bytes, which is the limit",
            "!expected a record, found a string",
            "!expected a record, found a list",
            "!expected a record, found a number or a literal",
            "{\"b\":2}");
    assertThat(read("{\"a\":1}\n{\"a\":[}\n<html>\n{\"a\":\"x\ny\"}\n" + large + "\n{\"b\":2}\n"))
        .containsExactly(
            "{\"a\":1}",
            "!not valid JSON: brackets or quotes do not match",
            "!expected a record, found `<`",
            "!not valid JSON: brackets or quotes do not match",
            "!expected a record, found `y`",
            "!the record has over 200 bytes, which is the limit",
            "{\"b\":2}");
    assertThat(read("{\"Events\":[{\"EventId\":\"1\"},{\"CloudTrailEvent\":\"{}\"}]}"))
        .containsExactly("!the event has no `CloudTrailEvent`", "{}");
  }

  @Test
  void whatIsBehindABreakOfTheList_isNotGuessed() throws Exception {
    assertThat(read("{\"Records\":[{\"a\":1} {\"b\":2}]}"))
        .containsExactly(
            "{\"a\":1}", "!!expected `,` or `]`, found `{`; nothing behind it can be read");
    assertThat(read("{\"Records\":[{\"a\":1},{\"b\":[},{\"c\":3}]}"))
        .containsExactly(
            "{\"a\":1}",
            "!!not valid JSON: brackets or quotes do not match; nothing behind it can be read");
    assertThat(read("{\"Records\":[{\"a\":1},]}"))
        .containsExactly(
            "{\"a\":1}", "!!expected a record, found `]`; nothing behind it can be read");
    assertThat(read("{\"Records\":[{\"a\":1}],\"Records\":[{\"b\":2}]}"))
        .containsExactly("{\"a\":1}", "!!a second list of records stands in the same object");
    for (String end : List.of("", ",", ",{\"b\"", ",{\"b\":\"x", "]", "],\"y\"", "],\"y\":[1"))
      assertThat(read("{\"Records\":[{\"a\":1}" + end))
          .as(end)
          .containsExactly("{\"a\":1}", "!!the file ends in the middle of a record or list");
  }

  @Test
  void gzipThatIsCutOff_givesWhatCameBefore() throws Exception {
    StringBuilder text = new StringBuilder("{\"Records\":[");
    Random random = new Random(1);
    for (int i = 0; i < 40; i++) {
      text.append(i == 0 ? "" : ",").append("{\"n\":").append(random.nextLong()).append('}');
    }
    byte[] whole = gzip(bytes(text + "]}"));
    Path half = file(Arrays.copyOf(whole, whole.length / 2));
    assertThat(LogFileContent.of(half, SMALL).cutOff()).isTrue();
    List<String> read = shown(read(half, SMALL));
    assertThat(read).hasSizeBetween(5, 35);
    assertThat(read.getLast()).startsWith("!!the file ends in the middle of its gzip data");
    assertThat(read.subList(0, read.size() - 1)).allMatch(record -> record.startsWith("{\"n\":"));
    Path missingTrailer = file(Arrays.copyOf(whole, whole.length - 4));
    assertThat(shown(read(missingTrailer, SMALL)).getLast())
        .isEqualTo("!!the file ends in the middle of its gzip data");
  }

  @Test
  void nothingIsTaken_ofWhatIsNoLogFile() throws Exception {
    refused("", "the file is empty");
    refused(
        "<html>",
        "this is no CloudTrail log file: it begins with `<` where JSON begins with `{` or `[`");
    refused(
        " \u0000",
        "this is no CloudTrail log file: it begins with byte 0x00 where JSON begins with `{` or `[`");
    refused(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0}, "the file begins like gzip but is none");
    byte[] damaged = gzip(bytes("{\"Records\":[]}"));
    damaged[damaged.length - 6] ^= 1;
    assertThatThrownBy(() -> LogFileContent.of(file(damaged), SMALL))
        .isInstanceOf(LogFileException.class)
        .hasMessageStartingWith("the file's gzip data is damaged after byte ");
  }

  @Test
  void bombs_areRefusedWithoutBeingUnpacked() throws Exception {
    refused(
        gzip(bytes("[" + " ".repeat(200_000))),
        "the file unpacks to over 50 times its size, as no log file does");
    refused(
        bytes("[" + " ".repeat(1 << 20)),
        "the file unpacks to over 1048576 bytes, which is the limit; split it");
    Path many = file(bytes("[" + "{},".repeat(60) + "{}]"));
    assertThatThrownBy(() -> read(many, SMALL))
        .isInstanceOf(LogFileException.class)
        .hasMessage("the file holds over 50 records, which is the limit; split it");
    assertThat(read("[".repeat(150_000)))
        .containsExactly(
            "!!not valid JSON: brackets or quotes do not match; nothing behind it can be read");
  }

  @Test
  void contentHash_isThatOfTheUnpackedBytes() throws Exception {
    byte[] plain = bytes("{\"Records\":[{}]}");
    assertThat(LogFileContent.of(file(gzip(plain)), SMALL))
        .isEqualTo(LogFileContent.of(file(plain), SMALL))
        .isNotEqualTo(LogFileContent.of(file(bytes("[{}]")), SMALL));
  }

  @Test
  void anyBytes_endInRecordsOrReasons() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    byte[] good = bytes("{\"Records\":[{\"a\":{\"b\":[1,\"x\\\"y\"]}},{\"c\":null}],\"d\":\"e\"}");
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = good.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) "{}[]\",:\\ \nx".charAt(random.nextInt(11));
      }
      Path file = file(Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)));
      List<LogEntry> entries = read(file, SMALL);
      for (int i = 0; i < entries.size(); i++) {
        boolean last = entries.get(i) instanceof Broken broken && broken.last();
        assertThat(last && i + 1 < entries.size()).as("seed " + seed).isFalse();
        assertThat(entries.get(i).number()).isEqualTo(i + 1);
      }
    }
  }

  private void refused(String text, String why) {
    refused(bytes(text), why);
  }

  private void refused(byte[] content, String why) {
    assertThatThrownBy(() -> LogFileContent.of(file(content), SMALL))
        .isInstanceOf(LogFileException.class)
        .hasMessage(why);
  }

  private List<String> read(String text) throws Exception {
    return shown(read(file(bytes(text)), SMALL));
  }

  private static List<LogEntry> read(Path file, LogFileLimits limits) throws Exception {
    List<LogEntry> all = new ArrayList<>();
    try (LogFileReader reader = LogFileReader.open(file, limits)) {
      for (Optional<LogEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        all.add(entry.get());
      }
    }
    return all;
  }

  /// A broken one with one mark, the last one of a file with two.
  private static List<String> shown(List<LogEntry> entries) {
    return entries.stream()
        .map(
            entry ->
                switch (entry) {
                  case Found found -> new String(found.json(), StandardCharsets.UTF_8);
                  case Broken broken -> (broken.last() ? "!!" : "!") + broken.reason();
                })
        .toList();
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("file"), content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
