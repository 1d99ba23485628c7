package io.keytrail.policy.condition;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// audit-index sees this package alone, so it must stand alone.
final class ConditionDependenciesTest {

  private static final JavaClasses POLICY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.keytrail.policy");

  @Test
  void conditionLanguage_standsAlone() {
    classes()
        .that()
        .resideInAPackage("io.keytrail.policy.condition..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.keytrail.policy.condition..",
            "java..",
            "org.antlr.v4.runtime..",
            "org.jspecify.annotations..")
        .check(POLICY);
  }

  @Test
  void generatedGrammar_isSeenByTheConditionLanguageOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.keytrail.policy.condition..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.keytrail.policy.condition.grammar..")
        .check(POLICY);
  }
}
