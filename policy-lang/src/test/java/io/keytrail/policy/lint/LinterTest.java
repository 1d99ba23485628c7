package io.keytrail.policy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Severity;
import io.keytrail.policy.script.SeedSamples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every lint: its code, its place, its words; and a twin that has nothing to find.
class LinterTest {
  private static final String USER = "{'AWS':'arn:aws:iam::123456789012:user/Alice'}";
  private static final String ROOT = "{'AWS':'123456789012'}";

  /// `KIND | statements with ' for " | line:column CODE: message (help)`; `U` and `R` stand for the
  /// user and the account.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          IDENTITY | {'Effect':'Allow','Action':'kms:*','Resource':'*','Condition':{'Bool':{'kms:GrantIsForAWSResource':'true'}}},{'Effect':'Allow','Action':'kms:Get*','Resource':'*'},{'Effect':'Allow','Action':'kms:GetKeyPolicy','Resource':'*','Condition':{'Bool':{'aws:SecureTransport':'true'}}} | 1:274 VOID_CONDITION: the condition of statement 3 decides nothing: statement 2 allows the same without it (take the actions out of the wider statement, or say it as a `Deny`)
          IDENTITY | {'Effect':'Allow','Action':['s3:GetObject','s3:PutObject'],'Resource':'*','Condition':{'Bool':{'aws:SecureTransport':'true'}}},{'Sid':'Read','Effect':'Allow','Action':'s3:Get*','Resource':'*'} | 1:124 VOID_CONDITION: the condition of statement 1 decides nothing for `s3:GetObject`: statement 2 (`Read`) allows the same without it (take the actions out of the wider statement, or say it as a `Deny`)
          IDENTITY | {'Effect':'Allow','Action':'s3:*','Resource':'*'},{'Effect':'Allow','Action':'s3:Get?bject','Resource':'arn:aws:s3:::b/*'} | 1:88 DEAD_STATEMENT: statement 2 adds nothing: statement 1 allows all of it already (remove it)
          IDENTITY | {'Effect':'Deny','Action':'s3:Get*','Resource':'*'},{'Effect':'Deny','Action':'s3:GetObject','Resource':'arn:aws:s3:::b/*','Condition':{'Bool':{'aws:SecureTransport':'false'}}} | 1:90 SHADOWED_DENY: statement 2 adds nothing: statement 1 denies all of it already (remove it)
          IDENTITY | {'Effect':'Allow','Action':'s3:GetObject','Resource':'*'},{'Effect':'Deny','Action':'*','Resource':'*'} | 1:38 SHADOWED_ALLOW: statement 1 allows nothing: statement 2 denies all of it (remove one of the two)
          IDENTITY | {'Effect':'Allow','NotAction':'iam:*','Resource':'*'} | 1:38 NOT_ACTION_WITH_ALLOW: this allows every other action of every service, also those to come (name what you allow, or say it as a `Deny`)
          IDENTITY | {'Effect':'Allow','Action':'s3:GetObject','NotResource':'arn:aws:s3:::b/*'} | 1:38 NOT_RESOURCE_WITH_ALLOW: this allows every other resource, also those to come (name what you allow, or say it as a `Deny`)
          IDENTITY | {'Effect':'Allow','Action':'kms:Create*','Resource':'*'} | 1:65 UNCONDITIONAL_CREATE_GRANT: `kms:Create*` lets them pass any use of the key on to anyone (add a condition on `kms:GrantIsForAWSResource`, `kms:GranteePrincipal` or `kms:GrantOperations`)
          IDENTITY | {'Effect':'Allow','Action':'kms:Decrypt','Resource':'arn:aws:s3:::b/*'} | 1:90 RESOURCE_MISMATCH: no action of this statement is about a resource of `s3` (name a resource of `kms`)
          IDENTITY | {'Effect':'Allow','Action':'kms:Decrypt','Resource':'*','Condition':{'StringEquals':{'kms:ViaServices':'x'}}} | 1:123 UNKNOWN_CONDITION_KEY: no condition key `kms:ViaServices` is known (did you mean `kms:ViaService`)
          IDENTITY | {'Effect':'Allow','Action':'kms:Decrypt','Resource':'*','Condition':{'NumericEquals':{'kms:ViaService':'1'}}} | 1:107 TYPE_MISMATCH: `NumericEquals` compares numbers, and `kms:ViaService` holds strings (use `StringEquals` or `StringLike`)
          IDENTITY | {'Effect':'Allow','Action':'s3:GetObject','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':['10.0.0.0/8','300.1.1.1']}}} | 1:150 UNREADABLE_VALUE: `IpAddress` compares with an address, and `300.1.1.1` is none (write it as in `10.0.0.0/8` or `2001:db8::/32`)
          IDENTITY | {'Effect':'Allow','Action':'kms:Decrypt','Resource':'*','Condition':{'ForAnyValue:StringEquals':{'kms:ViaService':'x'}}} | 1:107 SET_OPERATOR_ON_SINGLE_VALUE: `kms:ViaService` has one value, so `ForAnyValue:StringEquals` only hides that it may be missing (leave the set operator out)
          IDENTITY | {'Effect':'Allow','Action':'kms:CreateGrant','Resource':'*','Condition':{'StringEquals':{'kms:GrantOperations':'Decrypt'}}} | 1:111 SET_OPERATOR_MISSING: `kms:GrantOperations` may have several values, and `StringEquals` matches none of them (say `ForAnyValue:` or `ForAllValues:` in front)
          IDENTITY | {'Effect':'Allow','Action':'kms:CreateGrant','Resource':'*','Condition':{'ForAllValues:StringEquals':{'kms:GrantOperations':'Decrypt'}}} | 1:111 FOR_ALL_VALUES_WITHOUT_NULL: `ForAllValues:StringEquals` also holds where `kms:GrantOperations` is missing (add `"Null": {"kms:GrantOperations": "false"}`)
          IDENTITY | {'Effect':'Allow','Action':'kms:Decrypt','Resource':'*','Condition':{'StringEquals':{'kms:ViaService':'ec2.*'}}} | 1:140 WILDCARD_IN_EXACT_MATCH: `StringEquals` takes the `*` or `?` in `ec2.*` literally (use `StringLike`)
          KEY | {'Effect':'Allow','Principal':U,'Action':'kms:*','Resource':'*','Condition':{'StringEquals':{'kms:ViaService':'x'}}} | 1:38 MISSING_DELEGATION: no statement names an account, so IAM policies can allow nothing on this key (allow the account's root what IAM policies shall be able to give)
          KEY | {'Effect':'Allow','Principal':R,'Action':'kms:*','Resource':'*'},{'Effect':'Allow','Principal':'*','Action':'kms:Decrypt','Resource':'*'} | 1:124 PUBLIC_ACCESS: this allows everyone in every account (name whom you allow, or narrow it by a condition such as `aws:PrincipalOrgID`)
          KEY | {'Effect':'Allow','Principal':R,'Action':'kms:*','Resource':'*'},{'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},'Action':'kms:Decrypt','Resource':'*'} | 1:124 CONFUSED_DEPUTY: the service may do this for anyone who asks it to (add a condition on `aws:SourceArn` or `aws:SourceAccount`)
          """)
  void lint_isFound(DocumentKind kind, String statements, String expected) {
    assertThat(lint(kind, statements)).map(LinterTest::shown).containsExactly(expected);
  }

  /// As above, without the fault.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          IDENTITY | {'Effect':'Allow','Action':'s3:Put*','Resource':'*','Condition':{'Bool':{'aws:SecureTransport':'true'}}},{'Effect':'Allow','Action':'s3:Get*','Resource':'*'}
          IDENTITY | {'Effect':'Allow','Action':'s3:Get*','Resource':'arn:aws:s3:::b/*'},{'Effect':'Allow','Action':'s3:Get*','Resource':'arn:aws:s3:::c/*'}
          IDENTITY | {'Effect':'Allow','Action':'s3:Get?bject','Resource':'*'},{'Effect':'Allow','Action':'s3:Get*','Resource':'arn:aws:s3:::${aws:username}/*'}
          IDENTITY | {'Effect':'Allow','Action':'s3:GetObject','Resource':'*'},{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'Bool':{'aws:SecureTransport':'false'}}}
          IDENTITY | {'Effect':'Deny','NotAction':'iam:*','Resource':'*'}
          SERVICE_CONTROL | {'Effect':'Allow','NotAction':'iam:*','Resource':'*'}
          IDENTITY | {'Effect':'Allow','Action':'kms:CreateGrant','Resource':'*','Condition':{'Bool':{'kms:GrantIsForAWSResource':'true'}}}
          IDENTITY | {'Effect':'Allow','Action':'kms:CreateGrant','Resource':'*','Condition':{'ForAllValues:StringEquals':{'kms:GrantOperations':'Decrypt'},'Null':{'kms:GrantOperations':'false'}}}
          IDENTITY | {'Effect':'Allow','Action':'kms:Decrypt','Resource':'*','Condition':{'StringEquals':{'kms:ViaService':'${*}'}}}
          IDENTITY | {'Effect':'Allow','Action':'kms:Decrypt','Resource':'*','Condition':{'StringEquals':{'myapp:Anything':'x'}}}
          KEY | {'Effect':'Allow','Principal':R,'Action':'kms:*','Resource':'*'},{'Effect':'Allow','Principal':'*','Action':'kms:Decrypt','Resource':'*','Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-1'}}}
          TRUST | {'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole'}
          """)
  void lint_findsNothing(DocumentKind kind, String statements) {
    assertThat(lint(kind, statements)).map(LinterTest::shown).isEmpty();
  }

  @Test
  void seedKeyPolicy_hasAVoidCondition() {
    List<Diagnostic> found = PolicyLanguage.lint(SeedSamples.sample(1), DocumentKind.KEY);
    assertThat(found)
        .map(LinterTest::shown)
        .containsExactly(
            "14:9 UNCONDITIONAL_CREATE_GRANT: `kms:Create*` lets them pass any use of the key on to"
                + " anyone (add a condition on `kms:GrantIsForAWSResource`, `kms:GranteePrincipal` or"
                + " `kms:GrantOperations`)",
            "33:9 UNKNOWN_ACTION: `kms:ReEncrypt` matches no known action of `kms` (did you mean"
                + " `kms:ReEncryptFrom` or `kms:ReEncryptTo`)",
            "48:20 VOID_CONDITION: the condition of statement 4 decides nothing: statement 2 allows"
                + " the same without it (take the actions out of the wider statement, or say it as a"
                + " `Deny`)");
  }

  @Test
  void documentWithErrors_getsThoseAlone() {
    List<Diagnostic> found =
        PolicyLanguage.lint("{\"Statement\": {\"Effect\": \"Allow\"}}", DocumentKind.IDENTITY);
    assertThat(found).isNotEmpty().allMatch(d -> d.severity() == Severity.ERROR);
  }

  @Test
  void documentWithoutVersion_getsAHint() {
    List<Diagnostic> found =
        PolicyLanguage.lint(
            "{\"Statement\": {\"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"*\"}}",
            DocumentKind.IDENTITY);
    assertThat(found).map(Diagnostic::code).containsExactly("NO_VERSION");
  }

  private static List<Diagnostic> lint(DocumentKind kind, String statements) {
    String text =
        "{'Version':'2012-10-17','Statement':["
            + statements
                .replace("'Principal':U", "'Principal':" + USER)
                .replace("'Principal':R", "'Principal':" + ROOT)
            + "]}";
    return PolicyLanguage.lint(text.replace('\'', '"'), kind);
  }

  private static String shown(Diagnostic d) {
    return "%d:%d %s: %s%s"
        .formatted(
            d.span().start().line(),
            d.span().start().column(),
            d.code(),
            d.message(),
            d.help().isEmpty() ? "" : " (" + d.help() + ")");
  }
}
