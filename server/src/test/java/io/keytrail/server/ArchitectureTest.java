package io.keytrail.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The directions of DESIGN §1, and what hostile input taught us never to use.
@AnalyzeClasses(packages = "io.keytrail", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String SERVER = "io.keytrail.server.";
  private static final List<String> CORES =
      List.of(
          "directory",
          "iam",
          "kms",
          "ebs",
          "workspaces",
          "trail",
          "simulate",
          "session",
          "demo",
          "imports");

  @ArchTest
  static final ArchRule nothingKnowsHttp =
      noClasses()
          .that()
          .resideOutsideOfPackages(SERVER + "http..", "io.keytrail.server", SERVER + "cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SERVER + "http..");

  @ArchTest
  static final ArchRule nothingKnowsTheStore =
      noClasses()
          .that()
          .resideOutsideOfPackages(SERVER + "store..", "io.keytrail.server", SERVER + "cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SERVER + "store..");

  @ArchTest
  static final ArchRule nothingKnowsTheWiring =
      noClasses()
          .that()
          .resideInAPackage(SERVER + "*..")
          .and()
          .resideOutsideOfPackage(SERVER + "cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.keytrail.server");

  @ArchTest
  static final ArchRule coresDoNotKnowEachOther =
      classes()
          .that()
          .resideInAnyPackage(
              CORES.stream().map(core -> SERVER + core + "..").toArray(String[]::new))
          .should(notKnowAnotherCore());

  @ArchTest
  static final ArchRule sqlIsInTheStoreOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage(SERVER + "store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..");

  @ArchTest
  static final ArchRule luceneIsInTheAuditIndexOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.keytrail.audit..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.lucene..");

  @ArchTest
  static final ArchRule pureCodeHasNoFutures =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(
              "io.keytrail.policy..", "io.keytrail.audit..", SERVER + "wire..", SERVER + "crypto..")
          .should()
          .notHaveRawReturnType(Future.class);

  @ArchTest
  static final ArchRule librariesKeepToTheirInputs =
      noClasses()
          .that()
          .resideInAnyPackage("io.keytrail.policy..", "io.keytrail.audit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.keytrail.server..");

  @ArchTest
  static final ArchRule auditIndexSeesConditionsOnly =
      noClasses()
          .that()
          .resideInAPackage("io.keytrail.audit..")
          .should()
          .dependOnClassesThat(
              com.tngtech.archunit.base.DescribedPredicate.describe(
                  "policy-lang beyond .condition",
                  type ->
                      type.getPackageName().startsWith("io.keytrail.policy")
                          && !type.getPackageName().equals("io.keytrail.policy.condition")));

  @ArchTest
  static final ArchRule noJsonOfVertx =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.vertx.core.json..");

  @ArchTest
  static final ArchRule noRegularExpressions =
      noClasses().should().dependOnClassesThat().belongToAnyOf(Pattern.class);

  @ArchTest
  static final ArchRule noUnicodeCaseFolding =
      noClasses().should().callMethod(String.class, "equalsIgnoreCase", String.class);

  @ArchTest
  static final ArchRule clocksAreInjected =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.keytrail.server", SERVER + "cli..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule everyPackageHasATour =
      classes()
          .should(
              new ArchCondition<>("reside in a null-marked package with a tour") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  JavaPackage home = type.getPackage();
                  // What ANTLR makes stands in packages of its own.
                  boolean generated = home.getName().endsWith(".grammar");
                  if (!generated && !home.isAnnotatedWith(NullMarked.class)) {
                    events.add(
                        SimpleConditionEvent.violated(
                            type, home.getName() + " has no null-marked package-info"));
                  }
                }
              });

  private static ArchCondition<JavaClass> notKnowAnotherCore() {
    return new ArchCondition<>("not depend on another core") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String own = core(type);
        type.getDirectDependenciesFromSelf().stream()
            .filter(
                to ->
                    !core(to.getTargetClass()).isEmpty() && !core(to.getTargetClass()).equals(own))
            .forEach(to -> events.add(SimpleConditionEvent.violated(type, to.getDescription())));
      }
    };
  }

  private static String core(JavaClass type) {
    return CORES.stream()
        .filter(core -> (type.getPackageName() + ".").startsWith(SERVER + core + "."))
        .findFirst()
        .orElse("");
  }

  @Test
  void sourceFiles_areOfReadableLength() throws IOException {
    Path root = Path.of(System.getProperty("keytrail.root", ".."));
    try (Stream<Path> sources = Files.walk(root)) {
      List<String> tooLong =
          sources
              .filter(
                  path ->
                      path.toString().endsWith(".java")
                          && path.toString().contains("/src/main/java/"))
              .filter(path -> lines(path) > 300)
              .map(path -> root.relativize(path) + ": " + lines(path))
              .toList();
      assertThat(tooLong).isEmpty();
    }
  }

  private static long lines(Path path) {
    try (Stream<String> lines = Files.lines(path)) {
      return lines.count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
