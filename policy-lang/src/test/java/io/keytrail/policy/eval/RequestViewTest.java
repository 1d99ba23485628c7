package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.policy.catalog.Action;
import io.keytrail.policy.catalog.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a prepared request knows of itself: action, resource, keys given, derived and unknown.
class RequestViewTest {

  @Test
  void action_isFoundInAnyLetterCase() {
    int decrypt = Catalogue.standard().number("kms:decrypt");
    for (String spelled : List.of("kms:Decrypt", "KMS:DECRYPT", "kms:decrypt")) {
      RequestView view = RequestView.of(Requests.on("*", spelled));
      assertThat(view.actionNumber()).isEqualTo(decrypt);
      assertThat(view.foldedAction()).isEqualTo("kms:decrypt");
    }
    RequestView unknown = RequestView.of(Requests.on("*", "Nobody:Knows"));
    assertThat(unknown.actionNumber()).isEqualTo(-1);
    assertThat(unknown.foldedAction()).isEqualTo("nobody:knows");
  }

  @Test
  void resource_isAnAliasOfKms() {
    alias("arn:aws:kms:us-west-2:123456789012:alias/mine", true, false);
    alias("arn:aws:kms:::alias/aws/ebs", true, true);
    alias("arn:aws-cn:kms:cn-north-1:1:alias/aws/ebs", true, true);
    alias("arn:aws:kms:us-west-2:123456789012:key/alias/aws/", false, false);
    alias("arn:aws:s3:us-west-2:123456789012:alias/aws/ebs", false, false);
    alias("arn:aws:kmss:us-west-2:123456789012:alias/aws/ebs", false, false);
    alias("urn:aws:kms:us-west-2:123456789012:alias/aws/ebs", false, false);
    alias("arn:aws:kms:us-west-2:alias/aws/ebs", false, false);
    alias("arn:aws:kms:alias/aws/ebs", false, false);
    alias("arn:aws:kms:a:b:", false, false);
    alias("arn:alias/aws/", false, false);
    alias("arn:kms:a:b:alias/x", false, false);
    alias("*", false, false);
  }

  private static void alias(String resource, boolean alias, boolean ofAws) {
    RequestView view = RequestView.of(Requests.on(resource, "kms:CreateAlias"));
    assertThat(view.alias()).as(resource).isEqualTo(alias);
    assertThat(view.awsAlias()).as(resource).isEqualTo(ofAws);
  }

  @Test
  void resource_isOneThingOrAPattern() {
    assertThat(RequestView.of(Requests.on("*", "kms:ListKeys")).onStar()).isTrue();
    assertThat(RequestView.of(Requests.on("*", "kms:ListKeys")).onPattern()).isFalse();
    assertThat(RequestView.of(Requests.on("?", "kms:ListKeys")).onPattern()).isFalse();
    for (String pattern : List.of("**", "*a", "a*", "?a", "a?", "a?*")) {
      assertThat(RequestView.of(Requests.on(pattern, "x:y")).onPattern()).as(pattern).isTrue();
      assertThat(RequestView.of(Requests.on(pattern, "x:y")).onStar()).as(pattern).isFalse();
    }
    assertThat(RequestView.of(Requests.on("ab", "x:y")).onPattern()).isFalse();
  }

  @Test
  void notOnKeys_isKnownOfActionsInTheCatalogue() {
    assertThat(RequestView.of(Requests.on("*", "kms:Decrypt")).notOnKeys()).isFalse();
    assertThat(RequestView.of(Requests.on("*", "kms:ListKeys")).notOnKeys()).isTrue();
    assertThat(RequestView.of(Requests.on("*", "s3:GetObject")).notOnKeys()).isTrue();
    assertThat(RequestView.of(Requests.on("*", "nobody:Knows")).notOnKeys()).isFalse();
    Action first = Catalogue.standard().action(0);
    assertThat(RequestView.of(Requests.on("*", first.name())).notOnKeys())
        .isEqualTo(!first.resources().contains("key"));
  }

