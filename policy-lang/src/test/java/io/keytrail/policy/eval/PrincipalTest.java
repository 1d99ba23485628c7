package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.script.ScriptPrincipals;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The names and accounts of callers.
class PrincipalTest {

  @Test
  void callersOfAnAccount_haveArns() {
    for (String arn :
        new String[] {
          "arn:aws:iam::123456789012:root",
          "arn:aws:iam::123456789012:user/Alice",
          "arn:aws:iam::123456789012:user/team/Bob",
          "arn:aws:sts::123456789012:assumed-role/Admin/me",
          "arn:aws:sts::123456789012:federated-user/Fred"
        }) {
      assertThat(ScriptPrincipals.parse(arn).arn()).isEqualTo(arn);
      assertThat(ScriptPrincipals.parse(arn).account()).contains("123456789012");
    }
    var session = new Principal.RoleSession("1", "/team/", "Admin", "AROA", "me");
    assertThat(session.roleArn()).isEqualTo("arn:aws:iam::1:role/team/Admin");
    assertThat(session.arn()).isEqualTo("arn:aws:sts::1:assumed-role/Admin/me");
  }

  @Test
  void others_haveNames() {
    assertThat(new Principal.Service("ec2.amazonaws.com").arn()).isEqualTo("ec2.amazonaws.com");
    assertThat(new Principal.Federated("accounts.google.com").arn())
        .isEqualTo("accounts.google.com");
    assertThat(new Principal.Anonymous().arn()).isEqualTo("anonymous");
    assertThat(new Principal.Service("x").account()).isEqualTo(Optional.empty());
    assertThat(new Principal.Federated("x").account()).isEqualTo(Optional.empty());
    assertThat(new Principal.Anonymous().account()).isEqualTo(Optional.empty());
  }
}
