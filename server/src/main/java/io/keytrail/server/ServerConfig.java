package io.keytrail.server;

import io.keytrail.server.store.DatabaseUrl;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How the server runs; every part is an option of `serve` and a `KEYTRAIL_*` variable.
///
/// @param port 0: any free one
/// @param database absent: embedded
/// @param rootKey where the root key comes from
/// @param workspacesSpeed simulated seconds a second in which desktops are launched, above 0
/// @param demo whether the seed's story is played into an empty deployment
/// @param trustedProxies CIDRs whose forwarded addresses count
public record ServerConfig(
    String host,
    int port,
    Path data,
    Optional<DatabaseUrl> database,
    String account,
    String region,
    Optional<URI> publicUrl,
    Optional<Tls> tls,
    List<String> trustedProxies,
    RootKeySource rootKey,
    double workspacesSpeed,
    boolean demo) {
  public static final double WORKSPACES_SPEED = 600;

  public ServerConfig {
    trustedProxies = List.copyOf(trustedProxies);
  }

  /// PEM files.
  public record Tls(Path certificate, Path key) {}

  /// Where the root key comes from.
  public sealed interface RootKeySource {

    /// A file of 32 random bytes; `create` makes it at first start (only the default place is
    /// made).
    record File(Path path, boolean create) implements RootKeySource {}

    /// Derived by Argon2id from the first line of a file.
    record Passphrase(Path file) implements RootKeySource {}
  }
}
