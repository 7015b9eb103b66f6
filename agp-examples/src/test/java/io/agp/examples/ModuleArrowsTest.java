package io.agp.examples;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Which module may know which. The modules on this one's class path are always checked, the others
 * beside it as far as they have been compiled, which a build of the whole reactor has done before.
 */
class ModuleArrowsTest {
  private static final String[] CORE = {
    "io.agp",
    "io.agp.llm",
    "io.agp.prompt",
    "io.agp.profile",
    "io.agp.rerank",
    "io.agp.feedback",
    "io.agp.optimize",
    "io.agp.metrics",
    "io.agp.concurrent"
  };
  private static final String INTERNAL = "io.agp.internal";
  private static final DescribedPredicate<JavaClass> OUTSIDE_CORE =
      resideInAPackage("io.agp..")
          .and(DescribedPredicate.not(resideInAnyPackage(CORE)))
          .and(DescribedPredicate.not(resideInAPackage(INTERNAL)));

  private static final JavaClasses ALL = classesOfAllModules();

  private static JavaClasses classesOfAllModules() {
    Stream<Location> compiled =
        Stream.concat(
            Locations.ofPackage("io.agp").stream(), compiledSiblings().stream().map(Location::of));
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importLocations(compiled.collect(Collectors.toSet()));
  }

  private static List<Path> compiledSiblings() {
    return Stream.of("..", "../integrations").flatMap(at -> compiledIn(Path.of(at))).toList();
  }

  private static Stream<Path> compiledIn(Path folder) {
    try (Stream<Path> modules = Files.list(folder)) {
      return modules
          .map(module -> module.resolve("target/classes/io/agp"))
          .filter(Files::isDirectory)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theModulesOfTheClassPathAreAmongThoseChecked() {
    assertThat(ALL.stream().map(JavaClass::getPackageName))
        .contains(
            "io.agp",
            "io.agp.internal",
            "io.agp.llm.openai",
            "io.agp.llm.deepseek",
            "io.agp.testkit",
            "io.agp.examples");
  }

  @Test
  void nobodyOutsideTheCoreUsesItsInternals() {
    noClasses()
        .that(OUTSIDE_CORE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(INTERNAL)
        .check(ALL);
  }

  @Test
  void theCoreKnowsNoOtherModule() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .or()
        .resideInAPackage(INTERNAL)
        .should()
        .dependOnClassesThat(OUTSIDE_CORE)
        .check(ALL);
  }

  @Test
  void theOpenAiProviderUsesTheCoreOnly() {
    onlyUses("io.agp.llm.openai");
  }

  @Test
  void theDeepSeekProviderUsesTheOpenAiProviderAndTheCore() {
    onlyUses("io.agp.llm.deepseek", "io.agp.llm.openai");
    classes()
        .that()
        .resideInAPackage("io.agp.llm.deepseek")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify.annotations",
            "io.agp.llm",
            "io.agp.llm.openai",
            "io.agp.llm.deepseek")
        .check(ALL);
  }

  @Test
  void theTestkitUsesTheCoreTheJdkAndMoshi() {
    onlyUses("io.agp.testkit");
    classes()
        .that()
        .resideInAPackage("io.agp.testkit")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(CORE)
                .or(
                    resideInAnyPackage(
                        "java..",
                        "com.sun.net.httpserver",
                        "com.squareup.moshi",
                        "okio",
                        "com.sun.management",
                        "org.jspecify.annotations",
                        "io.agp.testkit")))
        .check(ALL);
  }

  /**
   * JUnit and AssertJ are optional dependencies of the testkit: only the contract may need them.
   */
  @Test
  void theContractOfClientsUsesTheCoreTheJdkMoshiAndTheTestLibraries() {
    classes()
        .that()
        .resideInAPackage("io.agp.testkit.contract")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.net..",
            "org.junit.jupiter.api..",
            "org.assertj.core..",
            "org.jspecify.annotations",
            "com.squareup.moshi",
            "okio",
            "com.sun.management",
            "io.agp.llm",
            "io.agp.testkit.contract")
        .check(ALL);
  }

  @Test
  void rppUsesTheCoreOnly() {
    onlyUses("io.agp.rpp");
  }

  @Test
  void theOnnxEncoderUsesTheCoreAndRpp() {
    onlyUses("io.agp.encoder.onnx", "io.agp.rpp");
  }

  @Test
  void onlyTheOnnxEncoderKnowsNativeLibraries() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.agp.encoder.onnx")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.onnxruntime..", "ai.djl..")
        .check(ALL);
  }

  @Test
  void experimentsUseTheCoreAndRpp() {
    onlyUses("io.agp.experiments", "io.agp.rpp");
  }

  @Test
  void nobodyUsesTheCommandLineOrTheExamples() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.agp.cli..", "io.agp.examples..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.agp.cli..", "io.agp.examples..")
        .check(ALL);
  }

  /** Of our own modules, a module uses the core, itself and those named. */
  private static void onlyUses(String module, String... others) {
    DescribedPredicate<JavaClass> foreign =
        OUTSIDE_CORE.and(DescribedPredicate.not(resideInAPackage(module + "..")));
    for (String other : others) {
      foreign = foreign.and(DescribedPredicate.not(resideInAPackage(other + "..")));
    }
    noClasses()
        .that()
        .resideInAPackage(module + "..")
        .should()
        .dependOnClassesThat(foreign)
        .allowEmptyShould(true)
        .check(ALL);
  }
}
