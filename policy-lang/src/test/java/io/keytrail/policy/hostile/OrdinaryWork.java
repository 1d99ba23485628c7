package io.keytrail.policy.hostile;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.condition.ConditionTranslator;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Evaluator;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.explain.Explainer;
import io.keytrail.policy.script.ScriptPrincipals;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a server does all day: documents of a few statements read, linted and laid out, and
/// requests decided and explained by them and by a few grants.
final class OrdinaryWork {
  static final String KEY_POLICY =
      """
      {"Version": "2012-10-17", "Id": "key-default", "Statement": [
        {"Sid": "Delegate", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
         "Action": "kms:*", "Resource": "*"},
        {"Sid": "Use", "Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::123456789012:user/Bob"]},
         "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt", "kms:GenerateDataKey*"],
         "Resource": "*", "Condition": {"StringEquals": {"kms:ViaService": "ec2.us-west-2.amazonaws.com"}}},
        {"Sid": "Grants", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:role/Ops"},
         "Action": ["kms:CreateGrant", "kms:ListGrants"], "Resource": "*",
         "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}}}]}
      """;

  private static final String IDENTITY_POLICY =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Sid": "Buckets", "Effect": "Allow", "Action": ["s3:List*", "s3:GetBucketLocation"], "Resource": "*"},
        {"Sid": "Home", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObjct"],
         "Resource": ["arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::*-shared/*.csv"],
         "Condition": {"StringLike": {"x:t": ["team-*", "*-ops", "a?c"]},
                       "IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"]},
                       "DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"},
                       "NumericLessThan": {"s3:max-keys": "100"}}},
        {"Effect": "Deny", "NotAction": "iam:*", "Resource": "*",
         "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"},
                       "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/x*"}}}]}
      """;

  private static final String CONDITION =
      "aws:SourceIp in (10.0.0.0/8, 2001:db8::/32) and x:t like (\"team-*\", \"*-ops\")\n"
          + "and aws:MultiFactorAuthPresent is true and any aws:TagKeys? not in (\"a\", \"b\")";

  /// Of a caller of whom not everything is known.
  private static final AccessRequest OPEN =
      new AccessRequest(
          ScriptPrincipals.parse("arn:aws:iam::123456789012:user/Alice"),
          "s3:GetObject",
          "arn:aws:s3:::home/Alice/notes",
          "123456789012",
          Map.of("aws:MultiFactorAuthPresent", ContextValue.of("true")),
          Map.of(),
          List.of(),
          Set.of("x:t", "aws:SourceIp", "s3:max-keys", "aws:CurrentTime"));

  private OrdinaryWork() {}

  static void repeat(int times) {
    PolicySet key = HostileExplanations.granted(3);
    var evaluator = new Evaluator();
    var explainer = new Explainer();
    for (int i = 0; i < times; i++) {
      once(evaluator, explainer, i);
      evaluator.decide(HostileExplanations.decrypt("vol-1"), key);
      explainer.explain(HostileExplanations.decrypt("vol-none"), key);
    }
  }

  private static void once(Evaluator evaluator, Explainer explainer, int round) {
    HostileReadings.read(KEY_POLICY, DocumentKind.KEY);
    PolicyLanguage.lint(KEY_POLICY, DocumentKind.KEY);
    PolicyLanguage.lint(IDENTITY_POLICY, DocumentKind.IDENTITY);
    PolicyLanguage.format(IDENTITY_POLICY);
    ConditionTranslator.toText(ConditionTranslator.toBlock(CONDITION).result().orElseThrow());
    var policies = HostileDecisions.identity(HostileDecisions.compiled(IDENTITY_POLICY));
    var request =
        HostileDecisions.asked(ContextValue.of("team-" + round), Set.of("aws:CurrentTime"));
    evaluator.decide(request, policies);
    evaluator.decide(OPEN, policies);
    explainer.explain(OPEN, policies);
    explainer.explain(request, policies);
    explainer.explain(HostileDecisions.single("ops"), policies);
  }
}
