package io.keytrail.server.http;

import java.net.InetAddress;
import java.util.Optional;

/// A block of addresses: `10.0.0.0/8`, `::1/128`, or a single address. Never asks a name server.
record Cidr(byte[] network, int bits) {

  /// @throws IllegalArgumentException if `text` is no block
  static Cidr parse(String text) {
    int slash = text.indexOf('/');
    byte[] network =
        address(slash < 0 ? text : text.substring(0, slash))
            .orElseThrow(
                () -> new IllegalArgumentException("`" + text + "` is not an address block"));
    int bits =
        slash < 0 ? network.length * 8 : Integer.parseInt(text, slash + 1, text.length(), 10);
    if (bits < 0 || bits > network.length * 8) {
      throw new IllegalArgumentException("`" + text + "` is not an address block");
    }
    return new Cidr(network, bits);
  }

  /// The bytes of an address literal.
  static Optional<byte[]> address(String literal) {
    try {
      return Optional.of(InetAddress.ofLiteral(literal).getAddress());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (address[i] != network[i]) {
        return false;
      }
    }
    int rest = bits % 8;
    return rest == 0 || (address[whole] & 0xff) >> 8 - rest == (network[whole] & 0xff) >> 8 - rest;
  }
}
