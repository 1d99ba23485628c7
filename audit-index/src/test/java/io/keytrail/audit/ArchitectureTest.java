package io.keytrail.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.keytrail.audit",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule ofPolicyLang_onlyConditions =
      noClasses()
          .should()
          .dependOnClassesThat(
              com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                      "io.keytrail.policy..")
                  .and(
                      com.tngtech.archunit.base.DescribedPredicate.not(
                          com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                              "io.keytrail.policy.condition")))
                  .as("classes of policy-lang outside its .condition"));

  @ArchTest
  static final ArchRule noVertx_noServer =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.keytrail.server..");

  @ArchTest
  static final ArchRule noPatternsOnForeignText =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.regex..", "org.apache.lucene.queryparser..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.apache.lucene.util.automaton.RegExp")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.apache.lucene.search.WildcardQuery");

  @ArchTest
  static final ArchRule jsonKnowsNothing =
      classes()
          .that()
          .resideInAPackage("io.keytrail.audit.json")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "com.fasterxml.jackson.core..", "org.jspecify..", "io.keytrail.audit.json");

  @ArchTest
  static final ArchRule oneDirection =
      com.tngtech.archunit.library.Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("json")
          .definedBy("io.keytrail.audit.json")
          .layer("schema")
          .definedBy("io.keytrail.audit.schema")
          .layer("event")
          .definedBy("io.keytrail.audit.event")
          .layer("query")
          .definedBy("io.keytrail.audit.query")
          .layer("index")
          .definedBy("io.keytrail.audit.index")
          .whereLayer("index")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("query")
          .mayOnlyBeAccessedByLayers("index")
          .whereLayer("event")
          .mayOnlyBeAccessedByLayers("query", "index")
          .whereLayer("schema")
          .mayOnlyBeAccessedByLayers("event", "query", "index");

  @ArchTest
  static final ArchRule luceneIsForQueriesAndIndex =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.keytrail.audit.json", "io.keytrail.audit.schema", "io.keytrail.audit.event")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.lucene..");
}
