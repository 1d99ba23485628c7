package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.PlainJson;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.PolicySet;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Reads the bodies of simulations. Who asks many questions sends the same `policies` with each:
/// byte for byte the same, they are read once, and what was compiled of them is found by the tree
/// that they were read to. The answer is always that of [StrictJson]. Safe for use by several
/// threads.
final class SeenPolicies {
  private static final String MEMBER = "policies";
  private static final byte[] POLICIES = MEMBER.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST = 64 << 10;
  private static final long MAX_REMEMBERED_BYTES = 16L << 20;

  private final Limits limits;
  private final RecentCache<Slice, Seen> byText = new RecentCache<>(MAX_REMEMBERED_BYTES);
  private final RecentCache<Same, Seen> byTree = new RecentCache<>(MAX_REMEMBERED_BYTES);
  private volatile @Nullable Seen last;

  SeenPolicies(Limits limits) {
    this.limits = limits;
  }

  /// Policies that were read, with what was made of them.
  static final class Seen {
    private final byte[] text;
    private final JsonObject tree;
    private final PlainJson.Known known;
    private final AtomicReferenceArray<PolicySet> sets =
        new AtomicReferenceArray<>(Guarded.values().length);

    private Seen(byte[] text, JsonObject tree) {
      this.text = text;
      this.tree = tree;
      this.known = PlainJson.Known.of(MEMBER, text, tree);
    }

    /// Whether the policies guard one thing as they guard another of its kind. Grants are of one
    /// key.
    private boolean alike() {
      return tree.member("grants").filter(grants -> grants != JsonNull.NULL).isEmpty();
    }

    private boolean guards() {
      return tree.member("resource").filter(policy -> policy != JsonNull.NULL).isPresent();
    }
  }

  /// @throws JsonSyntaxException as [StrictJson#parse(byte[], Limits)]
  JsonValue read(byte[] body) throws JsonSyntaxException {
    Seen recent = last;
    JsonValue plain = recent == null ? null : PlainJson.read(body, limits, recent.known);
    return plain == null ? readAny(body, recent) : plain;
  }

  private JsonValue readAny(byte[] body, @Nullable Seen recent) throws JsonSyntaxException {
    MemberFinder finder = new MemberFinder(body, POLICIES, recent == null ? null : recent.text);
    if (body.length > limits.maxBytes()
        || !finder.find()
        || finder.end() - finder.start() > LONGEST) {
      return StrictJson.parse(body, limits);
    }
    Seen seen = recent != null && finder.asExpected() ? recent : find(body, finder);
    if (seen == null) {
      return first(body, finder);
    }
    last = seen;
    Optional<JsonValue> whole = with(seen, body, finder);
    return whole.isPresent() ? whole.get() : StrictJson.parse(body, limits);
  }

  private @Nullable Seen find(byte[] body, MemberFinder finder) {
    return byText.find(new Slice(Arrays.copyOfRange(body, finder.start(), finder.end())));
  }

  private JsonValue first(byte[] body, MemberFinder finder) throws JsonSyntaxException {
    JsonValue whole = StrictJson.parse(body, limits);
    if (whole instanceof JsonObject object
        && object.members().get("policies") instanceof JsonObject policies) {
      Seen seen = new Seen(Arrays.copyOfRange(body, finder.start(), finder.end()), policies);
      byText.remember(new Slice(seen.text), seen, Documents.bytes(seen.text.length));
      byTree.remember(new Same(policies), seen, Documents.bytes(seen.text.length));
      last = seen;
    }
    return whole;
  }

  /// Reads the rest. Valid policies stand where an empty object may stand: with one in their place
  /// the body is as valid as before.
  private Optional<JsonValue> with(Seen seen, byte[] body, MemberFinder finder) {
    byte[] rest = new byte[body.length - seen.text.length + EMPTY_OBJECT.length];
    System.arraycopy(body, 0, rest, 0, finder.start());
    System.arraycopy(EMPTY_OBJECT, 0, rest, finder.start(), EMPTY_OBJECT.length);
    System.arraycopy(
        body, finder.end(), rest, finder.start() + EMPTY_OBJECT.length, body.length - finder.end());
    try {
      JsonObject.Builder whole = JsonObject.builder();
      Limits others = limits.withMaxValues(limits.maxValues() - seen.known.values() + 1);
      ((JsonObject) StrictJson.parse(rest, others)).members().forEach(whole::put);
      return Optional.of(whole.put("policies", seen.tree).build());
    } catch (JsonSyntaxException misplaced) {
      // The places in it are those of the rest.
      return Optional.empty();
    }
  }

  /// The set that [#keep] was told for these very policies and this kind of request, or null.
  @Nullable PolicySet find(JsonValue policies, AccessRequest request) {
    Seen seen = policies instanceof JsonObject tree ? byTree.find(new Same(tree)) : null;
    return seen != null && seen.alike()
        ? seen.sets.get(Guarded.of(request, seen.guards()).ordinal())
        : null;
  }

  void keep(JsonValue policies, AccessRequest request, PolicySet compiled) {
    Seen seen = policies instanceof JsonObject tree ? byTree.find(new Same(tree)) : null;
    if (seen != null && seen.alike()) {
      seen.sets.set(Guarded.of(request, seen.guards()).ordinal(), compiled);
    }
  }

  /// A text, compared by its bytes.
  private static final class Slice implements Comparable<Slice> {
    private final byte[] text;
    private final int hash;

    private Slice(byte[] text) {
      this.text = text;
      this.hash = Arrays.hashCode(text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Slice slice && Arrays.equals(text, slice.text);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    // WHY: a map of texts with colliding hashes stays fast only if they can be ordered.
    @Override
    public int compareTo(Slice other) {
      return Arrays.compare(text, other.text);
    }
  }

  /// A tree, and no other that equals it.
  private static final class Same {
    private final JsonObject tree;

    private Same(JsonObject tree) {
      this.tree = tree;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Same same && same.tree == tree;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(tree);
    }
  }
}
