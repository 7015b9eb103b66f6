package io.agp;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom inside the core, and what its public signatures may show. */
class ArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.agp");

  private static final Set<String> OWN_PACKAGES =
      Set.of(
          "io.agp",
          "io.agp.llm",
          "io.agp.prompt",
          "io.agp.profile",
          "io.agp.rerank",
          "io.agp.feedback",
          "io.agp.optimize",
          "io.agp.metrics",
          "io.agp.concurrent",
          "io.agp.internal");

  @Test
  void theCoreHasThePackagesOfItsDesignAndNoOther() {
    assertThat(CORE.stream().map(JavaClass::getPackageName).distinct())
        .containsExactlyInAnyOrderElementsOf(OWN_PACKAGES);
  }

  @Test
  void theCoreKnowsTheJdkAndFiveLibraries() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(OWN_PACKAGES.toArray(String[]::new))
                .or(
                    resideInAnyPackage(
                        "java..",
                        "org.slf4j",
                        "com.squareup.moshi",
                        "okio",
                        "com.google.common..",
                        "org.jspecify.annotations")))
        .check(CORE);
  }

  @Test
  void publicSignaturesShowTheJdkAndTheCoreAlone() {
    List<String> foreign =
        CORE.stream()
            .filter(ArchitectureTest::isSeenOutside)
            .flatMap(type -> type.getMembers().stream())
            .filter(ArchitectureTest::isSeenOutside)
            .filter(
                member ->
                    signature(member)
                        .map(JavaClass::getBaseComponentType)
                        .anyMatch(type -> !isOfTheJdkOrTheCore(type)))
            .map(JavaMember::getFullName)
            .toList();

    assertThat(foreign).isEmpty();
  }

  @Test
  void publicTypesExtendTheJdkAndTheCoreAlone() {
    List<String> foreign =
        CORE.stream()
            .filter(ArchitectureTest::isSeenOutside)
            .filter(
                type ->
                    Stream.concat(
                            type.getAllRawSuperclasses().stream(),
                            type.getAllRawInterfaces().stream())
                        .anyMatch(parent -> !isOfTheJdkOrTheCore(parent)))
            .map(JavaClass::getName)
            .toList();

    assertThat(foreign).isEmpty();
  }

  @Test
  void whatServesDoesNotKnowWhatLearns() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.agp", "io.agp.llm", "io.agp.prompt", "io.agp.profile", "io.agp.rerank")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.agp.optimize", "io.agp.metrics", "io.agp.feedback")
        .check(CORE);
  }

  @Test
  void measuringDoesNotKnowLearning() {
    noClasses()
        .that()
        .resideInAnyPackage("io.agp.metrics", "io.agp.feedback")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.agp.optimize", "io.agp.rerank")
        .check(CORE);
  }

  @Test
  void modelsDoNotKnowRecommending() {
    noClasses()
        .that()
        .resideInAPackage("io.agp.llm")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.agp", "io.agp.prompt", "io.agp.profile", "io.agp.rerank")
        .check(CORE);
  }

  @Test
  void whatIsPublicInInternalIsNotInheritedOrReturnedOutside() {
    List<String> shown =
        CORE.stream()
            .filter(ArchitectureTest::isSeenOutside)
            .flatMap(type -> type.getMembers().stream())
            .filter(ArchitectureTest::isSeenOutside)
            .filter(
                member ->
                    signature(member)
                        .anyMatch(type -> type.getPackageName().equals("io.agp.internal")))
            .map(JavaMember::getFullName)
            .toList();

    assertThat(shown).isEmpty();
  }

  @Test
  void nobodyWritesToTheConsole() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CORE);
  }

  private static boolean isSeenOutside(JavaClass type) {
    return !type.getPackageName().equals("io.agp.internal")
        && type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ArchitectureTest::isSeenOutside).orElse(true);
  }

  private static boolean isSeenOutside(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaClass> signature(JavaMember member) {
    if (member instanceof JavaField field) {
      return field.getType().getAllInvolvedRawTypes().stream();
    }
    JavaCodeUnit method = (JavaCodeUnit) member;
    return Stream.of(
            method.getReturnType().getAllInvolvedRawTypes().stream(),
            method.getParameterTypes().stream().flatMap(t -> t.getAllInvolvedRawTypes().stream()),
            method.getExceptionTypes().stream())
        .flatMap(types -> types);
  }

  private static boolean isOfTheJdkOrTheCore(JavaClass type) {
    return type.isPrimitive()
        || type.getPackageName().startsWith("java.")
        || OWN_PACKAGES.contains(type.getPackageName());
  }
}
