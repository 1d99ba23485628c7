package io.keytrail.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every mistake with its exact place and words. `␤` stands for a line break, `␉` for a tab.
final class ConditionErrorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '\u0000',
      textBlock =
          """
          a = "1" AND b = "2" ¦ 1:9-1:12 UPPERCASE_KEYWORD: `AND` is not a keyword (write `and`)
          a = 10 AND b = 5 ¦ 1:8-1:11 UPPERCASE_KEYWORD: `AND` is not a keyword (write `and`)
          a is absent OR b is present ¦ 1:13-1:15 UPPERCASE_KEYWORD: `OR` is not a keyword (write `or`)
          NOT a = "1" ¦ 1:1-1:4 UPPERCASE_KEYWORD: `NOT` is not a keyword (write `not`)
          a NOT IN ("1") ¦ 1:3-1:6 UPPERCASE_KEYWORD: `NOT` is not a keyword (write `not`)
          a IN ("1") ¦ 1:3-1:5 UPPERCASE_KEYWORD: `IN` is not a keyword (write `in`)
          Any a = "1" ¦ 1:1-1:4 UPPERCASE_KEYWORD: `Any` is not a keyword (write `any`)
          a = "1" and ¦ 1:12-1:12 EXPECTED_CONDITION: expected a condition after `and`, found the end
          a = "1" and and b = "2" ¦ 1:13-1:16 EXPECTED_CONDITION: expected a condition after `and`, found `and`
          or a = "1" ¦ 1:1-1:3 EXPECTED_CONDITION: expected a condition, found `or`
          and ¦ 1:1-1:4 EXPECTED_CONDITION: expected a condition, found `and`
          not ¦ 1:4-1:4 EXPECTED_CONDITION: expected a condition after `not`, found the end
          () ¦ 1:2-1:3 EXPECTED_CONDITION: expected a condition after `(`, found `)` (put a condition in the parentheses)
          (a = "1" ¦ 1:1-1:2 UNBALANCED_PARENTHESIS: `(` is not closed (add `)`)
          a = "1") ¦ 1:8-1:9 UNBALANCED_PARENTHESIS: `)` closes nothing (remove it)
          a = "1" and (b = "2" or (c = "3") ¦ 1:13-1:14 UNBALANCED_PARENTHESIS: `(` is not closed (add `)`)
          a in ("1", "2" ¦ 1:6-1:7 UNBALANCED_PARENTHESIS: `(` is not closed (add `)`)
          a in ( ¦ 1:6-1:7 UNBALANCED_PARENTHESIS: `(` is not closed (add `)`)
          a in ("1",) ¦ 1:11-1:12 EXPECTED_VALUE: expected a value after `,`, found `)`
          a in ("1" "2") ¦ 1:11-1:14 EXPECTED_COMMA: expected `,` or `)` after `"1"`, found `"2"` (separate the values by commas)
          a in ("1", and) ¦ 1:12-1:15 EXPECTED_VALUE: expected a value after `,`, found `and` (a value of that name is quoted: `"and"`)
          a = ¦ 1:4-1:4 EXPECTED_VALUE: expected a value after `=`, found the end
          a ==  "1" ¦ 1:4-1:5 EXPECTED_VALUE: expected a value after `=`, found `=` (one `=` is enough)
          a = = "1" ¦ 1:5-1:6 EXPECTED_VALUE: expected a value after `=`, found `=` (one `=` is enough)
          a ?? = "1" ¦ 1:4-1:5 EXPECTED_OPERATOR: expected an operator after `?`, found `?` (one `?` is enough)
          a? "1" ¦ 1:4-1:7 EXPECTED_OPERATOR: expected an operator after `?`, found `"1"` (operators are `=`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `like` and `is`)
          any = "1" ¦ 1:5-1:6 EXPECTED_KEY: expected a key after `any`, found `=`
          every ¦ 1:6-1:6 EXPECTED_KEY: expected a key after `every`, found the end
          any any = "1" ¦ 1:5-1:8 EXPECTED_KEY: expected a key after `any`, found `any` (a key of that name is quoted: `"any"`)
          in = "1" ¦ 1:1-1:3 EXPECTED_CONDITION: expected a condition, found `in` (a key of that name is quoted: `"in"`)
          = "1" ¦ 1:1-1:2 EXPECTED_CONDITION: expected a condition, found `=` (write the key first: `key = value`)
          `1` = a ¦ 1:1-1:4 EXPECTED_CONDITION: expected a condition, found ``1`` (write a comparison: `key = value`)
          aws:RequestTag/"x" ¦ 1:19-1:19 EXPECTED_OPERATOR: expected an operator after `aws:RequestTag/"x"`, found the end (write a comparison: `key = value`)
          a not = "1" ¦ 1:7-1:8 EXPECTED_OPERATOR: expected `in` or `like` after `not`, found `=` (write `!=`)
          a not is true ¦ 1:7-1:9 EXPECTED_OPERATOR: expected `in` or `like` after `not`, found `is` (put it in front: `not key is …`)
          a not ¦ 1:6-1:6 EXPECTED_OPERATOR: expected `in` or `like` after `not`, found the end
          a is not absent ¦ 1:6-1:9 EXPECTED_VALUE: expected a value after `is`, found `not` (put it in front: `not key is …`)
          a is not true ¦ 1:6-1:9 EXPECTED_VALUE: expected a value after `is`, found `not` (put it in front: `not key is …`)
          a like and ¦ 1:8-1:11 EXPECTED_VALUE: expected a value after `like`, found `and` (a value of that name is quoted: `"and"`)
          a = or ¦ 1:5-1:7 EXPECTED_VALUE: expected a value after `=`, found `or` (a value of that name is quoted: `"or"`)
          a = "1" "2" ¦ 1:9-1:12 EXPECTED_AND: expected `and`, `or` or the end after `"1"`, found `"2"` (join two conditions with `and`, or write several values as a list)
          a = "1", "2" ¦ 1:8-1:9 EXPECTED_AND: expected `and`, `or` or the end after `"1"`, found `,` (write several values as a list: `in (…)`)
          a = "1" b = "2" ¦ 1:9-1:10 EXPECTED_AND: expected `and`, `or` or the end after `"1"`, found `b` (join two conditions with `and`, or write several values as a list)
          a = "1" kms:EncryptionContext:"x" = "2" ¦ 1:9-1:34 EXPECTED_AND: expected `and`, `or` or the end after `"1"`, found `kms:EncryptionContext:"x"` (join two conditions with `and`)
          a = "1" any b = "2" ¦ 1:9-1:12 EXPECTED_AND: expected `and`, `or` or the end after `"1"`, found `any` (join two conditions with `and`)
          a = "1" (b = "2") ¦ 1:9-1:10 EXPECTED_AND: expected `and`, `or` or the end after `"1"`, found `(` (join two conditions with `and`)
          a b = "1" ¦ 1:3-1:4 EXPECTED_OPERATOR: expected an operator after `a`, found `b` (operators are `=`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `like` and `is`)
          a = b:"c" ¦ 1:5-1:10 EXPECTED_VALUE: expected a value after `=`, found `b:"c"` (put the quotes around the whole value)
          a = number and b = "1" c ¦ 1:24-1:25 EXPECTED_AND: expected `and`, `or` or the end after `"1"`, found `c` (join two conditions with `and`, or write several values as a list)
          a = number string "x" ¦ 1:19-1:22 EXPECTED_AND: expected `and`, `or` or the end after `string`, found `"x"` (join two conditions with `and`, or write several values as a list)
          a in ("1") ("2") ¦ 1:12-1:13 EXPECTED_AND: expected `and`, `or` or the end after `)`, found `(` (join two conditions with `and`)
          a = 'x' ¦ 1:5-1:6 UNEXPECTED_CHARACTER: `'` cannot stand outside quotes (strings stand in straight double quotes)
          a = “x” ¦ 1:5-1:6 UNEXPECTED_CHARACTER: U+201C cannot stand outside quotes (strings stand in straight double quotes)
          a = "x" && b = "y" ¦ 1:9-1:10 UNEXPECTED_CHARACTER: `&` cannot stand outside quotes (write `and`)
          a = "x" || b = "y" ¦ 1:9-1:10 UNEXPECTED_CHARACTER: `|` cannot stand outside quotes (write `or`)
          !a = "x" ¦ 1:1-1:2 UNEXPECTED_CHARACTER: `!` cannot stand outside quotes (write `not`, or `!=`)
          a = "x ¦ 1:5-1:7 UNTERMINATED_STRING: the string is not closed (add `"`, and write a line break inside a string as `\\n`)
          a = "x␤y" ¦ 1:5-1:7 UNTERMINATED_STRING: the string is not closed (add `"`, and write a line break inside a string as `\\n`)
          a = "😀␉" ¦ 1:7-1:8 CONTROL_CHARACTER: a string cannot hold the control character U+0009 (write it as `\\t`)
          a = "x\\q" ¦ 1:7-1:9 BAD_ESCAPE: `\\q` begins no escape (escapes are those of JSON; write a backslash as `\\\\`)
          a = "😀\\u12G4" ¦ 1:7-1:9 BAD_ESCAPE: `\\u` needs four hexadecimal digits
          a = "x\\ ¦ 1:7-1:8 BAD_ESCAPE: `\\` begins no escape (escapes are those of JSON; write a backslash as `\\\\`)
          a = `abc` ¦ 1:5-1:6 BAD_RAW_VALUE: backquotes hold a JSON number, `true` or `false` (use double quotes for a string)
          a = `"x"` ¦ 1:5-1:6 BAD_RAW_VALUE: backquotes hold a JSON number, `true` or `false` (use double quotes for a string)
          a = `01` ¦ 1:5-1:6 BAD_RAW_VALUE: backquotes hold a JSON number, `true` or `false` (use double quotes for a string)
          a = ${aws:username} ¦ 1:5-1:6 UNEXPECTED_CHARACTER: `$` cannot stand outside quotes (put the whole key or value in double quotes)
          {"StringEquals": {}} ¦ 1:1-1:2 UNEXPECTED_CHARACTER: `{` cannot stand outside quotes (this is the text form; a JSON condition is translated, not written here)
          é = "1" ¦ 1:1-1:2 UNEXPECTED_CHARACTER: U+00E9 cannot stand outside quotes (put the whole key or value in double quotes)
          a = "1"; ¦ 1:8-1:9 UNEXPECTED_CHARACTER: `;` cannot stand outside quotes (put the whole key or value in double quotes)
          a ~ "1" ¦ 1:3-1:4 UNEXPECTED_CHARACTER: `~` cannot stand outside quotes (put the whole key or value in double quotes)
          a = (("1")) ¦ 1:6-1:7 EXPECTED_VALUE: expected a value after `(`, found `(`
          (((a = "1")) ¦ 1:1-1:2 UNBALANCED_PARENTHESIS: `(` is not closed (add `)`)\
          """)
  void parser_refuses(String text, String expected) {
    Parsed parsed = ConditionParser.parse(unescape(text));
    assertThat(parsed.condition()).isEmpty();
    assertThat(Trees.show(Trees.onlyDiagnostic(parsed.diagnostics()))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '\u0000',
      textBlock =
          """
          a = b ¦ 1:5-1:6 UNQUOTED_VALUE: `b` is neither a number, a date nor an IP address (quote it: `"b"`)
          a = Decrypt ¦ 1:5-1:12 UNQUOTED_VALUE: `Decrypt` is neither a number, a date nor an IP address (quote it: `"Decrypt"`)
          a = arn:aws:iam::1:role/x ¦ 1:5-1:26 UNQUOTED_VALUE: `arn:aws:iam::1:role/x` is neither a number, a date nor an IP address (quote it: `"arn:aws:iam::1:role/x"`)
          a = TRUE ¦ 1:5-1:9 UNQUOTED_VALUE: `TRUE` is neither a number, a date nor an IP address (quote it: `"TRUE"`)
          a = true ¦ 1:5-1:9 BOOLEAN_VALUE: `=` does not compare booleans (write `is true`, or quote it: `"true"`)
          a != false ¦ 1:6-1:11 BOOLEAN_VALUE: `!=` does not compare booleans (write `is false`, or quote it: `"false"`)
          a in (true, "x") ¦ 1:7-1:11 BOOLEAN_VALUE: `in` does not compare booleans (write `is true`, or quote it: `"true"`)
          a in (10, "x") ¦ 1:11-1:14 MIXED_VALUES: `"x"` is not the same kind of value as `10` (quote every value, as in `"10"`, and name the kind of value if they are not strings)
          a in ("x", 10) ¦ 1:7-1:10 MIXED_VALUES: `"x"` is not the same kind of value as `10` (quote every value, as in `"10"`, and name the kind of value if they are not strings)
          a in (10, `20`) ¦ 1:11-1:15 MIXED_VALUES: ``20`` is not the same kind of value as `10` (quote every value, as in `"10"`, and name the kind of value if they are not strings)
          a in (10, 2027-01-01) ¦ 1:11-1:21 MIXED_VALUES: `2027-01-01` is not the same kind of value as `10` (quote every value, as in `"10"`, and name the kind of value if they are not strings)
          a = 2027-02-30 ¦ 1:5-1:15 UNQUOTED_VALUE: `2027-02-30` is neither a number, a date nor an IP address (quote it: `"2027-02-30"`)
          a < "10" ¦ 1:1-1:9 NO_SUCH_COMPARISON: `<` does not compare strings (name the kind of value: `< number "10"`, `< date "2027-01-01"`)
          a < () ¦ 1:1-1:7 NO_SUCH_COMPARISON: `<` does not compare strings (name the kind of value: `< number "10"`, `< date "2027-01-01"`)
          a <= `10` ¦ 1:1-1:10 NO_SUCH_COMPARISON: `<=` does not compare strings (name the kind of value: `<= number "10"`, `<= date "2027-01-01"`)
          a like 10 ¦ 1:1-1:10 NO_SUCH_COMPARISON: `like` does not compare numbers (use `=`, `!=`, `<`, `<=`, `>`, `>=`, `in` or `not in`, or quote the value)
          a like ip "10.*" ¦ 1:1-1:17 NO_SUCH_COMPARISON: `like` does not compare IP addresses (use `in` or `not in`)
          a like number "1*" ¦ 1:1-1:19 NO_SUCH_COMPARISON: `like` does not compare numbers (use `=`, `!=`, `<`, `<=`, `>`, `>=`, `in` or `not in`, or quote the value)
          a not like anycase "x" ¦ 1:1-1:23 NO_SUCH_COMPARISON: `not like` does not compare strings in any letter case (`anycase` goes with `=`, `!=`, `in` and `not in`)
          a < anycase "x" ¦ 1:1-1:16 NO_SUCH_COMPARISON: `<` does not compare strings in any letter case (`anycase` goes with `=`, `!=`, `in` and `not in`)
          a > arn "x" ¦ 1:1-1:12 NO_SUCH_COMPARISON: `>` does not compare ARNs (`arn` goes with `=`, `!=`, `in`, `not in`, `like` and `not like`)
          a != bytes "QUJD" ¦ 1:1-1:18 NO_SUCH_COMPARISON: `!=` does not compare binary values (`bytes` goes with `=` and `in`)
          a like bytes "QUJD" ¦ 1:1-1:20 NO_SUCH_COMPARISON: `like` does not compare binary values (`bytes` goes with `=` and `in`)
          a < 10.0.0.0/8 ¦ 1:1-1:15 NO_SUCH_COMPARISON: `<` does not compare IP addresses (use `in` or `not in`)
          a is number "1" ¦ 1:1-1:16 NO_SUCH_COMPARISON: `is` does not compare numbers (use `=`, `!=`, `<`, `<=`, `>`, `>=`, `in` or `not in`, or quote the value)
          a is anycase "x" ¦ 1:1-1:17 NO_SUCH_COMPARISON: `is` does not compare strings in any letter case (`anycase` goes with `=`, `!=`, `in` and `not in`)
          a = null "x" ¦ 1:1-1:13 NO_SUCH_COMPARISON: `=` does not compare presence (write `is absent` or `is present`)
          a in "x" ¦ 1:6-1:9 NEEDS_LIST: `in` takes a list (write `=` for one value, or put it in parentheses)
          a in 10 ¦ 1:6-1:8 NEEDS_LIST: `in` takes a list (write `=` for one value, or put it in parentheses)
          a not in arn "x" ¦ 1:14-1:17 NEEDS_LIST: `not in` takes a list (write `!=` for one value, or put it in parentheses)
          a in Decrypt ¦ 1:6-1:13 UNQUOTED_VALUE: `Decrypt` is neither a number, a date nor an IP address (quote it: `"Decrypt"`)
          a is True ¦ 1:6-1:10 UNQUOTED_VALUE: `True` is neither `true` nor `false` (write `true`, or quote it: `"True"`)
          a is yes ¦ 1:6-1:9 UNQUOTED_VALUE: `yes` is neither `true` nor `false` (quote it: `"yes"`)
          a is null ¦ 1:6-1:10 UNQUOTED_VALUE: `null` is neither `true` nor `false` (write `is absent` or `is present`, or quote it: `"null"`)
          a is null yes ¦ 1:11-1:14 UNQUOTED_VALUE: `yes` is neither `true` nor `false` (quote it: `"yes"`)
          a is (absent) ¦ 1:7-1:13 UNQUOTED_VALUE: `absent` is neither `true` nor `false` (write `is absent` or `is present`, or quote it: `"absent"`)
          a is 1 ¦ 1:6-1:7 UNQUOTED_VALUE: `1` is neither `true` nor `false` (quote it: `"1"`)
          a = User Role ¦ 1:1-1:14 UNKNOWN_FAMILY: `User` is not a kind of value (write several values as a list, `in (…)`, or join two conditions with `and`)
          a = "x" and b = numbr "1" ¦ 1:13-1:26 UNKNOWN_FAMILY: `numbr` is not a kind of value (did you mean `number`)
          a = String "x" ¦ 1:1-1:15 UNKNOWN_FAMILY: `String` is not a kind of value (strings have no tag, quotes are enough)
          a = Number "1" ¦ 1:1-1:15 UNKNOWN_FAMILY: `Number` is not a kind of value (did you mean `number`)
          a = number abc ¦ 1:12-1:15 UNQUOTED_VALUE: `abc` is not a number (quote it: `"abc"`)
          a = ip 10.0.0.0/33 ¦ 1:8-1:19 UNQUOTED_VALUE: `10.0.0.0/33` is not an IP address (quote it: `"10.0.0.0/33"`)
          a = date yesterday ¦ 1:10-1:19 UNQUOTED_VALUE: `yesterday` is not a date (quote it: `"yesterday"`)
          a = anycase alice ¦ 1:13-1:18 UNQUOTED_VALUE: `anycase` takes quoted values (quote it: `"alice"`)
          a = arn arn:aws:iam::1:role/x ¦ 1:9-1:30 UNQUOTED_VALUE: `arn` takes quoted values (quote it: `"arn:aws:iam::1:role/x"`)
          a = bytes QUJD ¦ 1:11-1:15 UNQUOTED_VALUE: `bytes` takes quoted values (quote it: `"QUJD"`)
          a = 10 AND ¦ 1:8-1:11 UPPERCASE_KEYWORD: `AND` is not a keyword (write `and`, or quote it: `"AND"`)
          a = AND ¦ 1:5-1:8 UPPERCASE_KEYWORD: `AND` is not a keyword (write `and`, or quote it: `"AND"`)
          vol-1234 ¦ 1:1-1:9 BARE_TEXT: `vol-1234` is not compared with anything (write a comparison, such as `aws:PrincipalType = "User"`)
          "some text" ¦ 1:1-1:12 BARE_TEXT: `some text` is not compared with anything (write a comparison, such as `aws:PrincipalType = "User"`)
          AND ¦ 1:1-1:4 UPPERCASE_KEYWORD: `AND` is not a keyword (write `and`)\
          """)
  void iamBinder_refuses(String text, String expected) {
    Bound bound = IamBinder.bind(Trees.parse(unescape(text)));
    assertThat(bound.condition()).isEmpty();
    assertThat(Trees.show(Trees.onlyDiagnostic(bound.diagnostics()))).isEqualTo(expected);
  }

  @Test
  void findings_areCollectedButNotWithoutEnd() {
    Condition three = Trees.parse("a = b and not (c < \"1\" or d)");
    assertThat(IamBinder.bind(three).diagnostics())
        .map(Diagnostic::code)
        .containsExactly("UNQUOTED_VALUE", "NO_SUCH_COMPARISON", "BARE_TEXT");
    Condition many = Trees.parse("a" + " and a".repeat(2_900));
    assertThat(IamBinder.bind(many).diagnostics()).hasSize(100);
  }

  private static String unescape(String text) {
    return text.replace('␤', '\n').replace('␉', '\t');
  }
}
