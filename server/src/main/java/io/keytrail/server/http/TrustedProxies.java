package io.keytrail.server.http;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/// Says where a request came from. Without trusted proxies the forwarding headers mean nothing.
final class TrustedProxies {
  private final List<Cidr> blocks;

  TrustedProxies(List<Cidr> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  boolean trusts(String address) {
    if (blocks.isEmpty()) {
      return false;
    }
    Optional<byte[]> bytes = Cidr.address(address);
    return bytes.isPresent() && blocks.stream().anyMatch(block -> block.contains(bytes.get()));
  }

  /// The rightmost hop of `X-Forwarded-For` that is not a trusted proxy; the peer if it is none, or
  /// if what it forwards is no address.
  String source(String peer, MultiMap headers) {
    if (!trusts(peer)) {
      return peer;
    }
    String[] hops = String.join(",", headers.getAll("x-forwarded-for")).split(",", -1);
    String source = peer;
    for (int i = hops.length - 1; i >= 0; i--) {
      String hop = hops[i].strip();
      if (Cidr.address(hop).isEmpty()) {
        return source;
      }
      source = hop;
      if (!trusts(hop)) {
        return source;
      }
    }
    return source;
  }

  /// Whether the client's own connection was TLS.
  boolean secure(boolean connectionIsTls, String peer, MultiMap headers) {
    if (!trusts(peer)) {
      return connectionIsTls;
    }
    List<String> protocols = headers.getAll("x-forwarded-proto");
    return protocols.isEmpty() ? connectionIsTls : protocols.getLast().strip().equals("https");
  }
}
