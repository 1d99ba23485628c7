package io.keytrail.server.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The settings of the embedded PostgreSQL, given on its command line so that no file in the data
/// folder weakens them.
final class PostgresSettings {
  private static final Map<String, String> ALWAYS = new LinkedHashMap<>();

  static {
    // What it acknowledged, it keeps.
    ALWAYS.put("fsync", "on");
    ALWAYS.put("synchronous_commit", "on");
    ALWAYS.put("full_page_writes", "on");
    // Reached from this machine only, and with the password only.
    ALWAYS.put("listen_addresses", "127.0.0.1");
    ALWAYS.put("unix_socket_directories", "");
    ALWAYS.put("password_encryption", "scram-sha-256");
    // Small: one server, one machine.
    ALWAYS.put("max_connections", "60");
    ALWAYS.put("shared_buffers", "64MB");
    ALWAYS.put("work_mem", "4MB");
    ALWAYS.put("maintenance_work_mem", "32MB");
    ALWAYS.put("max_wal_size", "512MB");
    ALWAYS.put("min_wal_size", "80MB");
    ALWAYS.put("wal_level", "minimal");
    ALWAYS.put("max_wal_senders", "0");
    ALWAYS.put("max_parallel_workers", "0");
    ALWAYS.put("max_logical_replication_workers", "0");
    ALWAYS.put("io_method", "sync");
    ALWAYS.put("jit", "off");
    // The log is for crashes: refused statements are answered, and would let a caller fill the
    // disk.
    ALWAYS.put("log_min_messages", "log");
    ALWAYS.put("log_min_error_statement", "panic");
    ALWAYS.put("log_checkpoints", "off");
    ALWAYS.put("timezone", "UTC");
    ALWAYS.put("log_timezone", "UTC");
  }

  private PostgresSettings() {}

  /// As arguments of `postgres`. `others` win.
  static List<String> arguments(int port, Map<String, String> others) {
    Map<String, String> settings = new LinkedHashMap<>(ALWAYS);
    settings.put("port", Integer.toString(port));
    settings.putAll(others);
    List<String> arguments = new ArrayList<>();
    settings.forEach(
        (name, value) -> {
          arguments.add("-c");
          arguments.add(name + "=" + value);
        });
    return arguments;
  }
}
