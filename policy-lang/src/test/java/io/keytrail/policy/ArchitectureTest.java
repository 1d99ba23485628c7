package io.keytrail.policy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// DESIGN's directions inside policy-lang, and what no code here may use.
@AnalyzeClasses(
    packages = "io.keytrail.policy",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final DescribedPredicate<JavaClass> GENERATED =
      new DescribedPredicate<>("made by or for ANTLR") {
        @Override
        public boolean test(JavaClass type) {
          return type.getPackageName().startsWith("org.antlr")
              || type.getPackageName().startsWith("io.keytrail.policy.condition.grammar")
              || type.getSimpleName().startsWith("PolicyJson");
        }
      };

  @ArchTest
  static final ArchRule conditionStandsAlone = only("..policy.condition..", "..policy.condition..");

  @ArchTest
  static final ArchRule syntaxSeesConditionOnly =
      only("..policy.syntax..", "..policy.syntax..", "..policy.condition..");

  @ArchTest
  static final ArchRule astSeesConditionOnly =
      only("..policy.ast..", "..policy.ast..", "..policy.condition..");

  @ArchTest
  static final ArchRule catalogSeesNothing = only("..policy.catalog..", "..policy.catalog..");

  @ArchTest
  static final ArchRule checkSeesNoEvaluation =
      noClasses()
          .that()
          .resideInAPackage("..policy.check..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..policy.compile..", "..policy.eval..", "..policy.explain..");

  @ArchTest
  static final ArchRule compileSeesNoEvaluation =
      noClasses()
          .that()
          .resideInAPackage("..policy.compile..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..policy.syntax..", "..policy.check..", "..policy.eval..", "..policy.explain..");

  @ArchTest
  static final ArchRule evalSeesNoTexts =
      noClasses()
          .that()
          .resideInAPackage("..policy.eval..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..policy.syntax..", "..policy.check..", "..policy.explain..");

  @ArchTest
  static final ArchRule generatedClassesStayInTheirPackages =
      noClasses()
          .that()
          .resideOutsideOfPackages("..policy.syntax..", "..policy.condition..")
          .should()
          .dependOnClassesThat(GENERATED);

  @ArchTest
  static final ArchRule noRegularExpressions =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.regex..");

  @ArchTest
  static final ArchRule noLocaleBoundFolding =
      noClasses()
          .should()
          .callMethod(String.class, "equalsIgnoreCase", String.class)
          .orShould()
          .callMethod(String.class, "toLowerCase")
          .orShould()
          .callMethod(String.class, "toUpperCase");

  @ArchTest
  static final ArchRule noRegexByTheBackDoor =
      noClasses()
          .should()
          .callMethod(String.class, "matches", String.class)
          .orShould()
          .callMethod(String.class, "replaceAll", String.class, String.class);

  @ArchTest
  static final ArchRule noClock =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.time.Clock.class);

  @ArchTest
  static final ArchRule nothingButAntlr =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..", "org.antlr..", "org.jspecify..", "io.keytrail.policy..");

  private static ArchRule only(String of, String... allowed) {
    DescribedPredicate<JavaClass> foreign =
        JavaClass.Predicates.resideInAPackage("io.keytrail.policy..")
            .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(allowed)));
    return noClasses().that().resideInAPackage(of).should().dependOnClassesThat(foreign);
  }
}
