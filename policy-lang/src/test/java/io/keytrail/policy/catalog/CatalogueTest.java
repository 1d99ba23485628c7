package io.keytrail.policy.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private final Catalogue catalogue = Catalogue.standard();

  /// Every operation of the facts' table, under the name of its permission.
  @Test
  void kms_isComplete() throws IOException {
    Path facts = Path.of(System.getProperty("keytrail.shared", "")).resolve("facts/kms.md");
    Assumptions.assumeTrue(Files.exists(facts), "the facts are not on this machine");
    String page = Files.readString(facts);
    String table = page.substring(page.indexOf("| Operation |"), page.indexOf("### 5a"));
    List<String> operations =
        table
            .lines()
            .skip(2)
            .filter(l -> l.startsWith("|"))
            .map(l -> l.split("\\|", -1)[1].strip())
            .toList();
    assertThat(operations).hasSize(54);
    for (String operation : operations) {
      for (String name :
          operation.equals("ReEncrypt")
              ? List.of("ReEncryptFrom", "ReEncryptTo")
              : List.of(operation)) {
        assertThat(catalogue.find("kms:" + name)).as(name).isPresent();
      }
    }
  }

  @Test
  void names_areDistinctInAnyLetterCase() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < catalogue.size(); i++) {
      assertThat(seen.add(catalogue.action(i).folded())).as(catalogue.action(i).name()).isTrue();
      assertThat(catalogue.number(catalogue.action(i).folded())).isEqualTo(i);
    }
  }

  @Test
  void keys_areFoundInAnyLetterCase_openOnesByTheirBeginning() {
    assertThat(catalogue.key("KMS:grantoperations"))
        .contains(new ConditionKey("kms:GrantOperations", ConditionKey.Type.STRING, true));
    assertThat(catalogue.key("kms:EncryptionContext:aws:ebs:id"))
        .map(ConditionKey::multiValued)
        .contains(false);
    assertThat(catalogue.key("aws:RequestTag/Cost Center")).isPresent();
    assertThat(catalogue.key("aws:NoSuchKey")).isEmpty();
  }

  @Test
  void fold_isAsciiOnly() {
    assertThat(Catalogue.fold("KMS:Decrypt")).isEqualTo("kms:decrypt");
    assertThat(Catalogue.fold("\u212Ams:\u0130")).isEqualTo("\u212Ams:\u0130");
  }

  @Test
  void wildcards_takeTwoPointers() {
    assertThat(Wildcards.matches("kms:*", "kms:")).isTrue();
    assertThat(Wildcards.matches("a?c*e", "abcde")).isTrue();
    assertThat(Wildcards.matches("a?c*f", "abcde")).isFalse();
    assertThat(Wildcards.matches("", "a")).isFalse();
    assertThat(Wildcards.matches("*a*b*c", "xaxbxbxc")).isTrue();
  }
}
