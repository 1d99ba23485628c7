package io.keytrail.server.iam;

import io.keytrail.server.crypto.PrivateFiles;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// `DATA/credentials`: the root user's access key as the AWS tools read it. Blocking.
public final class CredentialsFile {
  private final Path file;

  public CredentialsFile(Path file) {
    this.file = file;
  }

  /// Makes the file, mode 0600, with the key as its default profile. A file that is there keeps
  /// what it has; a key that it does not have is added as a profile by the account's id.
  public void write(Credentials credentials) throws IOException {
    if (!Files.exists(file)) {
      PrivateFiles.create(file, Secret.ofUtf8(profile("default", credentials)));
      return;
    }
    if (!Files.readString(file).contains(credentials.accessKeyId())) {
      Files.writeString(
          file,
          "\n" + profile(credentials.accountId(), credentials),
          StandardCharsets.UTF_8,
          StandardOpenOption.APPEND);
    }
  }

  private static String profile(String name, Credentials credentials) {
    return "["
        + name
        + "]\naws_access_key_id = "
        + credentials.accessKeyId()
        + "\naws_secret_access_key = "
        + credentials.secret().readText(SecretAccess.OPERATOR)
        + "\n";
  }
}