  @Test
  void keys_areGivenDerivedOrUnknown() {
    var given =
        Requests.with(
            Map.of("X:a", ContextValue.of("1"), "AWS:userid", ContextValue.of("me")),
            "X:U",
            "aws:UserName");
    RequestView view = RequestView.of(given);
    assertThat(view.value("x:a")).isEqualTo(ContextValue.of("1"));
    assertThat(view.value("aws:userid")).isEqualTo(ContextValue.of("me"));
    assertThat(view.value("aws:principalaccount")).isEqualTo(ContextValue.of(Requests.ACCOUNT));
    assertThat(view.find("aws:principalaccount")).isSameAs(view.find("aws:principalaccount"));
    assertThat(view.find("aws:principaltype")).isNotSameAs(view.find("aws:principalaccount"));
    assertThat(view.value("aws:username")).as("declared unknown").isNull();
    assertThat(view.value("x:none")).isNull();
    assertThat(view.unknown("x:u")).isTrue();
    assertThat(view.unknown("aws:username")).isTrue();
    assertThat(view.unknown("x:none")).isFalse();
    assertThat(view.unknown("rest")).isFalse();
    assertThat(view.partial()).isTrue();
    assertThat(view.given()).hasSize(2);
    assertThat(view.principalArn()).isEqualTo(Requests.ALICE);
    assertThat(RequestView.of(Requests.with(Map.of())).partial()).isFalse();
    RequestView bare = RequestView.withoutDerived(given);
    assertThat(bare.value("aws:principalaccount")).isNull();
    assertThat(bare.value("x:a")).isEqualTo(ContextValue.of("1"));
  }

  @Test
  void rest_isEveryKeyButThoseOfAGivenEncryptionContext() {
    RequestView rest = RequestView.of(Requests.with(Map.of(), "rest"));
    assertThat(rest.partial()).isTrue();
    assertThat(rest.unknown("x:any")).isTrue();
    assertThat(rest.unknown("kms:encryptioncontext:a")).isTrue();
    assertThat(rest.value("aws:username")).as("derived all the same").isNotNull();
    RequestView whole =
        RequestView.of(
            Requests.by(
                Requests.ALICE,
                "kms:Decrypt",
                Requests.KEY,
                Map.of(),
                Map.of("A", "1"),
                Set.of("rest", "kms:EncryptionContext:B")));
    assertThat(whole.unknown("x:any")).isTrue();
    assertThat(whole.unknown("kms:encryptioncontext:c")).isFalse();
    assertThat(whole.unknown("kms:encryptioncontext:b")).isTrue();
    assertThat(whole.unknown("kms:encryptioncontextkeys")).isTrue();
    assertThat(whole.value("kms:encryptioncontext:a")).isEqualTo(ContextValue.of("1"));
  }

  @Test
  void values_areReadByType() {
    var value = new RequestValue("k", ContextValue.list(List.of("true", "10", "1.2.3.4", "1::/8")));
    for (int twice = 0; twice < 2; twice++) {
      assertThat(value.bool(0)).contains(true);
      assertThat(value.bool(1)).isEmpty();
      assertThat(value.number(1)).isPresent();
      assertThat(value.number(0)).isEmpty();
      assertThat(value.moment(1)).isPresent();
      assertThat(value.moment(2)).isEmpty();
      assertThat(value.host(2)).isPresent();
      assertThat(value.host(3)).as("a block is no host").isEmpty();
      assertThat(value.bytes(0)).isPresent();
      assertThat(value.bytes(2)).isEmpty();
    }
    assertThat(value.multi()).isTrue();
    assertThat(value.size()).isEqualTo(4);
    assertThatThrownBy(() -> new ContextValue(false, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new ContextValue(true, List.of()).values()).isEmpty();
    assertThat(Optional.of(ContextValue.of("a").multi())).contains(false);
  }
}
