package io.keytrail.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.ast.PrincipalName;
import io.keytrail.policy.ast.Version;
import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every finding: its code, its place and its words.
class DiagnosticsTest {

  /// `KIND | document with ' for " | line:column CODE: message (help)`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          IDENTITY | [] | 1:1 WRONG_TYPE: a policy document is an object, not a list
          IDENTITY | {'Version':'2012-10-17'} | 1:1 MISSING_ELEMENT: the document has no `Statement` (add one)
          IDENTITY | {'Version':'2012-10-18','Statement':[]} | 1:12 INVALID_VERSION: `Version` is `2012-10-17` or `2008-10-17` (it is the version of the language, not of your policy)
          IDENTITY | {'Id':1,'Statement':[]} | 1:7 WRONG_TYPE: `Id` is a string
          IDENTITY | {'Statment':[],'Statement':[]} | 1:2 UNKNOWN_ELEMENT: a document has no element `Statment` (did you mean `Statement`)
          IDENTITY | {'Statement':'x'} | 1:14 WRONG_TYPE: `Statement` is an object or a list of objects, not a string
          IDENTITY | {'Statement':[1]} | 1:15 WRONG_TYPE: a statement is an object, not a number
          IDENTITY | {'Statement':{'Action':'*','Resource':'*'}} | 1:14 MISSING_ELEMENT: the statement has no `Effect` (say `Allow` or `Deny`)
          IDENTITY | {'Statement':{'Effect':'allow','Action':'*','Resource':'*'}} | 1:24 INVALID_EFFECT: `Effect` is `Allow` or `Deny`, in this letter case
          IDENTITY | {'Statement':{'Effect':'Allow','Resource':'*'}} | 1:14 MISSING_ELEMENT: the statement has no `Action` (say what it is about)
          IDENTITY | {'Statement':{'Effect':'Allow','Action':'*'}} | 1:14 MISSING_ELEMENT: the statement has no `Resource` (`*` means every one)
          IDENTITY | {'Statement':{'Effect':'Allow','Action':'*','NotAction':'*','Resource':'*'}} | 1:45 CONFLICTING_ELEMENTS: a statement has `Action` or `NotAction`, not both (make two statements)
          IDENTITY | {'Statement':{'Effect':'Allow','Action':[],'Resource':'*'}} | 1:41 EMPTY_LIST: `Action` is an empty list
          IDENTITY | {'Statement':{'Effect':'Allow','Action':['*',1],'Resource':'*'}} | 1:46 WRONG_TYPE: `Action` is a string or a list of strings, not a number
          IDENTITY | {'Statement':{'Effect':'Allow','Action':'kms','Resource':'*'}} | 1:41 INVALID_ACTION: `kms` is no action (write `service:Name`, or `*` for all)
          IDENTITY | {'Statement':{'Effect':'Allow','Action':'s*:Get','Resource':'*'}} | 1:41 INVALID_ACTION: `s*:Get` is no action (write `service:Name`, or `*` for all)
          IDENTITY | {'Statement':{'Effect':'Allow','Action':'*','Resource':'bucket'}} | 1:56 INVALID_ARN: `bucket` is no ARN (write `arn:partition:service:region:account:resource`, or `*`)
          IDENTITY | {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Principal':'*'}} | 1:60 UNEXPECTED_ELEMENT: this kind of policy has no `Principal` (it is for whom it is attached to)
          IDENTITY | {'Statement':{'Sid':'a b','Effect':'Allow','Action':'*','Resource':'*'}} | 1:21 INVALID_SID: `Sid` has characters other than A–Z, a–z and 0–9
          IDENTITY | {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEqual':{'a':'b'}}}} | 1:73 UNKNOWN_OPERATOR: `StringEqual` is no condition operator (did you mean `StringEquals`)
          IDENTITY | {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'NullIfExists':{'a':'true'}}}} | 1:73 UNKNOWN_OPERATOR: `Null` takes neither `IfExists` nor a set operator (it is about whether the key is there at all)
          IDENTITY | {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{'a':null}}}} | 1:85 WRONG_TYPE: a condition value is a string, a number or a boolean, not null
          IDENTITY | {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{}}}} | 1:80 EMPTY_LIST: `Bool` compares no key
          IDENTITY | {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':[]}} | 1:72 WRONG_TYPE: a condition is an object, not a list
          KEY | {'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}} | 1:14 MISSING_ELEMENT: the statement has no `Principal` (say whom it is for)
          KEY | {'Statement':{'Effect':'Allow','Principal':'x','Action':'*','Resource':'*'}} | 1:44 INVALID_PRINCIPAL: `x` is no principal (say `{"AWS": "x"}`)
          KEY | {'Statement':{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::123456789012:user/A*'},'Action':'*','Resource':'*'}} | 1:51 INVALID_PRINCIPAL: `arn:aws:iam::123456789012:user/A*` is no principal (name an account, a user, a role, a session or `*`)
          KEY | {'Statement':{'Effect':'Allow','Principal':{'AWS':[]},'Action':'*','Resource':'*'}} | 1:51 EMPTY_LIST: `AWS` names nobody
          KEY | {'Statement':{'Effect':'Allow','Principal':{'Aws':'*'},'Action':'*','Resource':'*'}} | 1:45 INVALID_PRINCIPAL: `Aws` is no type of principal (the types are `AWS`, `Service`, `Federated` and `CanonicalUser`)
          KEY | {'Statement':{'Effect':'Allow','Principal':{'Service':'EC2'},'Action':'*','Resource':'*'}} | 1:55 INVALID_PRINCIPAL: `EC2` is no principal (name a service like `ec2.amazonaws.com`)
          KEY | {'Statement':{'Effect':'Allow','Principal':'*','Action':'*','Resource':'arn:aws:kms:us-west-2:1:key/k'}} | 1:72 INVALID_RESOURCE: the resource of a key policy is `*`, which means this key
          TRUST | {'Statement':{'Effect':'Allow','Principal':'*','Action':'sts:AssumeRole','Resource':'*'}} | 1:74 UNEXPECTED_ELEMENT: a trust policy has no `Resource` (it is about the role it is attached to)
          RESOURCE_CONTROL | {'Statement':{'Effect':'Deny','Principal':{'AWS':'123456789012'},'Action':'*','Resource':'*'}} | 1:50 INVALID_PRINCIPAL: the principal of a resource control policy is `*` (narrow it by a condition on `aws:PrincipalArn`)
          """)
  void error_isFound(DocumentKind kind, String document, String expected) {
    Parsed parsed = PolicyLanguage.parse(document.replace('\'', '"'), kind);
    assertThat(parsed.document()).isEmpty();
    assertThat(parsed.errors()).map(DiagnosticsTest::shown).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          IDENTITY | {'Statement':[]} | 1:14 EMPTY_LIST: the document has no statement and allows nothing
          IDENTITY | {'Statement':{'Effect':'Allow','Action':'kms:ReEncrypt','Resource':'*'}} | 1:41 UNKNOWN_ACTION: `kms:ReEncrypt` matches no known action of `kms` (did you mean `kms:ReEncryptFrom` or `kms:ReEncryptTo`)
          IDENTITY | {'Statement':{'Effect':'Allow','Action':'kms:Decript','Resource':'*'}} | 1:41 UNKNOWN_ACTION: `kms:Decript` matches no known action of `kms` (did you mean `kms:Decrypt`)
          IDENTITY | {'Statement':{'Effect':'Allow','Action':'worspaces:*','Resource':'*'}} | 1:41 UNKNOWN_SERVICE: no service `worspaces` is known (did you mean `workspaces`)
          IDENTITY | {'Statement':{'Effect':'Allow','Action':['ds:*','DS:*'],'Resource':'*'}} | 1:49 REPEATED_ACTION: `DS:*` stands in this list already (remove it)
          IDENTITY | {'Statement':{'Effect':'Allow','Action':'*','Resource':'arn:aws:sqs:*:q'}} | 1:56 INCOMPLETE_ARN: `arn:aws:sqs:*:q` has fewer than six parts and matches nothing (write `arn:partition:service:region:account:resource`)
          IDENTITY | {'Statement':{'Effect':'Allow','Action':'*','Resource':'arn:aws:*:::x'}} | 1:56 WILDCARD_SERVICE: a wildcard in the service of an ARN matches nothing (name the service)
          IDENTITY | {'Statement':{'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::${aws:username}'}} | 1:56 OLD_VERSION_WITH_VARIABLE: `arn:aws:s3:::${aws:username}` is plain text in a document of version 2008-10-17 (say `"Version": "2012-10-17"`)
          RESOURCE | {'Statement':{'Effect':'Allow','NotPrincipal':{'AWS':'123456789012'},'Action':'*','Resource':'*'}} | 1:32 NOT_PRINCIPAL_WITH_ALLOW: this allows everyone else, anonymous callers included (name whom you allow)
          """)
  void warning_keepsTheDocument(DocumentKind kind, String document, String expected) {
    Parsed parsed = PolicyLanguage.parse(document.replace('\'', '"'), kind);
    assertThat(parsed.document()).isPresent();
    assertThat(parsed.diagnostics()).map(DiagnosticsTest::shown).containsExactly(expected);
    assertThat(parsed.diagnostics()).noneMatch(d -> d.severity() == Severity.ERROR);
  }

  @Test
  void duplicateSid_isAnErrorForIdentityAndAWarningForKeys() {
    String statements =
        """
        {"Statement": [
          {"Sid": "a", "Effect": "Allow", %1$s "Action": "*", "Resource": "*"},
          {"Sid": "a", "Effect": "Allow", %1$s "Action": "*", "Resource": "*"}]}
        """;
    Parsed identity = PolicyLanguage.parse(statements.formatted(""), DocumentKind.IDENTITY);
    assertThat(identity.errors())
        .map(DiagnosticsTest::shown)
        .containsExactly("3:11 DUPLICATE_SID: another statement already has the `Sid` `a`");
    Parsed key =
        PolicyLanguage.parse(statements.formatted("\"Principal\": \"*\","), DocumentKind.KEY);
    assertThat(key.document()).isPresent();
    assertThat(key.diagnostics()).map(Diagnostic::code).containsExactly("DUPLICATE_SID");
  }

  @Test
  void keyPolicy_mayBe32768Bytes() {
    String head =
        "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}";
    String fits = head + " ".repeat(32_768 - head.length() - 1) + "}";
    assertThat(PolicyLanguage.parse(fits, DocumentKind.KEY).document()).isPresent();
    assertThat(PolicyLanguage.parse(fits + " ", DocumentKind.KEY).errors())
        .map(Diagnostic::message)
        .containsExactly("a key policy has at most 32768 bytes, this one has 32769");
    assertThat(PolicyLanguage.parse(fits + " ", DocumentKind.RESOURCE).document()).isPresent();
  }

  @Test
  void document_namesItsPrincipalsAndItsParts() {
    PolicyDocument document =
        PolicyLanguage.parse(
                """
                {"Id": "x", "Statement": {"Sid": "Enable IAM", "Effect": "Deny",
                 "Principal": {"AWS": ["123456789012", "arn:aws:iam::123456789012:user/Alice"],
                               "Service": "ec2.amazonaws.com"}, "Action": "kms:*", "Resource": "*"}}
                """,
                DocumentKind.KEY)
            .document()
            .orElseThrow();
    assertThat(document.version()).isEqualTo(Version.V2008);
    assertThat(document.id()).contains("x");
    assertThat(document.statements().getFirst().pointer()).isEqualTo("/Statement");
    assertThat(document.principals())
        .map(PrincipalName::text)
        .containsExactly(
            "123456789012", "arn:aws:iam::123456789012:user/Alice", "ec2.amazonaws.com");
  }

  @Test
  void findings_stopAtAHundred() {
    String many = "{\"Statement\":[" + "1,".repeat(500) + "1]}";
    List<Diagnostic> found = PolicyLanguage.parse(many, DocumentKind.IDENTITY).diagnostics();
    assertThat(found).hasSize(101);
    assertThat(found.getLast().code()).isEqualTo("MORE_FINDINGS");
    assertThat(found.getLast().severity()).isEqualTo(Severity.ERROR);
    assertThat(found.getLast().message())
        .isEqualTo("401 more findings are not listed: 401 `WRONG_TYPE`");
  }

  @Test
  void conditionAlone_isReadOrRefused() {
    var read =
        PolicyLanguage.parseCondition(
            "{\"Bool\": {\"a\": true}, \"StringLike\": {\"b\": [\"x\", 1]}}");
    assertThat(read.block().orElseThrow().entries()).hasSize(2);
    var refused = PolicyLanguage.parseCondition("{\"Bool\": {\"a\": {}}}");
    assertThat(refused.block()).isEmpty();
    assertThat(refused.diagnostics())
        .map(DiagnosticsTest::shown)
        .isEqualTo(
            List.of(
                "1:16 WRONG_TYPE: a condition value is a string, a number or a boolean, not an object"));
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
