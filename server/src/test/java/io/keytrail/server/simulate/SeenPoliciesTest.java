package io.keytrail.server.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Policies that were seen before change nothing but the time it takes.
class SeenPoliciesTest {
  private static final int BODIES = 10_000;

  /// Of the smallest that are sent, these would hold over a hundred MiB.
  private static final int OTHER_POLICIES = 20_000;
  private static final String SIMULATE = "/api/v1/simulate";
  private static final String KEY = "arn:aws:kms:us-west-2:123456789012:key/k1";

  /// Brackets and quotation marks in strings, escapes, blanks, nested members of the same name.
  private static final List<String> POLICIES =
      List.of(
          "{}",
          "{\"resource\":{\"Statement\":[]}}",
          "{ \"identity\" : [ ] , \"resource\" : \"}\" }",
          "{\"resource\":\"\\\"{[\\\\\",\"policies\":{\"policies\":1}}",
          "{\"identity\":[{\"Statement\":{\"Sid\":\"é😀\\u0041\"}}]}",
          "{\"grants\":[{\"GrantId\":\"]\"}]}");
  private static final List<String> OTHERS =
      List.of(
          "\"request\":{\"principal\":\"a\",\"policies\":{}}",
          "\"x\":[1,-2.5e3,true,null,\"]},{\"]",
          "\"polic\\u0069es\":{}",
          "\"policies\":{}",
          "\"policies\":[]",
          "\"policies2\":{\"a\":[[],{}]}",
          "\"\":\"\\\\\\\"\"");
  private static final List<String> BLANKS = List.of("", "", "", " ", "\n\t", "\r ");

  private final SeenPolicies seen = new SeenPolicies(Limits.REQUEST);
  private int again;

  /// Valid bodies and nearly valid ones: what is read, or the complaint, is that of [StrictJson].
  @Test
  void bodies_areReadAsStrictly() {
    long seed = Long.getLong("seed", 1);
    SplittableRandom random = new SplittableRandom(seed);
    int malformed = 0;
    for (int i = 0; i < BODIES; i++) {
      byte[] body = body(random).getBytes(StandardCharsets.UTF_8);
      if (random.nextInt(3) == 0) {
        body = edited(body, random);
      }
      String expected = strictly(body);
      assertThat(remembering(body))
          .as("seed %d, body %d: %s", seed, i, new String(body, StandardCharsets.UTF_8))
          .isEqualTo(expected);
      malformed += expected.startsWith("!") ? 1 : 0;
    }
    assertThat(again).as("read by what was seen").isGreaterThan(BODIES / 3);
    assertThat(malformed).as("refused").isGreaterThan(BODIES / 10);
  }

  private static String body(SplittableRandom random) {
    StringBuilder body = new StringBuilder(blank(random)).append('{');
    int before = random.nextInt(3);
    int members = before + 1 + random.nextInt(2);
    for (int i = 0; i < members; i++) {
      body.append(i == 0 ? "" : ",").append(blank(random));
      String policies = POLICIES.get(random.nextInt(POLICIES.size()));
      body.append(
          i == before
              ? "\"policies\"" + blank(random) + ":" + blank(random) + policies
              : OTHERS.get(Math.min(random.nextInt(40), OTHERS.size() - 1)));
      body.append(blank(random));
    }
    return body.append('}').append(blank(random)).toString();
  }

  private static String blank(SplittableRandom random) {
    return BLANKS.get(random.nextInt(BLANKS.size()));
  }

  private static byte[] edited(byte[] body, SplittableRandom random) {
    byte[] edited = body.clone();
    byte[] signs = "{}[]\",:\\ e0x".getBytes(StandardCharsets.US_ASCII);
    edited[random.nextInt(edited.length)] = signs[random.nextInt(signs.length)];
    return edited;
  }

  private static String strictly(byte[] body) {
    try {
      return StrictJson.parse(body, Limits.REQUEST).toString();
    } catch (JsonSyntaxException e) {
      return complaint(e);
    }
  }

