package io.keytrail.policy.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.script.SeedSamples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFormatterTest {

  @Test
  void seedKeyPolicy_isLaidOut() {
    assertThat(format(SeedSamples.sample(4)))
        .isEqualTo(
            """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Action": "kms:CreateGrant",
                  "Resource": "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
                },
                {
                  "Effect": "Allow",
                  "Action": ["kms:ListAliases", "kms:ListKeys"],
                  "Resource": "*"
                }
              ]
            }
            """);
  }

  @Test
  void elements_standInOneOrder_valuesAsWritten() {
    String text =
        """
        {"Statement": {"Resource": "*", "Condition": {"Bool": {"b": true, "a": "1"}}, "Action": [],
         "Effect": "Deny", "Odd": null, "Sid": "x"}, "Version": "2012-10-17", "Id": "\\u0041\\n"}
        """;
    assertThat(format(text))
        .isEqualTo(
            """
            {
              "Version": "2012-10-17",
              "Id": "A\\n",
              "Statement": {
                "Sid": "x",
                "Effect": "Deny",
                "Action": [],
                "Resource": "*",
                "Condition": {"Bool": {"b": true, "a": "1"}},
                "Odd": null
              }
            }
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void seedSamples_keepTheirMeaning_andFormattingSettles(int number) {
    String once = format(SeedSamples.sample(number));
    assertThat(shape(once)).isEqualTo(shape(SeedSamples.sample(number)));
    assertThat(format(once)).isEqualTo(once);
  }

  @Test
  void longLists_areBroken() {
    String action = "\"kms:GenerateDataKeyPairWithoutPlaintext\"";
    String formatted =
        format("{\"Statement\":[{\"Action\":[" + action + "," + action + "," + action + "]}]}");
    assertThat(formatted.lines()).filteredOn(line -> line.strip().startsWith(action)).hasSize(3);
  }

  @Test
  void whatIsNoJson_isRefusedWithItsPlace() {
    PolicyLanguage.Formatted refused = PolicyLanguage.format("{\"a\": 1, \"a\": 2}");
    assertThat(refused.text()).isEmpty();
    assertThat(refused.errors()).hasSize(1);
    assertThat(refused.errors().getFirst().span().start().column()).isEqualTo(10);
  }

  private static String format(String text) {
    return PolicyLanguage.format(text).text().orElseThrow();
  }

  /// The text's tokens in no order: what a layout must not change.
  private static List<String> shape(String text) {
    return text.replace("\n", " ")
        .replace(" ", "")
        .chars()
        .sorted()
        .mapToObj(Integer::toString)
        .toList();
  }
}
