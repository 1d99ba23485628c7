package io.keytrail.server.account;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.simulate.snapshot.AccountSnapshot;
import io.keytrail.server.simulate.snapshot.AccountSnapshot.Holder;
import io.keytrail.server.simulate.snapshot.AccountSnapshot.Key;
import io.keytrail.server.simulate.snapshot.AccountSnapshot.Organization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the folder that [ExportScript] filled. Blocking.
public final class ExportReader {
  static final String IDENTITY = "identity.json";

  private ExportReader() {}

  /// Whether the folder is an export.
  static boolean isExport(Path folder) {
    return Files.exists(folder.resolve(IDENTITY));
  }

  /// @throws IOException with words for a person, and the place in a file that is no JSON
  public static AccountSnapshot read(Path folder) throws IOException {
    ExportFiles files = new ExportFiles(folder);
    String account = account(files, folder);
    Texts texts = new Texts();
    List<String> unread = new ArrayList<>(files.lines("unread.txt"));
    Map<String, Holder> principals = principals(files, texts, unread);
    Map<String, Key> keys = keys(files, texts);
    Optional<Organization> organization = new OrganizationExport(files, account, texts).read();
    return new AccountSnapshot(
        account, taken(files, folder), organization, principals, keys, texts.all(), unread);
  }

  private static String account(ExportFiles files, Path folder) throws IOException {
    return files
        .answer(IDENTITY)
        .flatMap(answer -> answer.string("Account"))
        .orElseThrow(
            () ->
                new IOException(
                    folder
                        + ": is no export; "
                        + IDENTITY
                        + " with the answer of `aws sts get-caller-identity` is missing"));
  }

  private static Map<String, Holder> principals(ExportFiles files, Texts texts, List<String> unread)
      throws IOException {
    Map<String, Holder> principals = new LinkedHashMap<>();
    Optional<JsonObject> details = files.answer("iam.json");
    if (details.isPresent()) {
      IamExport iam = new IamExport(details.get(), texts);
      iam.read().forEach(holder -> principals.put(holder.arn(), holder));
      unread.addAll(iam.missing());
    }
    return principals;
  }

  private static Map<String, Key> keys(ExportFiles files, Texts texts) throws IOException {
    Map<String, Key> keys = new LinkedHashMap<>();
    for (String region : files.folders("kms")) {
      new KmsExport(files, region, texts).read().forEach(key -> keys.put(key.arn(), key));
    }
    return keys;
  }

  /// When the script began; of an export made by hand, the time of its first file.
  private static Instant taken(ExportFiles files, Path folder) throws IOException {
    Optional<String> noted = files.lines("taken.txt").stream().findFirst();
    if (noted.isEmpty()) {
      return Files.getLastModifiedTime(folder.resolve(IDENTITY)).toInstant();
    }
    try {
      return Instant.parse(noted.get().strip());
    } catch (DateTimeException malformed) {
      throw new IOException(
          folder.resolve("taken.txt") + ":1:1: expected a time like 2026-11-26T12:00:00Z",
          malformed);
    }
  }
}