  private String remembering(byte[] body) {
    try {
      JsonValue read = seen.read(body);
      JsonValue twice = seen.read(body);
      if (read instanceof JsonObject one && twice instanceof JsonObject other) {
        again += policies(one) == policies(other) ? 1 : 0;
      }
      assertThat(twice).isEqualTo(read);
      return read.toString();
    } catch (JsonSyntaxException e) {
      return complaint(e);
    }
  }

  private static Object policies(JsonObject body) {
    return body.member("policies").<Object>map(tree -> tree).orElseGet(Object::new);
  }

  private static String complaint(JsonSyntaxException e) {
    return "!" + e.line() + ":" + e.column() + " " + e.pointer() + " " + e.getMessage();
  }

  /// What was compiled for one kind of resource is not taken for another.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"resource\":{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\","
            + "\"Resource\":\"*\"}}}",
        "{\"identity\":[{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}]}",
        "{\"grants\":[{\"GrantId\":\"g\",\"GranteePrincipal\":"
            + "\"arn:aws:iam::123456789012:user/Alice\",\"Operations\":[\"Decrypt\"]}]}",
        "{\"grants\":null,\"resource\":null}"
      })
  void decisions_areThoseOfFreshPolicies(String policies) {
    Doors doors = Doors.closedStore();
    for (int round = 0; round < 2; round++) {
      for (String resource :
          List.of(KEY, "*", "arn:aws:s3:::b", KEY + "2", KEY.replace("key/k1", "alias/a"))) {
        String body =
            "{\"request\":{\"principal\":\"arn:aws:iam::123456789012:user/Alice\",\"action\":"
                + "\"kms:Decrypt\",\"resource\":\"%s\",\"resourceAccount\":\"123456789012\"},\"policies\":%s}"
                    .formatted(resource, policies);
        assertThat(answer(doors, body)).as(resource).isEqualTo(answer(Doors.closedStore(), body));
      }
    }
  }

  /// A refusal has the place and is one, however often it is asked.
  private static String answer(Doors doors, String body) {
    return doors.outcome(SIMULATE, body);
  }

  /// Who sends other policies each time must not fill the heap with what they were compiled to:
  /// what is remembered is weighed by what it holds, not by the length of its text.
  @Test
  void policies_areForgottenBeforeTheyFillTheHeap() throws JsonSyntaxException {
    JsonObject first = (JsonObject) seen.read(numbered(0));
    Documents documents = new Documents();
    CompiledPolicy compiled = documents.read(document(0), "", DocumentKind.IDENTITY);
    assertThat(policies((JsonObject) seen.read(numbered(0)))).isSameAs(policies(first));
    assertThat(documents.read(document(0), "", DocumentKind.IDENTITY)).isSameAs(compiled);
    for (int i = 1; i < OTHER_POLICIES; i++) {
      seen.read(numbered(i));
      documents.read(document(i), "", DocumentKind.IDENTITY);
    }
    assertThat(policies((JsonObject) seen.read(numbered(0)))).isNotSameAs(policies(first));
    assertThat(documents.read(document(0), "", DocumentKind.IDENTITY)).isNotSameAs(compiled);
  }

  private static byte[] numbered(int number) {
    return "{\"policies\":{\"resource\":{\"Id\":\"%d\"}}}"
        .formatted(number)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static JsonString document(int number) {
    return new JsonString(
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:aws:s3:::b%d\"}}"
            .formatted(number));
  }

  @Test
  void refusedPolicies_areRefusedAgain() {
    Doors doors = Doors.closedStore();
    String body =
        "{\"request\":{\"principal\":\"anonymous\",\"action\":\"kms:Decrypt\",\"resource\":\""
            + KEY
            + "\"},\"policies\":{\"resource\":{\"Statement\":{\"Effect\":\"Maybe\"}}}}";
    String first = answer(doors, body);
    assertThat(first).contains("/policies/resource");
    assertThat(answer(doors, body)).isEqualTo(first);
  }
}
