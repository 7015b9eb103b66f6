package io.agp.llm.openai;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.agp.llm.openai");

  @Test
  void onlyTheNamedLibrariesAreUsed() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.net.ssl..",
            "org.jspecify.annotations..",
            "org.slf4j..",
            "com.squareup.moshi..",
            "dev.harrel.jsonschema",
            "okhttp3..",
            "okio..",
            "io.agp.concurrent",
            "io.agp.llm",
            "io.agp.llm.openai")
        .check(CLASSES);
  }

  @Test
  void onlyTheClientItsBuilderAndModelsArePublic() {
    classes()
        .that()
        .haveModifier(JavaModifier.PUBLIC)
        .and()
        .areTopLevelClasses()
        .should()
        .haveNameMatching(
            ".*\\.(OpenAiLlmClient|ChatClientBuilder|ModelProfile|ModelCatalogue|ModelFacts|ListedModel|RateLimits)")
        .check(CLASSES);
  }
}
